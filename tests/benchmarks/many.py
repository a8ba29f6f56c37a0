"""Pages with 1,000 units, 10 years and 150 groups a year: `python -m tests.benchmarks.many`.

Each page is measured with the demo alone, then again when `load_many` has filled the same database.
Aims: loading in at most 3 minutes, at most 15 queries a page, and a p95 of at most 1.5 times the
page of the demo. A benchmark, not a test.
"""

import time
from collections.abc import Callable
from io import StringIO

from tests.benchmarks.server import client_of, prepare, say

# isort: split

from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.models import ClusterEdition, EmulationYear
from core.dates import today
from organizations.models import Unit

TIMES = 40


def busiest_unit() -> Unit:
    """The unit with the longest history."""
    return Unit.objects.annotate(times=Count("memberships")).order_by("-times", "pk")[0]


def busiest_owner() -> int:
    editions = EmulationYear.objects.annotate(times=Count("editions"))
    return editions.order_by("-times", "pk")[0].owner_id


PAGES: dict[str, Callable[[], str]] = {
    "home": lambda: "/",
    "unit list": lambda: "/don-vi/",
    "unit list, searched": lambda: "/don-vi/?q=tinh",
    "unit tree": lambda: "/don-vi/?cach=cay",
    "unit page": lambda: reverse("portal:unit", args=[busiest_unit().pk]),
    "unit page, owner": lambda: reverse("portal:unit", args=[busiest_owner()]),
    "years": lambda: "/nam/",
    "year page": lambda: f"/nam/{today().year}/",
    "editions": lambda: "/cum-khoi/",
    "edition page": lambda: reverse("portal:edition", args=[newest_edition()]),
    "conferences": lambda: "/hoi-nghi/",
    "awards": lambda: "/khen-thuong/",
    "a picker of all units": lambda: reverse("awards:award-new"),
}


def newest_edition() -> int:
    return ClusterEdition.objects.order_by("-pk")[0].pk


def measured(client: Client, address: str) -> tuple[int, float]:
    """Queries of one request, and the p95 of many in seconds of the program's own work."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = len(asked)
    assert answer.status_code == 200, address
    times = sorted(_seconds(client, address) for _ in range(TIMES))
    return queries, times[int(TIMES * 0.95) - 1]


def _seconds(client: Client, address: str) -> float:
    start = time.process_time()  # others may be busy on the machine
    client.get(address)
    return time.process_time() - start


def all_pages(client: Client) -> dict[str, tuple[int, float]]:
    return {name: measured(client, address()) for name, address in PAGES.items()}


def main() -> None:
    prepare()
    client = client_of("quantri")
    demo = all_pages(client)
    start = time.perf_counter()
    call_command("load_many", anyway=True, stdout=StringIO())
    say(f"loaded in {time.perf_counter() - start:.0f} s")
    many = all_pages(client)
    say(f"{'':24}queries        p95 in ms        ratio")
    for name, (queries, seconds) in many.items():
        before, small = demo[name]
        figures = f"{before:5} →{queries:4}{small * 1000:10.0f} →{seconds * 1000:5.0f}"
        say(f"{name:24}{figures}{seconds / small:10.2f}")


if __name__ == "__main__":
    main()

"""How long turning a year takes: `python -m tests.benchmarks.turn` from the top folder.

150 groups with 900 members, their heads and papers left behind. Aim: proposing, saving and setting
up together in at most 5 s; the board in at most 15 queries. A benchmark, not a test.
"""

import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.server import client_of, prepare, say

# isort: split

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from clusters.actions import YearFacts, carry_out_turn, open_year, save_turn, start_turn
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear, Membership, YearTurn
from clusters.papers import turn_pdf
from clusters.queries import TurnScene, kept_plan, turn_of, turn_outcome
from core.versions import version_of
from organizations.actions import grant_role
from organizations.enums import Role, UnitKind
from organizations.models import Unit, UnitName, UnitParent
from reports.papers import year_letters_pdf
from reports.queries import year_letters
from tests.benchmarks.rows import unit
from tests.typing_in import fields_of

GROUPS, MEMBERS, TIMES = 150, 6, 3
OLD, NEW = 2024, 2025


def fill(by: User) -> EmulationYear:
    """An owner with a full year, written past the actions, and the empty year after it."""
    owner = unit("tỉnh Rất Lớn", by, kind=UnitKind.PROVINCE)
    grant_role(user=by, role=Role.OFFICE, unit=owner, by=by)
    units = Unit.objects.bulk_create(Unit(kind=UnitKind.DISTRICT) for _ in range(GROUPS * MEMBERS))
    names = [
        UnitName(unit=each, full_name=f"Viện kiểm sát {n}", short_name=f"VKSND huyện Thử {n}")
        for n, each in enumerate(units)
    ]
    UnitName.objects.bulk_create(each.with_find_columns() for each in names)  # type: ignore[misc]
    UnitParent.objects.bulk_create(UnitParent(unit=each, parent=owner) for each in units)
    last = open_year(owner=owner, facts=YearFacts(OLD), by=by)
    editions = [
        ClusterEdition(year=last, kind=GroupKind.CLUSTER, number=str(n), name=f"Cụm thi đua số {n}")
        for n in range(1, GROUPS + 1)
    ]
    for each in editions:
        each.with_find_columns()
    made = ClusterEdition.objects.bulk_create(editions)
    Membership.objects.bulk_create(
        Membership(edition=made[n // MEMBERS], unit=each) for n, each in enumerate(units)
    )
    return open_year(owner=owner, facts=YearFacts(NEW), by=by)


def timed(what: str, act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        act()
    spent = time.perf_counter() - start
    say(f"  {what:34}{spent:6.2f} s {len(asked):5} queries")
    return spent


def turned(year: EmulationYear, by: User) -> float:
    """The three steps by their actions; afterwards the year is empty again."""
    spent = timed("propose", lambda: start_turn(year=year, last_year=OLD, by=by))
    plan = TurnScene(year, kept_plan(turn_of(year))).plan
    changed = type(plan)(plan.last_year, plan.groups[:-1], plan.groups[-1].units)
    stored = version_of(plan)
    spent += timed("save", lambda: save_turn(year=year, facts=changed, version=stored, by=by))
    spent += timed("set up", lambda: carry_out_turn(year=year, version=version_of(changed), by=by))
    Membership.objects.filter(edition__year=year).delete()
    ClusterEdition.objects.filter(year=year).delete()
    return spent


def pages(year: EmulationYear, by: User) -> None:
    """The same over the pages, as a browser does it."""
    client = client_of(by.username)
    new, board, check = (
        reverse(f"clusters:{name}", args=[year.pk]) for name in ("turn-new", "turn", "turn-check")
    )
    got: dict[str, HttpResponse] = {}

    def ask(url: str, typed: dict[str, str] | None = None) -> None:
        got[url] = client.get(url) if typed is None else client.post(url, typed)

    timed("page: begin", lambda: ask(new, {"last_year": str(OLD), "save": "1"}))
    timed("page: the board", lambda: ask(board))
    typed = fields_of(got[board]) | {"groups-0-name": "Cụm Đông", "save": "next"}
    say(f"  the board weighs {len(got[board].content) // 1024} kB")
    timed("page: save the board", lambda: ask(board, typed))
    timed("page: what changes", lambda: ask(check))
    plan = TurnScene(year, kept_plan(turn_of(year))).plan
    timed("the plan as PDF", lambda: turn_pdf(turn_outcome(year, plan)))
    go = fields_of(got[check])
    timed("page: set everything up", lambda: ask(check, go))
    assert ClusterEdition.objects.filter(year=year).count() == GROUPS
    assert not YearTurn.objects.exists()
    letters(year, client, by)


def letters(year: EmulationYear, client: Client, by: User) -> None:
    """Every group goes on and one member has moved on to the next: two letters for each."""
    groups = ClusterEdition.objects.filter(year=year).order_by("pk").prefetch_related("memberships")
    made = list(groups)
    last = ClusterEdition.objects.filter(year__label_year=OLD, year__owner=year.owner_id)
    for group, before in zip(made, last.order_by("pk"), strict=True):
        group.continues = before
    ClusterEdition.objects.bulk_update(made, ["continues"])
    moved = [group.memberships.all()[0] for group in made]
    for at, each in enumerate(moved):
        each.edition = made[(at + 1) % len(made)]
    Membership.objects.bulk_update(moved, ["edition"])
    timed("page: letters", lambda: client.get(reverse("reports:letters", args=[year.pk])))
    found = year_letters(year, by)
    assert len(found.letters) == 2 * GROUPS
    timed(f"{2 * GROUPS} letters as one PDF", lambda: year_letters_pdf(found))


def main() -> None:
    prepare()
    by = User.objects.get(username="vanphong")
    year = fill(by)
    say(f"{GROUPS} groups, {GROUPS * MEMBERS} members")
    totals = [turned(year, by) for _ in range(TIMES)]
    say(f"turning the year: {min(totals):.2f} s at best, {max(totals):.2f} s at worst")
    pages(year, by)


if __name__ == "__main__":
    main()

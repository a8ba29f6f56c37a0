"""How long a workbook of 10,000 rows takes: `python -m tests.benchmarks.exports`.

A plain list (legal bases) and the heaviest one, the log, whose every row is put into words. Aim:
at most 2 s for 10,000 rows. A benchmark, not a test.
"""

import time
from statistics import median

from tests.benchmarks.server import client_of, prepare, say

# isort: split

from accounts.models import User
from audit.models import Event
from documents.models import LegalBasis

ROWS, TIMES = 10_000, 5


def fill() -> None:
    """Bases and events up to 10,000 each; the events repeat what the demo recorded."""
    missing = ROWS - LegalBasis.objects.count()
    bases = [LegalBasis(kind="Công văn", reference=f"{n}/VKS-VP") for n in range(missing)]
    for basis in bases:
        basis.search_text = basis.sort_key = basis.label
    LegalBasis.objects.bulk_create(bases)
    kept = list(Event.objects.order_by("-pk"))
    events = [kept[n % len(kept)] for n in range(ROWS - len(kept))]
    fields = [field.attname for field in Event._meta.concrete_fields if not field.primary_key]
    copies = (Event(**{name: getattr(event, name) for name in fields}) for event in events)
    Event._base_manager.bulk_create(copies, batch_size=500)


def report(address: str) -> None:
    client = client_of("quantri")
    spent, worked = [], []
    for _ in range(TIMES):
        start, cpu = time.perf_counter(), time.process_time()
        answer = client.get(f"{address}xuat=xlsx")
        spent.append(time.perf_counter() - start)
        worked.append(time.process_time() - cpu)
    size = len(answer.content) // 1024
    say(
        f"{address:14} median {median(spent):.2f} s, of that {median(worked):.2f} s of processor, "
        f"min {min(spent):.2f} s, {size} kB"
    )


def main() -> None:
    prepare()
    fill()
    say(f"{ROWS} rows for {User.objects.get(username='quantri').label}")
    report("/van-ban/?")
    report("/nhat-ky/?")


if __name__ == "__main__":
    main()

"""How long a paper takes: `python -m tests.benchmarks.papers` from the top folder.

Prints median and minimum of warm renderings of a two-page agreement of six parties, of a summary
of 300 rows, and of the same as Word, with the memory of the rendering child. A benchmark, not a
test: the aim is an agreement in at most 0.25 s.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings_test")
django.setup()

from core import pdf  # noqa: E402 - Django first
from documents.papers import Paper, paper_docx, paper_pdf  # noqa: E402
from tests.documents.test_papers import AGREEMENT, MINUTES, long_table, text  # noqa: E402


def agreement() -> Paper:
    """Two pages: bases, clauses, a table, six signatures."""
    clauses = (text("Thực hiện đạt và vượt các chỉ tiêu, nhiệm vụ được giao. " * 4),) * 8
    return replace(AGREEMENT, blocks=(*AGREEMENT.blocks[:3], *clauses, *AGREEMENT.blocks[3:]))


def report(name: str, work: Callable[[], bytes], times: int) -> None:
    size = len(work())  # warm
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    sys.stdout.write(
        f"{name:24} median {median(spent):.3f} s  min {min(spent):.3f} s  {size // 1024} kB\n"
    )


def main() -> None:
    wide = replace(MINUTES, blocks=(long_table(300),), is_landscape=True)
    start = time.perf_counter()
    paper_pdf(agreement())
    sys.stdout.write(f"first paper, cold        {time.perf_counter() - start:.3f} s\n")
    report("agreement.pdf", lambda: paper_pdf(agreement()), 20)
    report("300 rows.pdf", lambda: paper_pdf(wide), 3)
    report("agreement.docx", lambda: paper_docx(agreement()), 10)
    report("300 rows.docx", lambda: paper_docx(wide), 3)
    child = pdf._renderer.process
    if child:
        sys.stdout.write(f"child                    {pdf._resident(child.pid) // 2**20} MB\n")


if __name__ == "__main__":
    main()

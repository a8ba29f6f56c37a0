"""The end of a paper: its last lines and who signs, kept together on one page."""

from dataclasses import dataclass

from documents.papers.tables import Table
from documents.papers.values import Paper, Paragraph, Signature

TWO_LINES = 190  # letters that surely fill two lines of the body
ROWS_ON_ONE_PAGE = 5

Pair = tuple[Signature, ...]


@dataclass(frozen=True)
class Closing:
    """`opening` is the body but for its `last_lines`, which stay with the `kept` signatures.

    A signature is never alone on a page; a grid too high for one page goes on with `loose` rows.
    """

    opening: tuple[Paragraph | Table, ...]
    last_lines: tuple[Paragraph, ...]
    kept: tuple[Pair, ...]
    loose: tuple[Pair, ...]
    is_single: bool


def closing_of(paper: Paper) -> Closing:
    last_lines = _last_lines(paper.body) if paper.signatures else ()
    opening = paper.body[: len(paper.body) - len(last_lines)]
    rows = tuple(paper.signatures[at : at + 2] for at in range(0, len(paper.signatures), 2))
    kept = len(rows) if len(rows) <= ROWS_ON_ONE_PAGE else 1
    return Closing(opening, last_lines, rows[:kept], rows[kept:], len(paper.signatures) < 2)


def _last_lines(body: tuple[Paragraph | Table, ...]) -> tuple[Paragraph, ...]:
    """The last paragraphs that together fill two lines, up to a table."""
    lines: list[Paragraph] = []
    for block in reversed(body):
        if isinstance(block, Table) or sum(len(str(line)) for line in lines) >= TWO_LINES:
            break
        lines.insert(0, block)
    return tuple(lines)

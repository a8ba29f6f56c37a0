"""A paper as plain text: the words of PDF and Word in their order, for comparing and searching."""

from collections.abc import Iterator

from documents.papers.clean import cleaned
from documents.papers.closing import Closing, closing_of
from documents.papers.tables import Table
from documents.papers.values import MOTTO, NATION, Appendix, Letterhead, Paper, Paragraph


def paper_text(paper: Paper) -> str:
    """One line per paragraph, cells separated by tabs; no page numbers, no draft mark."""
    return "\n".join(line for line in _lines(cleaned(paper)) if line.strip())


def _lines(paper: Paper) -> Iterator[str]:
    yield from _letterhead(paper.letterhead)
    yield from (paper.kind, paper.subtitle)
    yield from _addressees(paper)
    yield from _blocks(paper.body)
    yield from _closing(paper, closing_of(paper))
    for appendix in paper.appendices:
        yield from _appendix(appendix)


def _letterhead(head: Letterhead) -> Iterator[str]:
    if head.issuer:
        yield from (head.parent, head.issuer)
    yield from (NATION, MOTTO, head.number, head.date_line)


def _addressees(paper: Paper) -> Iterator[str]:
    if paper.addressees:
        yield "Kính gửi:"
        yield from paper.addressee_lines


def _blocks(body: tuple[Paragraph | Table, ...]) -> Iterator[str]:
    for block in body:
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield str(block)


def _table(table: Table) -> Iterator[str]:
    yield table.caption
    for headings in table.headings:
        yield "\t".join(cell.title for cell in headings)
    for row in (*table.rows, *table.totals):
        yield "\t".join(row)
    yield table.note


def _closing(paper: Paper, closing: Closing) -> Iterator[str]:
    if closing.is_single:
        yield from _recipients(paper)
    for pair in (*closing.kept, *closing.loose):
        yield "\t".join(" ".join(signature.head) for signature in pair)
        yield "\t".join(" ".join(signature.foot) for signature in pair)
    if not closing.is_single:
        yield from _recipients(paper)


def _recipients(paper: Paper) -> Iterator[str]:
    if paper.recipients:
        yield "Nơi nhận:"
        yield from paper.recipient_lines


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield from (appendix.label, appendix.title, appendix.attached_to)
    yield from _blocks(appendix.body)

"""A paper as plain text: the words of PDF and Word in their order, for comparing and searching."""

from collections.abc import Iterator

from documents.papers.clean import cleaned
from documents.papers.tables import Table
from documents.papers.values import MOTTO, NATION, Appendix, Letterhead, Paper, Paragraph, Signature


def paper_text(paper: Paper) -> str:
    """One line per paragraph, cells separated by tabs; no page numbers, no draft mark."""
    return "\n".join(line for line in _lines(cleaned(paper)) if line.strip())


def _lines(paper: Paper) -> Iterator[str]:
    yield from _letterhead(paper.letterhead)
    yield from (paper.kind, paper.subtitle)
    yield from _addressees(paper)
    yield from _blocks(paper.body)
    if len(paper.signatures) < 2:
        yield from _recipients(paper)
    for signature in paper.signatures:
        yield from _signature(signature)
    if len(paper.signatures) >= 2:
        yield from _recipients(paper)
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


def _signature(signature: Signature) -> Iterator[str]:
    yield signature.unit
    yield f"({signature.capacity})" if signature.capacity else ""
    yield from (*signature.posts, signature.other_post, signature.name)


def _recipients(paper: Paper) -> Iterator[str]:
    if paper.recipients:
        yield "Nơi nhận:"
        yield from paper.recipient_lines


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield from (appendix.label, appendix.title, appendix.attached_to)
    yield from _blocks(appendix.body)

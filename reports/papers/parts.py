"""Pieces of a paper that minutes and report share. Nothing here asks the database."""

from collections.abc import Iterable, Sequence

from core.points import format_points
from documents.papers import Block, Column, Heading, Items, Letterhead, Table, text
from documents.rules import DOTS, in_capitals, number_line, roman
from reports.rules import (
    AwardTold,
    Head,
    Proposal,
    ScoreLine,
    ScoreTable,
    SeatText,
    award_in_words,
    proposal_in_words,
    routes_in_words,
    seats_in_words,
    sentence,
)
from scoring.rules import ORDER_OF_EQUALS

EMPTY_LINE = "…" * 30
INVENTED = "Số liệu minh họa"
PROVISIONAL = "Điểm và thứ hạng tạm tính, hội nghị chưa thống nhất."


def letterhead(head: Head, code: str, *, place: str = "", is_dated: bool = True) -> Letterhead:
    """The owner above the group, never the head unit; the number is left to be written."""
    return Letterhead(
        parent=in_capitals(head.owner_letterhead),
        issuer=head.name.upper(),
        number=number_line(None, f"{code}-{head.symbol}") if head.symbol else "",
        place=place,
        is_dated=is_dated,
    )


def mark(*, is_illustrative: bool) -> str:
    """What stands at the foot of every page when there are invented figures in it."""
    return INVENTED if is_illustrative else ""


def or_dots(words: str) -> str:
    return words or DOTS


def bullets(lines: Iterable[str]) -> list[Block]:
    kept = tuple(lines)
    return [Items(kept)] if kept else []


def lines_of(words: str) -> list[Block]:
    """A text of several lines, one paragraph each; a dotted line where there is none."""
    return [text(line) for line in words.splitlines() if line.strip()] or [text(EMPTY_LINE)]


def numbered(sections: Sequence[tuple[str, list[Block]]]) -> list[Block]:
    """“1. Chương trình” and what belongs to it; sections without anything are left out."""
    kept = [(title, blocks) for title, blocks in sections if blocks]
    return [
        block
        for number, (title, blocks) in enumerate(kept, start=1)
        for block in (Heading(f"{number}. {title}", "clause"), *blocks)
    ]


def chapters(sections: Iterable[tuple[str, list[Block]]]) -> list[Block]:
    """“I. ĐẶC ĐIỂM TÌNH HÌNH” and what belongs to it, a dotted line if there is nothing."""
    return [
        block
        for number, (title, blocks) in enumerate(sections, start=1)
        for block in (Heading(f"{roman(number)}. {title}"), *(blocks or [text(EMPTY_LINE)]))
    ]


# ── Scores ───────────────────────────────────────────────────────────────────────────────────


def score_blocks(table: ScoreTable) -> list[Block]:
    """The table of points with what a reader of it has to know."""
    invented = f" ({INVENTED.lower()})" if table.is_illustrative else ""
    notes = [PROVISIONAL] if not table.is_agreed else []
    notes += [ORDER_OF_EQUALS] if table.has_ties else []
    ruled = Table(
        columns=(
            Column("Xếp thứ", 8, "centre"),
            Column("Đơn vị", 40),
            Column("Tự chấm", 13, "number"),
            Column("Đối chiếu", 13, "number"),
            Column("Chênh lệch", 13, "number"),
            Column("Thống nhất", 13, "number"),
        ),
        rows=tuple(_score_row(line) for line in table.lines),
        caption=f"Bảng điểm thi đua năm {table.year} của {table.group}{invented}",
        note=" ".join(notes),
        is_compact=True,
    )
    return [ruled]


def reason_blocks(table: ScoreTable) -> list[Block]:
    """Why the checker came to other figures, unit by unit."""
    return bullets(
        sentence(f"Lý do chênh lệch của {line.unit}: {'; '.join(line.reasons)}")
        for line in table.lines
        if line.reasons
    )


def _score_row(line: ScoreLine) -> tuple[str, ...]:
    return (
        "—" if line.rank is None else str(line.rank),
        line.unit,
        format_points(line.self_total),
        format_points(line.checked_total),
        _difference(line),
        format_points(line.agreed_total),
    )


def _difference(line: ScoreLine) -> str:
    """Checked less self-scored, with its sign; a dash while one of them is missing."""
    if line.checked_total is None or line.self_total is None:
        return format_points(None)
    difference = line.checked_total - line.self_total
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{format_points(abs(difference))}"


# ── Proposals, awards, seats ─────────────────────────────────────────────────────────────────


def proposal_blocks(proposals: Sequence[Proposal]) -> list[Block]:
    return bullets([*map(proposal_in_words, proposals), *routes_in_words(proposals)])


def award_blocks(awards: Iterable[AwardTold]) -> list[Block]:
    return bullets(map(award_in_words, awards))


def seat_blocks(seats: Sequence[SeatText]) -> list[Block]:
    return bullets(seats_in_words(seats))

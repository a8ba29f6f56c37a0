"""“Tính thử”: what a planned event would come to, with GIẢ ĐỊNH across every page."""

from collections.abc import Iterator

from clusters.queries.event_outcome import GroupChange
from core.points import format_points
from documents.papers import Block, Column, Heading, Letterhead, Paper, Table, paper_pdf, text
from documents.rules import file_stem
from portal.queries.trial import PastGroup, Trial

ASSUMED = "GIẢ ĐỊNH"
NOT_DONE = (
    "Bản tính thử: chưa có gì được thực hiện. Điểm và thứ hạng dưới đây không phải của cụm, khối."
)
NO_GROUPS = "Không cụm, khối nào đổi thành viên hay vai trò."
NO_SEATS = "Không có vai trò dự kiến nào của các đơn vị này."
GROUPS = (Column("Cụm, khối", 26), Column("Thành viên", 40), Column("Vai trò", 34))
RANKS = (
    Column("Đơn vị", 44),
    Column("Điểm", 14, "number"),
    Column("Đã xếp", 20, "centre"),
    Column("Nếu là một", 22, "centre"),
)


def trial_pdf(trial: Trial) -> bytes:
    return paper_pdf(trial_paper(trial))


def trial_file(trial: Trial) -> str:
    """“tinh-thu-hop-nhat-vksnd-huyen-a-vksnd-huyen-b.pdf”"""
    return f"{file_stem(f'tính thử {trial.title}')}.pdf"


def trial_paper(trial: Trial) -> Paper:
    return Paper(
        kind="TÍNH THỬ",
        subtitle=trial.title,
        letterhead=Letterhead(is_dated=False),
        blocks=(
            text(NOT_DONE, style="note"),
            Heading("I. NẾU THỰC HIỆN"),
            text(trial.sentence),
            *_outcome(trial),
            Heading("II. CÁC NĂM TRƯỚC, GIẢ SỬ ĐÃ LÀ MỘT ĐƠN VỊ"),
            *_past(trial),
        ),
        is_assumed=True,
        has_end_mark=False,
        mark=ASSUMED,
        remarks=trial.past.remarks,
    )


def _outcome(trial: Trial) -> Iterator[Block]:
    groups, seats = trial.outcome.groups, trial.outcome.seats
    if groups:
        yield Table(GROUPS, tuple(_group(each) for each in groups), is_compact=True)
        yield from (text(f"{each.label}: {each.warned}.") for each in groups if each.warnings)
    else:
        yield text(NO_GROUPS)
    yield from (text(f"{seat.label}: {seat.words}.") for seat in seats)
    if not seats:
        yield text(NO_SEATS)


def _group(group: GroupChange) -> tuple[str, ...]:
    seats = "; ".join(f"{seat.label}: {seat.words}" for seat in group.seats)
    return group.label, group.members, seats or "Không đổi"


def _past(trial: Trial) -> Iterator[Block]:
    past = trial.past
    if past.why_not:
        yield text(past.why_not)
        return
    yield text(f"Cách tính điểm: {past.way}")
    for group in past.groups:
        yield from _ranks(group)


def _ranks(group: PastGroup) -> Iterator[Block]:
    table = group.table
    yield Heading(table.title, "clause")
    if table.is_same:
        yield text(table.same)
        return
    rows = tuple(
        (
            f"– {row.name}" if row.is_part else row.name,
            format_points(row.points),
            row.was,
            row.would_be,
        )
        for row in table.rows
    )
    yield Table(RANKS, rows, is_compact=True)
    yield from (text(f"{words}.") for words in group.warnings)

"""“Biên bản bàn giao nhiệm vụ Cụm trưởng”: the list both units saw, and what they confirmed."""

from core.days import VIETNAM
from documents.papers import (
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Signature,
    Table,
    labelled,
    paper_pdf,
    text,
)
from documents.rules import DOTS, file_stem, in_capitals, long_day, roman
from portal.queries.handover import Confirmation, HandoverRecord, Part
from portal.queries.handover_ground import Line

COLUMNS = (Column("STT", 6, "centre"), Column("Nội dung", 46), Column("Tình trạng", 22))
WHO = Column("Người làm tiếp", 26)


def handover_pdf(record: HandoverRecord) -> bytes:
    return paper_pdf(handover_paper(record))


def handover_file(record: HandoverRecord) -> str:
    """“bien-ban-ban-giao-nhiem-vu-cum-truong-cum-thi-dua-so-8-nam-2023.pdf”"""
    about = f"{record.passing.edition.label}{record.passing.from_day}"
    return f"{file_stem(f'biên bản {record.title} {about}')}.pdf"


def handover_paper(record: HandoverRecord) -> Paper:
    """The day, the place and who speaks for each unit are left to the hand that signs."""
    edition, owner = record.passing.edition, record.owner
    return Paper(
        kind="BIÊN BẢN",
        subtitle=f"{record.title} {edition.label}{record.passing.from_day}",
        letterhead=Letterhead(
            parent=in_capitals(owner.on_papers),
            issuer=edition.name.upper(),
            is_dated=False,
        ),
        blocks=(
            text(f"Hôm nay, {long_day(None)}, tại {DOTS}, hai bên gồm:"),
            *_side(record.given),
            *_side(record.taken),
            text(f"Hai bên thống nhất bàn giao {_what(record)} như sau:"),
            *(
                block
                for number, part in enumerate(record.parts, start=1)
                for block in _part(number, part)
            ),
            Heading(f"{roman(len(record.parts) + 1)}. XÁC NHẬN"),
            *(block for each in record.confirmations for block in _confirmed(each)),
        ),
        signatures=(
            Signature(posts=("ĐẠI DIỆN BÊN GIAO",)),
            Signature(posts=("ĐẠI DIỆN BÊN NHẬN",)),
        ),
        recipients=(
            record.given.unit.full_name,
            record.taken.unit.full_name,
            owner.full_name,
            "Lưu: VT",
        ),
    )


def _what(record: HandoverRecord) -> str:
    passing = record.passing
    return f"nhiệm vụ {passing.role_label} {passing.from_edition.label}"


def _side(side: Confirmation) -> list[Block]:
    return [
        labelled(side.side, side.unit.full_name),
        text(f"Đại diện: {DOTS} Chức vụ: {DOTS}"),
    ]


def _part(number: int, part: Part) -> list[Block]:
    heading = Heading(f"{roman(number)}. {part.title.upper()}")
    if not part.lines:
        return [heading, text(part.nothing)]
    rows = tuple(
        _row(place, line, is_open=part.is_open) for place, line in enumerate(part.lines, 1)
    )
    columns = (*COLUMNS, WHO) if part.is_open else COLUMNS
    return [heading, Table(columns, rows, is_compact=True)]


def _row(place: int, line: Line, *, is_open: bool) -> tuple[str, ...]:
    cells = (str(place), line.what, line.state)
    return (*cells, line.who) if is_open else cells


def _confirmed(side: Confirmation) -> list[Block]:
    """Who confirmed and when; dots while nobody has."""
    if side.at is None:
        said = f"{side.done}: {DOTS}"
    else:
        moment = side.at.astimezone(VIETNAM)
        said = f"{side.done} lúc {moment:%H:%M} ngày {moment:%d/%m/%Y} ({side.by})"
    note = [text(f"Ghi chú: {line}") for line in side.note.splitlines() if line.strip()]
    return [labelled(f"{side.side} ({side.unit.short_name})", said), *note]

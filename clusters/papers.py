"""“Danh sách cụm, khối thi đua năm …” on paper and in Excel."""

from clusters.queries import ListedGroup, YearList
from core.sheets import Sheet, SheetColumn, Value, workbook
from core.text import fold
from documents.papers import (
    Bases,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Table,
    labelled,
    paper_pdf,
    text,
)
from documents.rules import DOTS, count2, in_capitals

TITLE = "DANH SÁCH"
INCOMPLETE = "Danh sách có thể chưa đầy đủ."


def year_list_pdf(content: YearList) -> bytes:
    return paper_pdf(year_list_paper(content))


def year_list_paper(content: YearList) -> Paper:
    """One table a group; whoever is not named is counted, never invented."""
    return Paper(
        kind=TITLE,
        subtitle=f"Cụm, khối thi đua năm {content.year}",
        name=f"Danh sách cụm, khối thi đua năm {content.year}",
        letterhead=Letterhead(
            parent=in_capitals(content.parent_letterhead),
            issuer=in_capitals(content.owner_letterhead),
            place=content.place,
            year=content.year,
        ),
        blocks=_blocks(content),
        has_end_mark=False,
    )


def _blocks(content: YearList) -> tuple[Block, ...]:
    blocks = _opening(content)
    for number, group in enumerate(content.groups, start=1):
        blocks += _group(number, group)
    return tuple(blocks)


def _opening(content: YearList) -> list[Block]:
    """Papers, theme and motto as far as they are known, and how many groups there are."""
    blocks: list[Block] = [Bases(content.bases)] if content.bases else []
    said = (
        ("Chủ đề", content.theme),
        ("Phương châm", content.motto),
        ("Thời gian", content.period),
    )
    blocks += [labelled(label, words) for label, words in said if words]
    groups = content.groups_in_words
    sentence = f"Năm {content.year}, {content.owner} có {groups} thi đua." if groups else ""
    return [*blocks, text(sentence or f"Năm {content.year} chưa có cụm, khối thi đua.")]


def _group(number: int, group: ListedGroup) -> list[Block]:
    columns = (Column("STT", 6, "centre"), Column("Đơn vị", 56), Column("Vai trò", 38))
    blocks: list[Block] = [Heading(f"{number}. {group.name} ({count_in_words(group)})", "clause")]
    if group.members or group.unnamed:
        blocks.append(Table(columns, _rows(group)))
    blocks += [text(note, style="note") for note in notes_of(group)]
    blocks += [labelled("Phụ trách", "; ".join(group.supervisors))] if group.supervisors else []
    return blocks


def notes_of(group: ListedGroup) -> list[str]:
    notes = [group.note, INCOMPLETE if group.is_incomplete else ""]
    return [note for note in notes if note]


def _rows(group: ListedGroup) -> tuple[tuple[str, ...], ...]:
    named = [
        (str(number), name, role_of(group, unit_id))
        for number, (unit_id, name) in enumerate(group.members, start=1)
    ]
    return (*named, ("…", others_in_words(group), "")) if group.unnamed else tuple(named)


def count_in_words(group: ListedGroup) -> str:
    """“06 đơn vị”, “08 phòng”; dots for a number nobody has told."""
    return f"{DOTS if group.count is None else count2(group.count)} {group.noun}"


def others_in_words(group: ListedGroup) -> str:
    """“và 06 phòng khác chưa nêu tên”."""
    counted = f"{count2(group.unnamed)} {group.noun}"
    return f"và {counted} khác chưa nêu tên" if group.members else f"{counted} chưa nêu tên"


def role_of(group: ListedGroup, unit_id: int) -> str:
    """“Cụm trưởng (Phạm Thị Kim Liên, Viện trưởng)”; the person only if known."""
    held = [leader for leader in group.leaders if leader.unit_id == unit_id]
    return "; ".join(
        f"{leader.role} ({leader.person})" if leader.person else leader.role for leader in held
    )


def year_list_xlsx(content: YearList) -> bytes:
    """One row a unit; a last row counts those nobody has named."""
    columns = (
        SheetColumn("STT", 6),
        SheetColumn("Cụm, khối", 28),
        SheetColumn("Đơn vị", 60),
        SheetColumn("Vai trò", 40),
        SheetColumn("Số đơn vị", 10),
        SheetColumn("Ghi chú", 40),
    )
    rows = tuple(row for group in content.groups for row in _xlsx_rows(group))
    title = (f"Danh sách cụm, khối thi đua năm {content.year}", content.owner)
    sheet = Sheet("Cụm, khối", columns, rows, title, content.bases, is_landscape=True)
    return workbook([sheet])


def _xlsx_rows(group: ListedGroup) -> list[tuple[Value, ...]]:
    note = " ".join(
        each for each in (group.note, INCOMPLETE if group.is_incomplete else "") if each
    )
    rows: list[tuple[Value, ...]] = [
        (number, group.name, name, role_of(group, unit_id), group.count, note)
        for number, (unit_id, name) in enumerate(group.members, start=1)
    ]
    if group.unnamed or not rows:
        others = others_in_words(group) if group.unnamed else None
        rows.append((None, group.name, others, None, group.count, note))
    return rows


def file_name(content: YearList, ending: str) -> str:
    """“danh-sach-cum-khoi-thi-dua-nam-2024.pdf”: no accents, no blanks."""
    words = fold(f"danh sách cụm khối thi đua năm {content.year}")
    return f"{words.replace(' ', '-')}.{ending}"

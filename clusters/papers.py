"""“Danh sách cụm, khối thi đua năm …” on paper and in Excel, and the plan before it."""

from collections.abc import Sequence

from clusters.queries import GroupOutcome, ListedGroup, TurnOutcome, YearList
from core.sheets import Sheet, SheetColumn, Value, workbook
from core.text import fold
from documents.papers import (
    Bases,
    Block,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Table,
    labelled,
    paper_pdf,
    text,
)
from documents.rules import DOTS, count2, in_capitals, roman

TITLE = "DANH SÁCH"
INCOMPLETE = "Danh sách có thể chưa đầy đủ."
NO_BASIS = "Chưa ghi văn bản làm căn cứ."


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
        remarks=content.remarks,
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


COLUMNS = (Column("STT", 6, "centre"), Column("Đơn vị", 56), Column("Vai trò", 38))


def _group(number: int, group: ListedGroup) -> list[Block]:
    blocks: list[Block] = [Heading(f"{number}. {group.name} ({count_in_words(group)})", "clause")]
    if group.periods:
        for period in group.periods:
            rows = _named(group, period.members)
            blocks.append(Table(COLUMNS, rows, caption=period.heading))
    elif group.members or group.unnamed:
        blocks.append(Table(COLUMNS, _rows(group)))
    blocks += [text(note, style="note") for note in notes_of(group)]
    blocks += [labelled("Phụ trách", "; ".join(group.supervisors))] if group.supervisors else []
    return blocks


def notes_of(group: ListedGroup) -> list[str]:
    notes = [
        group.note,
        INCOMPLETE if group.is_incomplete else "",
        "" if group.has_basis else NO_BASIS,
    ]
    return [note for note in notes if note]


def _rows(group: ListedGroup) -> tuple[tuple[str, ...], ...]:
    named = _named(group, group.members)
    return (*named, ("…", others_in_words(group), "")) if group.unnamed else named


def _named(group: ListedGroup, members: Sequence[tuple[int, str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (str(number), name, role_of(group, unit_id))
        for number, (unit_id, name) in enumerate(members, start=1)
    )


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
    notes = (*content.remarks, *content.bases)
    sheet = Sheet("Cụm, khối", columns, rows, title, notes, is_landscape=True)
    return workbook([sheet])


def _xlsx_rows(group: ListedGroup) -> list[tuple[Value, ...]]:
    note = " ".join(notes_of(group))
    rows: list[tuple[Value, ...]] = []
    for heading, members in _parts(group):
        told = " ".join(part for part in (heading, note) if part)
        rows += [
            (number, group.name, name, role_of(group, unit_id), group.count, told)
            for number, (unit_id, name) in enumerate(members, start=1)
        ]
    if group.unnamed or not rows:
        others = others_in_words(group) if group.unnamed else None
        rows.append((None, group.name, others, None, group.count, note))
    return rows


def _parts(group: ListedGroup) -> list[tuple[str, Sequence[tuple[int, str]]]]:
    """The compositions of a group with their times; one without a time where it never changed."""
    if not group.periods:
        return [("", group.members)]
    return [(f"{each.heading}.", each.members) for each in group.periods]


def file_name(content: YearList, ending: str) -> str:
    """“danh-sach-cum-khoi-thi-dua-nam-2024.pdf”: no accents, no blanks."""
    words = fold(f"danh sách cụm khối thi đua năm {content.year}")
    return f"{words.replace(' ', '-')}.{ending}"


# The plan of a year's groups, for the meeting that decides on it


def turn_pdf(content: TurnOutcome) -> bytes:
    return paper_pdf(turn_paper(content))


def turn_paper(content: TurnOutcome) -> Paper:
    """A draft: who goes where, who is to be elected, whom to invite."""
    last = content.last_year
    since = f"; thay đổi so với năm {last} như sau" if last else ""
    return Paper(
        kind="PHƯƠNG ÁN",
        subtitle=f"Chia cụm, khối thi đua năm {content.year}",
        name=f"Phương án chia cụm, khối thi đua năm {content.year}",
        letterhead=Letterhead(
            parent=in_capitals(content.parent_letterhead),
            issuer=in_capitals(content.owner_letterhead),
            place=content.place,
            year=content.year,
        ),
        blocks=(
            text(f"Năm {content.year}, {content.owner} dự kiến có {content.summary}{since}."),
            Heading("I. CÁC CỤM, KHỐI"),
            *(
                block
                for number, group in enumerate(content.groups, start=1)
                for block in _planned(number, group)
            ),
            *_rest(content),
        ),
        is_draft=True,
        has_end_mark=False,
    )


def _planned(number: int, group: GroupOutcome) -> list[Block]:
    came = f", tiếp nối {group.came_from}" if group.came_from else ""
    blocks: list[Block] = [Heading(f"{number}. {group.name} ({group.count}{came})", "clause")]
    if group.members:
        blocks.append(labelled("Đơn vị", "; ".join(group.members)))
    blocks += [labelled(each.title, "; ".join(each.lines)) for each in group.lists]
    return [*blocks, labelled("Lãnh đạo cụm, khối", "; ".join(group.seats))]


def _rest(content: TurnOutcome) -> list[Block]:
    """Who has no group any more, who is new, and the groups that end."""
    parts = [
        ("ĐƠN VỊ KHÔNG CÒN TRONG CỤM, KHỐI NÀO", content.gone),
        ("ĐƠN VỊ MỚI CÓ CỤM, KHỐI", content.new),
        ("VAI TRÒ DỰ KIẾN CHƯA CÓ CỤM, KHỐI NHẬN", content.unclaimed),
        *(
            (in_capitals(f"Chia tay {each.title}"), each.lines)
            for each in content.farewells
            if each.lines
        ),
    ]
    shown = [(title, lines) for title, lines in parts if lines]
    blocks: list[Block] = []
    for number, (title, lines) in enumerate(shown, start=2):
        blocks += [Heading(f"{roman(number)}. {title}"), Items(lines)]
    return blocks


def turn_file_name(content: TurnOutcome) -> str:
    return f"phuong-an-chia-cum-khoi-thi-dua-nam-{content.year}.pdf"

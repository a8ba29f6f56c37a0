"""The table of points on paper and in Excel: the same `Standings` as on the screen."""

from collections.abc import Sequence
from decimal import Decimal

from clusters.enums import GroupRole, role_label
from core.points import format_points
from core.sheets import Sheet, SheetColumn, Value, workbook
from documents.papers import (
    Block,
    Column,
    Letterhead,
    Paper,
    Signature,
    Table,
    paper_pdf,
    text,
)
from documents.rules import file_stem, in_capitals
from scoring.queries import StandingRow, Standings
from scoring.rules import ORDER_OF_EQUALS, TIE_RULE, Part, rules_said

INVENTED = "Số liệu minh họa"
BESIDE_EACH_OTHER = 4  # parts whose own and checked points fit beside each other on A4
MOST_COLUMNS = 12  # parts that fit in a table of their own


def standings_pdf(standings: Standings) -> bytes:
    return paper_pdf(standings_paper(standings))


def standings_paper(standings: Standings) -> Paper:
    """“Bảng tổng hợp điểm thi đua”, landscape; a draft until a conference agreed to the points."""
    head_post = role_label(standings.kind, GroupRole.HEAD).upper()
    return Paper(
        kind="BẢNG TỔNG HỢP ĐIỂM THI ĐUA",
        subtitle=f"Năm {standings.year} của {standings.group}",
        letterhead=Letterhead(
            parent=in_capitals(standings.owner_letterhead),
            issuer=standings.group.upper(),
            year=standings.year,
        ),
        blocks=_blocks(standings),
        signatures=(
            Signature(posts=("THƯ KÝ",)),
            Signature(posts=(f"TM. {standings.group.upper()}", head_post)),
        ),
        is_draft=standings.is_provisional,
        is_landscape=True,
        has_end_mark=False,
        mark=INVENTED if standings.is_illustrative else "",
        remarks=standings.remarks,
    )


def _blocks(standings: Standings) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if standings.is_illustrative:
        blocks.append(text(f"({INVENTED})", style="centred"))
    blocks.append(_summary(standings))
    if BESIDE_EACH_OTHER < len(standings.parts) <= MOST_COLUMNS:
        blocks.append(_parts_table("Điểm tự chấm theo tiêu chí", standings, is_checked=False))
        blocks.append(_parts_table("Điểm đối chiếu theo tiêu chí", standings, is_checked=True))
    scale, *ranking = notes(standings)
    blocks += [text(scale, style="note"), text(" ".join(ranking), style="note")]
    return tuple(blocks)


def _summary(standings: Standings) -> Table:
    """Totals and ranks; with few parts what they come to beside each other too."""
    fits = len(standings.parts) <= BESIDE_EACH_OTHER
    codes = tuple(part.code for part in standings.parts) if fits else ()
    columns = (
        Column("STT", 6, "centre"),
        Column("Đơn vị", 32),
        *_group("Điểm tự chấm", codes),
        *_group("Điểm đối chiếu", codes),
        Column("Điểm thống nhất", 10, "number"),
        Column("Xếp thứ", 8, "centre"),
        Column("Ghi chú", 14),
    )
    rows = tuple(
        (
            str(number),
            row.name,
            *_figures(row.self_parts, row.self_total, standings, fits=fits),
            *_figures(row.checked_parts, row.checked_total, standings, fits=fits),
            format_points(row.agreed_total, unknown=""),
            place_words(row),
            remark(row),
        )
        for number, row in enumerate(standings.rows, start=1)
    )
    return Table(columns, rows, is_compact=True)


def _group(title: str, codes: Sequence[str]) -> tuple[Column, ...]:
    points = tuple(Column(code, 7, "number", group=title) for code in codes)
    return (*points, Column("Tổng" if codes else title, 9, "number", group=title if codes else ""))


def _figures(
    points: Sequence[Decimal | None], whole: Decimal | None, standings: Standings, *, fits: bool
) -> tuple[str, ...]:
    """One cell per part and the total; a dash where a unit has no figure."""
    shown = points or [None] * len(standings.parts)
    cells = tuple(format_points(each) for each in shown) if fits else ()
    return (*cells, format_points(whole))


def _parts_table(caption: str, standings: Standings, *, is_checked: bool) -> Table:
    columns = (
        Column("STT", 6, "centre"),
        Column("Đơn vị", 28),
        *(Column(part.code, 7, "number") for part in standings.parts),
        Column("Tổng", 9, "number"),
    )
    rows = []
    for number, row in enumerate(standings.rows, start=1):
        points = row.checked_parts if is_checked else row.self_parts
        whole = row.checked_total if is_checked else row.self_total
        rows.append((str(number), row.name, *_figures(points, whole, standings, fits=True)))
    return Table(columns, tuple(rows), caption=caption, is_compact=True)


def place_words(row: StandingRow) -> str:
    return "—" if row.rank is None else str(row.rank)


def remark(row: StandingRow) -> str:
    """The tie in words; why a unit has no rank; what a cap took away."""
    place = row.tie or ("" if row.rank is not None else row.state_label)
    return "; ".join(part for part in (place, *row.cuts) if part)


def notes(standings: Standings) -> list[str]:
    """What a reader of the figures has to know: scale, what ranks, ties, order, how final."""
    counted = "thống nhất" if standings.is_agreed else "đối chiếu"
    scale = format_points(standings.scale, unknown="")
    named = ": ".join([f"thang điểm {scale}", *_parts_words(standings)])
    counted_so = " ".join(rules_said(standings.criteria))
    lines = [
        f"Bảng tiêu chí: {standings.criteria_name}; {named}. {counted_so}".rstrip(),
        f"Xếp thứ theo tổng điểm {counted}, từ cao xuống thấp. {TIE_RULE}",
        ORDER_OF_EQUALS,
    ]
    if standings.is_partial:
        lines.append("Cụm, khối chưa mở đối chiếu: bảng chỉ có điểm của đơn vị người xem.")
    if standings.is_provisional:
        lines.append("Điểm và thứ hạng tạm tính, hội nghị chưa thống nhất.")
    return lines


def _parts_words(standings: Standings) -> list[str]:
    """What the codes in the headings stand for; nothing where there are too many."""
    words = [_part_words(part) for part in standings.parts]
    return ["; ".join(words)] if len(words) <= MOST_COLUMNS else []


def _part_words(part: Part) -> str:
    kind = f"{part.kind_label.lower()}, " if part.kind_label else ""
    return f"{part.code} {part.name} ({kind}tối đa {format_points(part.maximum)})"


def standings_xlsx(standings: Standings) -> bytes:
    """One row per unit, points as numbers; every row says when its figures are invented."""
    own = _xlsx_group("Điểm tự chấm", standings)
    checked = _xlsx_group("Điểm đối chiếu", standings)
    columns = (
        SheetColumn("STT", 6),
        SheetColumn("Đơn vị", 38),
        *own,
        *checked,
        SheetColumn("Điểm thống nhất", 12),
        SheetColumn("Xếp thứ", 9),
        SheetColumn("Ghi chú", 22),
        *([SheetColumn("Loại số liệu", 18)] if standings.is_illustrative else []),
    )
    sheet = Sheet(
        name="Bảng tổng hợp điểm",
        columns=columns,
        rows=tuple(
            _xlsx_row(number, row, standings) for number, row in enumerate(standings.rows, start=1)
        ),
        title=_xlsx_title(standings),
        notes=(*standings.remarks, *notes(standings)),
        frozen_columns=2,
        is_landscape=True,
    )
    return workbook([sheet])


def _xlsx_title(standings: Standings) -> tuple[str, ...]:
    group = f"{standings.group} – {standings.owner}, năm {standings.year}"
    draft = ("DỰ THẢO – tạm tính, hội nghị chưa thống nhất",) if standings.is_provisional else ()
    invented = (INVENTED,) if standings.is_illustrative else ()
    return ("BẢNG TỔNG HỢP ĐIỂM THI ĐUA", group, *draft, *invented)


def _xlsx_group(title: str, standings: Standings) -> tuple[SheetColumn, ...]:
    """A column for every line, before the lines of a heading one for what they come to."""
    codes = [code for part in standings.parts for code in _codes(part)]
    return (
        *(SheetColumn(code, 9, group=title) for code in codes),
        SheetColumn("Tổng", 10, group=title),
    )


def _codes(part: Part) -> tuple[str, ...]:
    lines = tuple(line.code for line in part.lines)
    return (f"{part.code} cộng", *lines) if part.heading else lines


def _xlsx_figures(
    standings: Standings, points: Sequence[Decimal | None], subtotals: Sequence[Decimal | None]
) -> tuple[Value, ...]:
    """The cells under `_xlsx_group`, but the total; empty where a unit has no figures."""
    given = iter(points or [None] * len(standings.criteria))
    cells: list[Value] = []
    for number, part in enumerate(standings.parts):
        if part.heading:
            cells.append(subtotals[number] if subtotals else None)
        cells += [next(given) for _ in part.lines]
    return tuple(cells)


def _xlsx_row(number: int, row: StandingRow, standings: Standings) -> tuple[Value, ...]:
    return (
        number,
        row.name,
        *_xlsx_figures(standings, row.self_points, row.self_parts),
        row.self_total,
        *_xlsx_figures(standings, row.checked_points, row.checked_parts),
        row.checked_total,
        row.agreed_total,
        "—" if row.rank is None else row.rank,
        remark(row),
        *([INVENTED] if standings.is_illustrative else []),
    )


def file_name(standings: Standings, ending: str) -> str:
    """“bang-tong-hop-diem-cum-thi-dua-so-2-nam-2024.pdf”"""
    return f"{file_stem(f'bảng tổng hợp điểm {standings.group} năm {standings.year}')}.{ending}"

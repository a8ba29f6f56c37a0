"""The agreement on paper: from what it says to PDF and Word. Nothing here asks the database."""

from datetime import datetime

from agreements.rules import AgreementText, ClauseRow, PartyText, signing_posts
from documents.papers import (
    Bases,
    Block,
    Clause,
    Column,
    Heading,
    Letterhead,
    Paper,
    Signature,
    Table,
    paper_docx,
    paper_pdf,
    text,
)
from documents.rules import DOTS, count2, in_capitals, in_full, long_day

TEMPLATE_VERSION = "giao-uoc-2"
ILLUSTRATION = "Nội dung minh họa"
EMPTY_LINE = "…" * 30


def agreement_pdf(
    content: AgreementText, *, is_draft: bool, created: datetime | None = None
) -> bytes:
    return paper_pdf(agreement_paper(content, is_draft=is_draft), created=created)


def agreement_docx(
    content: AgreementText, *, is_draft: bool, created: datetime | None = None
) -> bytes:
    return paper_docx(agreement_paper(content, is_draft=is_draft), created=created)


def title_of(content: AgreementText) -> str:
    """“Giao ước thi đua năm 2024 của Cụm thi đua số 13 ngành Kiểm sát nhân dân”."""
    return f"Giao ước thi đua năm {content.year} của {content.group_in_full}"


def agreement_paper(content: AgreementText, *, is_draft: bool) -> Paper:
    """The whole paper; a draft leaves the day in its letterhead to the hand that signs."""
    return Paper(
        kind="GIAO ƯỚC THI ĐUA",
        subtitle=f"Năm {content.year} của {content.group_in_full}",
        letterhead=_letterhead(content, is_draft=is_draft),
        blocks=(
            *([Bases(content.bases)] if content.bases else []),
            text(_preamble(content)),
            Heading("I. NỘI DUNG GIAO ƯỚC"),
            *_clauses(content),
            Heading("II. ĐĂNG KÝ DANH HIỆU THI ĐUA, HÌNH THỨC KHEN THƯỞNG"),
            _registrations(content),
            Heading("III. TỔ CHỨC THỰC HIỆN"),
            *_closing(content),
        ),
        signatures=tuple(_signature(party) for party in content.parties),
        recipients=(
            "Các đơn vị ký giao ước",
            content.owner,
            f"Lưu: VT, hồ sơ {content.kind_short}",
        ),
        is_draft=is_draft,
        name=title_of(content),
        mark=f"Văn bản có {ILLUSTRATION.lower()}" if content.has_illustration else "",
        remarks=content.remarks,
    )


def _letterhead(content: AgreementText, *, is_draft: bool) -> Letterhead:
    """The owner above the group, never the head unit; no number."""
    return Letterhead(
        parent=in_capitals(content.owner),
        issuer=content.group.upper(),
        place=content.place_name,
        dated_on=None if is_draft else content.dated_on,
        year=content.dated_on.year if content.dated_on else None,
    )


def _preamble(content: AgreementText) -> str:
    names = "; ".join(party.name for party in content.parties) or DOTS
    if content.unnamed:
        names += f"; {DOTS} và {count2(content.unnamed)} đơn vị khác"
    count = count2(len(content.parties) + content.unnamed)
    return (
        f"Hôm nay, {long_day(content.dated_on)}, tại {in_full(content.place) or DOTS}, "
        f"{count} đơn vị thành viên {content.group_in_full} gồm: {names}; "
        f"cùng giao ước thi đua năm {content.year} với các nội dung sau:"
    )


def _clauses(content: AgreementText) -> list[Block]:
    """The year's theme and motto, then the commitments; a dotted line where there is nothing."""
    clauses = [_clause(number, row) for number, row in enumerate(content.all_clauses, start=1)]
    return list(clauses) or [text(EMPTY_LINE)]


def _clause(number: int, row: ClauseRow) -> Clause:
    return Clause(
        number=f"{number}.",
        title=f"{row.heading.rstrip(':. ')}:" if row.heading else "",
        words=row.body,
        mark=ILLUSTRATION if row.is_illustrative else "",
    )


def _registrations(content: AgreementText) -> Table:
    """What each unit registered for, “06/06” for each title above it."""
    counters = (
        f"{each.title}: {count2(each.count)}/{count2(each.total)} đơn vị"
        for each in content.counters
    )
    return Table(
        caption=f"Đăng ký {'; '.join(counters)}" if content.counters else "",
        columns=(
            Column("STT", 8, "centre"),
            Column("Đơn vị", 50),
            Column("Danh hiệu, hình thức đăng ký", 42),
        ),
        rows=tuple(
            (str(number), row.unit, "; ".join(row.titles) or DOTS)
            for number, row in enumerate(content.registrations, start=1)
        ),
    )


def _closing(content: AgreementText) -> list[Block]:
    mark = ILLUSTRATION if content.is_closing_illustrative else ""
    opening = [Clause("", content.closing, mark=mark)] if content.closing else []
    correction = [text(content.correction)] if content.correction else []
    return [*opening, text(_copies(content)), *correction]


def _copies(content: AgreementText) -> str:
    """How many originals and who keeps them; the owner gets the one left over."""
    count, units = content.copies, len(content.parties)
    words = f"Giao ước được lập thành {count2(count) if count else DOTS} bản có giá trị như nhau"
    if count is None or count >= units:
        words += ", mỗi đơn vị giữ 01 bản"
    if count == units + 1:
        words += f", gửi {content.owner} 01 bản"
    return f"{words}."


def _signature(party: PartyText) -> Signature:
    """Post and name stay blank until somebody enters them."""
    return Signature(
        unit=in_capitals(party.name, longest=0),
        capacity=party.seat,
        posts=signing_posts(party.capacity, party.post),
        name=party.signer,
    )

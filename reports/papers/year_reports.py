"""Year-end report of an edition (báo cáo tổng kết)."""

from documents.papers import Block, Heading, Paper, Signature, paper_docx, paper_pdf, text
from documents.rules import file_stem
from reports.papers.parts import (
    EMPTY_LINE,
    award_blocks,
    bullets,
    chapters,
    letterhead,
    mark,
    or_dots,
    proposal_blocks,
    score_blocks,
    seat_blocks,
)
from reports.rules import (
    ActivityText,
    LeadingSeat,
    YearReport,
    members_in_words,
    sentence,
)

NO_BASIS = "Chưa ghi văn bản làm căn cứ."

Chapter = tuple[str, list[Block]]


def year_report_pdf(content: YearReport) -> bytes:
    return paper_pdf(year_report_paper(content))


def year_report_docx(content: YearReport) -> bytes:
    return paper_docx(year_report_paper(content))


def year_report_file(content: YearReport, ending: str) -> str:
    """“bao-cao-tong-ket-cum-thi-dua-so-2-nam-2024.pdf”"""
    words = f"báo cáo tổng kết {content.head.name} năm {content.year}"
    return f"{file_stem(words, is_draft=content.is_draft)}.{ending}"


def year_report_paper(content: YearReport) -> Paper:
    """What the data tell, and dotted lines for what the writer has to tell."""
    head = content.head
    return Paper(
        kind="BÁO CÁO",
        subtitle=f"Tổng kết công tác thi đua, khen thưởng năm {content.year} của {head.name}",
        letterhead=letterhead(head, "BC", place=content.head_seat.place),
        addressees=(head.council,),
        blocks=tuple(chapters(_chapters(content))),
        signatures=(_signature(content),),
        recipients=(
            "Như trên",
            f"Các đơn vị thành viên {head.short}",
            f"Lưu: VT, hồ sơ {head.short}",
        ),
        is_draft=content.is_draft,
        mark=mark(is_illustrative=content.is_illustrative),
        remarks=(*content.remarks, *(() if content.has_basis else (NO_BASIS,))),
    )


def _chapters(content: YearReport) -> list[Chapter]:
    head = content.head
    scores = [("KẾT QUẢ CHẤM ĐIỂM, XẾP THỨ", _scores(content))] if content.shows_scores else []
    return [
        ("ĐẶC ĐIỂM TÌNH HÌNH", _situation(content)),
        ("KẾT QUẢ THỰC HIỆN GIAO ƯỚC THI ĐUA", _results(content.activity, head.short)),
        ("HẠN CHẾ, NGUYÊN NHÂN", []),
        *scores,
        ("ĐỀ NGHỊ KHEN THƯỞNG", _proposals(content)),
        (f"PHƯƠNG HƯỚNG NĂM {content.year + 1}", _direction(content)),
        ("KIẾN NGHỊ, ĐỀ XUẤT", []),
    ]


def _situation(content: YearReport) -> list[Block]:
    members = members_in_words(content.members)
    return [
        text(f"{content.head.name} năm {content.year} gồm {members}."),
        *bullets(_leading(seat) for seat in content.seats),
        *(text(line) for line in content.slogans),
    ]


def _leading(seat: LeadingSeat) -> str:
    """“Cụm trưởng: VKSND tỉnh Trà Vinh (Nguyễn Văn Tùng, …)”; dots where nobody has told us."""
    person = ", ".join(part for part in (seat.person, seat.post) if part)
    unit = or_dots(seat.unit)
    return sentence(f"{seat.label}: {unit} ({person})" if person else f"{seat.label}: {unit}")


def _results(activity: ActivityText, short: str) -> list[Block]:
    return [
        *_part("1. Thực hiện nhiệm vụ chuyên môn, nghiệp vụ"),
        *_part("2. Xây dựng Ngành"),
        *_part("3. Phong trào thi đua", bullets(activity.registrations)),
        *_part(f"4. Hoạt động của {short}", _activity(activity)),
    ]


def _part(title: str, blocks: list[Block] | None = None) -> list[Block]:
    return [Heading(title, "clause"), *(blocks or [text(EMPTY_LINE)])]


def _activity(activity: ActivityText) -> list[Block]:
    signed = sentence(f"Giao ước thi đua: {or_dots(activity.agreement)}")
    return bullets([*activity.conferences, signed])


def _scores(content: YearReport) -> list[Block]:
    return score_blocks(content.scores) if content.scores else []


def _proposals(content: YearReport) -> list[Block]:
    """What is proposed and what is held already never stand in one list."""
    held = award_blocks(content.awards)
    return [
        *_part("1. Đề nghị của hội nghị", proposal_blocks(content.proposals)),
        *(_part(f"2. Kết quả khen thưởng năm {content.year} đã có", held) if held else []),
    ]


def _direction(content: YearReport) -> list[Block]:
    return [text(EMPTY_LINE), *seat_blocks(content.next_seats)]


def _signature(content: YearReport) -> Signature:
    """Post and name stay blank until somebody has told us who leads."""
    seat = content.head_seat
    post = seat.post.upper().replace("VKSND", "VIỆN KSND")
    return Signature(
        posts=(f"TM. {content.head.name.upper()}", seat.label.upper()),
        other_post=post,
        name=seat.person,
    )

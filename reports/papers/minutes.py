"""Minutes of a conference (biên bản hội nghị, Mẫu 1.9 of Nghị định 30/2020)."""

from itertools import zip_longest

from documents.papers import (
    Block,
    Heading,
    Paper,
    Signature,
    labelled,
    paper_docx,
    paper_pdf,
    text,
)
from documents.rules import DOTS, file_stem
from reports.papers.parts import (
    EMPTY_LINE,
    award_blocks,
    bullets,
    letterhead,
    lines_of,
    mark,
    numbered,
    or_dots,
    proposal_blocks,
    reason_blocks,
    score_blocks,
    seat_blocks,
)
from reports.rules import (
    Minutes,
    OutcomeText,
    PeopleText,
    ProgrammeText,
    absence_in_words,
    attendance_in_words,
    capital,
    sentence,
)

HOUR = "… giờ …"


def minutes_pdf(content: Minutes) -> bytes:
    return paper_pdf(minutes_paper(content))


def minutes_docx(content: Minutes) -> bytes:
    return paper_docx(minutes_paper(content))


def minutes_file(content: Minutes, ending: str) -> str:
    """“bien-ban-hoi-nghi-tong-ket-….pdf”"""
    stem = file_stem(f"biên bản {content.title}", is_draft=content.is_draft)
    return f"{stem}.{ending}"


def minutes_paper(content: Minutes) -> Paper:
    """No date-place line in the head; the hours are left to the secretary's hand."""
    return Paper(
        kind="BIÊN BẢN",
        subtitle=content.title,
        letterhead=letterhead(content.head, "BB", is_dated=False),
        blocks=(
            *_opening(content),
            *_people(content.people),
            Heading("Nội dung:", "clause"),
            *numbered(
                [
                    *_programme(content.programme),
                    *_outcome(content.outcome, content.head.short),
                    ("Bế mạc, kết luận", _conclusion(content.programme)),
                ]
            ),
            text(f"Hội nghị kết thúc vào {HOUR}, {content.ended}"),
        ),
        signatures=_signatures(content.people),
        recipients=(
            f"Các đơn vị thành viên {content.head.short}",
            content.head.owner,
            "Lưu: VT, hồ sơ Hội nghị",
        ),
        is_draft=content.is_draft,
        mark=mark(is_illustrative=content.is_illustrative),
        remarks=content.remarks,
    )


def _opening(content: Minutes) -> list[Block]:
    lines = [
        labelled("Thời gian bắt đầu", f"{HOUR}, {content.when}"),
        labelled("Địa điểm", or_dots(content.place)),
        labelled("Mục đích", f"{capital('; '.join(content.purposes))}."),
    ]
    return [*lines, labelled("Hình thức", content.mode)] if content.mode else [*lines]


def _people(people: PeopleText) -> list[Block]:
    """Who came is always said, dotted if need be; the other lines only where known."""
    several = (
        ("Dự và chỉ đạo", people.directs),
        ("Đại biểu của các đơn vị", people.delegates),
        ("Khách mời", people.guests),
    )
    lines = [absence_in_words(people.attendance)] if people.attendance.absent else []
    lines += [f"{label}: {'; '.join(names)}." for label, names in several if names]
    return [
        labelled("Thành phần tham dự", sentence(attendance_in_words(people.attendance))),
        *bullets(lines),
        *(_others(people.others) if people.others else []),
        labelled("Chủ trì", "; ".join(people.chairs) or DOTS),
        labelled("Thư ký", "; ".join(people.secretaries) or DOTS),
    ]


def _others(words: str) -> list[Block]:
    first, *more = words.splitlines()
    return [*bullets([f"Thành phần khác: {first}"]), *(text(line) for line in more)]


Section = tuple[str, list[Block]]


def _programme(programme: ProgrammeText) -> list[Section]:
    return [
        ("Chủ đề, phương châm", [text(line) for line in programme.slogans]),
        ("Chương trình", lines_of(programme.agenda) if programme.agenda else []),
        ("Tài liệu tại hội nghị", bullets(programme.documents)),
        ("Ý kiến phát biểu", bullets(programme.speeches)),
        ("Diễn biến, thảo luận", lines_of(programme.proceedings) if programme.proceedings else []),
    ]


def _outcome(outcome: OutcomeText, short: str) -> list[Section]:
    scores = [
        block for table in outcome.scores for block in (*score_blocks(table), *reason_blocks(table))
    ]
    years = " và ".join(dict.fromkeys(str(seat.year) for seat in outcome.seats))
    return [
        ("Kết quả kiểm tra, đối chiếu điểm tự chấm", scores),
        ("Đề nghị danh hiệu thi đua, khen thưởng", proposal_blocks(outcome.proposals)),
        ("Kết quả khen thưởng nêu tại hội nghị", award_blocks(outcome.awards)),
        (f"{short} trưởng, {short} phó năm {years}", seat_blocks(outcome.seats)),
    ]


def _conclusion(programme: ProgrammeText) -> list[Block]:
    return bullets(programme.closing) or [text(EMPTY_LINE)]


def _signatures(people: PeopleText) -> tuple[Signature, ...]:
    """Secretary left, chair right; further secretaries and chairs below, each on his side."""
    pairs = zip_longest(people.secretary_names or ("",), people.chair_names or ("",))
    return tuple(
        cell
        for secretary, chair in pairs
        for cell in (_signature("THƯ KÝ", secretary), _signature("CHỦ TỌA", chair))
    )


def _signature(post: str, name: str | None) -> Signature:
    """An empty cell keeps the other one on its side."""
    return Signature() if name is None else Signature(posts=(post,), name=name)

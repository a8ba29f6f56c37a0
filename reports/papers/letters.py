"""Letters at the turn of a year: an invitation to those who left, a welcome to those who came."""

from collections.abc import Iterable

from documents.papers import (
    Block,
    Items,
    Letterhead,
    Paper,
    Signature,
    labelled,
    paper_pdf,
    papers_pdf,
    text,
)
from documents.rules import DOTS, count2, number_line, vietnamese_join
from reports.enums import LetterKind
from reports.papers.parts import or_dots
from reports.rules import Letter, Writer, YearLetters, sentence

CODES = {LetterKind.FAREWELL: "GM-", LetterKind.WELCOME: ""}


def letter_pdf(letter: Letter) -> bytes:
    return paper_pdf(letter_paper(letter))


def year_letters_pdf(content: YearLetters) -> bytes:
    """All of them, each on a page of its own."""
    return papers_pdf(
        [letter_paper(letter) for letter in content.letters.values()],
        f"Thư chia tay, chào mừng năm {content.year}",
    )


def letter_file(name: str) -> str:
    return f"{name}-du-thao.pdf"


def year_letters_file(content: YearLetters) -> str:
    return letter_file(f"thu-chia-tay-chao-mung-nam-{content.year}")


def letter_paper(letter: Letter) -> Paper:
    """A draft: number, day and whoever signs are left to be written where nobody has told us."""
    writer = letter.writer
    is_farewell = letter.kind == LetterKind.FAREWELL
    symbol = f"{CODES[letter.kind]}{writer.symbol or DOTS}"
    return Paper(
        kind="GIẤY MỜI" if is_farewell else "THƯ CHÀO MỪNG",
        subtitle=_subject(letter),
        name=letter.title,
        letterhead=Letterhead(
            writer.parent, writer.issuer, number_line(None, symbol), writer.place
        ),
        addressees=letter.addressees,
        blocks=tuple(_farewell(letter) if is_farewell else _welcome(letter)),
        signatures=(_signature(writer),),
        recipients=tuple(_recipients(letter)),
        is_draft=True,
    )


def _subject(letter: Letter) -> str:
    if letter.kind == LetterKind.WELCOME:
        return f"Đơn vị thành viên mới của {letter.group} năm {letter.year}"
    return f"Dự Hội nghị và chia tay {letter.last} năm {letter.last_year}"


def _farewell(letter: Letter) -> list[Block]:
    """Who leaves what, the meeting, its day and place."""
    names = vietnamese_join(letter.members)
    return [
        text(
            f"{letter.group} năm {letter.year} tiếp nối {letter.last} năm {letter.last_year}. "
            f"Năm {letter.last_year}, {names} là thành viên của {letter.last}; năm {letter.year} "
            f"không còn trong thành phần của {letter.short}."
        ),
        text(
            f"{letter.writer.voice} trân trọng kính mời đại diện lãnh đạo quý đơn vị tới dự "
            f"{letter.meeting.what} và chia tay {_how_many(letter)}."
        ),
        labelled("Thời gian", sentence(letter.meeting.when)),
        labelled("Địa điểm", sentence(or_dots(letter.meeting.place))),
        text("Rất mong quý đơn vị bố trí đại diện tham dự."),
    ]


def _how_many(letter: Letter) -> str:
    count = len(letter.members)
    return f"{count2(count)} đơn vị" if count > 1 else "đơn vị"


def _welcome(letter: Letter) -> list[Block]:
    """Who comes, as far as known from where, and what it is asked to do with the others."""
    count = count2(len(letter.members))
    return [
        text(f"Năm {letter.year}, {letter.group} có thêm {count} đơn vị thành viên:"),
        Items(tuple(_listed(letter.members))),
        text(
            f"{letter.writer.voice} trân trọng chào mừng quý đơn vị và mong quý đơn vị cùng các "
            f"đơn vị thành viên thực hiện tốt công tác thi đua, khen thưởng năm {letter.year} của "
            f"{letter.short}."
        ),
    ]


def _listed(names: Iterable[str]) -> list[str]:
    *before, last = names
    return [*(f"{name};" for name in before), f"{last}."]


def _signature(writer: Writer) -> Signature:
    """Post and name stay blank until somebody has told us who signs."""
    return Signature(posts=writer.posts, other_post=writer.other_post, name=writer.person)


def _recipients(letter: Letter) -> list[str]:
    above = [f"{letter.writer.reports_to} (để báo cáo)"] if letter.writer.reports_to else []
    return ["Như trên", *above, f"Lưu: VT, hồ sơ {letter.short}"]

"""What a paper consists of. An app above fills it in; PDF, Word and text come from one value.

    Paper(
        kind="BIÊN BẢN",
        subtitle="Hội nghị tổng kết …",
        letterhead=Letterhead(parent="VIỆN KSND TỐI CAO", issuer="CỤM THI ĐUA SỐ 13"),
        blocks=(Heading("I. THÀNH PHẦN"), text("Có mặt: 05 đơn vị."), Table(…)),
        signatures=(Signature(posts=("THƯ KÝ",)), Signature(posts=("CHỦ TỌA",))),
    )

Every text is printed as given: capitals, numbers and points come from the caller, who has the
facts. Three things are added here, so that nobody forgets them: `;` and `.` after bases and
recipients, and the closing `./.`.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from documents.papers.tables import Table
from documents.rules import closed, date_line

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END = "./."

Style = Literal["body", "basis", "section", "article", "clause", "centred", "note"]


@dataclass(frozen=True)
class Run:
    """Words of one look."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs on one first-line indent; build the common ones with `text` and `labelled`."""

    is_table: ClassVar[bool] = False
    runs: tuple[Run, ...]
    style: Style = "body"

    @property
    def paragraphs(self) -> tuple["Paragraph", ...]:
        return (self,)

    def __str__(self) -> str:
        return "".join(run.text for run in self.runs)


def text(words: str, *, style: Style = "body") -> Paragraph:
    """A plain paragraph of the body."""
    return Paragraph((Run(words),), style)


def labelled(label: str, words: str) -> Paragraph:
    """“**Địa điểm:** Hội trường …”"""
    return Paragraph((Run(f"{label}: ", is_bold=True), Run(words)))


@dataclass(frozen=True)
class Bases:
    """The căn cứ, whole lines (“Căn cứ Luật …”); `;` and the last `.` are added here."""

    lines: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        marks = [";"] * (len(self.lines) - 1) + ["."]
        lines = (closed(line, mark) for line, mark in zip(self.lines, marks, strict=False))
        return tuple(Paragraph((Run(line, is_italic=True),), "basis") for line in lines)


@dataclass(frozen=True)
class Heading:
    """“I. NỘI DUNG” (section), “Điều 1. Phạm vi” (article) or “1. Công tác” (clause), all bold."""

    words: str
    style: Literal["section", "article", "clause"] = "section"

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return (Paragraph((Run(self.words, is_bold=True),), self.style),)


@dataclass(frozen=True)
class Clause:
    """“**1. Chủ đề:** *(Nội dung minh họa)* words”; each line of the words is a paragraph."""

    number: str
    words: str
    title: str = ""
    mark: str = ""

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        first, *others = self.words.splitlines() or [""]
        head = " ".join(part for part in (self.number, self.title) if part)
        runs = [Run(f"{head} ", is_bold=True)] if head else []
        runs += [Run(f"({self.mark}) ", is_italic=True)] if self.mark else []
        opening = Paragraph((*runs, Run(first)))
        return (opening, *(text(line) for line in others if line.strip()))


@dataclass(frozen=True)
class Items:
    """Dashed lines, printed as given: “- Viện kiểm sát nhân dân huyện Yên Thế;”."""

    lines: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(text(f"- {line}") for line in self.lines)


Block = Paragraph | Bases | Heading | Clause | Items | Table


@dataclass(frozen=True)
class Letterhead:
    """The two blocks on top of page 1.

    Without `issuer` the national title stands alone in the middle. `number` is a whole line made
    by `number_line`, or empty for papers without one. Minutes set `is_dated=False`.
    `year` is printed where the day is still unknown but its year is not.
    """

    parent: str = ""
    issuer: str = ""
    number: str = ""
    place: str = ""
    dated_on: date | None = None
    year: int | None = None
    is_dated: bool = True

    @property
    def date_line(self) -> str:
        if not self.is_dated:
            return ""
        return date_line(self.place, self.dated_on, year=self.year)


@dataclass(frozen=True)
class Signature:
    """One cell: unit, capacity in brackets, posts, room to sign, other post, name.

    What nobody has entered stays blank: nothing is dotted or guessed in a signature.
    `posts` are the bold capitals (“TM. CỤM THI ĐUA SỐ 2”, “CỤM TRƯỞNG”); `other_post` is the
    official post above the name (“VIỆN TRƯỞNG VKSND TỈNH …”).
    """

    unit: str = ""
    capacity: str = ""
    posts: tuple[str, ...] = ()
    other_post: str = ""
    name: str = ""

    @property
    def head(self) -> tuple[str, ...]:
        """What stands above the room to sign."""
        capacity = f"({self.capacity})" if self.capacity else ""
        return tuple(line for line in (self.unit, capacity, *self.posts) if line)

    @property
    def foot(self) -> tuple[str, ...]:
        return tuple(line for line in (self.other_post, self.name) if line)


@dataclass(frozen=True)
class Appendix:
    """An attached part with page numbers of its own; `label` is “Phụ lục I”, or empty."""

    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    attached_to: str = ""
    is_landscape: bool = False
    has_end_mark: bool = True

    @property
    def body(self) -> tuple[Paragraph | Table, ...]:
        return _body(self.blocks, has_end_mark=self.has_end_mark)


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    One signature stands on the right with the recipients beside it; two or more make a grid of
    two columns in the given order (minutes: THƯ KÝ, CHỦ TỌA) with the recipients under it.
    `mark` is printed at the foot of every page (“Số liệu minh họa”).
    `name` is the title a reader program shows; kind and subtitle when empty. `remarks` are lines
    about the record itself (“Năm thi đua … được mở lại ngày …”), above all else the paper says.
    `is_assumed`: it tells what would be, not what is.
    """

    kind: str
    letterhead: Letterhead
    blocks: tuple[Block, ...]
    subtitle: str = ""
    addressees: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    is_draft: bool = False
    is_assumed: bool = False
    is_landscape: bool = False
    has_end_mark: bool = True
    mark: str = ""
    name: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def watermark(self) -> str:
        """What lies across every page; empty on a paper that is what it says."""
        if self.is_assumed:
            return "GIẢ ĐỊNH"
        return "DỰ THẢO" if self.is_draft else ""

    @property
    def title(self) -> str:
        return self.name or f"{self.kind} {self.subtitle}".strip()

    @property
    def body(self) -> tuple[Paragraph | Table, ...]:
        remarks = tuple(text(line, style="note") for line in self.remarks)
        return (*remarks, *_body(self.blocks, has_end_mark=self.has_end_mark))

    @property
    def recipient_lines(self) -> tuple[str, ...]:
        """“- Như trên;”, and a full stop after the last."""
        marks = [";"] * (len(self.recipients) - 1) + ["."]
        pairs = zip(self.recipients, marks, strict=False)
        return tuple(f"- {closed(line, mark)}" for line, mark in pairs)

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """What follows “Kính gửi:”: one name on the same line, more as a dashed list."""
        if len(self.addressees) < 2:
            return self.addressees
        marks = [";"] * (len(self.addressees) - 1) + ["."]
        pairs = zip(self.addressees, marks, strict=True)
        return tuple(f"- {closed(line, mark)}" for line, mark in pairs)


def _body(blocks: tuple[Block, ...], *, has_end_mark: bool) -> tuple[Paragraph | Table, ...]:
    flat: list[Paragraph | Table] = []
    for block in blocks:
        flat += [block] if isinstance(block, Table) else block.paragraphs
    return (*flat[:-1], *_ended(flat[-1])) if flat and has_end_mark else tuple(flat)


def _ended(last: Paragraph | Table) -> tuple[Paragraph | Table, ...]:
    """The last block with `./.` after its last sentence."""
    if isinstance(last, Table):
        return (last, text(END))
    *before, run = last.runs
    return (replace(last, runs=(*before, replace(run, text=closed(run.text, END)))),)

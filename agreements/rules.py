"""What an agreement holds, as plain values; what stands in the way of issuing it.

`TextFacts`, `PartiesFacts` and `SigningFacts` are what the three forms edit: read by a query,
typed, written by an action, compared when two people save. `AgreementText` is what the paper says,
with the names of its day; issued, it is kept as it is. Unknown is empty.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from conferences.rules import text_problems as too_long
from core.problems import Problem
from core.text import fold

TEXT, PARTIES, SIGNING = "text", "parties", "signing"  # the form a problem belongs to


@dataclass(frozen=True)
class ClauseRow:
    """One commitment; `is_illustrative` marks what no source gives."""

    heading: str
    body: str
    is_illustrative: bool = False


@dataclass(frozen=True)
class TextFacts:
    """Form “Nội dung”. `bases` are ids of legal bases in the order they are cited."""

    conference_id: int | None = None
    place: str = ""
    place_name: str = ""
    dated_on: date | None = None
    copies: int | None = None
    bases: tuple[int, ...] = ()
    clauses: tuple[ClauseRow, ...] = ()
    closing: str = ""
    is_closing_illustrative: bool = False


@dataclass(frozen=True)
class PartyRow:
    """A unit that signs; who signs for it and in what capacity may still be unknown."""

    unit_id: int
    signer: str = ""
    post: str = ""
    capacity: str = ""


@dataclass(frozen=True)
class PartiesFacts:
    """Form “Các bên ký”, in the order of the signatures."""

    parties: tuple[PartyRow, ...] = ()


@dataclass(frozen=True)
class SigningFacts:
    """Form “Thống nhất, ký kết”: what the source or the minutes say of it, in their words."""

    adopted_as_stated: str = ""
    signed_as_stated: str = ""


@dataclass(frozen=True)
class PartyText:
    """A party as the paper names it; `seat` is “Đơn vị Cụm trưởng” or empty."""

    name: str
    seat: str = ""
    capacity: str = ""
    post: str = ""
    signer: str = ""

    @property
    def short_name(self) -> str:
        return self.name.replace("Viện kiểm sát nhân dân", "VKSND")


@dataclass(frozen=True)
class RegistrationText:
    """The titles one unit has registered for; none where nobody has told us."""

    unit: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class CounterText:
    """How many of the group's units have registered for a title."""

    title: str
    count: int
    total: int


@dataclass(frozen=True)
class AgreementText:
    """Everything the paper says, names as of its day. Kept as JSON when issued.

    `group` stands in the letterhead (“Cụm thi đua số 13”), `group_in_full` in the title; `bases`
    are whole lines beginning with “Căn cứ”; `unnamed` counts members nobody has named.
    """

    owner: str
    group: str
    group_in_full: str
    kind_short: str
    year: int
    place: str
    place_name: str
    dated_on: date | None
    copies: int | None
    bases: tuple[str, ...]
    theme: str
    motto: str
    parties: tuple[PartyText, ...]
    unnamed: int
    clauses: tuple[ClauseRow, ...]
    registrations: tuple[RegistrationText, ...]
    counters: tuple[CounterText, ...]
    closing: str
    is_closing_illustrative: bool

    @property
    def has_illustration(self) -> bool:
        return self.is_closing_illustrative or any(row.is_illustrative for row in self.clauses)

    @property
    def all_clauses(self) -> tuple[ClauseRow, ...]:
        """The year's theme and motto first, unless a clause of the agreement's own states them."""
        of_the_year = [("Chủ đề", self.theme), ("Phương châm", self.motto)]
        written = [fold(row.heading) for row in self.clauses]
        return (
            tuple(
                ClauseRow(heading, f"“{words}”.")
                for heading, words in of_the_year
                if words and not any(each.startswith(fold(heading)) for each in written)
            )
            + self.clauses
        )


_LONGEST = {
    "place": 300,
    "place_name": 100,
    "heading": 300,
    "body": 20_000,
    "closing": 20_000,
    "signer": 200,
    "post": 200,
    "capacity": 200,
    "adopted_as_stated": 500,
    "signed_as_stated": 500,
}


def text_problems(facts: TextFacts) -> list[Problem]:
    """What no draft may hold."""
    problems = too_long(replace(facts, bases=()), step=TEXT, longest=_LONGEST, words={})
    if len(set(facts.bases)) < len(facts.bases):
        problems.append(Problem("Mỗi căn cứ chỉ ghi một lần.", "bases", TEXT))
    if any(not row.body.strip() for row in facts.clauses):
        problems.append(Problem("Nhập nội dung cho từng điều khoản.", "clauses", TEXT))
    return problems


def parties_problems(
    facts: PartiesFacts, members: Collection[int], names: Mapping[int, str]
) -> list[Problem]:
    """Parties entered twice, and parties that do not belong to the group."""
    units = [row.unit_id for row in facts.parties]
    twice = sorted({unit for unit in units if units.count(unit) > 1})
    strangers = [unit for unit in dict.fromkeys(units) if unit not in members]
    return [
        *too_long(facts, step=PARTIES, longest=_LONGEST, words={}),
        *(_of_party(f"{names[unit]} được ghi hai lần, bỏ bớt một dòng.") for unit in twice),
        *(
            _of_party(f"{names[unit]} không phải thành viên của cụm, khối năm này.")
            for unit in strangers
        ),
    ]


def signing_problems(facts: SigningFacts) -> list[Problem]:
    return too_long(facts, step=SIGNING, longest=_LONGEST, words={})


def issue_problems(
    text: TextFacts, parties: PartiesFacts, members: Collection[int], names: Mapping[int, str]
) -> list[Problem]:
    """Every obstacle to issuing. An unknown day or signer is none: see `issue_hints`."""
    problems = [*text_problems(text), *parties_problems(parties, members, names)]
    if not text.clauses:
        problems.append(Problem("Nhập ít nhất một điều khoản của giao ước.", "clauses", TEXT))
    if not parties.parties:
        problems.append(_of_party("Nhập các đơn vị ký giao ước."))
    return problems


def _of_party(message: str) -> Problem:
    return Problem(message, "parties", PARTIES)


def issue_hints(
    text: TextFacts,
    parties: PartiesFacts,
    signing: SigningFacts,
    members: Collection[int],
    names: Mapping[int, str],
) -> list[Problem]:
    """What the paper will leave blank or dotted; nothing of it stops the issuing."""
    unsigned = [names[row.unit_id] for row in parties.parties if not row.signer]
    left_out = [names[unit] for unit in members if unit not in _units(parties)]
    hints = [*_unknown_of(text), *_unknown_of_signing(signing)]
    if unsigned:
        words = f"Chưa nhập người ký: {', '.join(unsigned)}. Ô ký để trống."
        hints.append(Problem(words, "parties", PARTIES))
    if left_out:
        words = f"Thành viên không có trong danh sách ký: {', '.join(left_out)}."
        hints.append(Problem(words, "parties", PARTIES))
    return hints


def _units(parties: PartiesFacts) -> set[int]:
    return {row.unit_id for row in parties.parties}


def _unknown_of(text: TextFacts) -> list[Problem]:
    illustrative = sum(row.is_illustrative for row in text.clauses) + text.is_closing_illustrative
    unknown = [
        (text.dated_on is None, "Chưa nhập ngày ký: bản in để “ngày … tháng … năm …”.", "dated_on"),
        (not text.place, "Chưa nhập nơi ký: bản in để dấu chấm.", "place"),
        (not text.place_name, "Chưa nhập địa danh trên dòng ngày tháng.", "place_name"),
        (text.copies is None, "Chưa nhập số bản: bản in để dấu chấm.", "copies"),
        (not text.bases, "Chưa có căn cứ nào.", "bases"),
        (not text.closing, "Chưa nhập phần tổ chức thực hiện.", "closing"),
        (illustrative > 0, f"Có {illustrative:02d} mục là nội dung minh họa.", "clauses"),
    ]
    return [Problem(message, field, TEXT) for missing, message, field in unknown if missing]


def _unknown_of_signing(signing: SigningFacts) -> list[Problem]:
    if signing.adopted_as_stated:
        return []
    words = "Chưa ghi việc các đơn vị thống nhất: bản in không viện dẫn kết quả hội nghị."
    return [Problem(words, "adopted_as_stated", SIGNING)]


def signing_posts(capacity: str, post: str) -> tuple[str, ...]:
    """The bold capitals above a signature; nothing is guessed where nothing was entered.

    A deputy signs for the head: “Phó Viện trưởng” gives KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG. A stroke
    starts a new line, for whoever writes the lines himself (“TL. VIỆN TRƯỞNG / CHÁNH VĂN PHÒNG”).
    """
    lines = [line.strip() for line in post.upper().split("/") if line.strip()]
    if len(lines) == 1 and lines[0].startswith("PHÓ "):
        lines.insert(0, f"KT. {lines[0].removeprefix('PHÓ ')}")
    return (*_capacity_lines(capacity.upper()), *lines)


def _capacity_lines(capacity: str) -> list[str]:
    """The council's long name breaks where offices break it."""
    council = "HỘI ĐỒNG"
    broken = capacity.replace(f"{council} THI ĐUA", f"{council}\nTHI ĐUA")
    return broken.splitlines()


def file_stem(group: str, year: int, *, is_draft: bool) -> str:
    """A file name without accents: “giao-uoc-cum-thi-dua-so-13-nam-2024”."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(group))
    words = ["giao-uoc", *letters.split(), "nam", str(year), *(["du-thao"] if is_draft else [])]
    return "-".join(words)[:120]

"""What a conference proposes and what awards it tells of, as plain values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeGuard

from conferences.enums import REVIEWING, Step
from conferences.rules import repeated, text_problems
from core.days import vn_date
from core.problems import Problem


@dataclass(frozen=True)
class NominationRow:
    """One unit proposed for one title; the vote stands as stated, never turned into counts."""

    edition_id: int
    unit_id: int
    title_id: int
    title_as_written: str = ""
    route: str = ""
    vote_as_stated: str = ""


@dataclass(frozen=True)
class AwardRow:
    """One unit and what it holds; year of the title and year of receipt may each be unknown."""

    unit_id: int
    title_id: int
    title_as_written: str = ""
    title_year: int | None = None
    received_year: int | None = None
    authority: str = ""
    note: str = ""
    edition_id: int | None = None


@dataclass(frozen=True)
class AwardFacts:
    """An award that no conference tells of, with where it is known from."""

    unit_id: int | None = None
    title_id: int | None = None
    title_as_written: str = ""
    title_year: int | None = None
    received_year: int | None = None
    authority: str = ""
    decided_on: date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class TitleFacts:
    """A row of the catalogue: kind (`TitleKind`), name, other labels it is printed under.

    It is used from `valid_from` until before `valid_to`.
    """

    kind: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PersonRow:
    """A person of a member unit who sets out to earn a title."""

    unit_id: int | None
    person: str


@dataclass(frozen=True)
class RegistrationFacts:
    """One title and who sets out to earn it: units, and persons of units."""

    title_id: int | None = None
    units: tuple[int, ...] = ()
    people: tuple[PersonRow, ...] = ()


@dataclass(frozen=True)
class WithdrawalFacts:
    """On which day somebody gave a title up, and why."""

    on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class ProposalFacts:
    """Step “Đề nghị, khen thưởng” of a conference's results form."""

    nominations: tuple[NominationRow, ...] = ()
    awards: tuple[AwardRow, ...] = ()


@dataclass(frozen=True)
class Nominees:
    """An edition as the checks see it: what it is called, its members, the days of its year."""

    label: str
    members: frozenset[int]
    first: date = date.min
    last: date = date.max


LONGEST = {
    "title_as_written": 300,
    "route": 500,
    "vote_as_stated": 300,
    "authority": 300,
}
FIRST_YEAR, LAST_YEAR = 1960, 2100
LONGEST_REASON = 300


def title_day_problems(facts: TitleFacts) -> list[Problem]:
    """A title is used for at least a day."""
    if facts.valid_from and facts.valid_to and facts.valid_to <= facts.valid_from:
        return [Problem("Ngày thôi dùng phải sau ngày bắt đầu dùng.", "valid_to")]
    return []


def out_of_use(title: TitleFacts, first: date, last: date) -> str:
    """Why the title cannot be chosen for these days, both counted; empty if it can."""
    if title.valid_to and title.valid_to <= first:
        return f"“{title.name}” đã thôi dùng từ ngày {vn_date(title.valid_to)}."
    if title.valid_from and title.valid_from > last:
        return f"“{title.name}” chỉ dùng từ ngày {vn_date(title.valid_from)}."
    return ""


def award_title_problems(
    row: AwardRow | AwardFacts, titles: Mapping[int, TitleFacts], prefix: str = ""
) -> list[Problem]:
    """An award of a year in which its title was not in use; an unknown year says nothing."""
    title = titles.get(row.title_id or 0)
    if title is None or not _is_year(row.title_year):
        return []
    first, last = date(row.title_year, 1, 1), date(row.title_year, 12, 31)
    words = out_of_use(title, first, last)
    return [_problem(words, f"{prefix}title_id")] if words else []


def unused_title_problems(
    typed: ProposalFacts,
    stored: ProposalFacts,
    groups: Mapping[int, Nominees],
    titles: Mapping[int, TitleFacts],
) -> list[Problem]:
    """Titles chosen anew for a year in which they are not in use; what stands already stays."""
    found = []
    proposed = {(row.unit_id, row.title_id) for row in stored.nominations}
    for index, row in enumerate(typed.nominations):
        group, title = groups.get(row.edition_id), titles.get(row.title_id)
        if group and title and (row.unit_id, row.title_id) not in proposed:
            words = out_of_use(title, group.first, group.last)
            found += [_problem(words, f"nominations-{index}-title_id")] if words else []
    told = {(row.unit_id, row.title_id, row.title_year) for row in stored.awards}
    for index, award in enumerate(typed.awards):
        if (award.unit_id, award.title_id, award.title_year) not in told:
            found += award_title_problems(award, titles, f"awards-{index}-")
    return found


def proposal_problems(
    facts: ProposalFacts, groups: Mapping[int, Nominees], names: Mapping[int, str]
) -> list[Problem]:
    """What can never be true. `groups` are the conference's editions, `names` the units named.

    Nominees belong to the edition that proposes them; awards may go to any unit.
    """
    found = text_problems(facts, step=Step.PROPOSALS, longest=LONGEST, words={})
    for index, row in enumerate(facts.nominations):
        found += _nominee_problems(index, row, groups, names)
    for index, award in enumerate(facts.awards):
        found += _award_problems(f"awards-{index}-", award, groups)
    return found + _repetitions(facts)


def _nominee_problems(
    index: int, row: NominationRow, groups: Mapping[int, Nominees], names: Mapping[int, str]
) -> list[Problem]:
    group = groups.get(row.edition_id)
    if group is None:
        return [_problem("Chọn cụm, khối mà hội nghị này họp.", f"nominations-{index}-edition_id")]
    if row.unit_id in group.members:
        return []
    name = names.get(row.unit_id, "Đơn vị")
    message = f"{name} không phải thành viên của {group.label}."
    return [_problem(message, f"nominations-{index}-unit_id")]


def _award_problems(
    prefix: str, row: AwardRow, groups: Mapping[int, Nominees] | None
) -> list[Problem]:
    found = []
    if groups is not None and row.edition_id is not None and row.edition_id not in groups:
        found.append(_problem("Chọn cụm, khối của hội nghị này.", f"{prefix}edition_id"))
    for field in ("title_year", "received_year"):
        year = getattr(row, field)
        if year is not None and not _is_year(year):
            found.append(_problem("Nhập năm bằng bốn chữ số, hoặc để trống.", f"{prefix}{field}"))
    return found


def _is_year(year: int | None) -> TypeGuard[int]:
    return year is not None and FIRST_YEAR <= year <= LAST_YEAR


def _repetitions(facts: ProposalFacts) -> list[Problem]:
    nominees = [(row.unit_id, row.title_id) for row in facts.nominations]
    holders = [
        (row.unit_id, row.title_id, row.title_year, row.received_year) for row in facts.awards
    ]
    return [
        _problem("Đơn vị đã được đề nghị danh hiệu này ở dòng trên.", f"nominations-{n}-unit_id")
        for n in repeated(nominees)
    ] + [
        _problem("Khen thưởng này của đơn vị đã có ở dòng trên.", f"awards-{n}-unit_id")
        for n in repeated(holders)
    ]


def registration_problems(facts: RegistrationFacts, members: Mapping[int, str]) -> list[Problem]:
    """Whoever registers belongs to the group, is named once, and there is somebody."""
    if not facts.units and not facts.people:
        return [Problem("Chọn ít nhất một đơn vị, hoặc nhập một cá nhân.", "units")]
    found = []
    if set(facts.units) - members.keys():
        found.append(Problem("Chỉ chọn đơn vị thành viên.", "units"))
    for index, row in enumerate(facts.people):
        if row.unit_id not in members:
            found.append(Problem("Chọn đơn vị của cá nhân.", f"people-{index}-unit_id"))
    named = [(row.unit_id, row.person) for row in facts.people]
    return found + [
        Problem("Cá nhân này đã có ở dòng trên.", f"people-{index}-person")
        for index in repeated(named)
    ]


def withdrawal_problems(facts: WithdrawalFacts, today: date) -> list[Problem]:
    """A day that has come, and a reason of at most 300 characters."""
    found = []
    if facts.on is None or facts.on > today:
        found.append(Problem("Nhập ngày rút, không sau hôm nay.", "on"))
    if not facts.reason or len(facts.reason) > LONGEST_REASON:
        message = f"Ghi lý do rút, tối đa {LONGEST_REASON} ký tự."
        found.append(Problem(message, "reason"))
    return found


def award_problems(row: AwardRow) -> list[Problem]:
    """An award that no conference tells of."""
    return text_problems(row, step=Step.PROPOSALS, longest=LONGEST, words={}) + _award_problems(
        "", row, None
    )


def proposal_hints(facts: ProposalFacts, purposes: Collection[str]) -> list[Problem]:
    """A conference that reviews a year usually proposes; one that does not is no error."""
    if REVIEWING.isdisjoint(purposes) or facts.nominations:
        return []
    return [Problem("Chưa có đề nghị khen thưởng.", step=Step.PROPOSALS)]


def share_in_words(count: int, members: int | None) -> str:
    """“6/6 (100%)”, “5/6 (83,33%)”; the bare count where nobody knows how many members there are.

    Two decimals, rounded half up once.
    """
    if not members:
        return str(count)
    hundredths = Fraction(count * 10_000, members)
    rounded = int(hundredths + Fraction(1, 2))
    whole, rest = divmod(rounded, 100)
    return f"{count}/{members} ({whole}{f',{rest:02d}' if rest else ''}%)"


def _problem(message: str, field: str) -> Problem:
    return Problem(message, field, Step.PROPOSALS)

"""Invented years: groups with members and leaders, their meetings, and what came of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from awards.models import Award, Title, TitleRegistration
from clusters.enums import GroupKind, GroupRole, YearState
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, Membership
from conferences.enums import ConferenceState, DatePrecision, PurposeKind
from conferences.models import Conference, ConferencePurpose
from organizations.models import Unit
from portal.management.many.rows import written
from portal.management.many.units import Register
from scoring.enums import SheetState
from scoring.models import CriteriaSet, Criterion, ScoreEntry, ScoreSheet, ScoringRound

CRITERIA, AWARDED_EVERY = 4, 3


@dataclass
class Group:
    """An edition and its members, the head first."""

    edition: ClusterEdition
    members: list[Unit]


@dataclass(frozen=True)
class Shape:
    """A group before it is written: whose, of what kind, which number, who belongs."""

    owner: Unit
    kind: str
    number: int
    members: list[Unit]


def load_groups(register: Register, years: range, groups_a_year: int) -> int:
    """Every year the same number of groups; who belongs to which moves on from year to year."""
    owners = [register.top, *(province.unit for province in register.provinces)]
    titles = written(
        Title(kind="title", name=name) for name in ("Cờ thi đua để đo", "Danh hiệu để đo")
    )
    sets = _criteria(owners)
    count = 0
    for label_year in years:
        state = YearState.OPEN if label_year == years[-1] else YearState.LOCKED
        opened = written(
            EmulationYear(owner=owner, label_year=label_year, state=state) for owner in owners
        )
        of_owner = {year.owner_id: year for year in opened}
        shapes = list(_shapes(register, label_year, groups_a_year))
        groups = _groups(shapes, of_owner)
        _meet(groups, label_year)
        _register(groups, titles)
        _score(groups, sets)
        count += len(groups)
    return count


def _shapes(register: Register, label_year: int, count: int) -> Iterator[Shape]:
    """For each province three clusters and a bloc; the rest of the number at the top."""
    provinces = [province.unit for province in register.provinces]
    of_top = count - 4 * len(provinces)
    for number in range(of_top):
        yield Shape(register.top, GroupKind.CLUSTER, number + 1, provinces[number::of_top])
    for province in register.provinces:
        turned = _turned(province.regions, label_year)
        for number in range(3):
            yield Shape(province.unit, GroupKind.CLUSTER, number + 1, turned[number::3])
        departments = _turned(province.departments, label_year)
        yield Shape(province.unit, GroupKind.BLOC, 1, departments)


def _turned(units: list[Unit], by: int) -> list[Unit]:
    at = by % len(units)
    return units[at:] + units[:at]


def _groups(shapes: list[Shape], years: dict[int, EmulationYear]) -> list[Group]:
    words = {GroupKind.CLUSTER: "Cụm", GroupKind.BLOC: "Khối"}
    editions = written(
        ClusterEdition(
            year=years[shape.owner.pk],
            kind=shape.kind,
            number=str(shape.number),
            name=f"{words[GroupKind(shape.kind)]} thi đua số {shape.number}",
        )
        for shape in shapes
    )
    pairs = zip(editions, shapes, strict=True)
    groups = [Group(edition, shape.members) for edition, shape in pairs]
    written(Membership(edition=each.edition, unit=unit) for each in groups for unit in each.members)
    written(
        LeadershipTerm(edition=each.edition, role=role, unit=unit)
        for each in groups
        for role, unit in zip(GroupRole, each.members, strict=False)
    )
    return groups


def _meet(groups: list[Group], label_year: int) -> None:
    """One recorded year-end meeting a group, at its head."""
    meetings = written(
        Conference(
            title=f"Hội nghị tổng kết {each.edition.name} năm {label_year}",
            state=ConferenceState.RECORDED,
            recorded_at=datetime(label_year, 12, 31, tzinfo=UTC),
            date_precision=DatePrecision.DAY,
            starts_on=date(label_year, 11, place % 28 + 1),
            ends_on=date(label_year, 11, place % 28 + 1),
            host_unit=each.members[0],
        )
        for place, each in enumerate(groups)
    )
    written(
        ConferencePurpose(
            conference=meeting, kind=PurposeKind.YEAR_END, edition=each.edition, position=1
        )
        for meeting, each in zip(meetings, groups, strict=True)
    )


def _register(groups: list[Group], titles: list[Title]) -> None:
    flag, collective = titles
    own = [(each.edition, unit) for each in groups for unit in each.members]
    written(TitleRegistration(edition=edition, unit=unit, title=flag) for edition, unit in own)
    written(
        Award(unit=unit, title=collective, title_year=edition.year.label_year, edition=edition)
        for edition, unit in own[::AWARDED_EVERY]
    )


def _criteria(owners: list[Unit]) -> dict[int, CriteriaSet]:
    sets = written(
        CriteriaSet(owner=owner, name="Bảng tiêu chí để đo", is_illustrative=True)
        for owner in owners
    )
    written(
        Criterion(
            criteria_set=each,
            position=place,
            code=str(place),
            name=f"Nội dung {place}",
            max_points=Decimal(25),
        )
        for each in sets
        for place in range(1, CRITERIA + 1)
    )
    return {each.owner_id: each for each in sets}


def _score(groups: list[Group], sets: dict[int, CriteriaSet]) -> None:
    """Every sheet agreed; points that differ a little from unit to unit."""
    criteria = {key: list(each.criteria.all()) for key, each in sets.items()}
    rounds = written(
        ScoringRound(
            edition=each.edition,
            criteria_set=sets[each.edition.year.owner_id],
            checking_opened_on=date(each.edition.year.label_year, 11, 1),
        )
        for each in groups
    )
    sheets = written(
        ScoreSheet(round=each, unit=unit, state=SheetState.AGREED)
        for each, group in zip(rounds, groups, strict=True)
        for unit in group.members
    )
    written(
        ScoreEntry(
            sheet=sheet,
            criterion=criterion,
            self_points=points,
            checked_points=points,
            agreed_points=points,
        )
        for place, sheet in enumerate(sheets)
        for step, criterion in enumerate(criteria[sheet.round.criteria_set.owner_id])
        if (points := Decimal(2000 + (place * 37 + step * 11) % 500) / 100)
    )

"""The rotation ledger (“Sổ luân phiên”): who led when, who is next, who may not.

It speaks of recorded years alone: a year without a group, or without a head, claims nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries.exclusions import Excluded, barred_units, excluded_in
from clusters.queries.members import Member, members_of
from clusters.queries.visibility import editions_visible_to
from clusters.queries.years import names_day
from clusters.rules import (
    EligibilityRule,
    Standing,
    eligibility_rule,
    rotation_order,
    stands_beside,
    turn_in_words,
)
from organizations.models import UnitName
from organizations.queries import names_on_days
from organizations.queries.lineage import all_lines

Names = Mapping[tuple[int, date], UnitName]


@dataclass(frozen=True)
class Led:
    """A role a unit held; the group is empty where the reader may not know of it."""

    unit_id: int
    name: str
    label_year: int
    group: str
    edition_id: int
    despite: str

    @property
    def words(self) -> str:
        """“2022 (Cụm thi đua số 8)”."""
        return f"{self.label_year} ({self.group})" if self.group else str(self.label_year)


@dataclass(frozen=True)
class LedgerYear:
    """Who led the group, or the one it goes on from, in one year; `is_known` to the reader."""

    edition: ClusterEdition
    is_known: bool
    heads: tuple[Led, ...]
    deputies: tuple[Led, ...]


@dataclass(frozen=True)
class LedgerUnit:
    """A member and the roles it held in the groups of this owner, the latest first.

    `inherited` and `excluded_before`: what units it came from headed, and when they were not
    considered. `place` is shared by units that stand alike; empty for one that has no turn.
    """

    member: Member
    headed: tuple[Led, ...]
    deputized: tuple[Led, ...]
    excluded: tuple[Excluded, ...]
    inherited: tuple[Led, ...] = ()
    excluded_before: tuple[Excluded, ...] = ()
    place: int | None = None


@dataclass(frozen=True)
class Ledger:
    """Everything the page of rotation shows of one group."""

    edition: ClusterEdition
    years: tuple[LedgerYear, ...]
    units: tuple[LedgerUnit, ...]
    turn: str = ""

    @property
    def recorded(self) -> tuple[int, ...]:
        """Years in which somebody is known to have headed a group of these units."""
        headed = (led for unit in self.units for led in (*unit.headed, *unit.inherited))
        of_units = {led.label_year for led in headed}
        of_group = {row.edition.year.label_year for row in self.years if row.heads}
        return tuple(sorted(of_units | of_group))

    @property
    def without_turn(self) -> tuple[str, ...]:
        """Members that headed no group in the recorded years, and that `turn` does not name;
        nobody where there are no such years.

        Of one that came from a unit which did, nothing is said in this word.
        """
        if not self.recorded:
            return ()
        names = (
            unit.member.name.short_name
            for unit in self.units
            if not unit.headed and not unit.inherited and unit.place != 1
        )
        return tuple(names)

    @property
    def barred(self) -> tuple[Excluded, ...]:
        """Members, and units they came from, not considered the year before, or this year."""
        found = (each for unit in self.units for each in (*unit.excluded, *unit.excluded_before))
        return tuple(dict.fromkeys(found))

    @property
    def rules(self) -> tuple[EligibilityRule, ...]:
        """What the guidance says of leading in the years after those."""
        years = sorted({each.label_year + 1 for each in self.barred})
        return tuple(dict.fromkeys(rule for year in years if (rule := eligibility_rule(year))))


def rotation_of(edition: ClusterEdition, user: User) -> Ledger:
    """The ledger of a group as this reader sees it, members in the order of their turn."""
    chain, lines = _chain(edition), _Lines(edition)
    terms = _terms(edition, [each.pk for each in chain], lines.units)
    keys = {*(term.edition_id for term in terms), *(each.pk for each in chain)}
    seen = set(editions_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    known = _known(terms, seen)
    year = edition.year.label_year
    excluded = excluded_in(edition.year.owner_id, [year - 1, year])
    is_led = any(term.edition_id == edition.pk and term.role == GroupRole.HEAD for term in terms)
    standings = lines.standings(terms, year + 1 if is_led else year)
    places = _places(standings)
    units = [
        _unit(member, lines.before[member.unit_id], known, excluded, places)
        for member in lines.members
    ]
    return Ledger(
        edition=edition,
        years=tuple(_year(each, known, is_known=each.pk in seen) for each in chain),
        units=tuple(sorted(units, key=lambda unit: unit.place or len(units) + 1)),
        turn=_turn(edition, standings, year + 1 if is_led else year),
    )


def next_in_rotation(edition: ClusterEdition) -> str:
    """Whose turn it is to head this very group, in words; empty where no year is recorded."""
    lines, year = _Lines(edition), edition.year.label_year
    terms = _terms(edition, _keys_of_chain(edition), lines.units)
    return _turn(edition, lines.standings(terms, year), year)


class _Lines:
    """The members of a group and the units each of them came from."""

    def __init__(self, edition: ClusterEdition) -> None:
        self.owner = edition.year.owner_id
        self.members = members_of(edition)
        lines = all_lines()
        self.before = {
            each.unit_id: lines.related({each.unit_id}).predecessors for each in self.members
        }

    @property
    def units(self) -> frozenset[int]:
        return frozenset(self.before).union(*self.before.values())

    def standings(self, terms: list[LeadershipTerm], label_year: int) -> list[Standing]:
        """Where every member stands for that year; nowhere while no year before is recorded."""
        led: dict[int, int] = {}
        for term in terms:
            number = term.edition.year.label_year
            if term.role == GroupRole.HEAD and number < label_year:
                led[term.unit_id] = max(number, led.get(term.unit_id, number))
        if not led:
            return []
        barred = barred_units(self.owner, label_year)
        return [
            Standing(
                each.unit_id,
                each.name.short_name,
                max((led[unit] for unit in self._line(each) if unit in led), default=None),
                is_barred=each.unit_id in barred,
            )
            for each in self.members
        ]

    def _line(self, member: Member) -> frozenset[int]:
        return self.before[member.unit_id] | {member.unit_id}


def _places(standings: list[Standing]) -> dict[int, int]:
    order = enumerate(rotation_order(standings), start=1)
    return {each.unit_id: place for place, alike in order for each in alike}


def _turn(edition: ClusterEdition, standings: list[Standing], label_year: int) -> str:
    return turn_in_words(standings, edition.role_label(GroupRole.HEAD), label_year)


def _chain(edition: ClusterEdition) -> list[ClusterEdition]:
    """The group and those it goes on from, the latest first."""
    earlier = ClusterEdition.objects.select_related("year").in_bulk(_keys_of_chain(edition))
    return sorted(earlier.values(), key=lambda each: -each.year.label_year)


def _keys_of_chain(edition: ClusterEdition) -> list[int]:
    """A group goes on only from one of an earlier year: the walk ends."""
    links = ClusterEdition.objects.filter(year__owner_id=edition.year.owner_id)
    before = dict(links.exclude(continues=None).values_list("pk", "continues_id"))
    keys = [edition.pk]
    while (key := before.get(keys[-1])) and key not in keys:
        keys.append(key)
    return keys


def _terms(
    edition: ClusterEdition, chain: Collection[int], units: Collection[int]
) -> list[LeadershipTerm]:
    """Roles in these groups, and of these units in whatever group of the owner until this year."""
    rows = LeadershipTerm.objects.filter(
        edition__year__owner_id=edition.year.owner_id,
        edition__year__label_year__lte=edition.year.label_year,
    ).select_related("edition__year")
    in_time = F("valid_from").asc(nulls_first=True)
    rows = rows.order_by("-edition__year__label_year", in_time, "pk")
    wanted = [row for row in rows if row.edition_id in chain or row.unit_id in units]
    heads: dict[int, list[LeadershipTerm]] = {row.edition_id: [] for row in wanted}
    for row in rows:
        heads.get(row.edition_id, []).append(row)
    return [row for row in wanted if not stands_beside(row, heads[row.edition_id])]


def _known(terms: list[LeadershipTerm], seen: Collection[int]) -> list[tuple[GroupRole, Led]]:
    """Every unit under its name of the year in which it led."""
    names = names_on_days((term.unit_id, names_day(term.edition)) for term in terms)
    return [(GroupRole(term.role), _led(term, names, seen)) for term in terms]


def _led(term: LeadershipTerm, names: Names, seen: Collection[int]) -> Led:
    edition = term.edition
    return Led(
        unit_id=term.unit_id,
        name=names[term.unit_id, names_day(edition)].short_name,
        label_year=edition.year.label_year,
        group=edition.name if edition.pk in seen else "",
        edition_id=edition.pk,
        despite=term.despite,
    )


def _year(
    edition: ClusterEdition, known: list[tuple[GroupRole, Led]], *, is_known: bool
) -> LedgerYear:
    here = [(role, led) for role, led in known if led.edition_id == edition.pk]
    return LedgerYear(
        edition=edition,
        is_known=is_known,
        heads=tuple(led for role, led in here if role == GroupRole.HEAD),
        deputies=tuple(led for role, led in here if role == GroupRole.DEPUTY),
    )


def _unit(
    member: Member,
    before: Collection[int],
    known: list[tuple[GroupRole, Led]],
    excluded: list[Excluded],
    places: Mapping[int, int],
) -> LedgerUnit:
    mine = [(role, led) for role, led in known if led.unit_id == member.unit_id]
    heads = [led for role, led in known if role == GroupRole.HEAD]
    return LedgerUnit(
        member=member,
        headed=tuple(led for role, led in mine if role == GroupRole.HEAD),
        deputized=tuple(led for role, led in mine if role == GroupRole.DEPUTY),
        excluded=tuple(each for each in excluded if each.unit_id == member.unit_id),
        inherited=tuple(led for led in heads if led.unit_id in before),
        excluded_before=tuple(each for each in excluded if each.unit_id in before),
        place=places.get(member.unit_id),
    )

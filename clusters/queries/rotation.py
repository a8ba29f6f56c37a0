"""The rotation ledger (“Sổ luân phiên”): who led when, who has not, who may not.

It speaks of recorded years alone: a year without a group, or without a head, claims nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries.exclusions import Excluded, excluded_in
from clusters.queries.members import Member, members_of
from clusters.queries.visibility import editions_visible_to
from clusters.queries.years import names_day
from clusters.rules import EligibilityRule, eligibility_rule
from organizations.models import UnitName
from organizations.queries import names_on_days

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
    """A member and the roles it held in the groups of this owner, the latest first."""

    member: Member
    headed: tuple[Led, ...]
    deputized: tuple[Led, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True)
class Ledger:
    """Everything the page of rotation shows of one group."""

    edition: ClusterEdition
    years: tuple[LedgerYear, ...]
    units: tuple[LedgerUnit, ...]

    @property
    def recorded(self) -> tuple[int, ...]:
        """Years in which somebody is known to have headed a group of these units."""
        of_units = {led.label_year for unit in self.units for led in unit.headed}
        of_group = {row.edition.year.label_year for row in self.years if row.heads}
        return tuple(sorted(of_units | of_group))

    @property
    def not_headed(self) -> tuple[str, ...]:
        """Members that headed no group in the recorded years; nobody where there are none."""
        if not self.recorded:
            return ()
        return tuple(unit.member.name.short_name for unit in self.units if not unit.headed)

    @property
    def barred(self) -> tuple[Excluded, ...]:
        """Members not considered the year before, or this year."""
        return tuple(each for unit in self.units for each in unit.excluded)

    @property
    def rules(self) -> tuple[EligibilityRule, ...]:
        """What the guidance says of leading in the years after those."""
        years = sorted({each.label_year + 1 for each in self.barred})
        return tuple(dict.fromkeys(rule for year in years if (rule := eligibility_rule(year))))


def rotation_of(edition: ClusterEdition, user: User) -> Ledger:
    """The ledger of a group as this reader sees it."""
    chain, members = _chain(edition), members_of(edition)
    terms = _terms(edition, [each.pk for each in chain], [each.unit_id for each in members])
    keys = {*(term.edition_id for term in terms), *(each.pk for each in chain)}
    seen = set(editions_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    known = _known(terms, seen)
    year = edition.year.label_year
    excluded = excluded_in(edition.year.owner_id, [year - 1, year])
    return Ledger(
        edition=edition,
        years=tuple(_year(each, known, is_known=each.pk in seen) for each in chain),
        units=tuple(_unit(member, known, excluded) for member in members),
    )


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


def _terms(edition: ClusterEdition, chain: list[int], members: list[int]) -> list[LeadershipTerm]:
    """Roles in these groups, and of these units in whatever group of the owner until this year."""
    rows = LeadershipTerm.objects.filter(
        edition__year__owner_id=edition.year.owner_id,
        edition__year__label_year__lte=edition.year.label_year,
    ).select_related("edition__year")
    rows = rows.order_by("-edition__year__label_year", "valid_from", "pk")
    return [row for row in rows if row.edition_id in chain or row.unit_id in members]


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
    member: Member, known: list[tuple[GroupRole, Led]], excluded: list[Excluded]
) -> LedgerUnit:
    mine = [(role, led) for role, led in known if led.unit_id == member.unit_id]
    return LedgerUnit(
        member=member,
        headed=tuple(led for role, led in mine if role == GroupRole.HEAD),
        deputized=tuple(led for role, led in mine if role == GroupRole.DEPUTY),
        excluded=tuple(each for each in excluded if each.unit_id == member.unit_id),
    )

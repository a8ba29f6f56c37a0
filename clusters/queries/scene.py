"""What the forms of years and groups choose from."""

from datetime import date
from functools import cached_property

from accounts.models import User
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries.exclusions import barred_units
from clusters.queries.rotation import next_in_rotation
from clusters.queries.years import names_day
from clusters.rules import not_a_member
from core.dates import today
from core.forms.pickers import Book
from core.text import whole_number
from documents.queries import basis_book
from organizations.enums import UnitKind
from organizations.models import Person, Unit
from organizations.queries import children_on, hats_of, names_on, unit_book

Choices = list[tuple[int, str]]


class BasesScene:
    """Legal bases; any of them is found by its number alone."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def bases(self) -> Book:
        return basis_book(self.user)


class YearScene(BasesScene):
    """Whose year it may be: of the units the user is the office of."""

    @cached_property
    def owners(self) -> Choices:
        names = names_on(hats_of(self.user).own_offices, today())
        order = sorted(names.items(), key=lambda each: each[1].sort_key)
        return [(pk, name.short_name) for pk, name in order]


class EditionScene(BasesScene):
    """Which group of an earlier year this one may go on from."""

    def __init__(
        self, user: User, year: EmulationYear, edition: ClusterEdition | None = None
    ) -> None:
        super().__init__(user)
        self.year, self.edition = year, edition

    @cached_property
    def earlier(self) -> Choices:
        """Groups of the same owner, of the nearest year first; like ones before others."""
        editions = ClusterEdition.objects.select_related("year").filter(
            year__owner_id=self.year.owner_id, year__label_year__lt=self.year.label_year
        )
        rows = sorted(editions, key=self._distance)
        return [(row.pk, row.label) for row in rows]

    def _distance(self, other: ClusterEdition) -> tuple[int, bool, str]:
        mine = self.edition and (self.edition.kind, self.edition.number)
        return -other.year.label_year, (other.kind, other.number) != mine, other.sort_key


class MembersScene:
    """Units a group may be made of: those that fit are offered, any other can be typed."""

    def __init__(self, edition: ClusterEdition) -> None:
        self.edition = edition

    @cached_property
    def day(self) -> date:
        return names_day(self.edition)

    @cached_property
    def fitting(self) -> frozenset[int]:
        """Departments of the owner for a bloc; for a cluster the procuracies right below it."""
        below = Unit.objects.filter(pk__in=children_on(self.edition.year.owner, self.day))
        if self.edition.kind == GroupKind.BLOC:
            below = below.filter(kind=UnitKind.DEPARTMENT)
        else:
            below = below.exclude(kind=UnitKind.DEPARTMENT)
        return frozenset(below.values_list("pk", flat=True)) | self._of_the_level()

    def _of_the_level(self) -> frozenset[int]:
        """The supreme procuracy's clusters are made of provinces, wherever they are entered."""
        is_sector = self.edition.year.owner.kind == UnitKind.SUPREME
        if not is_sector or self.edition.kind != GroupKind.CLUSTER:
            return frozenset()
        provinces = Unit.objects.filter(kind=UnitKind.PROVINCE)
        return frozenset(provinces.values_list("pk", flat=True))

    @cached_property
    def units(self) -> Book:
        return unit_book(self.day, first=self.fitting, then=[self.edition.year.owner_id])

    @property
    def offered(self) -> list[str]:
        """What fits, by name; everything where nothing fits."""
        fitting = [label for key, label in self.units.labels.items() if key in self.fitting]
        return fitting or list(self.units.labels.values())

    @cached_property
    def missing(self) -> int:
        """How many units are stated but not named."""
        named = self.edition.memberships.values("unit").distinct().count()
        return max((self.edition.stated_member_count or 0) - named, 0)


class LeadersScene:
    """Members, roles and names known at them."""

    def __init__(self, edition: ClusterEdition) -> None:
        self.edition = edition

    @cached_property
    def members(self) -> Choices:
        units = set(self.edition.memberships.values_list("unit_id", flat=True))
        names = names_on(units, names_day(self.edition))
        order = sorted(names.items(), key=lambda each: each[1].sort_key)
        return [(pk, name.short_name) for pk, name in order]

    @cached_property
    def barred(self) -> dict[int, str]:
        """Units not considered the year before, each with the rule in words."""
        return barred_units(self.edition.year.owner_id, self.edition.year.label_year)

    @property
    def warnings(self) -> list[str]:
        """What is to be known before a member is chosen."""
        return [self.barred[key] for key, _ in self.members if key in self.barred]

    @cached_property
    def turn(self) -> str:
        """Whose turn it is to head the group, by the rotation ledger."""
        return next_in_rotation(self.edition)

    @property
    def barred_names(self) -> list[str]:
        return [name for key, name in self.members if key in self.barred]

    def refusal_of(self, key: str) -> str:
        """Why this unit cannot be chosen; a key that is none gets a plain answer."""
        names = names_on([whole_number(key) or 0], names_day(self.edition))
        for name in names.values():
            return not_a_member(name.short_name, self.edition.label)
        return "Chọn một mục trong danh sách."

    @property
    def roles(self) -> list[tuple[str, str]]:
        return [(role.value, self.edition.role_label(role)) for role in GroupRole]

    @cached_property
    def people(self) -> list[str]:
        return _people_of([key for key, _ in self.members])


class SupervisorsScene:
    """Names known at the owner."""

    def __init__(self, edition: ClusterEdition) -> None:
        self.edition = edition

    @cached_property
    def people(self) -> list[str]:
        return _people_of([self.edition.year.owner_id])


def _people_of(units: list[int]) -> list[str]:
    people = Person.objects.filter(unit_id__in=units).order_by("sort_key", "pk")
    return list(dict.fromkeys(people.values_list("full_name", flat=True)))

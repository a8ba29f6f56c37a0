"""The yearly turn: what a year can take over, and the plan as far as it stands."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import Q

from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear, YearTurn
from clusters.queries.members import lives_of
from clusters.queries.seats import as_last, as_planned, seats_kept
from clusters.queries.succession import succession_of
from clusters.queries.visibility import in_order
from clusters.queries.years import closing_day, opening_day, year_day
from clusters.rules import (
    Before,
    KeptSeat,
    LastGroup,
    Now,
    PlannedGroup,
    Span,
    TurnPlan,
    TurnSurroundings,
    keeps_most,
    plan_from,
)
from core.days import holds_on
from core.forms.pickers import Book
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries import name_on, names_on_days, unit_book
from organizations.queries.periods import in_force


def turn_of(year: EmulationYear) -> YearTurn | None:
    return YearTurn.objects.filter(year=year).first()


def years_to_start_from(year: EmulationYear) -> list[EmulationYear]:
    """Earlier years of the same owner that have groups, the nearest first."""
    years = EmulationYear.objects.filter(owner_id=year.owner_id, label_year__lt=year.label_year)
    return list(years.filter(editions__isnull=False).distinct().order_by("-label_year"))


def kept_plan(turn: YearTurn | None) -> TurnPlan:
    """The plan as it was saved; an empty one where none was begun."""
    return plan_from(turn.plan) if turn else TurnPlan()


class TurnScene:
    """Both years of a turn and every unit that has to do with it, each read once.

    `others` are units a form speaks of that nothing here would think of.
    """

    def __init__(self, year: EmulationYear, kept: TurnPlan, others: Iterable[int] = ()) -> None:
        self.year, self.kept = year, kept
        self._others = frozenset(others)

    @cached_property
    def plan(self) -> TurnPlan:
        """The kept plan with everybody who has no group yet; who has ended waits for nothing."""
        kept = self.kept
        known = self.pool | self.succession.keys() | set(kept.waiting)
        known |= {unit for group in self.last_groups for unit in group.units}
        free = known - kept.placed.keys() - self.elsewhere.keys() - self.ended.keys()
        return TurnPlan(kept.last_year, kept.groups, tuple(sorted(free)))

    # Groups of both years

    @cached_property
    def _editions(self) -> list[ClusterEdition]:
        years = Q(year__label_year=self.year.label_year)
        years |= Q(year__label_year=self.kept.last_year or 0)
        of_owner = ClusterEdition.objects.filter(years, year__owner_id=self.year.owner_id)
        return list(in_order(of_owner.select_related("year").prefetch_related("memberships")))

    @cached_property
    def fixed(self) -> list[ClusterEdition]:
        """Groups the year has already."""
        return [each for each in self._editions if each.year_id == self.year.pk]

    @cached_property
    def last_editions(self) -> list[ClusterEdition]:
        """Groups of the year the plan was begun from."""
        return [each for each in self._editions if each.year_id != self.year.pk]

    @cached_property
    def last_groups(self) -> tuple[LastGroup, ...]:
        return tuple(
            as_last(each, units_on(each, closing_day(each.year))) for each in self.last_editions
        )

    @cached_property
    def was(self) -> dict[int, LastGroup]:
        """Unit to its group of the earlier year."""
        return {unit: group for group in self.last_groups for unit in group.units}

    @cached_property
    def elsewhere(self) -> dict[int, str]:
        """Units of groups the year has already."""
        return {row.unit_id: each.name for each in self.fixed for row in each.memberships.all()}

    @cached_property
    def goes_on(self) -> dict[int, str]:
        """Groups of the earlier year that no group of this one goes on from yet."""
        taken = {each.continues_id for each in self.fixed}
        return {each.key: each.name for each in self.last_groups if each.key not in taken}

    @property
    def earlier(self) -> Book:
        return Book(self.goes_on)

    # Units

    @cached_property
    def starts(self) -> date:
        return opening_day(self.year)

    @cached_property
    def pool(self) -> frozenset[int]:
        """Units that may be expected in a group: those right below the owner that live then."""
        owner = self.year.owner
        below = UnitParent.objects.filter(in_force(self.starts), parent=owner)
        wanted = Q(pk__in=below.values("unit_id"))
        if owner.kind == UnitKind.SUPREME:
            wanted |= Q(kind=UnitKind.PROVINCE)
        living = Unit.objects.filter(wanted, Q(exists_to=None) | Q(exists_to__gt=self.starts))
        living = living.exclude(exists_from__gt=closing_day(self.year))
        kinds = {each.kind for each in self._editions}
        if kinds == {GroupKind.CLUSTER}:
            living = living.exclude(kind=UnitKind.DEPARTMENT)
        return frozenset(living.values_list("pk", flat=True))

    @cached_property
    def succession(self) -> dict[int, tuple[int, ...]]:
        """Unit to the members of last year it came from by merger, absorption or division."""
        since = opening_day(self.last_editions[0].year) if self.last_editions else self.starts
        return succession_of(self.was.keys(), since, self.starts)

    @cached_property
    def ended(self) -> dict[int, date]:
        """Units that are no more when the year begins."""
        ends = {unit: life.valid_to for unit, life in self.lives.items()}
        return {unit: end for unit, end in ends.items() if end and end <= self.starts}

    @cached_property
    def lives(self) -> dict[int, Span]:
        """From when until when units exist."""
        return lives_of(self._known)

    @cached_property
    def _known(self) -> frozenset[int]:
        of_groups = self.was.keys() | self.elsewhere.keys() | self.kept.units
        return self.pool | of_groups | self.succession.keys() | self._others

    @cached_property
    def day(self) -> date:
        """The day whose names count: today, but never before the year begins or after its end."""
        return max(self.starts, year_day(self.year))

    @cached_property
    def last_day(self) -> date:
        return closing_day(self.last_editions[0].year) if self.last_editions else self.starts

    @cached_property
    def _both_names(self) -> dict[tuple[int, date], UnitName]:
        days = (self.day, self.last_day)
        return names_on_days((unit, day) for unit in self._known for day in days)

    @cached_property
    def names(self) -> dict[int, UnitName]:
        return {unit: name for (unit, day), name in self._both_names.items() if day == self.day}

    @cached_property
    def last_names(self) -> dict[int, UnitName]:
        last = self.last_day
        return {unit: name for (unit, day), name in self._both_names.items() if day == last}

    def also(self, unit: int) -> None:
        """One more unit to speak of."""
        if unit not in self.names:
            self.names[unit] = name_on(unit, self.day)
            self.last_names[unit] = name_on(unit, self.last_day)

    @cached_property
    def units(self) -> Book:
        """Every unit by its name: only asked where somebody types one."""
        return unit_book(self.day)


def units_on(edition: ClusterEdition, day: date) -> tuple[int, ...]:
    """Members on a day."""
    rows = edition.memberships.all()
    return tuple(
        sorted({row.unit_id for row in rows if holds_on(row.valid_from, row.valid_to, day)})
    )


# What is proposed, and what a plan is judged by


def proposed_plan(year: EmulationYear, last_year: int | None) -> TurnPlan:
    """Groups of that year that are not here yet, with their members that still live.

    A unit that came from members of one group alone is proposed for it, and going on from a group
    where most of its members stay; a person looks at both.
    Leaders, scores, agreements and conferences stay where they are.
    """
    scene = TurnScene(year, TurnPlan(last_year))
    heirs = _heirs(scene)
    groups = tuple(
        _proposed(scene, group, heirs) for group in scene.last_groups if not _is_made(scene, group)
    )
    return TurnScene(year, TurnPlan(last_year, groups)).plan


def _is_made(scene: TurnScene, group: LastGroup) -> bool:
    """Whether a group of this year goes on from it, or bears its number or name."""
    for each in scene.fixed:
        same_number = bool(group.number) and each.number == group.number
        same = each.kind == group.kind and (same_number or each.name == group.name)
        if same or each.continues_id == group.key:
            return True
    return False


def _heirs(scene: TurnScene) -> dict[int, list[int]]:
    """Group of last year to living units that came from its ended members and no other group's."""
    found: dict[int, list[int]] = defaultdict(list)
    for unit, origins in scene.succession.items():
        ended = [origin for origin in origins if origin in scene.ended]
        groups = {scene.was[origin].key for origin in ended}
        is_free = not {unit} & (scene.was.keys() | scene.elsewhere.keys() | scene.ended.keys())
        if is_free and len(groups) == 1:
            found[groups.pop()].append(unit)
    return found


def _proposed(scene: TurnScene, group: LastGroup, heirs: dict[int, list[int]]) -> PlannedGroup:
    edition = next(each for each in scene.last_editions if each.pk == group.key)
    gone = scene.ended.keys() | scene.elsewhere.keys()
    stated = edition.stated_member_count
    units = {*group.units, *heirs.get(group.key, ())} - gone
    return PlannedGroup(
        kind=group.kind,
        name=group.name,
        number=group.number,
        units=tuple(sorted(units)),
        # A count says more than the names only where some are not named.
        stated_member_count=stated if stated and stated > len(group.units) else None,
        is_list_incomplete=edition.is_list_incomplete,
        came_from=group.key,
        continues=group.key if keeps_most(group.units, units) else None,
    )


def turn_surroundings(scene: TurnScene) -> TurnSurroundings:
    return TurnSurroundings(
        names={unit: name.short_name for unit, name in scene.names.items()},
        year=scene.year.span,
        lives=scene.lives,
        elsewhere=scene.elsewhere,
        taken=frozenset(
            (each.kind, field, getattr(each, field))
            for each in scene.fixed
            for field in ("number", "name")
        ),
        earlier=frozenset(scene.goes_on),
    )


def both_years(scene: TurnScene) -> tuple[Before, Now]:
    """The two sides `turn_difference` compares."""
    now = Now(
        names=_short(scene.names),
        elsewhere=scene.elsewhere,
        ended=frozenset(scene.ended),
        standing=tuple(as_planned(each) for each in scene.fixed),
        reserved=tuple(
            KeptSeat(as_last(seat.chosen_in), GroupRole(seat.role), seat.unit_id)
            for seat in seats_kept(scene.year)
        ),
    )
    return Before(scene.last_groups, _short(scene.last_names)), now


def _short(names: dict[int, UnitName]) -> dict[int, str]:
    return {unit: name.short_name for unit, name in names.items()}

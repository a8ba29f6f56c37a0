"""Seats that pass from one unit to another, read from the terms alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Prefetch, Q
from django.urls import reverse

from accounts.models import User
from clusters.enums import GroupRole, HandoverSide, YearState
from clusters.models import ClusterEdition, Handover, LeadershipTerm
from clusters.rules import ConfirmationFacts, stands_beside
from core.answers import Waiting
from core.days import vn_date
from organizations.queries import hats_of

SLUGS = {"truong": GroupRole.HEAD, "pho": GroupRole.DEPUTY}
_SLUG_OF = {role: slug for slug, role in SLUGS.items()}
UNDATED = "dau-nam"  # in the address of a passing whose day is not told
_TITLES = {
    HandoverSide.GIVER: "Xác nhận đã bàn giao nhiệm vụ",
    HandoverSide.TAKER: "Xác nhận đã nhận bàn giao nhiệm vụ",
}


@dataclass(frozen=True)
class Passing:
    """A seat that passes: `edition` is the group whose seat is taken, `from_edition` the one in
    which the other unit held it, last year's or the same. `on` is the day from which it is held,
    where it is told; within one group and role it tells one passing from another."""

    edition: ClusterEdition
    role: GroupRole
    from_edition: ClusterEdition
    from_unit: int
    to_unit: int
    on: date | None = None

    @property
    def role_label(self) -> str:
        return self.edition.role_label(self.role)

    @property
    def label(self) -> str:
        """“Cụm trưởng Cụm thi đua số 2 năm 2025 từ ngày 01/07/2025”."""
        return f"{self.role_label} {self.edition.label}{self.from_day}"

    @property
    def from_day(self) -> str:
        """“ từ ngày 01/07/2025”, if the day is told."""
        return f" từ ngày {vn_date(self.on)}" if self.on else ""

    @property
    def slug(self) -> str:
        """“truong-2025-07-01”."""
        return f"{_SLUG_OF[self.role]}-{self.on.isoformat() if self.on else UNDATED}"

    @property
    def url(self) -> str:
        return reverse("portal:handover", args=[self.edition.pk, self.slug])

    def unit_of(self, side: HandoverSide) -> int:
        return self.from_unit if side == HandoverSide.GIVER else self.to_unit


def passings_of(edition: ClusterEdition, role: GroupRole) -> list[Passing]:
    """Every time this seat came to another unit, earliest first.

    The first one comes from the group this one continues, because a person said that it does.
    """
    held = [(edition, term) for term in _in_time(edition, role)]
    if edition.continues is not None:
        held = [(edition.continues, term) for term in _in_time(edition.continues, role)[-1:]] + held
    return [
        Passing(edition, role, where, before.unit_id, after.unit_id, after.valid_from)
        for (where, before), (_, after) in pairwise(held)
        if before.unit_id != after.unit_id
    ]


def _in_time(edition: ClusterEdition, role: GroupRole) -> list[LeadershipTerm]:
    """Who held it; a deputy that stands in for some days took nothing over."""
    every = edition.terms.all()
    terms = [term for term in every if term.role == role and not stands_beside(term, every)]
    return sorted(terms, key=lambda term: (term.valid_from or date.min, term.pk))


def passing_at(edition: ClusterEdition, slug: str) -> Passing | None:
    """The one an address names; “truong”, “pho” alone name the latest of that role."""
    if role := SLUGS.get(slug):
        return next(reversed(passings_of(edition, role)), None)
    return next((each for each in passings_in(edition) if each.slug == slug), None)


def passings_in(edition: ClusterEdition) -> list[Passing]:
    """Every time a seat came to another unit in this group, the latest first."""
    found = [passing for role in GroupRole for passing in reversed(passings_of(edition, role))]
    return sorted(found, key=lambda each: each.on or date.min, reverse=True)


def passings_around(edition: ClusterEdition) -> list[Passing]:
    """The seats that came to this group and those that went on to the group continuing it."""
    next_ones = edition.continued_by.select_related("year", "continues__year")
    groups = [edition, *next_ones.prefetch_related("terms", "continues__terms").order_by("pk")]
    went_on = [each for group in groups[1:] for each in passings_in(group)]
    return [
        *passings_in(edition),
        *(each for each in went_on if each.from_edition.pk == edition.pk),
    ]


def handover_of(passing: Passing) -> Handover | None:
    """What was confirmed so far; nothing is kept before somebody confirms.

    Where a seat passed between the two but once, a day that was corrected since changes nothing.
    """
    same = {"edition": passing.edition, "role": passing.role}
    units = {"from_unit": passing.from_unit, "to_unit": passing.to_unit}
    rows = list(Handover.objects.filter(**same, **units).select_related("given_by", "taken_by"))
    found = next((row for row in rows if row.on == passing.on), None)
    if found is None and len(rows) == 1 and _is_only(passing):
        return rows[0]
    return found


def _is_only(passing: Passing) -> bool:
    """Whether the seat passed between these two units no other time in this group."""
    passings = passings_of(passing.edition, passing.role)
    pair = passing.from_unit, passing.to_unit
    return sum((each.from_unit, each.to_unit) == pair for each in passings) == 1


def confirmation_of(handover: Handover | None, side: HandoverSide) -> ConfirmationFacts:
    """What one side has said so far."""
    if handover is None:
        return ConfirmationFacts(side)
    if side == HandoverSide.GIVER:
        return ConfirmationFacts(side, handover.given_note, handover.given_at is not None)
    return ConfirmationFacts(side, handover.taken_note, handover.taken_at is not None)


def sides_of(user: User, passing: Passing) -> list[HandoverSide]:
    """The sides whose unit this user is the head of."""
    heads = hats_of(user).head_of
    return [side for side in HandoverSide if passing.unit_of(side) in heads]


def handovers_waiting(user: User) -> list[Waiting]:
    """Seats of open years that a unit of this head gives or takes, not confirmed by it yet."""
    return [
        Waiting(
            title=f"{_TITLES[side]} {passing.role_label}",
            detail=f"{passing.edition.label}{passing.from_day}",
            action="Xem và xác nhận",
            url=passing.url,
        )
        for passing in _passings_with(user)
        for side in sides_of(user, passing)
        if not confirmation_of(handover_of(passing), side).is_confirmed
    ]


def _passings_with(user: User) -> Iterator[Passing]:
    heads = hats_of(user).head_of
    if not heads:
        return
    led = LeadershipTerm.objects.filter(unit_id__in=heads).values("edition_id")
    editions = ClusterEdition.objects.filter(
        Q(pk__in=led) | Q(continues_id__in=led), year__state=YearState.OPEN
    )
    terms = Prefetch("terms"), Prefetch("continues__terms")
    editions = editions.select_related("year", "continues__year").prefetch_related(*terms)
    for edition in editions.order_by("pk"):
        yield from (each for each in passings_in(edition) if sides_of(user, each))

"""Who leads a group, who is to lead the next one, who is in charge."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries.years import closing_day, names_day
from core.dates import today
from core.days import holds_on
from organizations.models import UnitName
from organizations.queries import names_on


@dataclass(frozen=True)
class Seat:
    """A leading role as a reader sees it: who holds it, how it came about, what is unknown."""

    role: str
    label: str
    unit_id: int
    name: UnitName
    person: str
    post: str
    stands_in: bool
    how: str
    decided_on: date | None
    note: str
    as_written: str
    added_by_hand: bool
    despite: str = ""


def seats_of(edition: ClusterEdition, on: date | None = None) -> dict[str, Seat | None]:
    """Head and deputy of the edition; None where nobody has told us."""
    day = names_day(edition, on)
    terms = list(edition.terms.select_related("person"))
    names = names_on([term.unit_id for term in terms], day)
    seats: dict[str, Seat | None] = dict.fromkeys(GroupRole)
    for term in terms:
        if holds_on(term.valid_from, term.valid_to, day):
            seats[term.role] = _seat(edition, term, names[term.unit_id])
    return seats


def _seat(edition: ClusterEdition, term: LeadershipTerm, name: UnitName) -> Seat:
    return Seat(
        role=term.role,
        label=edition.role_label(term.role),
        unit_id=term.unit_id,
        name=name,
        person=term.person.full_name if term.person else "",
        post=term.post,
        stands_in=term.stands_in,
        how=HowChosen(term.how).label if term.how else "",
        decided_on=term.decided_on,
        note=term.note,
        as_written=term.as_written,
        added_by_hand=term.added_by_hand,
        despite=term.despite,
    )


def leading_unit(edition: ClusterEdition, role: GroupRole) -> int | None:
    """The unit that holds the role now; the term, not the calendar, gives rights."""
    for term in edition.terms.all():
        if term.role == role and holds_on(term.valid_from, term.valid_to, today()):
            return term.unit_id
    return None


@dataclass(frozen=True)
class Convener:
    """Whose clerk enters a group's conferences while nobody leads it, and what gives him that."""

    unit_id: int
    role: str
    label_year: int


def convener_of(edition: ClusterEdition) -> Convener | None:
    """Last year's deputy, else last year's head, as long as this group never had a leader.

    The unit must still belong; `editions_managed_by` asks the same of the database.
    """
    if edition.continues_id is None or edition.terms.all():
        return None
    before = ClusterEdition.objects.select_related("year").get(pk=edition.continues_id)
    members = {row.unit_id for row in edition.memberships.all()}
    held = {
        term.role: term.unit_id
        for term in before.terms.all()
        if term.unit_id in members
        and holds_on(term.valid_from, term.valid_to, closing_day(before.year))
    }
    for role in (GroupRole.DEPUTY, GroupRole.HEAD):
        if role in held:
            return Convener(held[role], before.role_label(role), before.year.label_year)
    return None


def convener_in_words(edition: ClusterEdition) -> str:
    """“VKSND tỉnh … (Cụm phó năm 2024) …”; empty where nobody stands in this way."""
    convener = convener_of(edition) if edition.year.is_open else None
    if convener is None:
        return ""
    name = names_on([convener.unit_id], names_day(edition))[convener.unit_id].short_name
    roles = ", ".join(edition.role_label(role) for role in GroupRole)
    return (
        f"Chưa ghi {roles}: cán bộ của {name} ({convener.role} năm {convener.label_year}) được "
        f"nhập hội nghị cho đến khi ghi {edition.role_label(GroupRole.HEAD)}."
    )


def supervises(user: User, edition: ClusterEdition) -> bool:
    """Entered as in charge of the group; a speech of direction gives no such thing."""
    rows = edition.supervisions.filter(person__user_id=user.pk)
    return any(holds_on(row.valid_from, row.valid_to, today()) for row in rows)

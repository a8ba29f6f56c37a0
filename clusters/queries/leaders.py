"""Who leads a group, who is to lead the next one, who is in charge."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries.years import closing_day, names_day
from clusters.rules import period_in_words, stands_beside
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
    for term in sorted(terms, key=lambda term: not term.stands_in):  # who leads outdoes a stand-in
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
    for term in sorted(edition.terms.all(), key=lambda term: term.stands_in):
        if term.role == role and holds_on(term.valid_from, term.valid_to, today()):
            return term.unit_id
    return None


def stand_ins(edition: ClusterEdition, on: date | None = None) -> list[LeadershipTerm]:
    """Terms of the day by which the deputy acts for a head that keeps its seat."""
    terms, day = edition.terms.all(), on or today()
    return [
        term
        for term in terms
        if stands_beside(term, terms) and holds_on(term.valid_from, term.valid_to, day)
    ]


def stand_in_in_words(edition: ClusterEdition) -> str:
    """“VKSND … (Cụm phó) điều hành thay Cụm trưởng từ … đến hết …”; else empty."""
    day = names_day(edition)
    found = stand_ins(edition, day)
    names = names_on([term.unit_id for term in found], day)
    head, deputy = (edition.role_label(role) for role in GroupRole)
    return " ".join(
        f"{names[term.unit_id].short_name} ({deputy}) điều hành thay {head} "
        f"{period_in_words(term.valid_from, term.valid_to)}; {head} giữ nguyên vai trò."
        for term in found
    )


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
    """Who acts for the head: last year's deputy, or this year's for some days; else empty."""
    convener = convener_of(edition) if edition.year.is_open else None
    if convener is None:
        return stand_in_in_words(edition)
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

"""Which years and editions a reader may see; who belongs, leads and supervises, by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from clusters.enums import GroupRole, HowChosen, YearState
from clusters.models import (
    ClusterEdition,
    EmulationYear,
    LeadershipTerm,
    Membership,
    ReservedSeat,
    Supervision,
)
from core.answers import Found, Touched
from core.dates import today
from core.days import holds_on
from core.text import search_words, whole_number
from organizations.models import Unit, UnitName
from organizations.queries import hats_of, names_on


@dataclass(frozen=True)
class Member:
    """A member unit under the name of the day."""

    unit_id: int
    name: UnitName
    source: str = ""
    note: str = ""
    added_by_hand: bool = False


@dataclass(frozen=True)
class Seat:
    """A leading role as a reader sees it: who holds it, how it came about, what is unknown."""

    role: str
    label: str
    unit_id: int
    name: UnitName
    person: str
    post: str
    how: str
    decided_on: date | None
    note: str
    as_written: str
    added_by_hand: bool


def editions_visible_to(user: User) -> QuerySet[ClusterEdition]:
    """Editions the reader may know of; all others do not exist for him.

    Administrators see all; office and leaders of an owner all groups they own; people of a member
    unit their own groups; a supervisor the groups he is in charge of.
    """
    editions = ClusterEdition.objects.select_related("year", "year__owner")
    hats = hats_of(user)
    if hats.is_administrator:
        return editions
    member = Membership.objects.filter(unit_id__in=hats.all_units).values("edition_id")
    supervised = Supervision.objects.filter(person__user_id=user.pk).values("edition_id")
    return editions.filter(
        Q(year__owner_id__in=hats.owner_side) | Q(pk__in=member) | Q(pk__in=supervised)
    )


def editions_managed_by(user: User) -> QuerySet[ClusterEdition]:
    """Editions whose conferences and papers the user enters: `can_manage_group` as a query."""
    hats = hats_of(user)
    terms = LeadershipTerm.objects.filter(_in_force())
    heads = terms.filter(role=GroupRole.HEAD)
    deputies = terms.filter(role=GroupRole.DEPUTY, unit_id__in=hats.clerk_of)
    deputies = deputies.exclude(edition_id__in=heads.values("edition_id"))
    return ClusterEdition.objects.filter(year__state=YearState.OPEN).filter(
        Q(year__owner_id__in=hats.office_of)
        | Q(pk__in=heads.filter(unit_id__in=hats.clerk_of).values("edition_id"))
        | Q(pk__in=deputies.values("edition_id"))
    )


def _in_force() -> Q:
    """Rows with a half-open period that contains today."""
    starts = Q(valid_from__isnull=True) | Q(valid_from__lte=today())
    return starts & (Q(valid_to__isnull=True) | Q(valid_to__gt=today()))


def in_order(editions: QuerySet[ClusterEdition]) -> QuerySet[ClusterEdition]:
    """By owner, clusters before blocs, then by name in Vietnamese order."""
    return editions.order_by("-year__label_year", "year__owner_id", "-kind", "sort_key", "pk")


def years_visible_to(user: User) -> QuerySet[EmulationYear]:
    """Years of owners the reader works for, and years he sees an edition of."""
    years = EmulationYear.objects.select_related("owner")
    hats = hats_of(user)
    if hats.is_administrator:
        return years
    of_editions = editions_visible_to(user).values("year_id")
    return years.filter(Q(owner_id__in=hats.all_units) | Q(pk__in=of_editions))


def label_years(user: User) -> list[int]:
    """The years that the year switch offers, newest first. Asked once a request, like hats."""
    cached: list[int] | None = getattr(user, "_label_years", None)
    if cached is None:
        years = years_visible_to(user).order_by("-label_year")
        cached = list(years.values_list("label_year", flat=True).distinct())
        user._label_years = cached  # type: ignore[attr-defined]
    return cached


def year_to_show(years: list[int], asked: str) -> int:
    """The year asked for (`?nam=`) if the reader sees it, else the newest that has begun."""
    newest = next((year for year in years if year <= today().year), today().year)
    return next((year for year in years if str(year) == asked), newest)


def shown_year(user: User, asked: str) -> int:
    """`year_to_show` among the years of this reader."""
    return year_to_show(label_years(user), asked)


def year_day(year: EmulationYear) -> date:
    """The day whose names count in a year: today, or its last day once it is over."""
    end = year.period_end
    last_day = date.fromordinal(end.toordinal() - 1) if end else date(year.label_year, 12, 31)
    return min(today(), last_day)


def names_day(edition: ClusterEdition, paper_date: date | None = None) -> date:
    """The day whose names count: the paper's own date, else today within the edition's year."""
    return paper_date or year_day(edition.year)


def members_of(edition: ClusterEdition, on: date | None = None) -> list[Member]:
    """Named members on the day, in Vietnamese order of their names."""
    day = names_day(edition, on)
    rows = [row for row in edition.memberships.all() if holds_on(row.valid_from, row.valid_to, day)]
    names = names_on([row.unit_id for row in rows], day)
    members = [
        Member(row.unit_id, names[row.unit_id], row.source, row.note, row.added_by_hand)
        for row in rows
    ]
    return sorted(members, key=lambda member: (member.name.sort_key, member.unit_id))


def member_ids(edition: ClusterEdition) -> set[int]:
    return set(edition.memberships.values_list("unit_id", flat=True))


def member_count(edition: ClusterEdition) -> int | None:
    """The stated number of units; else the named ones, unless the list may be incomplete."""
    if edition.stated_member_count is not None:
        return edition.stated_member_count
    named = edition.memberships.count()
    return None if edition.is_list_incomplete or not named else named


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
        how=HowChosen(term.how).label if term.how else "",
        decided_on=term.decided_on,
        note=term.note,
        as_written=term.as_written,
        added_by_hand=term.added_by_hand,
    )


def leading_unit(edition: ClusterEdition, role: GroupRole) -> int | None:
    """The unit that holds the role now; the term, not the calendar, gives rights."""
    for term in edition.terms.all():
        if term.role == role and holds_on(term.valid_from, term.valid_to, today()):
            return term.unit_id
    return None


def reserved_seats_after(edition: ClusterEdition) -> list[ReservedSeat]:
    """Seats decided for the next year of the same owner, kind and number: “dự kiến”."""
    seats = ReservedSeat.objects.filter(
        owner_id=edition.year.owner_id,
        kind=edition.kind,
        number=edition.number,
        label_year=edition.year.label_year + 1,
    )
    return list(seats.select_related("unit").order_by("-role", "pk"))


def reserved_seats_for(user: User, year: int) -> QuerySet[ReservedSeat]:
    """Reserved seats of a year that the reader may know of."""
    seats = ReservedSeat.objects.filter(label_year=year).select_related("owner", "unit")
    hats = hats_of(user)
    if hats.is_administrator:
        return seats
    return seats.filter(Q(owner_id__in=hats.owner_side) | Q(unit_id__in=hats.all_units))


def supervises(user: User, edition: ClusterEdition) -> bool:
    """Entered as in charge of the group; a speech of direction gives no such thing."""
    rows = edition.supervisions.filter(person__user_id=user.pk)
    return any(holds_on(row.valid_from, row.valid_to, today()) for row in rows)


def with_rows(editions: QuerySet[ClusterEdition]) -> QuerySet[ClusterEdition]:
    """Editions with members, terms and supervisions read along: three queries for any number."""
    terms = LeadershipTerm.objects.select_related("person", "unit")
    supervisions = Supervision.objects.select_related("person")
    return editions.prefetch_related(
        "memberships",
        Prefetch("terms", queryset=terms),
        Prefetch("supervisions", queryset=supervisions),
    )


def found(text: str, user: User) -> list[Found]:
    """Editions by name or number, among those the reader may see."""
    editions = editions_visible_to(user)
    for word in search_words(text):
        number = whole_number(word.strip())
        by_year = Q() if number is None else Q(year__label_year=number)
        editions = editions.filter(Q(search_text__contains=word) | by_year)
    hits = list(in_order(editions)[:20])
    owners = names_on([hit.year.owner_id for hit in hits], today())
    return [
        Found("Cụm, khối", hit.label, owners[hit.year.owner_id].short_name, edition_url(hit))
        for hit in hits
    ]


def edition_url(edition: ClusterEdition) -> str:
    return reverse("portal:edition", args=[edition.pk])


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """Where the unit belonged and led, in the editions this reader may see; newest first."""
    editions = in_order(
        editions_visible_to(user).filter(memberships__unit=unit).distinct()
    ).prefetch_related("terms")
    rows: list[Touched] = []
    for edition in editions:
        roles = [
            edition.role_label(term.role) for term in edition.terms.all() if term.unit_id == unit.pk
        ]
        text = f"{edition.name}: {', '.join(roles) or 'thành viên'}"
        rows.append(Touched("Cụm, khối", text, edition.year.label_year, edition_url(edition)))
    return rows + _reserved(unit, user)


def _reserved(unit: Unit, user: User) -> list[Touched]:
    seats: Iterable[ReservedSeat] = ReservedSeat.objects.filter(unit=unit).order_by("-label_year")
    hats = hats_of(user)
    return [
        Touched("Dự kiến", seat.label, seat.label_year, note=seat.as_written)
        for seat in seats
        if hats.is_administrator or {seat.owner_id, seat.unit_id} & hats.all_units
    ]

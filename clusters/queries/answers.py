"""What portal asks every app: what a search finds, what touches a unit."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from clusters.models import ReservedSeat
from clusters.queries.visibility import edition_url, editions_visible_to, in_order
from core.answers import Found, Touched
from core.dates import today
from core.text import search_words, whole_number
from organizations.models import Unit
from organizations.queries import hats_of, names_on


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

"""Seats given away before their group exists: for which group, and in which words."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from clusters.enums import HowChosen
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, ReservedSeat
from clusters.queries.years import names_day
from clusters.rules import LastGroup, PlannedGroup, receiver_of
from core.days import vn_date
from organizations.queries import names_on


def as_last(edition: ClusterEdition, units: Sequence[int] = ()) -> LastGroup:
    """A group of the earlier year, for comparing."""
    return LastGroup(edition.pk, edition.kind, edition.name, edition.number, tuple(units))


def as_planned(edition: ClusterEdition, units: Sequence[int] = ()) -> PlannedGroup:
    """A group that is there already, beside those that are planned."""
    return PlannedGroup(
        kind=edition.kind,
        name=edition.name,
        number=edition.number,
        units=tuple(units),
        continues=edition.continues_id,
    )


def seats_kept(year: EmulationYear) -> list[ReservedSeat]:
    """All seats given away for this year."""
    seats = ReservedSeat.objects.filter(owner_id=year.owner_id, label_year=year.label_year)
    return list(seats.select_related("chosen_in").order_by("-role", "pk"))


def receivers_of(seats: Collection[ReservedSeat]) -> dict[int, ClusterEdition]:
    """Seat to the group it is kept for, where that group is there; one query for all."""
    wanted = Q(pk__in=())
    for owner, label_year in {(seat.owner_id, seat.label_year) for seat in seats}:
        wanted |= Q(year__owner=owner, year__label_year=label_year)
    editions = ClusterEdition.objects.filter(wanted).select_related("year").order_by("pk")
    groups: dict[tuple[int, int], list[ClusterEdition]] = defaultdict(list)
    for edition in editions:
        groups[edition.year.owner_id, edition.year.label_year].append(edition)
    found = {}
    for seat in seats:
        there = groups[seat.owner_id, seat.label_year]
        at = receiver_of(as_last(seat.chosen_in), [as_planned(each) for each in there])
        if at is not None:
            found[seat.pk] = there[at]
    return found


def waiting_seats(seats: Collection[ReservedSeat]) -> list[ReservedSeat]:
    """Those nobody has taken up in their group."""
    receivers = receivers_of(seats)
    terms = LeadershipTerm.objects.filter(edition__in=receivers.values())
    held = set(terms.values_list("edition_id", "role"))

    def is_taken(seat: ReservedSeat) -> bool:
        edition = receivers.get(seat.pk)
        return edition is not None and (edition.pk, seat.role) in held

    return [seat for seat in seats if not is_taken(seat)]


def reserved_seats_after(edition: ClusterEdition) -> list[ReservedSeat]:
    """Seats of the next year that this group gave away: “dự kiến”."""
    seats = ReservedSeat.objects.filter(chosen_in=edition)
    return list(seats.select_related("chosen_in", "unit").order_by("-role", "pk"))


def seats_taken_back(edition: ClusterEdition) -> QuerySet[ReservedSeat]:
    """What this group gave away until its meeting was opened again, or an event gave it up: no
    page shows it.
    """
    return ReservedSeat.every.filter(chosen_in=edition).exclude(pk__in=ReservedSeat.objects.all())


def seats_offered(edition: ClusterEdition) -> list[ReservedSeat]:
    """Seats that were decided for this very group before it existed and that nobody holds now."""
    seats = seats_kept(edition.year)
    if not seats:
        return []
    held = set(edition.terms.filter(valid_to__isnull=True).values_list("role", flat=True))
    receivers = receivers_of(seats)
    own = [seat for seat in seats if receivers.get(seat.pk) == edition]
    return [seat for seat in own if seat.role not in held]


def seats_in_words(edition: ClusterEdition) -> list[tuple[ReservedSeat, str]]:
    """“Cụm trưởng: đã được bình chọn ngày 25/11/2024: VKSND huyện Sơn Động (nguyên văn …)”."""
    seats = seats_offered(edition)
    names = names_on([seat.unit_id for seat in seats], names_day(edition))
    return [(seat, _offer(edition, seat, names[seat.unit_id].short_name)) for seat in seats]


def _offer(edition: ClusterEdition, seat: ReservedSeat, name: str) -> str:
    how = HowChosen(seat.how).label if seat.how else "chọn"
    day = f" ngày {vn_date(seat.decided_on)}" if seat.decided_on else ""
    written = f" (nguyên văn: “{seat.as_written}”)" if seat.as_written else ""
    return f"{edition.role_label(seat.role)}: đã được {how}{day}: {name}{written}."

"""Recorded meetings whose minutes name units as they were called from a day on."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import F, Q

from clusters.queries import closing_day
from conferences.enums import ConferenceState
from conferences.models import Conference

_WAYS = (
    "host_unit",
    "purposes__edition__year__owner",
    "purposes__edition__memberships__unit",
    "attendances__unit",
    "participants__unit",
    "speeches__unit",
    "documents__unit",
    "seat_choices__unit",
)


def recorded_naming(
    units: Collection[int], on: date, *, since: datetime | None = None
) -> list[Conference]:
    """Held on the day or later, or with agreed scores, which bear the names of their year's end.

    One whose day is unknown counts in a year that was not over by then. `since`: only what was
    recorded from that moment on.
    """
    named = Q()
    for way in _WAYS:
        named |= Q(pk__in=Conference.objects.filter(**{f"{way}__in": units}).values("pk"))
    rows = Conference.objects.filter(named, state=ConferenceState.RECORDED)
    if since is not None:
        rows = rows.filter(recorded_at__gte=since)
    found = rows.prefetch_related("purposes__edition__year").order_by(
        F("ends_on").asc(nulls_last=True), "pk"
    )
    return [each for each in found if _may_be_from(each, on)]


def _may_be_from(conference: Conference, on: date) -> bool:
    if conference.ends_on is not None and not conference.scores_agreed:
        return conference.ends_on >= on
    return any(closing_day(each.edition.year) >= on for each in conference.purposes.all())

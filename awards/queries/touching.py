"""What units registered for, were nominated for and hold: three kinds, never mixed."""

from collections.abc import Collection, Iterable

from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from awards.models import Nomination
from awards.queries.asked import awards_url
from awards.queries.registrations import registrations_visible_to
from awards.queries.told import awards_visible_to
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to
from core.answers import Touched
from core.touches import Called, Touch, Touches, touches

AWARDED, NOMINATED, REGISTERED = "award", "nomination", "registration"
AWARDS, NOMINATIONS, REGISTRATIONS = "Khen thưởng", "Đề nghị", "Đăng ký"
TOUCHES = frozenset({AWARDED, NOMINATED, REGISTERED})
_OF_TITLE, _OF_RECEIPT = "title", "receipt"


def touched_by(units: Collection[int], user: User) -> list[Touches]:
    """Awards, nominations that count and registrations, as far as this reader may see them."""
    return [_awarded(units, user), _nominated(units, user), _registered_for(units, user)]


def _awarded(units: Collection[int], user: User) -> Touches:
    which = Case(
        When(title_year__isnull=False, then=Value(_OF_TITLE)),
        When(received_year__isnull=False, then=Value(_OF_RECEIPT)),
        default=Value(""),
        output_field=CharField(),
    )
    return touches(
        awards_visible_to(user).filter(unit__in=units),
        AWARDED,
        year=Coalesce("title_year", "received_year"),
        name="title__name",
        kind=which,
        more="authority",
        note="note",
    )


def _nominated(units: Collection[int], user: User) -> Touches:
    rows = Nomination.objects.filter(
        unit__in=units,
        conference__state=ConferenceState.RECORDED,
        conference_id__in=conferences_visible_to(user).values("pk"),
    )
    return touches(
        rows,
        NOMINATED,
        year="edition__year__label_year",
        record_id="conference_id",
        name="title__name",
        more="edition__name",
    )


def _registered_for(units: Collection[int], user: User) -> Touches:
    return touches(
        registrations_visible_to(user).filter(unit__in=units),
        REGISTERED,
        year="edition__year__label_year",
        record_id="edition_id",
        until="withdrawn_on",
        name="title__name",
        kind=Coalesce("person__full_name", Value("")),
        more="edition__name",
    )


def touched_in_words(rows: Iterable[Touch], called: Called) -> list[Touched]:
    """Each row in words, by title."""
    del called  # no unit but its own is named
    words = {AWARDED: _award, NOMINATED: _nomination, REGISTERED: _registration}
    return [words[row.what](row) for row in sorted(rows, key=lambda row: (row.name, row.kind))]


def _award(row: Touch) -> Touched:
    text = ", ".join(part for part in (row.name, row.more) if part)
    note = ". ".join(part for part in (_about_year(row), row.note) if part)
    return Touched(AWARDS, text, row.year, awards_url(row.name), note, row.unit_id)


def _about_year(row: Touch) -> str:
    """Which year the one given is; a year of receipt says nothing about the title's."""
    if row.kind == _OF_TITLE:
        return ""
    return f"Nhận năm {row.year}" if row.kind == _OF_RECEIPT else "Chưa rõ năm"


def _nomination(row: Touch) -> Touched:
    url = reverse("portal:conference", args=[row.record_id])
    return Touched(NOMINATIONS, row.name, row.year, url, row.more, row.unit_id)


def _registration(row: Touch) -> Touched:
    text = ", ".join(part for part in (row.name, row.kind) if part)
    note = f"{row.more}; đã rút" if row.until else row.more
    url = reverse("portal:edition", args=[row.record_id])
    return Touched(REGISTRATIONS, text, row.year, url, note, row.unit_id)

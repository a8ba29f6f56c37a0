"""Which meetings units hosted, attended, spoke or presented at."""

from collections.abc import Collection, Iterable
from itertools import groupby
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse

from accounts.models import User
from conferences.enums import DatePrecision, ParticipantRole
from conferences.models import (
    Attendance,
    Conference,
    ConferencePurpose,
    Participant,
    PresentedDocument,
    Speech,
)
from conferences.queries.visibility import conferences_visible_to
from core.answers import Touched
from core.touches import Called, Touch, Touches, touches

TOOK_PART = "meeting"
MEETINGS = "Hội nghị"
TOUCHES = frozenset({TOOK_PART})
_HOSTED = "đơn vị tổ chức"


def touched_by(units: Collection[int], user: User) -> list[Touches]:
    """What units did at the meetings this reader may see, in words, one row a deed."""
    seen = conferences_visible_to(user).values("pk")
    hosted = Conference.objects.filter(host_unit__in=units, pk__in=seen)
    deeds: list[tuple[QuerySet[Any], Any]] = [
        (Attendance.objects.all(), _present()),
        (Participant.objects.all(), _role()),
        (Speech.objects.all(), Value("phát biểu")),
        (PresentedDocument.objects.all(), Value("trình bày tài liệu")),
    ]
    return [
        _meeting(hosted, "", Value(_HOSTED), unit_id="host_unit_id"),
        *(
            _meeting(rows.filter(unit__in=units, conference__in=seen), "conference__", words)
            for rows, words in deeds
        ),
    ]


def _meeting(rows: QuerySet[Any], way: str, words: Any, unit_id: str = "unit_id") -> Touches:
    """`way` leads from the row to its conference; the year is the first it was held for."""
    purposes = ConferencePurpose.objects.filter(conference=OuterRef(f"{way}pk"))
    year = purposes.order_by("position").values("edition__year__label_year")[:1]
    is_day = {f"{way}date_precision": DatePrecision.DAY}
    return touches(
        rows,
        TOOK_PART,
        unit_id=unit_id,
        year=Subquery(year),
        on=Case(When(**is_day, then=F(f"{way}starts_on"))),
        record_id=f"{way}pk",
        name=f"{way}title",
        more=words,
    )


def _present() -> Case:
    there = When(is_present=True, then=Value("có mặt"))
    return Case(there, default=Value("vắng"), output_field=CharField())


def _role() -> Case:
    roles = (When(role=role, then=Value(role.label.lower())) for role in ParticipantRole)
    return Case(*roles, output_field=CharField())


def touched_in_words(rows: Iterable[Touch], called: Called) -> list[Touched]:
    """One line a unit and meeting, with what it did there, each said once."""
    del called  # no unit but its own is named
    by_meeting = groupby(sorted(rows, key=_key), key=_key)
    return [_line(list(group)) for _, group in by_meeting]


def _key(row: Touch) -> tuple[int, int]:
    return row.unit_id, row.record_id or 0


def _line(rows: list[Touch]) -> Touched:
    first = rows[0]
    deeds = ", ".join(dict.fromkeys(row.more for row in rows))
    return Touched(
        MEETINGS,
        f"{first.name}: {deeds}",
        first.year,
        reverse("portal:conference", args=[first.record_id]),
        unit_id=first.unit_id,
        on=first.on,
    )

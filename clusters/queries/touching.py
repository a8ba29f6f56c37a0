"""Where units belonged, which seats they held, whom their people were in charge of."""

from collections.abc import Collection, Iterable
from itertools import groupby

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from accounts.models import User
from clusters.enums import SHORT, role_label
from clusters.models import Exclusion, LeadershipTerm, Membership, ReservedSeat, Supervision
from clusters.queries.visibility import editions_visible_to
from clusters.rules import period_in_words
from core.answers import Touched
from core.touches import Called, Touch, Touches, day_in, touches
from organizations.queries import hats_of

MEMBER, LEADS, IN_CHARGE, EXPECTED = "membership", "term", "supervision", "seat"
EXCLUDED = "exclusion"
BELONGING, SUPERVISING, TO_COME = "Cụm, khối", "Phụ trách", "Dự kiến"
TOUCHES = frozenset({MEMBER, LEADS, IN_CHARGE, EXPECTED, EXCLUDED})

_OF_EDITION = {
    "year": "edition__year__label_year",
    "record_id": "edition_id",
    "other_id": "edition__year__owner_id",
    "name": "edition__name",
    "kind": "edition__kind",
    "on": "valid_from",
    "until": "valid_to",
}

_OF_EXCLUSION = {name: way for name, way in _OF_EDITION.items() if name not in {"on", "until"}} | {
    "on": "decided_on",
    "note": "reason",
}


def touched_by(units: Collection[int], user: User) -> list[Touches]:
    """Memberships, leading seats, exclusions and supervisions in the editions this reader may
    see, and the seats kept for these units."""
    seen = editions_visible_to(user).values("pk")
    members = Membership.objects.filter(unit__in=units, edition__in=seen)
    terms = LeadershipTerm.objects.filter(unit__in=units, edition__in=seen)
    excluded = Exclusion.objects.filter(unit__in=units, edition__in=seen)
    in_charge = Supervision.objects.filter(person__unit__in=units, edition__in=seen)
    leader = Case(
        When(stands_in=True, person=None, then=Value("điều hành thay")),
        When(stands_in=True, then=Concat(Value("điều hành thay: "), "person__full_name")),
        default=Coalesce("person__full_name", Value("")),
    )
    by_person = {"unit_id": "person__unit_id", "note": "person__full_name"}
    return [
        touches(members, MEMBER, **_OF_EDITION, note="note"),
        touches(terms, LEADS, **_OF_EDITION, more="role", note=leader),
        touches(in_charge, IN_CHARGE, **_OF_EDITION, **by_person),
        touches(excluded, EXCLUDED, **_OF_EXCLUSION),
        _expected(units, user),
    ]


def _expected(units: Collection[int], user: User) -> Touches:
    """Known to the owner and to the unit itself alone."""
    seats, hats = ReservedSeat.objects.filter(unit__in=units), hats_of(user)
    if not hats.is_administrator:
        own = hats.all_units
        seats = seats.filter(Q(owner_id__in=own) | Q(unit_id__in=own))
    return touches(
        seats,
        EXPECTED,
        year="label_year",
        other_id="owner_id",
        name=_group_of_seat(),
        kind="chosen_in__kind",
        more="role",
        note="as_written",
    )


def _group_of_seat() -> Case:
    """`ClusterEdition.short_label` of the group that chose, for the database to say."""
    short = (When(chosen_in__kind=kind, then=Value(word)) for kind, word in SHORT.items())
    numbered = Concat(Case(*short), Value(" "), "chosen_in__number")
    return Case(When(chosen_in__number="", then="chosen_in__name"), default=numbered)


def touched_in_words(rows: Iterable[Touch], called: Called) -> list[Touched]:
    """One line for each group a unit belonged to or led, with its roles there."""
    listed = list(rows)
    own = [row for row in listed if row.what in {MEMBER, LEADS}]
    by_group = groupby(sorted(own, key=_group), key=_group)
    lines = [_belonging(list(group), called) for _, group in by_group]
    lines += [_in_charge(row, called) for row in listed if row.what == IN_CHARGE]
    lines += [_excluded(row, called) for row in listed if row.what == EXCLUDED]
    return lines + [_to_come(row, called) for row in listed if row.what == EXPECTED]


def leading_in_words(rows: Iterable[Touch], called: Called) -> list[Touched]:
    """“Cụm phó Cụm thi đua số 13”, one line a seat that was held."""
    return [
        _line(BELONGING, row, f"{role_label(row.kind, row.more)} {row.name}", [_note(row)], called)
        for row in rows
        if row.what == LEADS
    ]


def _group(row: Touch) -> tuple[int, int]:
    return row.unit_id, row.record_id or 0


def _belonging(rows: list[Touch], called: Called) -> Touched:
    """“Cụm thi đua số 13: Cụm phó”, the owner and what is known of times and people beneath."""
    first = rows[0]
    terms = [row for row in rows if row.what == LEADS]
    roles = dict.fromkeys(role_label(row.kind, row.more) for row in terms)
    notes = dict.fromkeys(_note(row) for row in rows)
    return _line(
        BELONGING, first, f"{first.name}: {', '.join(roles) or 'thành viên'}", notes, called
    )


def _note(row: Touch) -> str:
    return "; ".join(part for part in (row.note, period_in_words(row.on, row.until)) if part)


def _in_charge(row: Touch, called: Called) -> Touched:
    return _line(SUPERVISING, row, row.name, [_note(row)], called)


def _excluded(row: Touch, called: Called) -> Touched:
    """“Cụm thi đua số 2: không xét thi đua”, and why."""
    return _line(BELONGING, row, f"{row.name}: không xét thi đua", [row.note], called)


def _to_come(row: Touch, called: Called) -> Touched:
    text = f"{role_label(row.kind, row.more)} {row.name} năm {row.year}"
    return _line(TO_COME, row, text, [row.note], called)


def _line(kind: str, row: Touch, text: str, notes: Iterable[str], called: Called) -> Touched:
    owner = called(row.other_id, day_in(row.year)) if row.other_id else ""
    return Touched(
        kind,
        text,
        row.year,
        reverse("portal:edition", args=[row.record_id]) if row.record_id else "",
        note=" · ".join(part for part in (owner, *notes) if part),
        unit_id=row.unit_id,
        on=row.on,
    )

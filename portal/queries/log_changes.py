"""What an event changed, from the kept JSON to words: field by field, before and after."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast

from accounts.enums import Purpose
from accounts.models import User
from agreements.enums import AgreementState, SignatureState
from audit.models import Event
from awards.enums import TitleKind
from awards.models import Title
from clusters.enums import GroupKind, GroupRole, HandoverSide, HowChosen, YearState
from clusters.models import ClusterEdition, EmulationYear
from conferences.enums import (
    AttachmentKind,
    ConferenceState,
    DatePrecision,
    DocumentStatus,
    Mode,
    ParticipantRole,
    PurposeKind,
    SpeechKind,
    TimeOfDay,
)
from conferences.models import Conference
from core.dates import today
from core.days import vn_date
from core.enums import Words
from documents.enums import Correction, PaperKind, PaperState
from documents.models import LegalBasis, Paper
from organizations.enums import EventKind, Role, UnitKind
from organizations.models import Person
from organizations.queries import names_on
from portal.queries.log_words import SILENT, field_label
from scoring.enums import CriterionKind, SheetState
from scoring.models import CriteriaSet, Criterion

EMPTY = "để trống"
_POINTS = re.compile(r"-?\d+\.\d\d")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d).*)?")


@dataclass(frozen=True)
class Change:
    """One field; `before` or `after` is empty where there was nothing to compare with."""

    label: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        both = " → ".join(each for each in (self.before, self.after) if each)
        return f"{self.label}: {both}"


# How numbers that stand for a record become its name: the columns its name is made of, and how.
_NAMED: dict[str, tuple[type[Model], tuple[str, ...], Callable[..., str]]] = {
    "person": (Person, ("full_name",), str),
    "user": (
        User,
        ("full_name", "username"),
        lambda name, username: User(full_name=name, username=username).label,
    ),
    "edition": (
        ClusterEdition,
        ("name", "year__label_year"),
        lambda name, year: ClusterEdition(name=name, year=EmulationYear(label_year=year)).label,
    ),
    "conference": (Conference, ("title",), str),
    "title": (Title, ("name",), str),
    "basis": (
        LegalBasis,
        ("kind", "reference"),
        lambda kind, reference: LegalBasis(kind=kind, reference=reference).label,
    ),
    "paper": (Paper, ("title",), str),
    "criteria_set": (CriteriaSet, ("name",), str),
    "criterion": (Criterion, ("code",), str),
}
_MOST_TEXTS = max(len(fields) for _, fields, _ in _NAMED.values())
_REFERS: dict[str, str] = {
    **dict.fromkeys(
        ("unit", "unit_id", "units", "parties", "owner", "parent", "parent_id"), "unit"
    ),
    **dict.fromkeys(("host_unit_id", "checked_by_unit", "kept_by", "waiting"), "unit"),
    **dict.fromkeys(("chosen_unit_id", "heir_id"), "unit"),
    **dict.fromkeys(("person", "person_id"), "person"),
    **dict.fromkeys(("by", "submitted_by", "checked_by", "returned_by"), "user"),
    **dict.fromkeys(("edition", "edition_id", "editions", "continues", "continues_id"), "edition"),
    **dict.fromkeys(("from",), "edition"),
    **dict.fromkeys(("conference", "conference_id"), "conference"),
    **dict.fromkeys(("title", "title_id"), "title"),
    **dict.fromkeys(("basis", "bases", "replaced_by", "replaced_by_id"), "basis"),
    **dict.fromkeys(("paper", "corrects"), "paper"),
    **dict.fromkeys(("criteria_set", "criteria_set_id"), "criteria_set"),
    "criterion_id": "criterion",
}


def _words(*kinds: type[Words]) -> dict[str, str]:
    return {value: label for kind in kinds for value, label in kind.choices()}


_CODES: dict[str, dict[str, str]] = {
    "kind": _words(
        UnitKind, GroupKind, TitleKind, PurposeKind, SpeechKind, AttachmentKind, CriterionKind
    )
    | _words(PaperKind, EventKind),
    "role": _words(Role, ParticipantRole, GroupRole),
    "side": _words(HandoverSide),
    "how": _words(HowChosen),
    "mode": _words(Mode),
    "status": _words(DocumentStatus),
    "state": _words(
        YearState, ConferenceState, AgreementState, SignatureState, PaperState, SheetState
    ),
    "date_precision": _words(DatePrecision),
    "time_of_day": _words(TimeOfDay),
    "way": _words(Correction),
    "purpose": _words(Purpose),
}
Names = Mapping[tuple[str, int], str]


def names_in(events: Iterable[Event], units: Iterable[int] = ()) -> dict[tuple[str, int], str]:
    """The names of all records these events speak of, and of these units, in two queries."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        for kept in (event.before, event.after):
            for kind, key in _references(kept):
                wanted[kind].add(key)
    names = names_on(wanted.pop("unit", set()) | set(units), today())
    return {("unit", key): name.short_name for key, name in names.items()} | _named(wanted)


def _named(wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], str]:
    """Every name is made of texts, so one query asks for records of every kind."""
    asked = [_columns(kind, keys) for kind, keys in sorted(wanted.items())]
    if not asked:
        return {}
    found = asked[0].union(*asked[1:], all=True)
    return {(kind, key): _called(kind, texts) for kind, key, *texts in found}


def _columns(kind: str, keys: Iterable[int]) -> QuerySet[Any, Any]:
    model, fields, _ = _NAMED[kind]
    texts: list[Cast | Value] = [Cast(field, CharField()) for field in fields]
    texts += [Value("")] * (_MOST_TEXTS - len(texts))
    rows = model._default_manager.order_by().filter(pk__in=keys)
    return rows.values_list(Value(kind), "pk", *texts)


def _called(kind: str, texts: Sequence[str]) -> str:
    _, fields, said = _NAMED[kind]
    return said(*texts[: len(fields)])


def _references(value: Any, key: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _references(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner, key)
    elif type(value) is int and key in _REFERS:
        yield _REFERS[key], value


def changes_in(event: Event, names: Names) -> list[Change]:
    """What differs where both sides are kept, else all that was entered or deleted."""
    before, after = event.before or {}, event.after or {}
    keys = [key for key in {**before, **after} if key not in SILENT]
    found = [_change(key, before, after, names) for key in keys]
    return [each for each in found if each]


def _change(key: str, before: dict[str, Any], after: dict[str, Any], names: Names) -> Change | None:
    old, new = before.get(key), after.get(key)
    if old == new:
        return None
    if _are_rows(old) and _are_rows(new):
        gone = [row for row in old or [] if row not in (new or [])]
        come = [row for row in new or [] if row not in (old or [])]
        old, new = gone, come
    words = _text(key, old, names), _text(key, new, names)
    if not any(words):
        return None
    if before and after:
        words = words[0] or EMPTY, words[1] or EMPTY
    return Change(field_label(key), *words)


def _are_rows(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _text(key: str, value: Any, names: Names) -> str:
    """A value in words; nothing for what is empty."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(words for each in value if (words := _text(key, each, names)))
    if isinstance(value, dict):
        return _row(value, names)
    if type(value) is int and key in _REFERS:
        return names.get((_REFERS[key], value), f"mã {value}")
    return _CODES.get(key, {}).get(str(value)) or _written(str(value))


def _row(value: dict[str, Any], names: Names) -> str:
    parts = [(key, _text(key, inner, names)) for key, inner in value.items() if key not in SILENT]
    return ", ".join(
        f"{field_label(key).lower()} {words}" if isinstance(value[key], bool) else words
        for key, words in parts
        if words and value[key] is not False
    )


def _written(text: str) -> str:
    """Points with a comma and days as they are written here: “25/11/2024 09:14”."""
    if _POINTS.fullmatch(text):
        return text.replace(".", ",")
    found = _DAY.fullmatch(text)
    if not found:
        return text
    day, time = vn_date(date.fromisoformat(found[1])), found[2]
    return f"{day} {time}" if time else day

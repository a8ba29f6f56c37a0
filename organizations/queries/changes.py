"""What an event changed, row by row, and what stands against undoing it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from core.dependants import dependants_of
from core.problems import Problem
from organizations.enums import EventKind, EventState
from organizations.models import UnitEvent, UnitEventChange, UnitEventPart

Row = TypeVar("Row", bound=Model)
Key = tuple[str, int]  # model and primary key, as a change names its record


def said_by(row: Model, names: list[str] | None = None) -> dict[str, Any]:
    """Columns of a row as JSON values."""
    columns = names or [field.attname for field in row._meta.concrete_fields]
    said: dict[str, Any] = json.loads(
        json.dumps({name: getattr(row, name) for name in columns}, default=str)
    )
    return said


def as_it_was(change: UnitEventChange) -> Model:
    """The row a change speaks of, as it was before; not saved."""
    model = apps.get_model(change.record_type)
    found = model._base_manager.filter(pk=change.record_id).first()
    row: Model = found if found is not None else model(pk=change.record_id)
    return _put_back(row, change.before or {})


def before_event(
    model: type[Row], rows: Iterable[Row], changes: Sequence[UnitEventChange]
) -> list[Row]:
    """Rows as they stood before these changes in the order of their making, what was dropped
    among them; not saved."""
    found = {row.pk: copy(row) for row in rows}
    for change in reversed([each for each in changes if each.record_type == model._meta.label]):
        key = change.record_id
        if change.before is None:
            found.pop(key, None)
        else:
            found[key] = _put_back(found.get(key) or model(pk=key), change.before)
    return list(found.values())


def _put_back(row: Row, said: dict[str, Any]) -> Row:
    for name, value in said.items():
        field: Any = row._meta.get_field(name)
        setattr(row, name, field.to_python(value))
    return row


def undo_obstacles(event: UnitEvent) -> list[Problem]:
    """Why the event cannot be taken back; none if it can."""
    later = list(_later(event))
    return later or list(dict.fromkeys([*_changed_since(event), *_dependants(event)]))


def _later(event: UnitEvent) -> Iterator[Problem]:
    """Only the last of the events of its units is undone."""
    units = event.parts.filter(unit__isnull=False).values("unit")
    since = UnitEvent.objects.filter(
        state=EventState.IN_FORCE,
        carried_out_at__gt=event.carried_out_at,
        parts__unit__in=units,
    )
    if event.kind == EventKind.MOVE:  # the unit above is not changed by it
        since = since.exclude(kind=EventKind.MOVE, parts__unit__in=units.filter(side="after"))
    for other in since.exclude(pk=event.pk).distinct().order_by("-carried_out_at"):
        words = f"Sau đó đơn vị có biến động khác: {other.label}. Hãy hoàn tác biến động đó trước."
        yield Problem(words)


def _changed_since(event: UnitEvent) -> Iterator[Problem]:
    """Rows that no longer say what the event made them say."""
    expected: dict[Key, dict[str, Any] | None] = {}
    for change in event.changes.order_by("position"):
        key = change.record_type, change.record_id
        expected[key] = (expected.get(key) or {}) | change.after if change.after else None
    for (kind, pk), said in expected.items():
        model = apps.get_model(kind)
        row = model._base_manager.filter(pk=pk).first()
        if said is None:
            yield from _no_way_back(event, model, pk)
        elif row is None:
            yield Problem(f"Một {model._meta.verbose_name} do biến động này tạo ra đã bị xóa.")
        elif said_by(row, list(said)) != said:
            yield Problem(f"{_named(row)} đã được sửa sau biến động này.")


def _no_way_back(event: UnitEvent, model: type[Model], pk: int) -> Iterator[Problem]:
    """What the event dropped cannot come back where something else has its place."""
    change = event.changes.filter(record_type=model._meta.label, record_id=pk).first()
    if change is None or change.before is None:
        return
    row = as_it_was(change)
    try:
        row.validate_constraints()
    except ValidationError:
        yield Problem(f"{_named(row)} không trở lại được vì chỗ đó đã có bản ghi khác.")


def _named(row: Model) -> str:
    """Tên đơn vị “VKSND thị xã Chũ”."""
    label, noun = getattr(row, "label", ""), str(row._meta.verbose_name)
    return f"{noun[:1].upper()}{noun[1:]}" + (f" “{label}”" if label else "")


def _dependants(event: UnitEvent) -> Iterator[Problem]:
    """What others have built on rows the event made."""
    own: dict[type[Model], set[int]] = defaultdict(set)
    own[UnitEventPart] = set(event.parts.values_list("pk", flat=True))
    rows = []
    for change in event.changes.order_by("position"):
        model = apps.get_model(change.record_type)
        own[model].add(change.record_id)
        if change.before is None:
            rows += list(model._base_manager.filter(pk=change.record_id))
    for row in rows:
        for found in dependants_of(row, apart_from=own):
            yield Problem(f"{_named(row)} đang có {found.words}.")

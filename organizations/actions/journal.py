"""Changing rows so that what was done can be read and undone."""

from typing import Any, TypeVar

from django.db.models import Max, Model

from organizations.models import UnitEvent, UnitEventChange
from organizations.queries import said_by

Row = TypeVar("Row", bound=Model)


class Rows:
    """Rows as they are made and changed; a journal writes each of it down as well."""

    def make(self, model: type[Row], **values: Any) -> Row:
        return model._default_manager.create(**values)

    def change(self, row: Model, **values: Any) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    def drop(self, row: Model) -> None:
        row.delete()


class Journal(Rows):
    """Every effect of an event, in every app, goes through it, so that it can be taken back."""

    def __init__(self, event: UnitEvent) -> None:
        self.event = event
        self._position = event.changes.aggregate(last=Max("position"))["last"] or 0

    def make(self, model: type[Row], **values: Any) -> Row:
        row = super().make(model, **values)
        self._write(row, row.pk, None, said_by(row))
        return row

    def change(self, row: Model, **values: Any) -> None:
        names = [row._meta.get_field(name).attname for name in values]  # type: ignore[union-attr]
        before = said_by(row, names)
        super().change(row, **values)
        if before != (after := said_by(row, names)):
            self._write(row, row.pk, before, after)

    def drop(self, row: Model) -> None:
        """Taking the event back makes the row again, with the key it had."""
        before, key = said_by(row), row.pk
        super().drop(row)
        self._write(row, key, before, {})

    def _write(self, row: Model, key: int, before: Any, after: dict[str, Any]) -> None:
        self._position += 1
        UnitEventChange.objects.create(
            event=self.event,
            position=self._position,
            record_type=row._meta.label,
            record_id=key,
            before=before,
            after=after,
        )

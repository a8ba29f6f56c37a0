"""Database constraints that speak to a person, the same on every database where possible."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Columns, Statement, Table
from django.db.models import F, Func, Q
from django.db.models.constraints import BaseConstraint

# Half-open: the day a row ends is the first on which it holds no more.
PERIOD = Func(F("valid_from"), F("valid_to"), function="daterange")


def dates_in_order(name: str, starts: str, ends: str) -> BaseConstraint:
    """`ends` (exclusive) lies after `starts`; either may be open."""
    condition = (
        Q(**{f"{starts}__isnull": True})
        | Q(**{f"{ends}__isnull": True})
        | Q(**{f"{ends}__gt": F(starts)})
    )
    return models.CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
    )


class PostgresExclusion(ExclusionConstraint):
    """An exclusion constraint that other databases skip: there the action alone refuses."""

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        return super().constraint_sql(model, schema_editor) if _is_postgres(schema_editor) else None

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        return super().create_sql(model, schema_editor) if _is_postgres(schema_editor) else None

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        return super().remove_sql(model, schema_editor) if _is_postgres(schema_editor) else None

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The action checks periods on both databases; forms never rely on this."""


class PostgresPair(BaseConstraint):
    """Two columns together name a row of another table: the guard of a `RepeatedKey`.

    The other table needs a unique constraint on the pair. Other databases skip it.
    """

    def __init__(self, *, name: str, fields: tuple[str, str], to: str, to_fields: tuple[str, str]):
        super().__init__(name=name)
        self.fields, self.to, self.to_fields = fields, to, to_fields

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return (
            path,
            args,
            kwargs
            | {
                "fields": self.fields,
                "to": self.to,
                "to_fields": self.to_fields,
            },
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PostgresPair) and self.deconstruct() == other.deconstruct()

    def constraint_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        """Of a new table too it is made afterwards."""

    def create_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        if schema_editor is None or not _is_postgres(schema_editor):
            return None
        whole = model._meta.apps.get_model(self.to)
        return Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s FOREIGN KEY (%(columns)s)"
            " REFERENCES %(whole)s (%(pair)s) DEFERRABLE INITIALLY DEFERRED",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
            columns=_columns(model, self.fields, schema_editor),
            whole=Table(whole._meta.db_table, schema_editor.quote_name),
            pair=_columns(whole, self.to_fields, schema_editor),
        )

    def remove_sql(self, model: Any, schema_editor: BaseDatabaseSchemaEditor | None) -> Any:
        if schema_editor is None or not _is_postgres(schema_editor):
            return None
        return Statement(
            schema_editor.sql_delete_fk,
            table=Table(model._meta.db_table, schema_editor.quote_name),
            name=schema_editor.quote_name(self.name),
        )

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The key is copied when the row is written; nobody types it."""


def _columns(
    model: Any, fields: tuple[str, str], schema_editor: BaseDatabaseSchemaEditor
) -> Columns:
    names = [model._meta.get_field(field).column for field in fields]
    return Columns(model._meta.db_table, names, schema_editor.quote_name)


def _is_postgres(schema_editor: BaseDatabaseSchemaEditor | None) -> bool:
    return schema_editor is not None and schema_editor.connection.vendor == "postgresql"

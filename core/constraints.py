"""Database constraints that speak to a person, the same on every database where possible."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
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


def _is_postgres(schema_editor: BaseDatabaseSchemaEditor | None) -> bool:
    return schema_editor is not None and schema_editor.connection.vendor == "postgresql"

"""Database fields of our own."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

from core.points import CENT, parse_points

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class PointsField(_Field):
    """A `Decimal` of two places stored as whole hundredths, so sums agree on every database."""

    description = "points in hundredths"
    empty_strings_allowed = False

    def get_internal_type(self) -> str:
        return "IntegerField"

    def from_db_value(self, value: int | None, *_: object) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(CENT)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return parse_points(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> int | None:
        points = self.to_python(value)
        return None if points is None else int((points * 100).to_integral_exact())


class RepeatedKey(models.ForeignKey[Any, Any]):
    """A key that the row named `of` bears under the same name, kept here too for the database.

    An exclusion constraint compares columns of one table alone. However the row is written, also
    with thousands of others, the key is taken from that row; nobody sets it.
    """

    def __init__(self, to: Any, on_delete: Any, *, of: str, **more: Any) -> None:
        self.of = of
        super().__init__(to, on_delete, **more)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        key = getattr(getattr(model_instance, self.of), self.attname)
        setattr(model_instance, self.attname, key)
        return key

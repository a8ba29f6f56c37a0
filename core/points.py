"""Points are exact: integer hundredths in the database, `Decimal` in Python, a comma on paper."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field

CENT = Decimal("0.01")
WHAT_TO_TYPE = "Nhập điểm bằng số, tối đa hai chữ số sau dấu phẩy, ví dụ 8,5."


def parse_points(text: str) -> Decimal:
    """Read “8,5” or “8.5”; raise `ValueError` for anything else than a number of two decimals.

    A text with both marks (“1.234,5”) is refused: nobody can know which one was meant.
    """
    plain = text.strip().replace(" ", "")
    if plain.count(",") + plain.count(".") > 1:
        raise ValueError(WHAT_TO_TYPE)
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(WHAT_TO_TYPE) from error
    if not value.is_finite() or value != value.quantize(CENT):
        raise ValueError(WHAT_TO_TYPE)
    return value.quantize(CENT)


def format_points(value: Decimal | None, unknown: str = "—") -> str:
    """“98,25”; a dash where there is no score."""
    return unknown if value is None else f"{value:.2f}".replace(".", ",")


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

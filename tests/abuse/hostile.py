"""Fields nobody was asked for, and what one would like to write into them."""

from django.apps import apps
from django.db import models

MINE = "1"
# By kind of field; whatever is missing gets a number that is the key of something.
VALUES: dict[type[models.Field], str] = {  # type: ignore[type-arg]
    models.BooleanField: "on",
    models.DateField: "2001-01-01",
    models.DateTimeField: "2001-01-01 00:00",
    models.CharField: "administrator",
    models.TextField: "Bịa đặt",
    models.JSONField: '{"bịa": "đặt"}',
    models.FileField: "../../etc/passwd",
}
MORE = {
    "id": MINE,
    "pk": MINE,
    "by": MINE,
    "is_staff": "on",
    "is_superuser": "on",
    "groups": MINE,
    "role": "administrator",
    "state": "recorded",
    "next": "//example.org/",
    "today": "2001-01-01",
}


def every_field() -> dict[str, str]:
    """Each column of each table by both its names, with a value that would do harm."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    return {
        name: _value(field)
        for field in fields
        for name in {field.name, getattr(field, "attname", field.name)}
    } | MORE


def _value(field: object) -> str:
    fitting = [value for kind, value in VALUES.items() if isinstance(field, kind)]
    return fitting[-1] if fitting else MINE

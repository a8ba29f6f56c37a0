"""Fields the page did not offer are sent along: what is stored is what it would be without them."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.management.color import no_style
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from audit.models import Event
from tests.abuse.filling import Typed, good, with_files
from tests.abuse.forms import Opened, open_forms
from tests.abuse.hostile import every_field
from tests.abuse.rights import rolled_back
from tests.abuse.world import world  # noqa: F401 - a fixture
from tests.kept import tables
from tests.portal.test_rights import MAY_CHANGE

pytestmark = pytest.mark.django_db

SAVED = [each for each in tables() if each._meta.db_table not in MAY_CHANGE]
BY_CHANCE = {"key", "code_hash", "last_login"}
# Forms that have nothing to save in this world; their own tests try them.
SAVES_NOTHING = {
    "accounts:link-code",
    "accounts:sessions",
    "organizations:second-factor-remove",
    "portal:results/diem",
}


def test_fields_nobody_asked_for_change_nothing(world):  # noqa: F811
    saved, changed, hostile = set(), [], every_field()
    for opened in open_forms(world):
        client = opened.client
        typed = good(opened, client)
        if typed is not None:
            saved.add(opened.name)
            what = differences(opened, client, typed, hostile)
            changed += [f"{opened.name}: {what}"] if what else []
    assert changed == []
    assert {each.name for each in open_forms(world)} - saved == SAVES_NOTHING


def differences(opened: Opened, client: Client, typed: Typed, hostile: Typed) -> list[str]:
    """The tables that end otherwise with the fields nobody asked for."""
    added = {name: value for name, value in hostile.items() if name not in opened.form.kinds}
    rows = {name.split("-0-")[0] for name in opened.form.kinds if "-0-" in name}
    added |= {f"{row}-0-{name}": value for row in rows for name, value in hostile.items()}
    added = {name: value for name, value in added.items() if name not in opened.form.kinds}
    with patch("django.utils.timezone.now", return_value=timezone.now()):
        plain, abused = stored(opened, client, typed), stored(opened, client, added | typed)
    return [name for name in plain if plain[name] != abused[name]]


def stored(opened: Opened, client: Client, typed: Typed) -> dict[str, Any]:
    """All rows after the post, and who did what according to the log."""
    with rolled_back():
        for sql in connection.ops.sequence_reset_sql(no_style(), tables()):
            with connection.cursor() as cursor:
                cursor.execute(sql)
        opened.post(with_files(typed), client)
        log = Event.objects.order_by("-pk").values_list("actor_id", "name", "thing_id")
        return {each._meta.db_table: rows(each) for each in SAVED} | {"log": list(log[:5])}


def rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    """Every row but for what chance decides: keys, codes, the names of stored files."""
    fields = [each for each in model._meta.concrete_fields if each.name not in BY_CHANCE]
    values = models.QuerySet(model).order_by("pk").values_list(*(each.attname for each in fields))
    return [
        tuple(_without_chance(each, value) for each, value in zip(fields, row, strict=True))
        for row in values
    ]


def _without_chance(field: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, models.FileField):
        return value.rpartition("/")[0]
    return "no password" if field.name == "password" and value.startswith("!") else value

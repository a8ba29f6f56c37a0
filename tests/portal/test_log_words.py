"""Everything the log can hold has words: no event without a sentence, no field in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from audit.models import Event
from portal.enums import Deed
from portal.queries.log import log_rows
from portal.queries.log_rights import BY_SLUG, BY_TYPE, KINDS
from portal.queries.log_words import FIELDS, SENTENCES, SILENT, UNNAMED, field_label, sentence
from tests.architecture.test_pages import pages

EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
FACTS = re.compile(r"\w+(Facts|Row|Parts|Points|Provenance|Plan)")
OWN = [app.name for app in apps.get_app_configs() if (settings.BASE_DIR / app.name).is_dir()]


def modules(*folders: str) -> Iterator[ast.Module]:
    for app in OWN:
        for folder in folders:
            for path in sorted(Path(settings.BASE_DIR, app).glob(f"{folder}*/**/*.py")):
                yield ast.parse(path.read_text(encoding="utf-8"))
            single = Path(settings.BASE_DIR, app, f"{folder}.py")
            if single.exists():
                yield ast.parse(single.read_text(encoding="utf-8"))


def records(module: ast.Module) -> bool:
    return any(
        isinstance(each, ast.ImportFrom)
        and each.module == "audit.actions"
        and "record" in {name.name for name in each.names}
        for each in ast.walk(module)
    )


def texts(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def told() -> set[str]:
    """Every event an action names, and for a name that is put together what it may become."""
    found = {
        text
        for module in modules("actions")
        if records(module)
        for text in texts(module)
        if EVENT.fullmatch(text)
    }
    steps = {
        str(call.args[0].value)
        for module in modules("actions")
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "Saving"
        and isinstance(call.args[0], ast.Constant)
    }
    return found | {f"conference.{step}_saved" for step in steps}


def test_every_event_has_one_sentence():
    named = [name for words in SENTENCES.values() for name in words]
    assert len(named) == len(set(named))
    assert sorted(told() - set(named)) == []


# Nobody records them any more, but logs that are kept tell of them.
OF_EARLIER_VERSIONS = {"unit.ended"}


def test_no_sentence_is_left_of_an_event_nobody_records():
    named = {name for words in SENTENCES.values() for name in words}
    assert sorted(named - told() - OF_EARLIER_VERSIONS) == []


def test_a_sentence_speaks_of_its_thing():
    for words in SENTENCES.values():
        assert [each for each in words.values() if each.count("{}") != 1] == []
    assert sentence("la.lung", "X") == "ghi một việc với X"


def kept_keys() -> set[str]:
    """Fields of everything forms edit, and keys that actions add to them."""
    keys: set[str] = set()
    for module in modules("rules", "actions"):
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef) and FACTS.fullmatch(node.name):
                keys |= {
                    str(each.target.id)
                    for each in node.body
                    if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
                }
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                keys |= {
                    str(key.value)
                    for each in ast.walk(node)
                    if isinstance(each, ast.Dict)
                    for key in each.keys
                    if isinstance(key, ast.Constant)
                }
    return keys


def test_every_field_has_a_label():
    assert sorted(kept_keys() - FIELDS.keys() - SILENT) == []


def test_a_field_nobody_named_does_not_show_its_english_name():
    assert field_label("whatever") == UNNAMED


def test_kinds_bear_different_addresses_and_every_deed_has_events():
    assert len(BY_SLUG) == len(BY_TYPE) == len(KINDS)
    assert set(SENTENCES) == set(Deed)
    assert {name for name, _, _ in pages()} >= {"portal:log", "portal:log-of"}


@pytest.mark.django_db
def test_the_whole_demo_is_told_without_an_english_word(demo):
    events = list(Event.objects.order_by("pk"))
    rows = log_rows(events)
    keys = {key for event in events for key in keys_in([event.before, event.after])}
    assert sorted(keys - FIELDS.keys() - SILENT) == []
    unknown = {event.thing_type for event in events} - BY_TYPE.keys()
    assert unknown == set()
    said = " ".join(change.text for row in rows for change in row.changes)
    assert UNNAMED not in said
    assert re.findall(r"\b(?:None|True|False|\w+_\w+|mã \d+)\b", said) == []


def keys_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        yield from keys_in(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from keys_in(each)

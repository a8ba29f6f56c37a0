"""Sizes, exact numbers, migrations and pins."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.house import ROOT, lines, place, sources, street, tree

HARD_STOP = 500
EXACT_APPS = ("scoring", "awards", "conferences")
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def test_no_file_passes_the_hard_stop():
    files = [*sources(), *(ROOT / "tests").rglob("*.py")]
    assert [place(path) for path in files if lines(path) > HARD_STOP] == []


def is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Name) and node.id == "float"


def test_points_and_votes_never_meet_a_float():
    floats = [
        f"{place(path)}:{node.lineno}"
        for path in sources(*EXACT_APPS)
        for node in ast.walk(tree(path))
        if is_float(node)
    ]
    assert floats == []


def test_every_app_with_tables_has_migrations():
    with_tables = {model._meta.app_label for model in apps.get_models()} & set(street())
    assert [
        app for app in with_tables if not (ROOT / app / "migrations/0001_initial.py").exists()
    ] == []


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {package.lower().replace("_", "-"): version for package, version in PIN.findall(text)}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_wanted_package_is_pinned_with_its_hash(name):
    locked = pins(f"{name}.txt")
    assert pins(f"{name}.in").items() <= locked.items()
    text = Path(ROOT / f"{name}.txt").read_text(encoding="utf-8")
    assert text.count("--hash=sha256:") >= len(locked)
    assert "://" not in text


def test_tests_run_on_the_packages_the_product_runs_on():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()

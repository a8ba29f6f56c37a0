"""What this code is: its version, the migrations it knows, the columns that name files."""

import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

from core.keeping.database import Column


def version() -> str:
    """Version and, in a clone, the commit: “0.1.0 (c2a93db5a1f0)”."""
    root = Path(settings.BASE_DIR)
    number = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    git = shutil.which("git")
    if not git or not (root / ".git").exists():
        return str(number)
    command = [git, "-C", str(root), "rev-parse", "--short=12", "HEAD"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return f"{number} ({told.stdout.strip()})" if told.stdout else str(number)


@cache
def known_migrations() -> frozenset[str]:
    """All that this code can stand on, those that others replaced included."""
    loader = MigrationLoader(None)
    return frozenset(
        f"{app}.{name}"
        for key, migration in loader.disk_migrations.items()
        for app, name in [key, *migration.replaces]
    )


@cache
def wanted_migrations() -> frozenset[str]:
    """All that have to be applied before this code may serve."""
    loader = MigrationLoader(None)
    return frozenset(f"{app}.{name}" for app, name in loader.graph.nodes)


@cache
def file_columns() -> tuple[Column, ...]:
    return tuple(
        (model._meta.db_table, str(field.column))
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    )

"""A whole product beside the one under test: its own database, files and folder of notes.

SQLite or PostgreSQL as the test run; reached by settings in the environment, as the real one.
"""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
import psycopg2
from django.conf import settings

from core.keeping.archive import measured
from core.keeping.backup import kept_files
from core.keeping.place import Place, _database

ROOT = Path(__file__).resolve().parents[2]
QUIET = {"say": lambda _text: None}
ATTACHMENTS = "conferences_attachment"

# What no source tells of, so that every kind of thing is there: files, a second factor.
FILL = """
from django.core.files.base import ContentFile
from accounts.models import User
from conferences.models import Attachment, Conference
conference = Conference.objects.order_by("pk").first()
for number in range(8):
    one = Attachment(conference=conference, position=50 + number, kind="photo", caption="Ảnh")
    one.file.save(f"ảnh {number}.jpg", ContentFile(bytes([number]) * 30_000))
from django.apps import apps
if apps.is_installed("django_otp.plugins.otp_totp"):
    from django_otp.plugins.otp_totp.models import TOTPDevice
    TOTPDevice.objects.create(user=User.objects.first(), name="Điện thoại")
"""


def is_postgres() -> bool:
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


@dataclass(frozen=True)
class Product:
    folder: Path
    url: str

    @property
    def place(self) -> Place:
        database = _database(environ.Env.db_url_config(self.url))
        return Place(database, self.folder / "data" / "files", self.folder / "var")

    @property
    def archives(self) -> Path:
        return self.folder / "archives"

    def environment(self, **more: str) -> dict[str, str]:
        """Of a process that works on this product and knows nothing of the test run."""
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.keeping.settings",
            "DATABASE_URL": self.url,
            "MEDIA_ROOT": str(self.place.files),
            "PRODUCT_VAR": str(self.place.var),
            "SECRET_KEY": "khoa-cua-mot-co-quan-" + uuid.uuid5(uuid.NAMESPACE_DNS, "a").hex * 2,
            "EMULATION_TODAY": "",
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **own, **more}

    def manage(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, ROOT / "manage.py", *arguments]
        env = self.environment(**more)
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    def must(self, *arguments: str, **more: str) -> str:
        done = self.manage(*arguments, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def connected(self) -> Iterator[Any]:
        if is_postgres():
            with closing(psycopg2.connect(**self.place.database.params)) as connection:
                connection.autocommit = True
                yield connection.cursor()
        else:
            path = self.place.database.path
            with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as connection:
                yield connection.cursor()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.connected() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def do(self, statement: str) -> None:
        with self.connected() as cursor:
            cursor.execute(statement)

    def copied(self, folder: Path) -> "Product":
        copy = empty_product(folder, template=self)
        if self.place.files.exists():
            shutil.copytree(self.place.files, copy.place.files)
        return copy

    def destroy_data(self) -> None:
        """The disk is lost; the notes too."""
        for name in ("data", "var"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "data").mkdir(mode=0o700)
        if is_postgres():
            _drop(self.url)
            _create(self.url)

    def destroy(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if is_postgres():
            _drop(self.url)


def filled_product(folder: Path) -> Product:
    product = empty_product(folder)
    product.must("migrate", "--verbosity=0")
    product.must("load_demo", DEMO_PASSWORD="mat-khau-cua-ban-minh-hoa")
    product.must("shell", "--command", FILL)
    return product


def empty_product(folder: Path, template: Product | None = None) -> Product:
    (folder / "data").mkdir(parents=True, mode=0o700)
    (folder / "archives").mkdir(mode=0o700)
    if is_postgres():
        url = _server() + f"/keeping_{uuid.uuid4().hex}"
        _create(url, template)
        return Product(folder, url)
    path = folder / "data" / "emulation.sqlite3"
    if template:
        template.place.database.save(path, ())
    return Product(folder, f"sqlite:///{path}")


def state(product: Product) -> dict[str, Any]:
    """All that has to come back: every row of every table, counters, files, who may read them."""
    facts = product.place.database.facts()
    tables = {
        name: sorted(map(repr, product.rows(f'SELECT * FROM "{name}"'))) for name in facts.counts
    }
    folder = product.place.files
    files = {
        str(path.relative_to(folder)): (measured(path), stat.S_IMODE(path.stat().st_mode))
        for path in kept_files(folder)
    }
    return {"tables": tables, "sequences": dict(facts.sequences), "files": files}


def add_attachment(product: Product, name: str, data: bytes) -> None:
    """The file first, then its row, as the product does."""
    path = product.place.files / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    with product.connected() as cursor:
        cursor.execute(f"SELECT * FROM {ATTACHMENTS} WHERE file <> '' LIMIT 1")
        columns = [each[0] for each in cursor.description if each[0] not in {"id", "file"}]
        these = ", ".join(columns)
        cursor.execute(
            f"INSERT INTO {ATTACHMENTS} (file, {these}) SELECT '{name}', {these} "
            f"FROM {ATTACHMENTS} WHERE id = (SELECT min(id) FROM {ATTACHMENTS} WHERE file <> '')"
        )


def remove_attachment(product: Product, name: str) -> None:
    """The row first, then its file, as the product does."""
    product.do(f"DELETE FROM {ATTACHMENTS} WHERE file = '{name}'")
    (product.place.files / name).unlink()


def _server() -> str:
    return os.environ["DATABASE_URL"].rpartition("/")[0]


def _on_server(statement: str) -> None:
    params = _database(environ.Env.db_url_config(f"{_server()}/template1")).params
    with closing(psycopg2.connect(**params)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def _create(url: str, template: Product | None = None) -> None:
    source = template.url.rpartition("/")[2] if template else "template0"
    _on_server(f"CREATE DATABASE {url.rpartition('/')[2]} TEMPLATE {source}")


def _drop(url: str) -> None:
    _on_server(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

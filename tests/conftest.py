"""What every test stands on: a database of its own, no network, no undefined template variable.

`--db=sqlite` (default) uses a file, so that parallel and browser tests see one database;
`--db=pg` starts a PostgreSQL server for this run and stops it at the end. Each worker of
`-n` gets its own database in either. People and their sign-ins live in tests/people.py,
the browser in tests/browser.py.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from tests.network import block_network
from tests.postgres import Postgres, memory_folder
from tests.undefined import Undefined

# Loaded once Django is set up, because their fixtures import models.
FIXTURES = ("tests.people", "tests.demo", "tests.browser")
SETTINGS = "emulation.settings_test"

# A slow machine is no failing test: speed is measured in tests/benchmarks.
hypothesis_settings.register_profile("house", hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("house")

server = pytest.StashKey[Postgres]()
folder = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=("sqlite", "pg"), default="sqlite", help="database to test on")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers inherit the environment of the first process
        _prepare_database(config)
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
    django.setup()
    block_network()
    for name in FIXTURES:
        config.pluginmanager.import_plugin(name)


def _prepare_database(config: pytest.Config) -> None:
    if settings.configured:
        raise pytest.UsageError("Unset DJANGO_SETTINGS_MODULE: the tests choose their settings.")
    config.stash[folder] = Path(tempfile.mkdtemp(prefix="emulation-", dir=memory_folder()))
    url = f"sqlite:///{config.stash[folder]}/emulation.sqlite3"
    if config.getoption("db") == "pg":
        config.stash[server] = Postgres.started()
        url = config.stash[server].url
    os.environ |= {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "TEST_FOLDER": str(config.stash[folder]),
        # The browser's driver keeps an event loop in the main thread; our code is not async.
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    if server in config.stash:
        config.stash[server].stop()
    if folder in config.stash:
        shutil.rmtree(config.stash[folder], ignore_errors=True)


def pytest_report_header() -> str:
    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """No database is dropped by itself: server and folder go as a whole.

    Dropping one would wait for whoever still holds a connection, and fail if he stays.
    """
    return True


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test reads what another one has cached."""
    yield
    cache.clear()

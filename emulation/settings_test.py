"""Settings of the test run: fixed key, fast password hashes, files in a throw-away folder."""

import os
import tempfile
from pathlib import Path

os.environ["SECRET_KEY"] = "test-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2
os.environ["EMULATION_TODAY"] = "2024-11-25"

from emulation.settings import *  # noqa: F403 - a settings module is its names
from emulation.settings import DATABASES

# tests/conftest.py makes and removes this folder; type checks never write into it.
TEST_FOLDER = Path(os.environ.get("TEST_FOLDER", Path(tempfile.gettempdir()) / "emulation"))

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: browser and parallel tests reach one database from several threads.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FOLDER / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # nothing is collected before a test
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = TEST_FOLDER / "files" / str(os.getpid())
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

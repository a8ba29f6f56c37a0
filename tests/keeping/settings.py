"""The product's own settings, with the folder of its notes where a test wants it."""

import os
from pathlib import Path

from emulation.settings import *  # noqa: F403, TID251 - a settings module is its names

VAR_DIR = Path(os.environ["PRODUCT_VAR"])
STATIC_ROOT = VAR_DIR / "static"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS += os.environ.get("MORE_APPS", "").split()  # noqa: F405

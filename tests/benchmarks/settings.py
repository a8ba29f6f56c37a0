"""The product's own settings in a folder of the benchmark's, with bare views beside its pages."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-this-benchmark-" + "k" * 60)
os.environ.setdefault("EMULATION_TODAY", "2024-11-25")

from emulation.settings import *  # noqa: F403, TID251 - a settings module is its names

FOLDER = Path(os.environ["BENCHMARK_FOLDER"])
STATIC_ROOT = FOLDER / "static"
MEDIA_ROOT = FOLDER / "files"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "tests.benchmarks.bare"

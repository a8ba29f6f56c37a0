"""What the commands of bin/ share: Vietnamese answers, and refusals without a traceback."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connections

from core.problems import Refused


class KeepingCommand(BaseCommand):
    """Works on the data from outside: no connection of Django's own is open meanwhile."""

    requires_system_checks = []

    def handle(self, *_args: Any, **options: Any) -> None:
        os.umask(0o077)
        connections.close_all()
        try:
            self.work(**options)
        except Refused as refused:
            self.fail(str(refused))
        except OSError as error:
            self.fail(f"{error.strerror or error}: {error.filename or ''}")

    def work(self, **options: Any) -> None:
        raise NotImplementedError

    def say(self, text: str) -> None:
        self.stdout.write(f"→ {text}")
        self.stdout.flush()

    def done(self, text: str) -> None:
        self.stdout.write(f"✓ {text}")

    def warn(self, text: str) -> None:
        self.stderr.write(f"! {text}")

    def fail(self, text: str) -> None:
        self.stderr.write(f"✗ {text}")
        raise SystemExit(1)


def path_argument(parser: ArgumentParser, name: str, **more: Any) -> None:
    parser.add_argument(name, type=Path, **more)


def sized(number: int) -> str:
    """“12,3 MB”, to be read by a person."""
    tenths = number * 10 // 1024**2
    return f"{tenths // 10},{tenths % 10} MB"

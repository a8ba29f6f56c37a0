"""Behind bin/upgrade: the data of the last version become those of this one, or stay."""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client

from core.keeping.command import KeepingCommand
from core.keeping.database import NotHere
from core.keeping.place import here
from core.keeping.upgrade import go_back, last_upgrade, prepare_machine, upgrade


class Command(KeepingCommand):
    help = "Sao lưu, cập nhật cấu trúc dữ liệu, kiểm tra; tự quay lại khi không thành."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--back", action="store_true", help="quay lại trước lần nâng cấp cuối")
        parser.add_argument("--yes", action="store_true", help="không hỏi lại")
        parser.add_argument(
            "--this-machine", action="store_true", help="dữ liệu đã nâng cấp ở máy khác"
        )

    def work(self, **options: Any) -> None:
        if options["back"]:
            return self._back(options["yes"])
        steps = {
            "Kiểm tra cấu hình": _alone(_check),
            "Gom tệp giao diện": _alone(_collect_static),
            "Hỏi /healthz": _alone(_ask_health),
        }
        if options["this_machine"]:
            prepare_machine(here(), steps, say=self.say)
            return self.done("Đã chuẩn bị máy này; dữ liệu giữ nguyên. Có thể khởi động sản phẩm.")
        done = upgrade(
            here(), {"Cập nhật cấu trúc dữ liệu": _alone(_migrate), **steps}, say=self.say
        )
        if done is None:
            return self.done("Đã chuẩn bị cơ sở dữ liệu mới. Có thể khởi động sản phẩm.")
        self.done(f"Đã nâng cấp từ {done.before} lên {done.after}. Có thể khởi động sản phẩm.")
        return self.stdout.write(f"  Quay lại: bin/upgrade --back ({done.archive})")

    def _back(self, yes: bool) -> None:
        last = last_upgrade(here())
        if last is None:
            raise NotHere("Chưa có lần nâng cấp nào để quay lại.")
        self.stdout.write(f"Quay lại {last.archive.name}, của phiên bản {last.before}.")
        self.stdout.write("Những gì nhập sau đó không còn trong sản phẩm, chỉ được cất riêng.")
        if not yes and input("Gõ “quay lai” để tiếp tục: ").strip() != "quay lai":
            raise NotHere("Không làm gì.")
        go_back(here(), say=self.say)
        self.done("Dữ liệu đã trở về như trước lần nâng cấp.")
        self.stdout.write(f"  Đặt lại chương trình phiên bản {last.before} rồi mới khởi động.")


def _alone(step: Callable[[], None]) -> Callable[[], None]:
    """A step that leaves no connection open, however it ends: a restore may follow."""

    def run() -> None:
        try:
            step()
        finally:
            connections.close_all()

    return run


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _check() -> None:
    """As the server will load it, so in a process of its own; open doors are errors there."""
    manage = Path(settings.BASE_DIR) / "manage.py"
    command = [sys.executable, str(manage), "check", "--database", "default"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotHere(done.stderr.strip())


def _collect_static() -> None:
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def _ask_health() -> None:
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    answer = Client(headers={"host": host}).get("/healthz", secure=settings.SESSION_COOKIE_SECURE)
    if answer.status_code != 200:
        raise NotHere(answer.content.decode().strip())

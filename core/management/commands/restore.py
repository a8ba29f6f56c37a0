"""Behind bin/restore: check an archive, or put it back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command

from core.keeping.archive import Manifest
from core.keeping.command import KeepingCommand, path_argument
from core.keeping.place import here
from core.keeping.restore import check, restore


class Command(KeepingCommand):
    help = "Kiểm tra một bản sao lưu rồi phục hồi từ đó."

    def add_arguments(self, parser: ArgumentParser) -> None:
        path_argument(parser, "archive", help="tệp emulation-….tar")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không đổi gì")
        parser.add_argument(
            "--replace", action="store_true", help="cất dữ liệu hiện có sang một bên rồi phục hồi"
        )

    def work(self, **options: Any) -> None:
        archive: Path = options["archive"].resolve()
        if options["check"]:
            manifest = check(here(), archive)
            self.done(f"Bản sao lưu nguyên vẹn: {archive}")
            return self._tell(manifest)
        manifest = restore(here(), archive, replace=options["replace"], say=self.say)
        self.done("Đã phục hồi; số dòng, bộ đếm và từng tệp khớp với bản sao lưu.")
        self._tell(manifest)
        self.say("Cập nhật cấu trúc dữ liệu theo phiên bản này")
        call_command("migrate", interactive=False, verbosity=0)
        return self.done("Xong. Có thể khởi động sản phẩm.")

    def _tell(self, manifest: Manifest) -> None:
        rows = sum(manifest.facts.counts.values())
        self.stdout.write(f"  tạo lúc {manifest.made_at}, phiên bản {manifest.product}")
        self.stdout.write(f"  {rows} dòng trong {len(manifest.facts.counts)} bảng")
        self.stdout.write(f"  {len(manifest.files)} tệp")
        for name in manifest.missing:
            self.warn(f"Tệp đã mất từ trước khi sao lưu: {name}")

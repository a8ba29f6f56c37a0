"""Behind bin/backup: one verified archive while the product runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.keeping.backup import back_up
from core.keeping.command import KeepingCommand, path_argument, sized
from core.keeping.place import here


class Command(KeepingCommand):
    help = "Sao lưu cơ sở dữ liệu và mọi tệp vào một bản đã kiểm tra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        path_argument(parser, "folder", nargs="?", help="thư mục đặt bản sao lưu; var/backups")
        parser.add_argument("--keep", type=_number, metavar="N", help="chỉ giữ N bản mới nhất")

    def work(self, **options: Any) -> None:
        place = here()
        folder: Path = (options["folder"] or place.var / "backups").resolve()
        kept = back_up(place, folder, keep=options["keep"], say=self.say)
        rows = sum(kept.manifest.facts.counts.values())
        files = len(kept.manifest.files)
        size = sized(kept.path.stat().st_size)
        self.done(f"Đã sao lưu và kiểm tra: {kept.path}")
        self.stdout.write(f"  {rows} dòng, {files} tệp, {size}")
        self.stdout.write("  Khóa bí mật không nằm trong đó; chép riêng (docs/van-hanh.md).")
        if kept.manifest.missing:
            self.warn(f"Sản phẩm đã mất {len(kept.manifest.missing)} tệp từ trước:")
            for name in kept.manifest.missing[:20]:
                self.warn(f"  {name}")
            raise SystemExit(4)  # an archive, and something to look into


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number

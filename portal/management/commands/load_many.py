"""`manage.py load_many`: invented data of the size of the whole branch, to measure with."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from core.dates import today
from organizations.models import Unit
from portal.management.many.groups import load_groups
from portal.management.many.units import PROVINCES, load_units


class Command(BaseCommand):
    help = "Nạp dữ liệu lớn để đo tốc độ. Dữ liệu bịa; không dùng cho máy đang làm việc thật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--units", type=int, default=1000, help="số đơn vị")
        parser.add_argument("--years", type=int, default=10, help="số năm, đến năm nay")
        parser.add_argument("--groups", type=int, default=150, help="số cụm, khối mỗi năm")
        parser.add_argument(
            "--anyway", action="store_true", help="nạp thêm vào cơ sở dữ liệu đã có dữ liệu"
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        units, groups = options["units"], options["groups"]
        if not options["anyway"] and (User.objects.exists() or Unit.objects.exists()):
            raise CommandError("Cơ sở dữ liệu đã có dữ liệu; muốn nạp thêm thì ghi --anyway.")
        if units < 7 * PROVINCES + 1 or groups <= 4 * PROVINCES:
            raise CommandError(
                f"Cần ít nhất {7 * PROVINCES + 1} đơn vị và {4 * PROVINCES + 1} cụm, khối mỗi năm."
            )
        last = today().year
        years = range(last - options["years"] + 1, last + 1)
        register = load_units(units, renamed_on=date(years[len(years) // 2], 7, 1))
        made = load_groups(register, years, groups)
        self.stdout.write(f"Đã nạp {units} đơn vị và {made} cụm, khối trong {len(years)} năm.")

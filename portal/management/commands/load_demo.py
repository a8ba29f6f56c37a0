"""`manage.py load_demo`: the five cases and five accounts into an empty database."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.actions import close_account, open_account
from accounts.models import User
from organizations.actions import grant_role
from organizations.enums import Role
from organizations.models import Unit
from portal.management.demo.cases import open_case
from portal.management.demo.entrant import make_office, open_entrant
from portal.management.demo.files import CASES, facts
from portal.management.demo.titles import load_titles
from portal.management.demo.units import load_units


class Command(BaseCommand):
    help = "Nạp dữ liệu dùng thử vào cơ sở dữ liệu còn trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password",
            default=os.environ.get("DEMO_PASSWORD", ""),
            help="mật khẩu của các tài khoản dùng thử; mặc định lấy từ DEMO_PASSWORD",
        )

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["password"]:
            raise CommandError("Cần mật khẩu cho các tài khoản dùng thử: đặt DEMO_PASSWORD.")
        if User.objects.exists():
            raise CommandError("Cơ sở dữ liệu đã có tài khoản; chỉ nạp vào cơ sở dữ liệu trống.")
        accounts = [_account(row, options["password"]) for row in facts("accounts")["account"]]
        administrator = accounts[0]
        grant_role(user=administrator, role=Role.ADMINISTRATOR, by=administrator)
        units = _load_cases(administrator)
        _grant(accounts[1:], units, administrator)
        self.stdout.write(f"Đã nạp {len(units)} đơn vị và {len(CASES)} trường hợp.")


def _load_cases(administrator: User) -> dict[str, Unit]:
    entrant = open_entrant(administrator)
    units = load_units(entrant)
    make_office(entrant, units, administrator)
    titles = load_titles(entrant)
    for name in CASES:
        open_case(name, units, titles, entrant).load()
    close_account(user=entrant, by=administrator)
    return units


def _account(row: dict[str, str], password: str) -> User:
    """Whoever loads a demo chooses its password; the house rules are for accounts in real use."""
    user = open_account(username=row["username"], full_name=row["full_name"], password=None)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def _grant(accounts: list[User], units: dict[str, Unit], by: User) -> None:
    rows = {row["username"]: row for row in facts("accounts")["account"]}
    for user in accounts:
        row = rows[user.username]
        grant_role(user=user, role=Role(row["role"]), unit=units[row["unit"]], by=by)

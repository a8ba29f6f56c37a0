"""Who enters the demo: the office of every owner, for as long as the loading takes."""

import secrets

from accounts.actions import open_account
from accounts.models import User
from organizations.actions import grant_role
from organizations.enums import Role
from organizations.models import Unit

OWNERS = ("toi_cao", "phu_yen", "bac_giang", "lang_son")


def open_entrant(by: User) -> User:
    """An account nobody can sign in with."""
    password = secrets.token_urlsafe(32)
    return open_account(
        username="nhaplieu", full_name="Nhập dữ liệu dùng thử", password=password, by=by
    )


def make_office(entrant: User, units: dict[str, Unit], by: User) -> None:
    """Rights like those of a clerk of each owner, so that loading meets the same rules."""
    for key in OWNERS:
        grant_role(user=entrant, role=Role.OFFICE, unit=units[key], by=by)

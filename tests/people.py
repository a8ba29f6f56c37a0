"""People of the tests and how they sign in.

`users("vanphong")` style accounts come with the scenarios; here are the ones every test may need.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actions import open_account
from accounts.models import User
from organizations.actions import grant_role
from organizations.enums import Role
from organizations.models import Unit

PASSWORD = "mat-khau-thu-nghiem"

Opener = Callable[..., User]


def person(username: str, role: Role | None = None, unit: Unit | None = None) -> User:
    """An account with one role."""
    user = open_account(username=username, full_name=f"Người {username}", password=PASSWORD)
    if role is not None:
        grant_role(user=user, role=role, unit=unit, by=user)
    return user


def browser_of(user: User) -> Client:
    """A client signed in as that user."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator(db: None) -> User:
    """Enters what the scenarios start from; sees all."""
    return person("quantri", Role.ADMINISTRATOR)


@pytest.fixture
def stranger(db: None) -> User:
    """Signs in, belongs nowhere."""
    return person("nguoila")

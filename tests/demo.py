"""The whole demo, loaded once for all tests of a module and gone after them."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.people import PASSWORD


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Tests that change something mark themselves `django_db`: their changes go after each."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        call_command("load_demo", password=PASSWORD, stdout=StringIO())
        yield
        transaction.set_rollback(True)

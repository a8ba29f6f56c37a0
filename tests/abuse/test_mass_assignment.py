"""Fields the page did not offer are sent along: what is stored is what it would be without them."""

import pytest

from tests.abuse.world import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_fields_nobody_asked_for_change_nothing(world):  # noqa: F811
    pass

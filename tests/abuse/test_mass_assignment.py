"""Fields the page did not offer are sent along: what is stored is what it would be without them."""

from typing import Any

import pytest

from tests.abuse.forms import Opened, open_forms
from tests.abuse.hostile import every_field
from tests.abuse.rights import no_pages_drawn, rolled_back
from tests.abuse.typing import good_post
from tests.abuse.world import world  # noqa: F401 - a fixture
from tests.portal.test_rights import everything

pytestmark = pytest.mark.django_db


def test_fields_nobody_asked_for_change_nothing(world):  # noqa: F811
    pass

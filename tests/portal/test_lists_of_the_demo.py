"""What a list of the demo costs an administrator, who sees everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.abuse.tables import LISTS
from tests.people import browser_of

pytestmark = pytest.mark.django_db
# The log names whatever its events speak of: a query for each kind of thing on the page.
MOST = {"portal:log": 13}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_twelve_queries_at_most(demo: None, name: str) -> None:
    browser = browser_of(User.objects.get(username="quantri"))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(reverse(name)).status_code == 200
    assert len(asked) <= MOST.get(name, 12)

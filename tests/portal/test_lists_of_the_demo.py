"""What a list of the demo costs an administrator, who sees everything."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from tests.abuse.tables import LISTS
from tests.people import browser_of

pytestmark = pytest.mark.django_db
MOST = 12


def cost(address: str) -> int:
    browser = browser_of(User.objects.get(username="quantri"))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_twelve_queries_at_most(demo: None, name: str) -> None:
    assert cost(reverse(name)) <= MOST


def test_every_page_of_the_log_costs_twelve_queries_at_most_whatever_it_speaks_of(
    demo: None,
) -> None:
    pages = range(1, -(-Event.objects.count() // 100) + 1)
    log = reverse("portal:log")
    assert max(cost(f"{log}?co=100&trang={number}") for number in pages) <= MOST

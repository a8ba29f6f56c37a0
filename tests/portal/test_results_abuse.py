"""Addresses and fields that no page of ours ever sends."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from conferences.models import Conference
from tests.people import browser_of
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db

NO_KEYS = ["²", "-1", "1.5", "' OR 1=1", "9" * 5000]


@pytest.fixture
def told() -> World:
    return world("bac_giang", until="groups")


@pytest.fixture
def office(told: World) -> Client:
    return browser_of(told.office("bac_giang"))


@pytest.mark.parametrize("key", NO_KEYS)
def test_an_edition_that_is_no_key_does_not_exist(key: str, office: Client) -> None:
    url = reverse("portal:conference-new")
    assert office.get(url, {"edition": key}).status_code == 404
    assert (
        office.post(f"{reverse('agreements:agreement-new')}", {"edition": key}).status_code == 404
    )
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("count", NO_KEYS)
def test_a_count_of_rows_that_is_no_number_shows_the_form_again(
    count: str, told: World, office: Client
) -> None:
    url = f"{reverse('portal:conference-new')}?edition={told.editions['cum_2'].pk}"
    typed = {"title": "Đang gõ dở", "purposes-TOTAL_FORMS": count, "add_purposes": "1"}
    answer = office.post(url, typed)
    assert answer.status_code in {200, 422}
    assert 'value="Đang gõ dở"' in answer.content.decode()
    assert not Conference.objects.exists()


@pytest.mark.parametrize("year", NO_KEYS)
def test_a_year_that_is_no_number_shows_the_year_of_today(year: str, office: Client) -> None:
    answer = office.get(reverse("portal:editions"), {"nam": year})
    assert "Cụm thi đua số 2" in answer.content.decode()

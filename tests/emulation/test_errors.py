"""Requests that go wrong get an answer in the reader's words, never a bare error."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import browser_of

pytestmark = pytest.mark.django_db


def test_an_unknown_address_says_what_to_do(administrator):
    answer = browser_of(administrator).get("/khong-co/trang-nay/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.content.decode()


def test_a_visitor_of_an_unknown_address_learns_nothing_more():
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert "Việc đang chờ" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/don-vi/99999999999999999999/", "/nam/99999999999999999999/"])
def test_a_number_larger_than_any_key_is_just_unknown(administrator, address):
    assert browser_of(administrator).get(address).status_code == 404


def test_a_form_from_an_old_page_is_refused_in_words(administrator):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(administrator)
    answer = browser.post(reverse("accounts:sign-out"))
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_too_many_fields_are_a_bad_request(administrator, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    answer = Client().post("/dang-nhap/", {str(number): "x" for number in range(9)})
    assert answer.status_code == 400
    assert "Mã 400" in answer.content.decode()


def test_too_large_a_body_says_so(administrator, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = Client().post("/dang-nhap/", {"username": "x" * 100, "password": "y"})
    assert answer.status_code == 413
    assert "quá lớn" in answer.content.decode()


def test_a_page_that_only_shows_refuses_to_be_posted_to(administrator):
    answer = browser_of(administrator).post(reverse("portal:units"))
    assert answer.status_code == 405

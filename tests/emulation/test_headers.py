"""What every answer says about itself, pages and refusals alike; and that no page breaks it."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.people import browser_of
from tests.portal.walk import walk_from

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
INLINE = re.compile(
    r"<style|<[^>]+\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)|(?:href|src|action)=.javascript:",
    re.IGNORECASE,
)


def policy(answer: HttpResponse) -> set[str]:
    return set(answer.headers["Content-Security-Policy"].split("; "))


def assert_safe(answer: HttpResponse) -> None:
    assert policy(answer) == POLICY
    assert {name: answer.headers.get(name) for name in SAID} == SAID
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/dang-nhap/", 200),
        ("/don-vi/", 302),
        ("/khong-co/", 404),
        ("/static/css/site.css", 200),
        ("/healthz", 200),
    ],
)
def test_every_answer_to_a_visitor_is_safe(administrator, address, status):
    answer = Client().get(address)
    answer.getvalue()  # a file is read to its end, so that it is closed
    assert answer.status_code == status
    assert_safe(answer)


def test_refusals_are_safe_too(administrator):
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    browser.force_login(administrator)
    for answer, status in (
        (browser.post("/dang-xuat/"), 403),
        (browser.get("/", headers={"host": "example.org"}), 400),
        (browser.head("/dang-xuat/"), 302),
    ):
        assert answer.status_code == status
        assert_safe(answer)


def test_a_page_that_breaks_is_safe_too(administrator, monkeypatch):
    def broken(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("emulation.shell.label_years", broken)
    answer = Client(raise_request_exception=False)
    answer.force_login(administrator)
    page = answer.get("/")
    assert page.status_code == 500
    assert_safe(page)


def test_pages_are_kept_by_the_reader_alone_and_forms_survive_going_back(administrator):
    cached = browser_of(administrator).get("/don-vi/").headers["Cache-Control"]
    assert cached == "private, no-cache"
    assert "no-store" not in cached


def test_pages_with_a_password_are_not_kept_at_all(administrator):
    assert "no-store" in Client().get("/dang-nhap/").headers["Cache-Control"]
    browser = browser_of(administrator)
    assert "no-store" in browser.get("/ca-nhan/xac-thuc/").headers["Cache-Control"]


def test_static_files_are_still_cached(administrator):
    answer = Client().get("/static/css/site.css")
    answer.getvalue()
    assert "max-age" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_paper_may_be_drawn_by_the_browsers_own_viewer(demo):
    browser = browser_of(User.objects.get(username="quantri"))
    paper = next(link for link in walk_from(browser).files if link.endswith(".pdf"))
    answer = browser.get(paper)
    answer.getvalue()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "script-src 'self'" in policy(answer)
    assert policy(answer) - POLICY == {"object-src 'self'", "style-src 'self' 'unsafe-inline'"}


@pytest.mark.django_db
def test_no_page_holds_code_or_style_of_its_own(demo):
    browser = browser_of(User.objects.get(username="quantri"))
    browser.raise_request_exception = False
    inline = [
        f"{url}: {found[0][:120]}"
        for url in walk_from(browser).pages
        if (found := INLINE.search(browser.get(url).content.decode(errors="replace")))
    ]
    assert inline == []

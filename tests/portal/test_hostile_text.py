"""Text that would like to be code, in every field the pages show: it stays text.

The rows are written past all forms, so that nothing but the pages themselves stands in its way.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import count

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page

from accounts.models import User
from tests.demo import load_demo
from tests.people import PASSWORD, browser_of
from tests.portal.walk import walk_from

# For browsers, for template engines, for careless unescaping, for attributes and for titles.
HOSTILE = (
    "\"><script>alert('xss')</script>",
    "'><img src=x onerror=alert(1)>",
    '" autofocus onfocus="alert(1)',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)//",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>",
    "<style>*{background:url(//x)}</style>",
    "<base href=//example.org/>",
    "{{7|add:1234567}}{% debug %}",
    "${7+1234567}#{7+1234567}<%= 7+1234567 %>",
    "{% include 'base.html' %}",
    "\u2028<script>alert(1)</script>\u202e",
    "--><img src=x onerror=alert(1)><!--",
    "\ufeff\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
)
EVALUATED = "1234574"
OURS = ("organizations", "documents", "clusters", "scoring", "conferences", "awards", "agreements")
# Written and read by the program alone; nobody types them.
OF_THE_PROGRAM = {"sort_key", "search_text", "sha256", "media_type", "template_version", "kind"}


def typed_fields() -> Iterator[tuple[type[models.Model], "models.Field[str, str]"]]:
    """Every text somebody may have typed."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                if is_text and not field.choices and field.name not in OF_THE_PROGRAM:
                    yield model, field


def poison() -> int:
    """Put the corpus into all fields of all rows; how many took it."""
    taken, turn = 0, count()
    for model, field in typed_fields():
        for key in model._default_manager.values_list("pk", flat=True)[:60]:
            text = HOSTILE[next(turn) % len(HOSTILE)][: field.max_length or None]
            rows = models.QuerySet(model).filter(pk=key)
            try:
                with transaction.atomic():
                    taken += rows.update(**{field.name: text})
            except DatabaseError:  # two rows would read alike
                continue
    User.objects.update(full_name=HOSTILE[0])
    return taken


class Inspector(HTMLParser):
    """Finds whatever a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip().lower() for name, value in attrs}
        runs = [name for name in given if name.startswith("on") or name in {"style", "srcdoc"}]
        runs += [name for name, value in given.items() if leads_into_code(name, value)]
        if tag in {"iframe", "object", "embed", "base", "math", "style"}:
            runs.append(tag)
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            runs.append(tag)
        self.found += [f"<{tag} {attrs}>: {each}" for each in runs]


def leads_into_code(name: str, value: str) -> bool:
    is_address = name in {"href", "src", "action", "formaction", "xlink:href"}
    return is_address and value.startswith(("javascript:", "data:", "vbscript:"))


def faults(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    evaluated = ["a template in the text was filled in"] if EVALUATED in html else []
    return inspector.found + evaluated


def test_the_inspector_finds_what_a_browser_would_run():
    harmless = {HOSTILE[index] for index in (2, 3, 8, 9, 14, 15, 16, 19)}
    missed = [text for text in HOSTILE if text not in harmless and not faults(f"<p>{text}</p>")]
    assert missed == []
    assert faults('<a href="javascript:alert(1)">x</a>')
    assert faults(EVALUATED)


@pytest.fixture(scope="module")
def poisoned(demo: None) -> None:
    with transaction.atomic():
        assert poison() > 1000


class Keeping(Client):
    """A browser that keeps the pages it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[str, str] = {}

    def get(self, path: str, *args: object, **kwargs: object) -> HttpResponse:
        answer = super().get(path, *args, **kwargs)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.shown[path] = answer.content.decode()
        return answer


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["quantri", "cumtruong"])
def test_hostile_text_stays_text_on_every_page(poisoned, name):
    browser = Keeping()
    browser.force_login(User.objects.get(username=name))
    walk = walk_from(browser)
    assert len(browser.shown) > 30
    assert [page.url for page in walk.pages.values() if page.status >= 500] == []
    found = [f"{url} {fault}" for url, html in browser.shown.items() for fault in faults(html)]
    assert found == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_an_address_stays_text(demo, text):
    browser = browser_of(User.objects.get(username="quantri"))
    browser.raise_request_exception = False
    for address, name in (("/tim-kiem/", "q"), ("/don-vi/", "q"), ("/hoi-nghi/", "nam")):
        assert faults(browser.get(address, {name: text}).content.decode()) == []
    visitor = Client()
    page = visitor.post("/dang-nhap/", {"username": text, "password": text, "next": text})
    assert faults(page.content.decode()) == []


MAIN_PAGES = (
    "/",
    "/nam/",
    "/cum-khoi/",
    "/hoi-nghi/",
    "/khen-thuong/",
    "/van-ban/",
    "/don-vi/",
    "/cham-diem/",
    "/giao-uoc/",
    "/tim-kiem/?q=script",
    "/ca-nhan/xac-thuc/",
)


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_browser_finds_nothing_to_run_and_the_policy_nothing_to_forbid(page: Page):
    load_demo()
    poison()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on(
        "dialog", lambda dialog: (said.append(f"{page.url}: {dialog.message}"), dialog.accept())
    )
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "dang-nhap" not in url)
    for address in (*MAIN_PAGES, *things(page)):
        page.goto(address)
    page.goto("/ca-nhan/xac-thuc/")
    page.get_by_role("button", name="Bắt đầu cài đặt").click()
    page.wait_for_load_state("networkidle")
    assert said == []


def things(page: Page) -> list[str]:
    """The first thing of each list."""
    found = []
    for address in ("/cum-khoi/", "/hoi-nghi/", "/don-vi/", "/giao-uoc/"):
        page.goto(address)
        links = page.locator(f'main a[href^="{address}"]').evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        found += [link for link in links if link.strip("/").rpartition("/")[2].isdigit()][:1]
    return found

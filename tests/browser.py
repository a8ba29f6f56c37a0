"""The browser of the journeys: Debian's Chromium, Vietnamese, blind to the outside world.

A journey takes `page` and says `page.goto("/")`; the product answers from the test database.
"""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    assert chromium, "Install the browser: apt-get install chromium"
    return browser_type_launch_args | {"executable_path": chromium, "args": _ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(
    browser_context_args: dict[str, Any], live_server: LiveServer
) -> dict[str, Any]:
    return browser_context_args | {
        "base_url": live_server.url,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": DESKTOP,
    }


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page that fails its journey when a script on it fails."""
    broken: list[str] = []
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    assert not broken, broken


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using this page, one line each: rule, element, reason."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {rule['id']}: {node['html']} – {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )

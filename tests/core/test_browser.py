"""The journeys' instruments see barriers, overflow and broken scripts, and stay at home."""

import pytest
from playwright.sync_api import Error

from tests.browser import PHONE, barriers, overflow

pytestmark = pytest.mark.journey


def test_barriers_names_the_element_somebody_cannot_use(page):
    page.set_content('<html lang="vi"><title>x</title><main><h1>x</h1><img src="x"></main></html>')
    assert ["image-alt" in barrier for barrier in barriers(page)] == [True]


def test_overflow_counts_the_pixels_beyond_the_window(page):
    page.set_viewport_size(PHONE)
    page.set_content('<body style="margin:0"><div style="width:400px">x</div></body>')
    assert overflow(page) == 40


def test_the_browser_reaches_the_product_and_nothing_else(page):
    assert page.goto("/static/bootstrap/css/bootstrap.min.css").ok
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.com/")

"""Filling in a form as a browser does: what the page shows, what was changed, sent back."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


class _Form(HTMLParser):
    """The fields of one form with their values; templates for new rows are not fields."""

    def __init__(self, css_class: str) -> None:
        super().__init__()
        self.css_class = css_class
        self.values: dict[str, str] = {}
        self._is_inside = self._is_template = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._is_inside = self.css_class in (given.get("class") or "")
        self._is_template = self._is_template or tag == "template"
        if self._is_inside and not self._is_template:
            self._field(tag, {name: value or "" for name, value in given.items()})

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and given.get("type") in {"radio", "checkbox"}:
            if "checked" in given:
                self.values[name] = given.get("value", "on")
        elif tag == "input" and given.get("type") != "file":
            self.values[name] = given.get("value", "")
        elif tag == "select":
            self._select, self.values[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area, self.values[name] = name, ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._is_template = False
        elif tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._area:
            # Browsers skip the line break that follows the opening tag.
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = ""


def fields_of(page: HttpResponse, css_class: str = "facts-form") -> dict[str, str]:
    form = _Form(css_class)
    form.feed(page.content.decode())
    return form.values


def send(browser: Client, url: str, typed: dict[str, Any], button: str = "save=stay") -> Any:
    """Open the page, change some fields, press a button."""
    return resend(browser, url, browser.get(url), typed, button)


def resend(
    browser: Client, url: str, page: Any, typed: dict[str, Any], button: str = "save=stay"
) -> Any:
    """The same from a page that is open already."""
    name, _, value = button.partition("=")
    return browser.post(url, fields_of(page) | {name: value or "1"} | typed)


def rows(prefix: str, *each: dict[str, Any]) -> dict[str, Any]:
    """Typed rows as a formset names them; they take the place of the first rows shown."""
    typed = {
        f"{prefix}-{index}-{name}": value
        for index, row in enumerate(each)
        for name, value in row.items()
    }
    return typed | {f"{prefix}-TOTAL_FORMS": str(len(each))}

"""The hands of somebody at a browser: fields by name, rows by their button, one press to save."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

Typed = dict[str, Any]


def type_in(page: Page, typed: Typed) -> None:
    """Fill in fields by name, whatever kind of field each is: text, list, tick or choice."""
    for name, value in typed.items():
        _fill(page.locator(f"[name='{name}']"), value)


def _fill(field: Locator, value: Any) -> None:
    kind = field.first.evaluate("each => each.type || each.tagName.toLowerCase()")
    if kind == "select-one":
        field.select_option(label=value)
    elif kind == "file":
        field.set_input_files(value)
    elif kind in {"radio", "checkbox"} and value is True:
        field.check()
    elif kind in {"radio", "checkbox"}:
        for each in value if isinstance(value, list) else [value]:
            field.locator(f"xpath=self::*[@value='{each}']").check()
    else:
        field.fill(value)


def type_rows(page: Page, name: str, button: str, *rows: Typed) -> None:
    """Fill in rows from the first one on; the button makes another one where there is none."""
    for number, row in enumerate(rows):
        if not page.locator(f"[name^='{name}-{number}-']:visible").count():
            page.get_by_role("button", name=button, exact=True).click()
        type_in(page, {f"{name}-{number}-{field}": value for field, value in row.items()})


def save(page: Page, button: str = "Lưu", says: str = "") -> None:
    """Press the button; the page that comes refuses nothing and says what was done."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".error-summary, .conflict")).to_have_count(0)
    if says:
        expect(page.locator("main")).to_contain_text(says)


def follow(page: Page, link: str) -> None:
    page.locator("main").get_by_role("link", name=link).first.click()

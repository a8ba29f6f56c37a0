"""How values look to a Vietnamese reader. Loaded in every template."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.utils.html import format_html
from tablericons.templatetags.tablericons import icon as draw_icon

from core import days
from core.points import format_points

register = template.Library()

UNKNOWN = format_html('<span class="unknown">{}</span>', "Chưa có thông tin")


@register.filter
def vn_date(day: date | None) -> str:
    return days.vn_date(day)


@register.filter
def points(value: Decimal | None) -> str:
    return format_points(value)


@register.filter
def unknown(value: Any) -> Any:
    """The value, or in words that nobody has told us."""
    return UNKNOWN if value is None or value == "" else value


@register.filter
def count2(number: int) -> str:
    """Counts of units below ten are written 05, 06, 08."""
    return f"{number:02d}"


@register.filter
def unbroken(text: str) -> str:
    """A proper noun that no line break may split: “Tân Yên”."""
    return str(text).replace(" ", "\u00a0")


@register.simple_tag
@cache
def icon(name: str) -> str:
    """An outline icon; decorative, so hidden from screen readers."""
    attributes = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return draw_icon(f"outline/{name}", size=18, **attributes)

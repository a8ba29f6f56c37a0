"""The parts of a page as template tags; docs/interface.md is their catalogue.

`{% load ui %}` first. Tags that take a thing read the attributes named in their docstring;
those called optional may be missing from the thing.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.form_errors import FieldError, errors_in, has_errors
from core.templatetags.vn import icon, unknown
from core.text import bound

register = template.Library()

TONES = frozenset({"gold", "green", "blue", "amber", "red", "grey"})
EMPTY_ICONS = {
    "nothing": "inbox",
    "no_result": "search-off",
    "done": "circle-check",
    "error": "alert-triangle",
    "no_right": "lock",
}
NOTICE_ICONS = {
    "blue": "info-circle",
    "amber": "alert-circle",
    "green": "circle-check",
    "red": "alert-circle",
}
STEP_WORDS = {
    "empty": ("chưa nhập", "grey"),
    "editing": ("đang nhập", "amber"),
    "done": ("đã nhập", "green"),
    "last": ("bước cuối", "grey"),
    "fix": ("cần sửa", "red"),
}
YEAR_WORDS = {"done": "đã xong", "current": "đang làm", "todo": "chưa đến"}


# Words with a colour


@register.simple_tag
def badge(label: str, tone: str = "grey") -> SafeString:
    """A word on a soft ground; `tone` is one of TONES, anything else a mistake."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"A badge is one of {sorted(TONES)}, not {tone!r}")
    return format_html('<span class="badge badge-{}">{}</span>', tone, label)


@register.simple_tag
def rank(place: int | None) -> SafeString:
    """The rank in its square, the first in gold; “—” for a unit without a rank."""
    if place is None:
        return format_html('<span class="rank rank-none">{}</span>', "—")
    return format_html('<span class="rank rank-{0}">{0}</span>', place)


@register.simple_tag
def by_hand() -> SafeString:
    """Marks a fact that no source states, only its context."""
    return format_html('<span class="by-hand">{}</span>', "người nhập bổ sung")


@register.simple_tag
def illustrative(what: str = "Số liệu minh họa.", note: str = "") -> SafeString:
    """Says under a table or text that it is invented; `note` is what else to know."""
    return format_html('<p class="note illustrative"><b>{}</b> {}</p>', what, note)


@register.simple_tag
def progress(done: int, total: int, what: str = "") -> SafeString:
    """“4/5 đơn vị đã ký” over a thin bar."""
    words = f"{done}/{total} {what}".strip()
    return format_html(
        '<span class="progress-words">{}<progress value="{}" max="{}" aria-label="{}"></progress>'
        "</span>",
        words,
        done,
        max(total, 1),
        words,
    )


# The head of a page


@register.simple_tag
def breadcrumbs(*labels_and_urls: str) -> SafeString:
    """`{% breadcrumbs "Năm 2024" year_url "Cụm 2" %}`: label, address, …; the last may lack one."""
    urls = (*labels_and_urls[1::2], "")
    crumbs = format_html_join("", "<li>{}</li>", _crumbs(labels_and_urls[0::2], urls))
    return format_html('<nav aria-label="{}"><ol class="crumbs">{}</ol></nav>', "Đường dẫn", crumbs)


@register.simple_tag
def crumbs(way: Iterable[tuple[str, str]], here: str) -> SafeString:
    """Breadcrumbs of a page built in Python: (label, address) pairs from home, then this page."""
    pairs = [str(part) for pair in (("Trang chủ", "/"), *way) for part in pair]
    return SafeString(breadcrumbs(*pairs, here))


def _crumbs(labels: Sequence[str], urls: Sequence[str]) -> list[tuple[str]]:
    pairs = zip(labels, urls, strict=False)
    return [
        (format_html('<a href="{}">{}</a>', url, text) if url else text,) for text, url in pairs
    ]


@register.simple_tag
def heading(title: str, subtitle: str = "") -> SafeString:
    """The one h1 of the page and a line below it."""
    line = format_html("<p>{}</p>", bound(subtitle)) if subtitle else ""
    return format_html("<h1>{}</h1>{}", bound(title), line)


@register.simple_tag
def main_nav(sections: Iterable[Any]) -> SafeString:
    """The side bar's links. Section: title, items; item: label, url, icon, is_current."""
    return format_html_join("", "{}{}", ((_nav_title(each), _nav_list(each)) for each in sections))


def _nav_title(section: Any) -> SafeString | str:
    return format_html('<p class="nav-title">{}</p>', section.title) if section.title else ""


def _nav_list(section: Any) -> SafeString:
    lines = (
        (item.url, _current(item.is_current), icon(item.icon), item.label) for item in section.items
    )
    links = format_html_join("", '<li><a href="{}"{}>{}{}</a></li>', lines)
    return format_html('<ul class="nav-list">{}</ul>', links)


def _current(is_current: bool) -> SafeString:
    return format_html(' aria-current="{}"', "page") if is_current else SafeString()


# Boxes


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    *,
    link: str = "",
    link_label: str = "Tất cả",
    mark: str = "",
    flush: bool = False,
) -> SafeString:
    """A white box with a heading. `mark`: a `badge` beside it; `flush`: a table or list inside."""
    side = format_html('<a href="{}">{}</a>', link, link_label) if link else ""
    return format_html(
        '<section class="card{}">{}{}</section>',
        " card-flush" if flush else "",
        format_html('<div class="card-top"><h2>{}</h2>{}{}</div>', title, mark, side)
        if title
        else "",
        content,
    )


@register.simple_block_tag
def notice(content: str, tone: str = "blue") -> SafeString:
    """A word to the reader: blue (to know), amber (to watch), green (done), red (wrong)."""
    mark = icon(NOTICE_ICONS[tone])
    return format_html('<div class="notice notice-{}">{}<div>{}</div></div>', tone, mark, content)


@register.simple_block_tag
def empty(content: str, kind: str, title: str, text: str = "") -> SafeString:
    """Nothing to show, and why: `kind` is a key of EMPTY_ICONS; the block holds the way on."""
    return format_html(
        '<div class="empty empty-{}">{}<div><b>{}</b><p>{}</p><div class="empty-actions">{}</div>'
        "</div></div>",
        kind,
        icon(EMPTY_ICONS[kind]),
        title,
        text,
        content.strip() and SafeString(content),
    )


@register.simple_tag
def fact(label: str, value: Any, note: Any = "") -> SafeString:
    """A line of `<dl class="facts">`; what is not known says so."""
    line = format_html('<span class="note d-block">{}</span>', note) if note else ""
    return format_html(
        '<div class="fact"><dt>{}</dt><dd>{}{}</dd></div>', label, unknown(value), line
    )


# Lists


@register.inclusion_tag("components/year_line.html")
def year_line(steps: Iterable[Any]) -> dict[str, Any]:
    """The year as a line. Step: label, detail, state (done, current, todo), optional url."""
    return {"steps": [(step, YEAR_WORDS[step.state]) for step in steps]}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Any]) -> dict[str, Any]:
    """What waits. Task: due_label, tone, title, detail, url, action; optional is_main (red)."""
    return {"tasks": tasks}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """Papers by time. Event: when (text), title; optional url, detail, mark, tone."""
    return {"events": events}


@register.inclusion_tag("components/file_list.html")
def file_list(files: Iterable[Any]) -> dict[str, Any]:
    """Files to open. File: name, url, kind (“PDF”); optional detail (size, caption)."""
    return {"files": files}


@register.inclusion_tag("components/filter_pills.html")
def filter_pills(pills: Iterable[Any], clear_url: str = "") -> dict[str, Any]:
    """Filters in force. Pill: label, remove_url."""
    return {"pills": pills, "clear_url": clear_url}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """“26–50 trên 312” and the way to the other pages (`?trang=2`), other filters kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}


@register.inclusion_tag("components/stepper.html")
def stepper(steps: Iterable[Any], title: str = "Các bước") -> dict[str, Any]:
    """A form in steps. Step: label, url, state (empty, editing, done, fix), is_current."""
    return {"title": title, "steps": [(step, *STEP_WORDS[step.state]) for step in steps]}


# Forms


@register.simple_tag(takes_context=True)
def error_prefix(context: template.Context) -> str:
    """“Lỗi: ” before the page's title when a form on it was refused or met a `conflict`."""
    shown = context.flatten()
    refused = shown.get("conflict") or any(has_errors(each) for each in shown.values())
    return "Lỗi: " if refused else ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: "BaseForm | BaseFormSet[Any]") -> dict[str, Sequence[FieldError]]:
    """Everything to mend in these forms and formsets, each with a link to its field."""
    return {"errors": [error for form in forms for error in errors_in(form)]}


@register.inclusion_tag("components/formset_rows.html")
def formset_rows(
    formset: "BaseFormSet[Any]",
    legend: str,
    row_label: str = "Dòng",
    add_label: str = "Thêm dòng",
    hint: str = "",
) -> dict[str, Any]:
    """Rows that repeat; the button is the submit `add_<prefix>` where scripts do not run."""
    labels = {"legend": legend, "row_label": row_label, "add_label": add_label, "hint": hint}
    return {"formset": formset, **labels}


@register.inclusion_tag("components/default_submit.html")
def default_submit(name: str = "", value: str = "") -> dict[str, str]:
    """First in a form with several buttons: what Enter in a field presses."""
    return {"name": name, "value": value}


@register.inclusion_tag("components/conflict.html")
def conflict(
    rows: Sequence[Any] | Mapping[str, Any], *, by: str = "", at: Any = None, url: str = ""
) -> dict[str, Any]:
    """Somebody saved meanwhile. Row: label, typed, stored; `url` shows what is stored."""
    return {"rows": rows, "by": by, "at": at, "url": url}

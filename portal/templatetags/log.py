"""The way from a thing's page to its log."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.vn import icon
from portal.queries.log_rights import BY_SLUG, logs_read_by, may_read_log_of

register = template.Library()


@register.simple_tag(takes_context=True)
def log_link(
    context: template.Context, kind: str, pk: int, *, may_read: bool | None = None
) -> SafeString:
    """`{% log_link "hoi-nghi" conference.pk %}`: a button, for whom the log of it exists.

    `may_read`: where the page knows it already.
    """
    if may_read is None:
        may_read = may_read_log_of(context["request"].user, BY_SLUG[kind], pk)
    if not may_read:
        return SafeString()
    url = reverse("portal:log-of", args=[kind, pk])
    link = '<a class="btn btn-secondary" href="{}">{} Nhật ký</a>'
    return format_html(link, url, icon("history"))


@register.simple_tag(takes_context=True)
def logged(context: template.Context, kind: str, rows: Iterable[Any]) -> set[int]:
    """`{% logged "dang-ky" listing.rows as logged %}`: keys of those whose log is his."""
    return logs_read_by(context["request"].user, BY_SLUG[kind], [row.pk for row in rows])

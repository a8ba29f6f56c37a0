"""What the templates of papers need beyond `vn`."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from documents.papers.values import Paragraph, Run

register = template.Library()

# Pango breaks a line after "-" and "/"; a symbol as 02/CT-VKSTC must stay in one piece, the number
# of a cluster with its “số”, and in capitals what follows “NHÂN DÂN”: “TỐI CAO”, “TỈNH BẮC GIANG”.
# A longer word than this may have to break to fit.
_BREAKABLE = re.compile(
    r"(\bsố \d+\b(?![/-])|\S*[^\s/-][/-]\S*|(?<=VIỆN KIỂM SÁT NHÂN DÂN )[^a-z]+$)"
)
_LONGEST = 32


@register.filter
def whole_words(text: str) -> SafeString:
    """The text, escaped, with symbols and dates (02/CT-VKSTC, 29/3/2024) kept on one line."""
    pieces = enumerate(_BREAKABLE.split(text))
    kept = (_kept(piece) if place % 2 else conditional_escape(piece) for place, piece in pieces)
    return mark_safe("".join(kept))  # noqa: S308 - escaped piecewise


@register.filter
def runs(paragraph: Paragraph) -> SafeString:
    """The runs of a paragraph, bold and italic as they are."""
    return mark_safe("".join(_run(run) for run in paragraph.runs))  # noqa: S308 - escaped above


def _run(run: Run) -> SafeString:
    words = whole_words(run.text)
    if run.is_italic:
        words = format_html("<i>{}</i>", words)
    return format_html("<b>{}</b>", words) if run.is_bold else words


def _kept(piece: str) -> SafeString:
    if len(piece) <= _LONGEST:
        return format_html('<span class="whole">{}</span>', piece)
    return conditional_escape(piece)

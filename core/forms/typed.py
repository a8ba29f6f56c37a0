"""What a person types, and how it is to be read where it looks like TCVN3 or VNI.

Such a text is never changed silently: the field comes back with what it would say and two ways
to go on, and the choice is sent along with the text. It counts as long as the text looks so.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.legacy import Proposal, proposed
from core.text import nfc

if TYPE_CHECKING:
    _Widget = forms.Widget
else:
    _Widget = object

PROPOSED, AS_TYPED = "proposed", "typed"
_MOST_SAID = 200  # letters of a long text that are shown


class Typed(str):
    """A text as a form brought it; `reading`: which of the two ways was chosen, if any."""

    reading = ""


class Reading(_Widget):
    """Sends the choice along with the text, and offers it where the text looks odd."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        if isinstance(value, str):
            value = Typed(value)
            value.reading = str(data.get(f"{name}-reading", ""))
        return value

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        found = proposed(nfc(str(value or "")))
        if found is None:
            return field
        # What is stored already has been chosen once; what was just typed, nobody has looked at.
        reading = getattr(value, "reading", AS_TYPED) or PROPOSED
        prefix = f"{(attrs or {}).get('id') or name}-reading"
        return field + _ways(found, name=f"{name}-reading", prefix=prefix, chosen=reading)


class TypedLine(Reading, forms.TextInput):
    """A text field of one line."""


class TypedLines(Reading, forms.Textarea):
    """A text field of several lines."""


def as_meant(text: str, typed: Any) -> str:
    """The text as the person wants it read; refuse one that looks odd and nobody decided on."""
    reading = getattr(typed, "reading", "")
    found = None if reading == AS_TYPED else proposed(text)
    if found is None:
        return text
    if reading == PROPOSED:
        return found.text
    raise ValidationError(
        f"Có vẻ gõ bằng bảng mã cũ {found.coding}. Có phải: “{_said(found)}”? "
        "Chọn sửa hay giữ nguyên ở dưới ô này rồi gửi lại.",
        code="legacy",
    )


def _said(found: Proposal) -> str:
    words = " ".join(found.text.split())
    return words if len(words) <= _MOST_SAID else f"{words[:_MOST_SAID]}…"


def _ways(found: Proposal, *, name: str, prefix: str, chosen: str) -> SafeString:
    ways = (
        (PROPOSED, f"Sửa thành “{_said(found)}”"),
        (AS_TYPED, "Giữ nguyên như đã gõ"),
    )
    lines = (
        (prefix, way, name, SafeString(" checked") if way == chosen else "", label)
        for way, label in ways
    )
    return format_html(
        '<fieldset class="reading"><legend class="form-text">Có vẻ gõ bằng bảng mã cũ {}</legend>{}'
        "</fieldset>",
        found.coding,
        format_html_join(
            "",
            '<div class="form-check"><input class="form-check-input" type="radio" id="{0}-{1}"'
            ' name="{2}" value="{1}"{3}><label class="form-check-label" for="{0}-{1}">{4}</label>'
            "</div>",
            lines,
        ),
    )

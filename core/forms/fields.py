"""Fields that read what a Vietnamese clerk types and say what to do where they cannot."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from core.days import last_day, vn_date
from core.forms.typed import TypedLine, TypedLines, as_meant
from core.points import format_points, parse_points
from core.text import nfc, one_line

REQUIRED = "Cần nhập mục này."
TOO_LONG = "Dài %(show_value)d ký tự, tối đa %(limit_value)d. Hãy rút ngắn."
WHICH_DAY = "Nhập ngày/tháng/năm, ví dụ 25/11/2024."
FIRST_YEAR, LAST_YEAR = 1945, 2100
_LOOKS_LIKE_A_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")


def spoken(field: forms.Field, value: Any) -> str:
    """How a value of this field reads; empty where nothing is known."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, date):
        return vn_date(last_day(value) if isinstance(field, LastDayField) else value)
    if isinstance(value, Decimal):
        return format_points(value)
    said = str(getattr(field, "spoken", str)(value))
    return f"{getattr(field, 'lead', '')}{said}"


class LineField(forms.CharField):
    """One line: composed letters, single spaces. Nothing is cut off while typing.

    What looks like TCVN3 or VNI comes back with the choice of how to read it. `wide` gives it a
    line of its own beside others, `lead` stands before it where it is read.
    """

    def __init__(
        self, *, max_length: int = 300, wide: bool = False, lead: str = "", **options: Any
    ) -> None:
        self.lead = lead
        messages = {"required": REQUIRED, "max_length": TOO_LONG}
        messages |= options.pop("error_messages", {})
        super().__init__(error_messages=messages, **({"widget": TypedLine} | options))
        self.validators.append(MaxLengthValidator(max_length))
        if wide:
            self.widget.attrs["class"] = "wide"

    def to_python(self, value: Any) -> str:
        return self._meant(one_line(str(value or "")), value)

    def _meant(self, text: str, typed: Any) -> str:
        """What a page carries unseen was not typed."""
        return text if self.widget.is_hidden else as_meant(text, typed)


class ProseField(LineField):
    """Several lines, kept as typed."""

    def __init__(self, *, max_length: int = 20_000, lines: int = 4, **options: Any) -> None:
        widget = TypedLines(attrs={"rows": lines})
        super().__init__(max_length=max_length, widget=widget, strip=False, **options)

    def to_python(self, value: Any) -> str:
        lines = nfc(str(value or "")).splitlines()
        return self._meant("\n".join(line.rstrip() for line in lines).strip(), value)


class DayField(forms.DateField):
    """A day as dd/mm/yyyy in a text field: a browser's date field may show the month first."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"class": "date", "autocomplete": "off"})
        messages = {"required": WHICH_DAY, "invalid": WHICH_DAY}
        super().__init__(widget=widget, error_messages=messages, **options)

    def to_python(self, value: Any) -> date | None:
        typed = one_line(value) if isinstance(value, str) else value
        try:
            day = super().to_python(typed)
        except ValidationError as error:
            if _LOOKS_LIKE_A_DAY.fullmatch(str(typed)):
                raise ValidationError(f"Không có ngày {typed}. {WHICH_DAY}") from error
            raise
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
        return day


class LastDayField(DayField):
    """“Đến hết ngày”: people name the last day, the value is the day after it."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        return day if day is None or isinstance(value, date) else day + timedelta(days=1)

    def prepare_value(self, value: Any) -> Any:
        return last_day(value) if isinstance(value, date) else value


class WholeField(forms.IntegerField):
    """A whole number of things or a year, typed as text."""

    def __init__(self, *, lowest: int, highest: int, lead: str = "", **options: Any) -> None:
        self.lead = lead
        self.what = f"Nhập số từ {lowest} đến {highest}."
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), self.what)
        attributes = {"class": "short", "inputmode": "numeric", "autocomplete": "off"}
        widget = forms.TextInput(attrs=attributes)
        options |= {"min_value": lowest, "max_value": highest}
        super().__init__(widget=widget, error_messages=messages, **options)

    def to_python(self, value: Any) -> int | None:
        typed = one_line(value) if isinstance(value, str) else value
        if isinstance(typed, str) and len(typed) > 10:
            raise ValidationError(self.what)
        return super().to_python(typed)


class YearField(WholeField):
    def __init__(self, **options: Any) -> None:
        super().__init__(lowest=FIRST_YEAR, highest=LAST_YEAR, **options)


class PointsField(forms.Field):
    """Points with comma or point, at most two decimals, between zero and `highest`."""

    widget = forms.TextInput(attrs={"class": "points", "inputmode": "decimal"})

    def __init__(self, *, highest: Decimal, **options: Any) -> None:
        self.highest = highest
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        try:
            points = parse_points(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if not 0 <= points <= self.highest:
            raise ValidationError(f"Nhập điểm từ 0 đến {format_points(self.highest)}.")
        return points

    def prepare_value(self, value: Any) -> Any:
        return format_points(value) if isinstance(value, Decimal) else value


class WordField(forms.ChoiceField):
    """One of a list of words; the first choice is “not said” unless a word is needed."""

    def __init__(self, words: Any, *, blank: str = "— chọn —", **options: Any) -> None:
        choices = [pair for pair in getattr(words, "choices", lambda: words)() if pair[0]]
        if options.get("widget") is not forms.RadioSelect:
            choices = [("", blank), *choices]
        messages = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
        super().__init__(choices=choices, error_messages=messages, **options)

    def spoken(self, value: Any) -> str:
        return label_in(self.choices, value)


class KeyField(WordField):
    """A choice whose value is the key of a record; empty is None."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A key that is not offered is no blank field: its row is refused, not dropped."""
        return str(initial or "") != str(data or "")

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        return int(text) if text and self.valid_value(text) else None

    def clean(self, value: Any) -> int | None:
        if value and not self.valid_value(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        key = self.to_python(value)
        if key is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return key


class OwnKeyField(forms.IntegerField):
    """Which kept record a row is about: sent along, never shown and never read out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **options)

    def spoken(self, _value: Any) -> str:
        return ""


def label_in(choices: Any, value: Any) -> str:
    """The label of a value among choices that may be grouped."""
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            if found := label_in(label, value):
                return found
        elif str(key) == str(value):
            return str(label)
    return ""


class UploadField(forms.FileField):
    """A file beside the facts; what it really is, the action finds out."""

    def __init__(self, **options: Any) -> None:
        again = "Tệp rỗng hoặc không đến nơi. Chọn lại tệp."
        messages = dict.fromkeys(("empty", "missing", "invalid"), again)
        messages["required"] = "Chọn một tệp."
        widget = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf,.docx,.xlsx"})
        super().__init__(widget=widget, error_messages=messages, **options)

    def spoken(self, _value: Any) -> str:
        return ""

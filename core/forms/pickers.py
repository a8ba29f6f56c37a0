"""Choosing one of hundreds: a text field with suggestions, so that a long list stays one list on a
page and typing finds its entries without scripts."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms.fields import KeyField, LineField
from core.text import fold, one_line


@dataclass(frozen=True)
class Book:
    """Records under names that tell them apart, in the order they are offered.

    `spellings` are other names a reader may type, each with the key it stands for.
    """

    labels: dict[int, str]
    spellings: tuple[tuple[str, int], ...] = field(default=(), repr=False)

    def label(self, key: int | None) -> str:
        return self.labels.get(key or 0, "")

    def named(self, text: str) -> list[int]:
        """Records that are, or ever were, called this; marks and case aside."""
        if exact := [key for key, label in self.labels.items() if label == text]:
            return exact
        wanted = fold(text)
        by_label = [key for key, label in self.labels.items() if fold(label) == wanted]
        spelled = {key for name, key in self.spellings if fold(name) == wanted}
        return by_label or sorted(spelled & self.labels.keys())

    def like(self, text: str) -> list[int]:
        """Records whose label holds these words, those offered first coming first."""
        words = fold(text).split()
        return [
            key
            for key, label in self.labels.items()
            if words and all(word in fold(label) for word in words)
        ]


class BookField(forms.Field):
    """One record of a book by its name: the value is its key.

    `book` names an attribute of the form's scene; `noun` is the word for one record. A name
    nobody bears is refused, never guessed.
    """

    def __init__(self, *, book: str, noun: str, **options: Any) -> None:
        self.book_name, self.noun = book, noun
        self.book = Book({})
        attributes = {"list": book, "autocomplete": "off", "placeholder": "Gõ tên để tìm"}
        messages = {"required": f"Chọn {noun} trong danh sách gợi ý."}
        super().__init__(
            widget=forms.TextInput(attrs=attributes), error_messages=messages, **options
        )

    def offer(self, scene: Any) -> None:
        self.book = getattr(scene, self.book_name)

    @property
    def suggested(self) -> list[str]:
        return list(self.book.labels.values())

    def to_python(self, value: Any) -> int | None:
        if value is None or isinstance(value, int):
            return value
        text = one_line(str(value))
        if not text:
            return None
        found = self.book.named(text)
        if len(found) != 1:
            raise ValidationError(self._refusal(text, found))
        return found[0]

    def _refusal(self, text: str, found: list[int]) -> str:
        if found:
            labels = "; ".join(self.book.label(key) for key in found)
            return f"Có {len(found)} {self.noun} tên “{text[:100]}”: {labels}. Chọn rõ một mục."
        near = "; ".join(self.book.label(key) for key in self.book.like(text)[:3])
        hint = f" Có phải: {near}?" if near else f" Chọn {self.noun} trong danh sách gợi ý."
        return f"Không có {self.noun} tên “{text[:100]}”.{hint}"

    def prepare_value(self, value: Any) -> Any:
        return self.book.label(value) if isinstance(value, int) else value

    def spoken(self, value: int) -> str:
        return self.book.label(value)


class UnitField(BookField):
    """A unit by its name; the scene offers `units`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(book="units", noun="đơn vị", **options)


class PersonField(LineField):
    """A person's name as typed; names already known nearby (the scene's `people`) are suggested."""

    book_name = "people"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.widget.attrs |= {"list": "people", "autocomplete": "off"}

    def offer(self, scene: Any) -> None:
        self.suggested: list[str] = list(scene.people)


class ChosenField(KeyField):
    """One record of a short list: the scene's attribute `among` gives (key, label) pairs."""

    def __init__(self, *, among: str, **options: Any) -> None:
        self.among = among
        self.blank = options.get("blank", "— chọn —")
        super().__init__([], **options)

    def offer(self, scene: Any) -> None:
        self.choices = [("", self.blank), *getattr(scene, self.among)]


def offer_all(form: forms.Form, scene: Any) -> None:
    """Give every field that chooses from the scene its choices."""
    for each in form.fields.values():
        if offer := getattr(each, "offer", None):
            offer(scene)


def suggestions(fields: dict[str, forms.Field]) -> dict[str, list[str]]:
    """The lists that text fields of a form suggest from, by the name of their book."""
    return {
        name: each.suggested  # type: ignore[attr-defined]
        for each in fields.values()
        if (name := getattr(each, "book_name", ""))
    }

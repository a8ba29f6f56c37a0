"""Fields that choose a unit or a person: a text field with suggestions, so that hundreds of units
stay one list on a page and typing finds them without scripts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from core.forms.facts import F, FactsForm
from core.forms.fields import KeyField, LineField, label_in
from core.forms.rows import RowForm
from core.text import one_line
from portal.queries.scene import Scene, UnitBook

_TYPE_TO_FIND = {"list": "units", "autocomplete": "off", "placeholder": "Gõ tên để tìm"}


class UnitField(forms.Field):
    """A unit by its name. The value is its id; a name nobody bears is refused, never guessed."""

    book: UnitBook

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs=dict(_TYPE_TO_FIND))
        messages = {"required": "Chọn đơn vị trong danh sách gợi ý."}
        super().__init__(widget=widget, error_messages=messages, **options)

    def offer(self, scene: Scene) -> None:
        self.book = scene.units

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
            return f"Có {len(found)} đơn vị tên “{text}”: {labels}. Chọn rõ một đơn vị."
        near = "; ".join(self.book.label(key) for key in self.book.like(text)[:3])
        hint = f" Có phải: {near}?" if near else " Chọn đơn vị trong danh sách gợi ý."
        return f"Không có đơn vị tên “{text[:100]}”.{hint}"

    def prepare_value(self, value: Any) -> Any:
        return self.book.label(value) if isinstance(value, int) else value

    def spoken(self, value: int) -> str:
        return self.book.label(value)


class PersonField(LineField):
    """A person's name as typed; names already known nearby are suggested."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)
        self.widget.attrs |= {"list": "people", "autocomplete": "off"}


class TitleField(KeyField):
    """A title of the catalogue."""

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    def offer(self, scene: Scene) -> None:
        self.choices = [("", "— chọn —"), *scene.titles]


class EditionField(KeyField):
    """A cluster or bloc of a year, among those the user may see."""

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    def offer(self, scene: Scene) -> None:
        self.choices = [("", "— chọn —"), *scene.offered_editions]


class PairField(forms.ChoiceField):
    """A choice that belongs to one of the conference's editions; the value is “edition:choice”."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
        super().__init__(error_messages=messages, **options)

    def offer(self, scene: Scene) -> None:
        groups = [
            (edition.label, [(pair(edition.pk, key), label) for key, label in rows])
            for edition, rows in self.rows(scene)
        ]
        self.choices = [("", "— chọn —"), *(groups[0][1] if len(groups) == 1 else groups)]

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        raise NotImplementedError

    def spoken(self, value: str) -> str:
        return label_in(self.choices, value)


class MemberField(PairField):
    """A member unit of one of the groups that hold the meeting."""

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        return [
            (edition, [(row.unit_id, row.name.short_name) for row in scene.members[edition.pk]])
            for edition in scene.holding
        ]


class SeatField(PairField):
    """Head or deputy of one of the groups that hold the meeting."""

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        return [
            (edition, [(role.value, edition.role_label(role)) for role in GroupRole])
            for edition in scene.holding
        ]


def pair(edition_id: int, key: int | str) -> str:
    return f"{edition_id}:{key}"


def unpaired(value: str) -> tuple[int, str]:
    edition_id, _, key = value.partition(":")
    return int(edition_id), key


class ResultsForm(FactsForm[F]):
    """A step of a conference's results."""

    @property
    def wants_units(self) -> bool:
        return self._has(UnitField)

    @property
    def wants_people(self) -> bool:
        return self._has(PersonField)

    def _has(self, kind: type[forms.Field]) -> bool:
        """Whether a field of this kind stands in the form or in one of its rows."""
        fields = [form.base_fields for form in (type(self), *self.row_forms.values())]
        return any(isinstance(field, kind) for each in fields for field in each.values())

    def choose_from(self, scene: Scene) -> None:
        _offer(self, scene)


class ResultsRow(RowForm):
    """A row of such a step."""

    def choose_from(self, scene: Scene) -> None:
        _offer(self, scene)


def _offer(form: forms.Form, scene: Scene) -> None:
    for field in form.fields.values():
        if offer := getattr(field, "offer", None):
            offer(scene)

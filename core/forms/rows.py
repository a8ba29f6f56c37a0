"""Rows that repeat inside a form: each row reads and writes one frozen dataclass."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList

from core.forms.fields import spoken
from core.forms.pickers import offer_all

if TYPE_CHECKING:
    _RowSet = forms.BaseFormSet["RowForm"]
else:
    _RowSet = forms.BaseFormSet

MOST_ROWS = 200


class RowForm(forms.Form):
    """One row. Field names are those of `row_type`; a row left blank does not exist.

    `quiet` fields are filled in beforehand: alone they do not make a row. `speaks_for` says at
    which of our fields a problem of another one is shown. A row that `moves` has a button to
    stand before the one above it.
    """

    row_type: ClassVar[Any]
    quiet: ClassVar[frozenset[str]] = frozenset()
    speaks_for: ClassVar[Mapping[str, str]] = {}
    moves: ClassVar[bool] = False
    use_required_attribute = False

    def __init__(self, *args: Any, scene: Any = None, **options: Any) -> None:
        self.scene = scene
        super().__init__(*args, **options)
        self.choose_from(scene)

    def choose_from(self, scene: Any) -> None:
        """Give the fields their choices."""
        offer_all(self, scene)

    @property
    def number(self) -> str:
        """Which row of its kind this is, counted from zero, as its field names say."""
        return str(self.prefix).rpartition("-")[2]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return asdict(row)

    def row(self) -> Any:
        return self.row_type(**self.row_values())

    def row_values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def spoken(self, row: Any) -> str:
        """The row in one line, as it will read."""
        values = self.initial_of(row)
        said = (spoken(field, values.get(name)) for name, field in self.fields.items())
        return " – ".join(text for text in said if text)

    def has_changed(self) -> bool:
        return any(name not in self.quiet for name in self.changed_data)

    def silence(self) -> None:
        """Show what was typed without judging it yet."""
        self._errors = ErrorDict()
        self.cleaned_data = {}


class RowSet(_RowSet):
    """All rows under one heading. Every posted row is judged alike: blank and dropped ones go."""

    form = RowForm
    extra = 0
    min_num = 0
    max_num = MOST_ROWS
    absolute_max = MOST_ROWS + 50
    can_order = False
    can_delete = True
    can_delete_extra = True
    validate_max = True
    validate_min = False
    edit_only = False
    renderer = None
    template_name = ""
    default_error_messages = {
        "missing_management_form": "Trang gửi thiếu dữ liệu. Hãy tải lại trang rồi nhập lại.",
        "too_many_forms": f"Nhiều nhất {MOST_ROWS} dòng.",
    }

    def __init__(self, row_form: type[RowForm], **options: Any) -> None:
        self.form = row_form
        super().__init__(**options)

    def clean(self) -> None:
        """A page whose count of rows cannot be is not taken for an empty one."""
        if self.total_form_count() < 0:
            raise ValidationError(self.default_error_messages["missing_management_form"])

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: RowForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này khi lưu"

    def kept_forms(self) -> list[RowForm]:
        """The rows that count, in their order."""
        return [
            form
            for form in self.forms
            if form.has_changed() and not form.cleaned_data.get("DELETE")
        ]

    def kept_rows(self) -> tuple[Any, ...]:
        return tuple(form.row() for form in self.kept_forms())

    def spoken(self, rows: Iterable[Any]) -> str:
        """One line a row."""
        reader = self.empty_form
        return "\n".join(reader.spoken(row) for row in rows)

    def complain(self, message: str, index: int | None = None, field: str = "") -> None:
        """Put a message at a row, at a field of it, or above all rows."""
        if index is None or not 0 <= index < len(self.kept_forms()):
            self.non_form_errors().append(message)
            return
        form = self.kept_forms()[index]
        field = form.speaks_for.get(field, field)
        form.add_error(field if field in form.fields else None, message)

    def take_focus(self, index: int) -> None:
        """Start typing in this row, as it has just been added or moved."""
        if -1 <= index < len(self.forms) and self.forms:
            self.forms[index].visible_fields()[0].field.widget.attrs["autofocus"] = True

    def silence(self) -> None:
        self._errors: list[ErrorDict] = []
        self._non_form_errors = ErrorList()
        for form in self.forms:
            form.silence()


def initial_rows(row_form: type[RowForm], rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [row_form.initial_of(row) for row in rows]

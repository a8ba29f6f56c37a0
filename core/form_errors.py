"""What a refused form has to say, in the order of its fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField


@dataclass(frozen=True)
class FieldError:
    """One message with its field's name; `target` is the id to mend, empty for the whole form."""

    message: str
    target: str = ""


def errors_in(form: "BaseForm | BaseFormSet[Any]") -> Iterator[FieldError]:
    """Every message of a form or formset; none if nothing was sent.

    A form may name rows of its own in `labelled_rows`: pairs of a word for a row and a formset.
    """
    if isinstance(form, BaseFormSet):
        yield from _errors_in_rows(form, "Dòng")
        return
    yield from _errors_in_form(form)
    for label, rows in getattr(form, "labelled_rows", ()):
        yield from _errors_in_rows(rows, label)


def _errors_in_rows(rows: "BaseFormSet[Any]", label: str) -> Iterator[FieldError]:
    yield from (FieldError(str(message)) for message in rows.non_form_errors())
    for number, row in enumerate(rows.forms, start=1):
        yield from _errors_in_form(row, f"{label} {number}, ")


def _errors_in_form(form: BaseForm, place: str = "") -> Iterator[FieldError]:
    yield from (FieldError(f"{place}{message}") for message in form.non_field_errors())
    for field in form:
        for message in field.errors:
            yield FieldError(f"{place}{field.label}: {message}", _target(field))


def _target(field: BoundField) -> str:
    if field.is_hidden:
        return ""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


def has_errors(value: object) -> bool:
    """Whether this is a form that was sent and refused, or a list with one."""
    if isinstance(value, (list, tuple)):
        return any(has_errors(each) for each in value)
    if isinstance(value, BaseFormSet):
        return value.is_bound and bool(value.total_error_count())
    if not isinstance(value, BaseForm) or not value.is_bound:
        return False
    return bool(value.errors) or has_errors(
        [rows for _, rows in getattr(value, "labelled_rows", ())]
    )

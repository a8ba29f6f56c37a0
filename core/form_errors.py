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
    """Every message of a form or formset; none if nothing was sent."""
    if isinstance(form, BaseFormSet):
        yield from (FieldError(str(message)) for message in form.non_form_errors())
        for number, row in enumerate(form.forms, start=1):
            yield from _errors_in_form(row, f"Dòng {number}, ")
    else:
        yield from _errors_in_form(form)


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
    return isinstance(value, BaseForm) and value.is_bound and bool(value.errors)

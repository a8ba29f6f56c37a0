"""A form that reads and writes one frozen dataclass, rows included.

It carries the version of what it showed, keeps whatever was typed, can show another blank row
without saving, and can say its content in words, so that two versions can be laid side by side.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from core.forms.fields import spoken
from core.forms.pickers import offer_all, suggestions
from core.forms.rows import RowForm, RowSet, initial_rows
from core.problems import Problem
from core.text import whole_number
from core.versions import version_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    F = TypeVar("F", bound=DataclassInstance)
else:
    F = TypeVar("F")

Place = tuple[str, int | None, str]
_ROW_PROBLEM = re.compile(r"(\w+)-(\d+)(?:-(\w+))?")


@dataclass(frozen=True)
class Group:
    """Fields under one heading, or the rows of one kind."""

    title: str = ""
    fields: tuple[str, ...] = ()
    rows: str = ""
    row_label: str = "Dòng"
    add_label: str = "Thêm dòng"
    hint: str = ""
    template: str = ""
    is_row: bool = False


@dataclass(frozen=True)
class Line:
    """One thing in words: its label and how it reads; empty where nothing is known."""

    label: str
    text: str


@dataclass(frozen=True)
class Difference:
    """The same thing in two versions."""

    label: str
    typed: str
    stored: str


class FactsForm(forms.Form, Generic[F]):
    """Subclasses name the dataclass, the row forms and how both are grouped on the page.

    Field names and row names are those of the dataclass; where they differ, override
    `initial_of`, `rows_of` and `build`. `scene` holds what the fields choose from.
    """

    facts_type: ClassVar[Any]
    row_forms: ClassVar[Mapping[str, type[RowForm]]] = {}
    groups: ClassVar[Sequence[Group]] = ()
    blank_rows: ClassVar[Mapping[str, int]] = {}
    use_required_attribute = False

    def __init__(
        self, facts: F, *, scene: Any, data: QueryDict | None = None, files: Any = None
    ) -> None:
        self.stored = facts
        self.scene = scene
        self._judgement: bool | None = None
        grown, self.added_to = self.grow(data) if data is not None else (None, "")
        super().__init__(grown, files, initial=self.initial_of(facts))
        self.version = version_of(facts) if data is None else data.get("version", "")
        self.rows = {name: self._rowset(name, grown, files) for name in self.row_forms}
        self.choose_from(scene)
        if self.added_to:
            self.silence()
            moved = self.data.get(f"up_{self.added_to}", "")
            self.rows[self.added_to].take_focus((whole_number(moved) or 0) - 1)

    def _rowset(self, name: str, data: QueryDict | None, files: Any) -> RowSet:
        row_form = self.row_forms[name]
        stored = self.rows_of(self.stored, name) if data is None else ()
        rows = RowSet(
            row_form,
            data=data,
            files=files,
            prefix=name,
            initial=initial_rows(row_form, stored),  # posted rows are judged against blank ones
            form_kwargs={"scene": self.scene},
        )
        rows.extra = self.blank_rows.get(name, 0)
        return rows

    # What subclasses may shape

    def choose_from(self, scene: Any) -> None:
        """Give the fields their choices."""
        offer_all(self, scene)

    def initial_of(self, facts: F) -> dict[str, Any]:
        return {name: getattr(facts, name) for name in self.base_fields}

    def rows_of(self, facts: F, name: str) -> Sequence[Any]:
        rows: Sequence[Any] = getattr(facts, name)
        return rows

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> F:
        facts: F = self.facts_type(**values, **rows)
        return facts

    def problems(self, facts: F) -> Sequence[Problem]:
        """What stands against these facts; the action asks again inside its transaction."""
        return ()

    def grow(self, data: QueryDict) -> tuple[QueryDict, str]:
        """What was typed as a button asked: one more row (`add_<rows>`), or a row moved up
        (`up_<rows>`); with the name of the rows it changed."""
        for name in self.row_forms:
            if f"add_{name}" in data:
                return with_rows(data, name, [{}]), name
            if f"up_{name}" in data:
                return with_row_up(data, name, data.get(f"up_{name}", "")), name
        return data, ""

    # Judging

    def is_valid(self) -> bool:
        """Every field and every row at once, then the rules of the step; judged once."""
        if self._judgement is None:
            parts = [super().is_valid(), *(rows.is_valid() for rows in self.rows.values())]
            problems = self.problems(self.facts()) if all(parts) else ()
            self.refuse(problems)
            self._judgement = all(parts) and not problems
        return self._judgement

    def facts(self) -> F:
        """What was typed, as the dataclass; ask only once `is_valid`."""
        values = {name: self.cleaned_data[name] for name in self.base_fields}
        return self.build(values, {name: rows.kept_rows() for name, rows in self.rows.items()})

    def extras(self) -> dict[str, Any]:
        """What the action takes beside the facts; ask only once `is_valid`."""
        return {}

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show problems where they belong: `field`, `rows` or `rows-3-field`."""
        for problem in problems:
            name, index, field = self.place_of(problem.field)
            if name in self.rows:
                self.rows[name].complain(problem.message, index, field)
            else:
                self.add_error(name if name in self.fields else None, problem.message)

    def place_of(self, field: str) -> Place:
        """Which field or rows of ours a problem speaks of."""
        parts = _ROW_PROBLEM.fullmatch(field)
        return (parts[1], int(parts[2]), parts[3] or "") if parts else (field, None, "")

    def silence(self) -> None:
        """Show what was typed without judging it yet."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for rows in self.rows.values():
            rows.silence()

    # Showing

    @property
    def labelled_rows(self) -> list[tuple[str, RowSet]]:
        """Rows with the word for one of them, in the order of the page."""
        return [(group.row_label, self.rows[group.rows]) for group in self.groups if group.rows]

    @property
    def lost_files(self) -> list[str]:
        """Files that a browser does not choose again by itself when the form comes back."""
        return [str(getattr(file, "name", "")) for file in self.files.values()]

    @property
    def suggestions(self) -> list[tuple[str, list[str]]]:
        """What text fields of the form and its rows suggest, each list once."""
        found = suggestions(self.fields)
        for rows in self.rows.values():
            found |= suggestions(rows.empty_form.fields)
        return list(found.items())

    def sections(self) -> list[tuple[Group, list[BoundField], RowSet | None]]:
        return [
            (group, [self[name] for name in group.fields], self.rows.get(group.rows))
            for group in self.groups
        ]

    def lines(self, facts: F) -> list[Line]:
        """These facts in words, in the order of the page."""
        values = self.initial_of(facts)
        lines: list[Line] = []
        for group in self.groups:
            lines += [Line(self._label(name), self.say(name, values)) for name in group.fields]
            if group.rows:
                said = self.rows[group.rows].spoken(self.rows_of(facts, group.rows))
                lines.append(Line(group.title, said))
        return lines

    def say(self, name: str, values: dict[str, Any]) -> str:
        return spoken(self.fields[name], values[name])

    def _label(self, name: str) -> str:
        return str(self.fields[name].label)

    def differences(self, stored: F) -> list[Difference]:
        """What the two versions say otherwise; from now on the form carries the stored one's."""
        self.version = version_of(stored)
        pairs = zip(self.lines(self.facts()), self.lines(stored), strict=True)
        every = [Difference(mine.label, mine.text, theirs.text) for mine, theirs in pairs]
        return [each for each in every if each.typed != each.stored] or every


def with_rows(data: QueryDict, name: str, rows: Sequence[Mapping[str, Any]]) -> QueryDict:
    """What was typed with these rows put below those of that name."""
    grown = data.copy()
    first = whole_number(data.get(f"{name}-TOTAL_FORMS", "")) or 0
    for index, row in enumerate(rows, start=first):
        for field, value in row.items():
            grown[f"{name}-{index}-{field}"] = str(value)
    grown[f"{name}-TOTAL_FORMS"] = str(first + len(rows))
    return grown


def with_row_up(data: QueryDict, name: str, number: str) -> QueryDict:
    """What was typed with this row and the one above it in each other's place."""
    moved = data.copy()
    row = whole_number(number) or 0
    if not 0 < row < (whole_number(data.get(f"{name}-TOTAL_FORMS", "")) or 0):
        return moved
    ours, above = f"{name}-{row}-", f"{name}-{row - 1}-"
    for key in data:
        if key.startswith((ours, above)):
            del moved[key]
    for key in data:
        for old, new in ((ours, above), (above, ours)):
            if key.startswith(old):
                moved[new + key.removeprefix(old)] = data.get(key, "")
    return moved

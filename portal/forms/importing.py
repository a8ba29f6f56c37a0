"""Sending a workbook."""

from dataclasses import dataclass
from typing import Any

from core.forms.facts import FactsForm, Group
from core.forms.fields import UploadField, WordField
from core.forms.pickers import ChosenField
from core.problems import Problem
from organizations.enums import ImportKind

ASKS_YEAR = "Chọn năm của các cụm, khối."


@dataclass(frozen=True)
class SentFacts:
    """What a workbook is about; compositions belong to a year."""

    kind: str = ""
    year_id: int | None = None


@dataclass(frozen=True)
class SendScene:
    """The years somebody may fill: key and label."""

    years: tuple[tuple[str, str], ...]


class WorkbookField(UploadField):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs["accept"] = ".xlsx"


class SendForm(FactsForm[SentFacts]):
    """A workbook and what it holds."""

    facts_type = SentFacts
    groups = (Group("", ("kind", "year_id", "file")),)

    kind = WordField(ImportKind, label="Nội dung")
    year_id = ChosenField(
        among="years",
        label="Năm thi đua",
        required=False,
        help_text="Chỉ chọn khi nhập thành phần cụm, khối.",
    )
    file = WorkbookField(
        label="Tệp Excel", help_text="Tệp .xlsx điền theo tệp mẫu, tối đa 10 MB và 10.000 dòng."
    )

    def initial_of(self, facts: SentFacts) -> dict[str, Any]:
        return {"kind": facts.kind, "year_id": facts.year_id, "file": None}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> SentFacts:
        is_of_year = values["kind"] == ImportKind.COMPOSITIONS
        return SentFacts(values["kind"], values["year_id"] if is_of_year else None)

    def problems(self, facts: SentFacts) -> list[Problem]:
        needs_year = facts.kind == ImportKind.COMPOSITIONS and facts.year_id is None
        return [Problem(ASKS_YEAR, "year_id")] if needs_year else []

    def extras(self) -> dict[str, Any]:
        return {"upload": self.cleaned_data["file"]}

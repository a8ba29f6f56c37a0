"""The form of a table of criteria: its name and its lines, two levels of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from core.forms.facts import FactsForm, Group
from core.forms.fields import LineField, PointsField, WordField
from core.forms.pickers import ChosenField
from core.forms.rows import RowForm
from core.problems import Problem
from organizations.enums import UnitKind
from scoring.enums import CriterionKind
from scoring.rules import CriteriaFacts, CriterionFacts, criteria_problems

HIGHEST = Decimal(100_000)
HOW_TO = (
    "Dòng “thuộc mục” một mã khác là dòng con của mục đó; chỉ dòng con được chấm điểm, mục lớn "
    "cộng các dòng con. Để trống điểm tối đa của mục lớn thì lấy tổng các dòng; ghi số thấp hơn "
    "thì đó là mức trần. Điểm thưởng cộng ngoài thang điểm; điểm trừ nhập bằng số dương."
)


@dataclass(frozen=True)
class CriteriaScene:
    """The offices for which the user may make a table."""

    owners: tuple[tuple[int, str], ...] = ()


class CriterionRow(RowForm):
    """One line of the table; the kind alone does not make a line."""

    row_type = CriterionFacts
    quiet = frozenset({"kind"})
    moves = True

    code = LineField(label="Mã", max_length=20)
    under = LineField(label="Thuộc mục (mã)", max_length=20, required=False, lead="thuộc mục ")
    kind = WordField(
        CriterionKind,
        label="Loại",
        initial=CriterionKind.ORDINARY,
    )
    max_points = PointsField(highest=HIGHEST, label="Điểm tối đa", required=False)
    name = LineField(label="Nội dung", max_length=500, wide=True)

    def choose_from(self, scene: Any) -> None:
        super().choose_from(scene)
        self.fields["code"].widget.attrs["class"] = "short"
        self.fields["under"].widget.attrs["class"] = "short"


class CriteriaForm(FactsForm[CriteriaFacts]):
    """A table of criteria, corrected as a whole."""

    facts_type = CriteriaFacts
    row_forms: ClassVar = {"rows": CriterionRow}
    groups: ClassVar[Sequence[Group]] = (
        Group(fields=("name", "meant_for", "is_illustrative")),
        Group(
            title="Các dòng của bảng",
            rows="rows",
            row_label="Tiêu chí",
            add_label="Thêm tiêu chí",
            hint=HOW_TO,
        ),
    )

    name = LineField(label="Tên bảng tiêu chí", max_length=300)
    meant_for = WordField(
        UnitKind, label="Dùng cho loại đơn vị", blank="Mọi loại đơn vị", required=False
    )
    is_illustrative = forms.BooleanField(
        label="Bảng minh họa: mọi bảng điểm lập theo bảng này ghi “Số liệu minh họa”",
        required=False,
    )

    def problems(self, facts: CriteriaFacts) -> Sequence[Problem]:
        return criteria_problems(facts.rows)


class NewCriteriaForm(CriteriaForm):
    """A new table, of an office that the user works for."""

    blank_rows: ClassVar = {"rows": 3}
    groups = (
        Group(fields=("owner_id", "name", "meant_for", "is_illustrative")),
        *CriteriaForm.groups[1:],
    )

    owner_id = ChosenField(among="owners", label="Cơ quan lập bảng")

    def initial_of(self, facts: CriteriaFacts) -> dict[str, Any]:
        names = [name for name in self.base_fields if name != "owner_id"]
        only = self.scene.owners[0][0] if len(self.scene.owners) == 1 else None
        return {name: getattr(facts, name) for name in names} | {"owner_id": only}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> CriteriaFacts:
        said = {name: value for name, value in values.items() if name != "owner_id"}
        return super().build(said, rows)

    def extras(self) -> dict[str, Any]:
        return {"owner_id": self.cleaned_data["owner_id"]}

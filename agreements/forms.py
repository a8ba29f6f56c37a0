"""What is typed of an agreement: its text, its parties, what is said of the signing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from agreements.queries import Scene
from agreements.rules import (
    ClauseRow,
    PartiesFacts,
    PartyRow,
    SigningFacts,
    TextFacts,
    parties_problems,
    text_problems,
)
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, KeyField, LineField, ProseField, WholeField
from core.forms.rows import RowForm
from core.problems import Problem

LAST = 1000  # where a row goes that nobody has numbered


@dataclass(frozen=True)
class Numbered:
    """A row and the place it is wanted at."""

    order: int
    row: Any


class NumberedRow(RowForm):
    """A row with its number: typing another number moves it when saved."""

    order = WholeField(lowest=1, highest=LAST - 1, label="Thứ tự", required=False)
    quiet = frozenset({"order"})

    @classmethod
    def initial_of(cls, row: Numbered) -> dict[str, Any]:
        return {"order": row.order, **super().initial_of(row.row)}

    def row(self) -> Numbered:
        values = self.row_values()
        return Numbered(values.pop("order") or LAST, self.row_type(**values))


class BasisRowForm(NumberedRow):
    basis = KeyField([], label="Văn bản")
    row_type = int

    def choose_from(self, scene: Scene) -> None:
        self.fields["basis"].choices = [("", "— chọn —"), *scene.bases]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Numbered) -> dict[str, Any]:
        return {"order": row.order, "basis": row.row}

    def row(self) -> Numbered:
        return Numbered(self.cleaned_data["order"] or LAST, self.cleaned_data["basis"])


class ClauseRowForm(NumberedRow):
    heading = LineField(label="Tiêu đề", required=False)
    body = ProseField(label="Nội dung", lines=3)
    is_illustrative = forms.BooleanField(label="Nội dung minh họa", required=False)
    row_type = ClauseRow


class PartyRowForm(NumberedRow):
    unit_id = KeyField([], label="Đơn vị")
    signer = LineField(label="Người ký", max_length=200, required=False)
    post = LineField(label="Chức vụ", max_length=200, required=False)
    capacity = LineField(label="Tư cách ký", max_length=200, required=False)
    row_type = PartyRow

    def choose_from(self, scene: Scene) -> None:
        self.fields["unit_id"].choices = [("", "— chọn —"), *scene.units]  # type: ignore[attr-defined]


class TextForm(FactsForm[TextFacts]):
    """Place, day, copies, căn cứ, clauses, closing."""

    facts_type = TextFacts
    row_forms = {"bases": BasisRowForm, "clauses": ClauseRowForm}
    groups = (
        Group("Ký kết", ("conference_id", "place", "place_name", "dated_on", "copies")),
        Group("Căn cứ", rows="bases", row_label="Căn cứ", add_label="Thêm căn cứ"),
        Group("Nội dung giao ước", rows="clauses", row_label="Điều khoản", add_label="Thêm dòng"),
        Group("Tổ chức thực hiện", ("closing", "is_closing_illustrative")),
    )

    conference_id = KeyField([], label="Hội nghị ký kết", required=False, blank="Chưa có thông tin")
    place = LineField(label="Nơi ký", required=False)
    place_name = LineField(
        label="Địa danh",
        max_length=100,
        required=False,
        help_text="Đứng trước ngày tháng ở đầu văn bản, ví dụ Trà Vinh.",
    )
    dated_on = DayField(
        label="Ngày ký", required=False, help_text="Để trống nếu chưa biết, ví dụ 29/03/2024."
    )
    copies = WholeField(lowest=1, highest=99, label="Số bản", required=False)
    closing = ProseField(label="Tổ chức thực hiện", required=False)
    is_closing_illustrative = forms.BooleanField(label="Nội dung minh họa", required=False)

    def choose_from(self, scene: Scene) -> None:
        self.fields["conference_id"].choices = [  # type: ignore[attr-defined]
            ("", "Chưa có thông tin"),
            *scene.conferences,
        ]

    def rows_of(self, facts: TextFacts, name: str) -> Sequence[Numbered]:
        return numbered(getattr(facts, name))

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Numbered, ...]]) -> TextFacts:
        return TextFacts(**(values | {name: in_order(each) for name, each in rows.items()}))

    def problems(self, facts: TextFacts) -> Sequence[Problem]:
        return text_problems(facts)


class PartiesForm(FactsForm[PartiesFacts]):
    """Who signs, in the order of the signatures."""

    facts_type = PartiesFacts
    row_forms = {"parties": PartyRowForm}
    groups = (
        Group(
            "Các bên ký",
            rows="parties",
            row_label="Bên ký",
            add_label="Thêm dòng",
            hint="Chức vụ ghi như “Viện trưởng”, “Phó Viện trưởng”; tư cách ký chỉ ghi khi ký thay "
            "mặt, như “TM. Hội đồng Thi đua - Khen thưởng”. Chưa biết thì để trống.",
        ),
    )

    def rows_of(self, facts: PartiesFacts, name: str) -> Sequence[Numbered]:
        return numbered(facts.parties)

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Numbered, ...]]) -> PartiesFacts:
        return PartiesFacts(in_order(rows["parties"]))

    def problems(self, facts: PartiesFacts) -> Sequence[Problem]:
        return parties_problems(facts, dict(self.scene.members), dict(self.scene.units))


class SigningForm(FactsForm[SigningFacts]):
    """How the units agreed and signed, in the words of minutes or source."""

    facts_type = SigningFacts
    groups = (Group("", ("adopted_as_stated", "signed_as_stated")),)

    adopted_as_stated = LineField(label="Việc thống nhất", max_length=500, required=False)
    signed_as_stated = LineField(label="Việc ký kết", max_length=500, required=False)


def numbered(rows: Sequence[Any]) -> list[Numbered]:
    return [Numbered(number, row) for number, row in enumerate(rows, start=1)]


def in_order(rows: Sequence[Numbered]) -> tuple[Any, ...]:
    """Rows by their numbers; of equal numbers the one that stands first on the page."""
    return tuple(each.row for each in sorted(rows, key=lambda each: each.order))

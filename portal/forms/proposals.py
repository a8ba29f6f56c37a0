"""Step “Đề nghị, khen thưởng”: whom the conference proposes, and awards it told of."""

from typing import Any

from django.http import QueryDict

from awards.queries import remaining_members
from awards.rules import AwardRow, NominationRow, ProposalFacts
from clusters.models import ClusterEdition
from core.forms.facts import FactsForm, Group, with_rows
from core.forms.fields import LineField, YearField
from core.forms.pickers import ChosenField, UnitField
from core.forms.rows import RowForm
from core.text import whole_number
from portal.forms.pickers import MemberField, pair, unpaired


class NominationForm(RowForm):
    speaks_for = {"unit_id": "member", "edition_id": "member"}
    moves = True

    member = MemberField(label="Đơn vị được đề nghị")
    title_id = ChosenField(among="titles", label="Danh hiệu, hình thức")
    title_as_written = LineField(label="Ghi trong văn bản là", required=False, lead="ghi là ")
    vote_as_stated = LineField(
        label="Biểu quyết, như nguồn ghi",
        required=False,
        help_text="Ví dụ: 100% ý kiến thống nhất.",
    )
    route = LineField(label="Trình", max_length=500, required=False, wide=True, lead="trình ")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["route"].widget.attrs["list"] = "routes"

    @classmethod
    def initial_of(cls, row: NominationRow) -> dict[str, Any]:
        return super().initial_of(row) | {"member": pair(row.edition_id, row.unit_id)}

    def row(self) -> NominationRow:
        values = self.row_values()
        edition_id, unit_id = unpaired(values.pop("member"))
        return NominationRow(edition_id=edition_id, unit_id=unit_id, **values)


class AwardForm(RowForm):
    unit_id = UnitField(label="Đơn vị được khen")
    title_id = ChosenField(among="titles_told_of", label="Danh hiệu, hình thức")
    title_as_written = LineField(label="Ghi trong văn bản là", required=False, lead="ghi là ")
    authority = LineField(label="Cấp quyết định", required=False)
    title_year = YearField(label="Năm danh hiệu", required=False, lead="danh hiệu năm ")
    received_year = YearField(label="Năm nhận", required=False, lead="nhận năm ")
    note = LineField(label="Ghi chú", max_length=1000, required=False, wide=True)

    def row(self) -> AwardRow:
        """The award belongs to the group that meets, where it is of its year and its member."""
        values = self.row_values()
        return AwardRow(**values, edition_id=self._edition(values["unit_id"], values["title_year"]))

    def _edition(self, unit_id: int, year: int | None) -> int | None:
        return next(
            (
                edition.pk
                for edition in self.scene.holding
                if edition.year.label_year == year
                and any(member.unit_id == unit_id for member in self.scene.members[edition.pk])
            ),
            None,
        )


class ProposalsForm(FactsForm[ProposalFacts]):
    facts_type = ProposalFacts
    row_forms = {"nominations": NominationForm, "awards": AwardForm}
    groups = (
        Group(
            "Đề nghị của hội nghị",
            rows="nominations",
            row_label="Đề nghị",
            add_label="Thêm đề nghị",
            hint="Đề nghị chưa phải là khen thưởng. Biểu quyết ghi đúng như nguồn, không tính lại.",
            template="portal/results/nominations.html",
        ),
        Group(
            "Khen thưởng được nêu tại hội nghị",
            rows="awards",
            row_label="Khen thưởng",
            add_label="Thêm khen thưởng",
            hint="Chỉ ghi khen thưởng đã có. Năm không rõ thì để trống.",
            template="portal/results/awards.html",
        ),
    )

    def grow(self, data: QueryDict) -> tuple[QueryDict, str]:
        """Two more buttons that fill in without saving: the usual route, the remaining units."""
        if "fill_route" in data:
            return self._with_route(data), "nominations"
        rest = next((e for e in self.scene.holding if data.get("rest") == str(e.pk)), None)
        if rest is not None:
            return self._with_remaining(data, rest), "awards"
        return super().grow(data)

    def _with_route(self, data: QueryDict) -> QueryDict:
        """The usual route wherever a nomination has none."""
        grown = data.copy()
        for index in range(_count(data, "nominations")):
            key = f"nominations-{index}-route"
            if data.get(f"nominations-{index}-member") and not data.get(key, "").strip():
                grown[key] = self.scene.usual_route
        return grown

    def _with_remaining(self, data: QueryDict, edition: ClusterEdition) -> QueryDict:
        """A row for each member not named yet, with the title of the last row."""
        count = _count(data, "awards")
        typed = [data.get(f"awards-{index}-unit_id", "").strip() for index in range(count)]
        book = self.scene.units
        named = {key for text in typed if text for key in book.named(text)}
        labels = [book.label(key) for key in remaining_members(edition, without=named)]
        pattern = _row(data, count - 1) if count else {}
        grown = data.copy()
        if labels and count and not typed[-1]:
            grown[f"awards-{count - 1}-unit_id"] = labels.pop(0)
        return with_rows(grown, "awards", [pattern | {"unit_id": label} for label in labels])


def _count(data: QueryDict, name: str) -> int:
    total = data.get(f"{name}-TOTAL_FORMS", "0")
    return min(whole_number(total) or 0, 500)


def _row(data: QueryDict, index: int) -> dict[str, str]:
    """What the rows of the remaining units share with this one."""
    shared = ("title_id", "title_as_written", "authority", "title_year", "received_year")
    return {name: data.get(f"awards-{index}-{name}", "") for name in shared}

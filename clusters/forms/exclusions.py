"""Units that are not considered for emulation, as they are typed."""

from clusters.forms.leaders import MemberField
from clusters.rules import ExclusionRow, ExclusionsFacts
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LineField
from core.forms.rows import RowForm


class ExclusionForm(RowForm):
    row_type = ExclusionRow

    unit_id = MemberField(among="members", label="Đơn vị")
    reason = LineField(label="Lý do", max_length=500, wide=True)
    decided_on = DayField(label="Ngày quyết định", required=False)
    source = LineField(
        label="Nguồn", max_length=500, required=False, help_text="Quyết định, kết luận, công văn…"
    )


class ExclusionsForm(FactsForm[ExclusionsFacts]):
    """A row a unit."""

    facts_type = ExclusionsFacts
    row_forms = {"exclusions": ExclusionForm}
    blank_rows = {"exclusions": 1}
    groups = (
        Group(
            "Đơn vị không xét thi đua",
            rows="exclusions",
            row_label="Đơn vị",
            add_label="Thêm đơn vị",
            hint="Do người có thẩm quyền kết luận, không suy ra từ điểm. Khi chọn Cụm trưởng, Cụm "
            "phó, Khối trưởng, Khối phó năm sau, các đơn vị này được nhắc kèm quy định.",
        ),
    )

"""People and their posts as a clerk types them."""

from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LineField, ProseField
from core.forms.pickers import UnitField
from core.problems import Problem
from organizations.rules import NewPersonFacts, PersonFacts, PostFacts

POST = "Ví dụ: Viện trưởng, Phó Viện trưởng, Trưởng phòng, Chánh Văn phòng."
UNKNOWN_DAY = "Ngày/tháng/năm. Chưa biết thì để trống."


class PersonForm(FactsForm[PersonFacts]):
    facts_type = PersonFacts
    groups = (
        Group("", ("full_name", "unit_id")),
        Group("Nguồn thông tin", ("source", "note")),
    )

    full_name = LineField(
        label="Họ và tên", max_length=200, help_text="Không ghi chức vụ, ví dụ: Phạm Thị Kim Liên."
    )
    unit_id = UnitField(
        label="Đơn vị",
        required=False,
        help_text="Phân biệt người cùng họ tên ở các đơn vị. Người ngoài Ngành thì để trống.",
    )
    source = LineField(label="Nguồn", max_length=500, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=2)


class NewPersonForm(FactsForm[NewPersonFacts]):
    facts_type = NewPersonFacts
    groups = (
        Group("", ("full_name", "unit_id")),
        Group(
            "Chức vụ hiện nay",
            ("post", "valid_from"),
            hint="Có thể để trống và ghi sau trên trang của người này.",
        ),
        Group("Nguồn thông tin", ("source", "note")),
    )

    full_name = LineField(
        label="Họ và tên", max_length=200, help_text="Không ghi chức vụ, ví dụ: Phạm Thị Kim Liên."
    )
    unit_id = UnitField(
        label="Đơn vị", required=False, help_text="Người ngoài Ngành có thể để trống."
    )
    post = LineField(label="Chức vụ", max_length=200, required=False, help_text=POST)
    valid_from = DayField(label="Từ ngày", required=False, help_text=UNKNOWN_DAY)
    source = LineField(label="Nguồn", max_length=500, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def problems(self, facts: NewPersonFacts) -> list[Problem]:
        if facts.valid_from and not facts.post:
            return [Problem("Nhập chức vụ giữ từ ngày này, hoặc xóa ngày.", "post")]
        if facts.post and not facts.unit_id:
            return [Problem("Chọn đơn vị nơi giữ chức vụ.", "unit_id")]
        return []


class PostForm(FactsForm[PostFacts]):
    facts_type = PostFacts
    groups = (
        Group("", ("post", "unit_id")),
        Group("Thời gian giữ chức vụ", ("valid_from", "valid_to"), is_row=True),
        Group("Nguồn thông tin", ("source", "as_written", "note")),
    )

    post = LineField(label="Chức vụ", max_length=200, help_text=POST)
    unit_id = UnitField(label="Đơn vị")
    valid_from = DayField(label="Từ ngày", required=False, help_text=UNKNOWN_DAY)
    valid_to = DayField(
        label="Đến trước ngày",
        required=False,
        help_text="Ngày đầu tiên thôi giữ chức vụ. Để trống: đang giữ.",
    )
    source = LineField(label="Nguồn", max_length=500, required=False)
    as_written = LineField(label="Nguyên văn cách ghi trong nguồn", max_length=1000, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=2)

"""Units, their names and their places as a clerk types them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LineField, ProseField, WordField
from core.forms.pickers import UnitField
from core.problems import Problem
from organizations.enums import UnitKind
from organizations.rules import NameFacts, NewUnitFacts, PlaceFacts, UnitFacts

DAY = "Ngày/tháng/năm, ví dụ 01/01/2025. Chưa biết thì để trống."
NAME = Group("Tên đơn vị", ("full_name", "short_name", "place_name"))
ON_PAPER = Group("Trên văn bản", ("letterhead", "symbol"))
ORIGIN = Group("Nguồn thông tin", ("source", "as_written", "note"))


class WritingForm(FactsForm[Any]):
    """How a unit is written."""

    full_name = LineField(
        label="Tên đầy đủ",
        max_length=300,
        help_text="Ghi như trong quyết định, ví dụ: Viện kiểm sát nhân dân tỉnh Lạng Sơn.",
    )
    short_name = LineField(
        label="Tên gọn",
        max_length=300,
        help_text="Dùng trên màn hình và trong bảng, ví dụ: VKSND tỉnh Lạng Sơn.",
    )
    letterhead = LineField(
        label="Tên ở góc trái văn bản",
        max_length=300,
        required=False,
        help_text="Chữ hoa. Để trống thì lấy tên đầy đủ viết hoa: VIỆN KIỂM SÁT NHÂN DÂN TỈNH …",
    )
    symbol = LineField(
        label="Ký hiệu văn bản",
        max_length=40,
        required=False,
        help_text="Phần tên đơn vị sau số văn bản, ví dụ: VKSLS, hoặc VKS-VP.",
    )
    place_name = LineField(
        label="Địa danh",
        max_length=100,
        required=False,
        help_text="Nơi ghi trước ngày tháng trên văn bản, ví dụ: Lạng Sơn.",
    )
    source = LineField(
        label="Nguồn",
        max_length=500,
        required=False,
        help_text="Quyết định, công văn, bài viết… nói điều này.",
    )
    as_written = LineField(
        label="Nguyên văn cách ghi trong nguồn",
        max_length=1000,
        required=False,
        help_text="Chỉ nhập khi nguồn ghi khác, ví dụ: Phòng 1.",
    )
    note = ProseField(label="Ghi chú", required=False, lines=2)


class NewUnitForm(WritingForm):
    facts_type = NewUnitFacts
    groups = (
        Group("Đơn vị", ("kind", "parent_id", "exists_from")),
        NAME,
        Group("", ("valid_from",)),
        ON_PAPER,
        ORIGIN,
    )

    kind = WordField(UnitKind, label="Loại đơn vị")
    parent_id = UnitField(
        label="Cấp trên trực tiếp",
        required=False,
        help_text="Ví dụ: VKSND huyện Cao Lộc và Phòng 1 đều trực thuộc VKSND tỉnh Lạng Sơn.",
    )
    exists_from = DayField(
        label="Thành lập từ ngày", required=False, help_text=f"Ngày có hiệu lực. {DAY}"
    )
    valid_from = DayField(
        label="Mang tên này từ ngày",
        required=False,
        help_text="Chỉ nhập khi trước ngày đó đơn vị mang tên khác. Để trống: từ trước đến nay.",
    )

    def choose_from(self, scene: Any) -> None:
        super().choose_from(scene)
        if scene.must_stand_below:
            self.fields["parent_id"].required = True


class UnitForm(FactsForm[UnitFacts]):
    facts_type = UnitFacts
    groups = (
        Group("Đơn vị", ("kind",)),
        Group("Thời gian tồn tại", ("exists_from", "exists_to"), is_row=True),
        Group("Nguồn thông tin", ("source", "note")),
    )

    kind = WordField(UnitKind, label="Loại đơn vị")
    exists_from = DayField(label="Thành lập từ ngày", required=False, help_text=DAY)
    exists_to = DayField(
        label="Kết thúc từ ngày",
        required=False,
        help_text="Ngày đầu tiên đơn vị không còn. Để trống: đang hoạt động.",
    )
    source = LineField(label="Nguồn", max_length=500, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=3)

    def problems(self, facts: UnitFacts) -> Sequence[Problem]:
        """No office ends its own unit: the scene says whether the day is the user's to say."""
        if self.scene or facts.exists_to == self.stored.exists_to:
            return ()
        words = "Chỉ văn phòng đơn vị cấp trên mới ghi được ngày đơn vị này kết thúc."
        return (Problem(words, "exists_to"),)


class NewNameForm(WritingForm):
    facts_type = NameFacts
    groups = (Group("Đổi tên", ("valid_from",)), NAME, ON_PAPER, ORIGIN)

    valid_from = DayField(
        label="Mang tên mới từ ngày",
        help_text="Tên cũ dừng ở ngày này; trang và văn bản của năm trước vẫn ghi tên cũ.",
    )


class NameForm(WritingForm):
    facts_type = NameFacts
    groups = (
        NAME,
        ON_PAPER,
        Group("Thời gian mang tên", ("valid_from", "valid_to"), is_row=True),
        ORIGIN,
    )

    valid_from = DayField(label="Từ ngày", required=False, help_text=DAY)
    valid_to = DayField(
        label="Đến trước ngày", required=False, help_text="Để trống: tên đang dùng."
    )


class NewPlaceForm(FactsForm[PlaceFacts]):
    facts_type = PlaceFacts
    groups: ClassVar[Sequence[Group]] = (Group("", ("parent_id", "valid_from")), ORIGIN)

    parent_id = UnitField(label="Cấp trên trực tiếp")
    valid_from = DayField(
        label="Từ ngày",
        required=False,
        help_text="Cấp trên cũ dừng ở ngày này. Nếu đơn vị chưa có cấp trên, có thể để trống.",
    )
    source = LineField(label="Nguồn", max_length=500, required=False)
    as_written = LineField(label="Nguyên văn cách ghi trong nguồn", max_length=1000, required=False)
    note = ProseField(label="Ghi chú", required=False, lines=2)


class PlaceForm(NewPlaceForm):
    groups = (
        Group("", ("parent_id",)),
        Group("Thời gian", ("valid_from", "valid_to"), is_row=True),
        ORIGIN,
    )

    valid_from = DayField(label="Từ ngày", required=False, help_text=DAY)
    valid_to = DayField(label="Đến trước ngày", required=False, help_text="Để trống: đến nay.")

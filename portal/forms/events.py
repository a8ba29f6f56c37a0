"""What happens to units, as a clerk types it: a form for each kind, with what that kind needs."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from core.forms.facts import FactsForm, Group, Place
from core.forms.fields import DayField, LineField, ProseField, WordField
from core.forms.pickers import UnitField
from core.forms.rows import RowForm, RowSet
from core.problems import Problem
from organizations.enums import EventKind, UnitKind
from organizations.rules.events import SHAPES, AfterRow, BeforeRow, EventFacts, settled

WHEN = Group("Hiệu lực và căn cứ", ("on", "basis"))
ORIGIN = Group("Nguồn thông tin", ("source", "note"))
NEW_NAME = ("full_name", "short_name", "place_name", "letterhead", "symbol")
NEW_UNIT = ("kind", "parent_id", *NEW_NAME)
GOES_ON, ENDS = "goes-on", "ends"


class BasisField(LineField):
    """A paper as it is cited; those of the register are suggested."""

    book_name = "bases"

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=500, **options)
        self.widget.attrs |= {"list": "bases", "autocomplete": "off"}

    def offer(self, scene: Any) -> None:
        self.suggested: list[str] = list(scene.bases)


class NameFields(forms.Form):
    """How a unit is written."""

    full_name = LineField(label="Tên đầy đủ", help_text="Ví dụ: Viện kiểm sát nhân dân khu vực 1.")
    short_name = LineField(label="Tên gọn", help_text="Ví dụ: VKSND khu vực 1.")
    place_name = LineField(
        label="Địa danh",
        max_length=100,
        required=False,
        help_text="Nơi ghi trước ngày tháng trên văn bản.",
    )
    letterhead = LineField(
        label="Tên ở góc trái văn bản",
        required=False,
        help_text="Chữ hoa. Để trống thì lấy tên đầy đủ viết hoa.",
    )
    symbol = LineField(
        label="Ký hiệu văn bản", max_length=40, required=False, help_text="Ví dụ: VKSKV1."
    )


class FoundingFields(NameFields):
    """How a unit that is yet to be is written, what it is and where it stands."""

    kind = WordField(UnitKind, label="Loại đơn vị")
    parent_id = UnitField(label="Cấp trên trực tiếp", required=False)
    field_order = NEW_UNIT


class KnownUnitRow(RowForm):
    """A unit that is there already."""

    unit_id = UnitField(label="Đơn vị")


class UnitRow(KnownUnitRow):
    row_type = BeforeRow


class TakerRow(KnownUnitRow):
    row_type = AfterRow


class FoundedRow(FoundingFields, RowForm):
    """A unit that is yet to be."""

    row_type = AfterRow

    def choose_from(self, scene: Any) -> None:
        super().choose_from(scene)
        self.fields["parent_id"].required = scene.must_stand_below


class EventForm(FactsForm[EventFacts]):
    """What every kind has; a side that is one unit is a field, one of several are rows."""

    facts_type = EventFacts
    of_kind: ClassVar[str]

    on = DayField(label="Từ ngày", help_text="Ngày có hiệu lực, ví dụ 01/01/2025.")
    basis = BasisField(
        label="Căn cứ",
        required=False,
        help_text="Nghị quyết, quyết định; chưa biết thì để trống và bổ sung sau.",
    )
    source = LineField(
        label="Nguồn", max_length=500, required=False, help_text="Nơi bạn đọc được điều này."
    )
    note = ProseField(label="Ghi chú", required=False, lines=2)

    def choose_from(self, scene: Any) -> None:
        super().choose_from(scene)
        if "parent_id" in self.fields:
            self.fields["parent_id"].required = scene.must_stand_below

    def _rowset(self, name: str, data: QueryDict | None, files: Any) -> RowSet:
        """As many blank rows as are wanted, those that are filled in already counted."""
        rows = super()._rowset(name, data, files)
        rows.extra = max(0, rows.extra - len(self.rows_of(self.stored, name)))
        return rows

    def initial_of(self, facts: EventFacts) -> dict[str, Any]:
        before = facts.before[0] if facts.before else BeforeRow()
        after = facts.after[0] if facts.after else AfterRow()
        known = {
            "before_id": before.unit_id,
            "fate": _fate(before) if facts.on else "",
            "after_id": after.unit_id,
            **{name: getattr(after, name) for name in NEW_UNIT},
            **{name: getattr(facts, name) for name in ("on", "basis", "source", "note")},
        }
        return {name: known[name] for name in self.base_fields}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> EventFacts:
        about = {name: values[name] for name in ("on", "basis", "source", "note")}
        before = rows["before"] if "before" in rows else self._one_before(values)
        after = rows["after"] if "after" in rows else self._one_after(values)
        return settled(EventFacts(kind=self.of_kind, before=before, after=after, **about))

    def problems(self, facts: EventFacts) -> Sequence[Problem]:
        """Nobody decides what becomes of his own unit."""
        words = "Chỉ văn phòng đơn vị cấp trên mới ghi được biến động của đơn vị này."
        return [
            Problem(words, f"before-{number}-unit_id")
            for number, row in enumerate(facts.before)
            if row.unit_id in self.scene.own
        ]

    def _one_before(self, values: dict[str, Any]) -> tuple[BeforeRow, ...]:
        if "before_id" not in values:
            return ()
        return (BeforeRow(values["before_id"], ends=values.get("fate") == ENDS),)

    def _one_after(self, values: dict[str, Any]) -> tuple[AfterRow, ...]:
        said = {name: values[name] for name in NEW_UNIT if name in values}
        if SHAPES[self.of_kind].after[1] == 0:
            return ()
        return (AfterRow(unit_id=values.get("after_id"), **said),)

    def place_of(self, field: str) -> Place:
        """A problem speaks of `after-0-full_name` also where that unit has no rows but fields."""
        side, _, rest = field.partition("-")
        name = rest.rpartition("-")[2]
        if side not in {"before", "after"} or side in self.rows:
            return super().place_of(field)
        if name in {"", "unit_id"}:
            name = f"{side}_id" if f"{side}_id" in self.fields else "full_name"
        return name, None, ""


def _fate(row: BeforeRow) -> str:
    return ENDS if row.ends else GOES_ON


class FoundForm(EventForm):
    of_kind = EventKind.FOUND
    row_forms: ClassVar[Mapping[str, type[RowForm]]] = {"after": FoundedRow}
    blank_rows: ClassVar[Mapping[str, int]] = {"after": 1}
    groups: ClassVar[Sequence[Group]] = (
        WHEN,
        Group("Đơn vị mới", rows="after", row_label="Đơn vị mới", add_label="Thêm đơn vị mới"),
        ORIGIN,
    )


class RenameForm(NameFields, EventForm):
    of_kind = EventKind.RENAME
    groups = (Group("Đơn vị đổi tên", ("before_id",)), WHEN, Group("Tên mới", NEW_NAME), ORIGIN)

    before_id = UnitField(label="Đơn vị")


class MergeForm(FoundingFields, EventForm):
    of_kind = EventKind.MERGE
    row_forms = {"before": UnitRow}
    blank_rows = {"before": 2}
    groups = (
        WHEN,
        Group(
            "Các đơn vị hợp nhất",
            rows="before",
            row_label="Đơn vị",
            add_label="Thêm đơn vị",
            hint="Từ hai đơn vị trở lên. Tất cả kết thúc vào ngày này.",
        ),
        Group("Đơn vị mới", NEW_UNIT),
        ORIGIN,
    )


class AbsorbForm(EventForm):
    of_kind = EventKind.ABSORB
    row_forms = {"before": UnitRow}
    blank_rows = {"before": 1}
    groups = (
        WHEN,
        Group(
            "Đơn vị được sáp nhập",
            rows="before",
            row_label="Đơn vị",
            add_label="Thêm đơn vị",
            hint="Kết thúc vào ngày này.",
        ),
        Group("Đơn vị nhận sáp nhập", ("after_id",)),
        ORIGIN,
    )

    after_id = UnitField(label="Sáp nhập vào", help_text="Đơn vị này tiếp tục hoạt động.")


class SplitForm(EventForm):
    of_kind = EventKind.SPLIT
    row_forms = {"after": FoundedRow}
    blank_rows = {"after": 1}
    groups = (
        Group("Đơn vị được chia, tách", ("before_id", "fate")),
        WHEN,
        Group("Đơn vị mới", rows="after", row_label="Đơn vị mới", add_label="Thêm đơn vị mới"),
        ORIGIN,
    )

    before_id = UnitField(label="Đơn vị")
    fate = WordField(
        [
            (GOES_ON, "Tiếp tục hoạt động, một phần tách ra thành đơn vị mới"),
            (ENDS, "Kết thúc, chia hết cho các đơn vị mới"),
        ],
        label="Sau ngày này, đơn vị",
        widget=forms.RadioSelect,
    )


class TransferForm(EventForm):
    of_kind = EventKind.TRANSFER
    row_forms = {"before": UnitRow, "after": TakerRow}
    blank_rows = {"before": 1, "after": 1}
    groups = (
        WHEN,
        Group("Đơn vị giao địa bàn", rows="before", row_label="Đơn vị", add_label="Thêm đơn vị"),
        Group("Đơn vị nhận địa bàn", rows="after", row_label="Đơn vị", add_label="Thêm đơn vị"),
        ORIGIN,
    )


class MoveForm(EventForm):
    of_kind = EventKind.MOVE
    row_forms = {"before": UnitRow}
    blank_rows = {"before": 1}
    groups = (
        WHEN,
        Group("Đơn vị đổi cấp trên", rows="before", row_label="Đơn vị", add_label="Thêm đơn vị"),
        Group("Cấp trên mới", ("after_id",)),
        ORIGIN,
    )

    after_id = UnitField(label="Trực thuộc")


class AbolishForm(EventForm):
    of_kind = EventKind.ABOLISH
    row_forms = {"before": UnitRow}
    blank_rows = {"before": 1}
    groups = (
        WHEN,
        Group(
            "Đơn vị giải thể",
            rows="before",
            row_label="Đơn vị",
            add_label="Thêm đơn vị",
            hint="Ngày nhập ở trên là ngày đầu tiên đơn vị không còn.",
        ),
        ORIGIN,
    )


FORMS: dict[str, type[EventForm]] = {
    form.of_kind: form
    for form in (
        FoundForm,
        RenameForm,
        MergeForm,
        AbsorbForm,
        SplitForm,
        TransferForm,
        MoveForm,
        AbolishForm,
    )
}

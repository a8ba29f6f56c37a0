"""Step “Thành phần”: who chaired, who came, which members were there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from conferences.enums import ParticipantRole
from conferences.rules import AttendanceRow, ParticipantRow, PeopleFacts
from core.forms.facts import FactsForm, Group, Line, Place
from core.forms.fields import LineField, ProseField, WholeField, WordField
from core.forms.pickers import PersonField, UnitField
from core.forms.rows import RowForm
from portal.queries.scene import Scene

SECTIONS = {
    "chairs": (ParticipantRole.CHAIR, "Chủ trì", "Người chủ trì", "Thêm người chủ trì"),
    "secretaries": (ParticipantRole.SECRETARY, "Thư ký", "Thư ký", "Thêm thư ký"),
    "directing": (
        ParticipantRole.DIRECTS,
        "Lãnh đạo cấp trên dự, chỉ đạo",
        "Lãnh đạo",
        "Thêm lãnh đạo",
    ),
    "delegates": (ParticipantRole.DELEGATE, "Đại biểu các đơn vị", "Đại biểu", "Thêm đại biểu"),
    "guests": (ParticipantRole.GUEST, "Khách mời", "Khách mời", "Thêm khách mời"),
}
HINTS = {
    "chairs": "Theo thứ tự: người chủ trì thứ nhất ở dòng đầu.",
    "guests": "Khách có thể là đơn vị, không cần tên người.",
}


class ParticipantForm(RowForm):
    moves = True

    person = PersonField(label="Họ và tên", required=False)
    post = LineField(label="Chức vụ", max_length=200, required=False)
    unit_id = UnitField(label="Đơn vị", required=False)
    capacity = LineField(
        label="Tư cách tại hội nghị",
        required=False,
    )

    def row(self) -> ParticipantRow:
        return ParticipantRow(role="", **self.row_values())


class Presence:
    """How the clerk says who was there."""

    UNKNOWN = "unknown"
    ALL = "all"
    EXCEPT = "except"
    SOME = "some"
    CHOICES = (
        (UNKNOWN, "Chưa rõ"),
        (ALL, "Tất cả có mặt"),
        (EXCEPT, "Tất cả có mặt, trừ các đơn vị ghi vắng dưới đây"),
        (SOME, "Chỉ biết một số đơn vị, như dưới đây"),
    )


PRESENT, ABSENT = "present", "absent"


def _state(row: AttendanceRow) -> str:
    return PRESENT if row.is_present else ABSENT


@dataclass(frozen=True)
class MemberLine:
    """A member unit and the two fields that say whether it was there."""

    label: str
    presence: forms.BoundField
    reason: forms.BoundField


class PeopleForm(FactsForm[PeopleFacts]):
    facts_type = PeopleFacts
    row_forms = dict.fromkeys(SECTIONS, ParticipantForm)
    groups = (
        Group(
            "Đơn vị thành viên dự họp",
            ("attendance", "stated_unit_count"),
            template="portal/results/attendance.html",
        ),
        *(
            Group(title, rows=name, row_label=row, add_label=add, hint=HINTS.get(name, ""))
            for name, (_role, title, row, add) in SECTIONS.items()
        ),
        Group("", ("attendance_note",)),
    )

    attendance = WordField(Presence.CHOICES, label="Các đơn vị có mặt", widget=forms.RadioSelect)
    stated_unit_count = WholeField(
        lowest=1,
        highest=500,
        label="Số đơn vị dự, như văn bản ghi",
        required=False,
    )
    attendance_note = ProseField(
        label="Thành phần khác",
        required=False,
        lines=2,
        help_text="Những người dự không nêu tên, ví dụ công chức làm công tác thi đua.",
    )

    def choose_from(self, scene: Scene) -> None:
        """Two fields for each member unit of the groups that hold the meeting."""
        super().choose_from(scene)
        choices = [(PRESENT, "Có mặt"), (ABSENT, "Vắng")]
        for unit_id in self.listed:
            unit = self.unit_label(unit_id)
            self.fields[f"presence_{unit_id}"] = WordField(
                choices, label=f"{unit}: có mặt", required=False, blank="Chưa rõ"
            )
            self.fields[f"reason_{unit_id}"] = LineField(
                label=f"{unit}: lý do vắng", required=False
            )

    @property
    def listed(self) -> list[int]:
        """Member units, and those whose presence is stored though they are no members now."""
        members = [member.unit_id for member in self.scene.holding_members]
        stored = [row.unit_id for row in self.stored.attendance]
        return list(dict.fromkeys([*members, *stored]))

    def unit_label(self, unit_id: int) -> str:
        return str(self.scene.units.label(unit_id))

    @property
    def member_lines(self) -> list[MemberLine]:
        return [
            MemberLine(self.unit_label(key), self[f"presence_{key}"], self[f"reason_{key}"])
            for key in self.listed
        ]

    def initial_of(self, facts: PeopleFacts) -> dict[str, Any]:
        told = {row.unit_id: row for row in facts.attendance}
        return {
            "attendance": self._presence(facts.attendance),
            "stated_unit_count": facts.stated_unit_count,
            "attendance_note": facts.attendance_note,
            **{
                f"presence_{key}": PRESENT if row.is_present else ABSENT
                for key, row in told.items()
            },
            **{f"reason_{key}": row.reason for key, row in told.items()},
        }

    def _presence(self, rows: Sequence[AttendanceRow]) -> str:
        if not rows:
            return Presence.UNKNOWN
        if len(rows) < len(self.listed):
            return Presence.SOME
        return Presence.ALL if all(row.is_present for row in rows) else Presence.EXCEPT

    def rows_of(self, facts: PeopleFacts, name: str) -> Sequence[ParticipantRow]:
        return [row for row in facts.people if row.role == SECTIONS[name][0]]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        absent = [key for key in self.listed if values.get(f"presence_{key}") == ABSENT]
        mode = values.get("attendance")
        if mode in {Presence.ALL, Presence.UNKNOWN} and absent:
            names = "; ".join(self.unit_label(key) for key in absent)
            self.add_error("attendance", f"Đã ghi vắng {names}: chọn “Tất cả có mặt, trừ …”.")
        if mode == Presence.EXCEPT and not absent:
            self.add_error("attendance", "Ghi ít nhất một đơn vị vắng, hoặc chọn cách ghi khác.")
        return values

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> PeopleFacts:
        people = [replace(row, role=SECTIONS[name][0]) for name in SECTIONS for row in rows[name]]
        attendance = [row for key in sorted(self.listed) if (row := self._attendance_of(key))]
        return PeopleFacts(
            people=tuple(people),
            attendance=tuple(attendance),
            stated_unit_count=values["stated_unit_count"],
            attendance_note=values["attendance_note"],
        )

    def _attendance_of(self, unit_id: int) -> AttendanceRow | None:
        """What the chosen way of saying makes of one unit; a reason stands with absence alone."""
        mode = self.cleaned_data["attendance"]
        state = self.cleaned_data[f"presence_{unit_id}"]
        if mode == Presence.UNKNOWN or (mode == Presence.SOME and not state):
            return None
        if mode == Presence.ALL or state != ABSENT:
            return AttendanceRow(unit_id, is_present=True)
        return AttendanceRow(unit_id, False, self.cleaned_data[f"reason_{unit_id}"])

    def place_of(self, field: str) -> Place:
        """`people-3-post` counts through all sections; ours are told apart by role."""
        name, index, part = super().place_of(field)
        if name != "people" or index is None:
            return name, None, part
        for section in SECTIONS:
            length = len(self.rows[section].kept_forms())
            if index < length:
                return section, index, part
            index -= length
        return "", None, ""

    def lines(self, facts: PeopleFacts) -> list[Line]:
        """Units that were there and units that were not, by name, before everything else."""
        return [
            Line("Có mặt", self._units(facts, is_present=True)),
            Line("Vắng", self._units(facts, is_present=False)),
            *(line for line in super().lines(facts) if line.label != "Các đơn vị có mặt"),
        ]

    def _units(self, facts: PeopleFacts, *, is_present: bool) -> str:
        rows = [row for row in facts.attendance if row.is_present is is_present]
        return "\n".join(
            f"{self.unit_label(row.unit_id)} ({row.reason})"
            if row.reason
            else self.unit_label(row.unit_id)
            for row in rows
        )

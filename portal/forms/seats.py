"""Step “Cụm trưởng, Cụm phó năm sau”: whom the conference chose to lead."""

from typing import Any

from django import forms

from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition
from conferences.rules import SeatRow, SeatsFacts
from core.forms.facts import FactsForm, Group, Line, Place
from core.forms.fields import KeyField, LineField, WordField
from portal.queries.scene import Scene

NAMES = ("unit_id", "how", "vote_as_stated", "as_written", "despite")


class SeatsForm(FactsForm[SeatsFacts]):
    """Fields for each seat of each group that holds the meeting; no unit means no choice.

    A reason is asked for only where the rule speaks of a member.
    """

    facts_type = SeatsFacts

    @property
    def seats(self) -> list[tuple[ClusterEdition, GroupRole]]:
        return [(edition, role) for edition in self.scene.holding for role in GroupRole]

    def choose_from(self, scene: Scene) -> None:
        for edition, role in self.seats:
            members = [(row.unit_id, row.name.short_name) for row in scene.members[edition.pk]]
            barred = [name for key, name in members if key in scene.barred[edition.pk]]
            for name, field in _fields(members, barred).items():
                self.fields[_key(edition, role, name)] = field

    def initial_of(self, facts: SeatsFacts) -> dict[str, Any]:
        rows = {(row.edition_id, row.role): row for row in facts.seats}
        return {
            _key(edition, role, name): getattr(rows.get((edition.pk, role)), name, "")
            for edition, role in self.seats
            for name in NAMES
        }

    @property
    def groups(self) -> tuple[Group, ...]:  # type: ignore[override]
        return tuple(
            Group(
                self._title(edition, role),
                tuple(_key(edition, role, n) for n in NAMES),
                hint=" ".join(self._warnings(edition)),
                is_row=True,
            )
            for edition, role in self.seats
        )

    def _warnings(self, edition: ClusterEdition) -> list[str]:
        """Members the rule keeps from leading next year, each with its words."""
        barred = self.scene.barred[edition.pk]
        return [
            barred[row.unit_id] for row in self.scene.members[edition.pk] if row.unit_id in barred
        ]

    def _title(self, edition: ClusterEdition, role: str) -> str:
        title = f"{edition.role_label(role)} năm {edition.year.label_year + 1}"
        return title if len(self.scene.holding) == 1 else f"{title} – {edition.name}"

    def clean(self) -> dict[str, Any]:
        """A wording without a unit would be lost: say so."""
        for edition, role in self.seats:
            names = [_key(edition, role, name) for name in NAMES]
            unit, *others = (self.cleaned_data.get(name) for name in names)
            if any(others) and not unit and names[0] not in self.errors:
                self.add_error(names[0], "Chọn đơn vị, hoặc xóa các ô bên dưới.")
        return self.cleaned_data

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> SeatsFacts:
        self.chosen = [seat for seat in self._in_order() if self._row(*seat)]
        return SeatsFacts(tuple(row for seat in self.chosen if (row := self._row(*seat))))

    def _in_order(self) -> list[tuple[ClusterEdition, GroupRole]]:
        """As the stored ones are read: by edition, head first."""
        return sorted(self.seats, key=lambda seat: (seat[0].pk, list(GroupRole).index(seat[1])))

    def _row(self, edition: ClusterEdition, role: GroupRole) -> SeatRow | None:
        said = {name: self.cleaned_data[_key(edition, role, name)] for name in NAMES}
        if not said["unit_id"]:
            return None
        return SeatRow(edition.pk, edition.year.label_year + 1, role.value, **said)

    def lines(self, facts: SeatsFacts) -> list[Line]:
        """One line a seat."""
        values = self.initial_of(facts)
        return [
            Line(self._title(*seat), " – ".join(filter(None, self._said(seat, values))))
            for seat in self.seats
        ]

    def _said(self, seat: tuple[ClusterEdition, GroupRole], values: dict[str, Any]) -> list[str]:
        return [self.say(_key(*seat, name), values) for name in NAMES]

    def place_of(self, field: str) -> Place:
        name, index, part = super().place_of(field)
        if name != "seats" or index is None:
            return super().place_of(field)
        key = _key(*self.chosen[index], part)
        return (key if key in self.fields else _key(*self.chosen[index], "unit_id")), None, ""


def _key(edition: ClusterEdition, role: str, name: str) -> str:
    return f"{name}_{edition.pk}_{role}"


def _fields(members: list[tuple[int, str]], barred: list[str]) -> dict[str, forms.Field]:
    despite = LineField(
        label="Lý do vẫn chọn",
        max_length=500,
        required=False,
        help_text="Chỉ ghi khi đơn vị được chọn không được xét thi đua năm nay.",
    )
    if not barred:
        despite.widget = forms.HiddenInput()
    return {
        "unit_id": KeyField(
            members,
            label="Đơn vị",
            required=False,
            blank="Chưa chọn",
            help_text=f"Không được xét thi đua năm nay: {'; '.join(barred)}." if barred else "",
        ),
        "how": WordField(HowChosen, label="Cách chọn", required=False, blank="Chưa có thông tin"),
        "vote_as_stated": LineField(label="Biểu quyết, như nguồn ghi", required=False),
        "as_written": LineField(
            label="Ghi kèm tên đơn vị, nguyên văn",
            max_length=500,
            required=False,
            help_text="Ví dụ: từ ngày 01/01/2025 là thị xã Chũ.",
        ),
        "despite": despite,
    }

"""The board of the yearly turn as it is sent: groups as rows, the units of each as keys."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from clusters.enums import GroupKind
from clusters.queries import TurnBoard, UnitCard
from clusters.rules import PlannedGroup, TurnPlan, proposed_name
from core.forms.facts import Difference, FactsForm, Group
from core.forms.fields import KeyField, LineField, WholeField, WordField
from core.forms.pickers import Book, BookField
from core.forms.rows import RowForm
from core.problems import Problem
from core.text import whole_number
from core.versions import version_of

GROUPS, WAITING = "groups", "waiting"
TYPED = ("kind", "number", "name", "stated_member_count", "other")
LOOKS = {
    "kind": "form-select",
    "is_list_incomplete": "form-check-input",
    "goes_on": "form-check-input",
}
LONGEST_TITLE = 120
MOST_UNITS = 2_000  # more than there are; a database asked for millions would break
DAMAGED = "Trang gửi thiếu dữ liệu. Hãy tải lại trang rồi xếp lại."


@dataclass(frozen=True)
class StartFacts:
    """The year a plan is begun from; none for a plan from nothing."""

    last_year: int | None = None


class StartForm(FactsForm[StartFacts]):
    """One of the earlier years, or none of them."""

    facts_type = StartFacts
    groups = (
        Group(
            fields=("last_year",),
            hint="Lấy loại, số, tên và các đơn vị thành viên vào ngày cuối của năm được chọn. "
            "Không lấy Cụm trưởng, Cụm phó, điểm, giao ước, hội nghị, căn cứ. Chưa có gì được "
            "lập cho đến khi bạn xem thay đổi và bấm “Lập tất cả”.",
        ),
    )

    last_year = KeyField([], label="Bắt đầu từ", widget=forms.RadioSelect, required=False)

    def choose_from(self, scene: Any) -> None:
        years = [(str(year), f"Các cụm, khối của năm {year}") for year in scene]
        field: Any = self.fields["last_year"]
        field.choices = [*years, ("", "Bảng trống, tự lập từng cụm, khối")]

    def problems(self, facts: StartFacts) -> list[Problem]:
        """Choosing nothing at all is not the same as choosing an empty board."""
        if "last_year" in self.data:
            return []
        return [Problem("Chọn một mục.", "last_year")]


class UnitsField(forms.Field):
    """Keys of units in a hidden field: “12 15 18”."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> tuple[int, ...]:
        keys = [whole_number(word) for word in str(value or "").split()]
        if None in keys or len(keys) > MOST_UNITS:
            raise ValidationError(DAMAGED)
        return tuple(sorted({key for key in keys if key is not None}))

    def prepare_value(self, value: Any) -> str:
        return " ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(data or "").strip())


class PredecessorField(BookField):
    """The group of last year this one goes on from, by its name; suggested once for all rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(book="earlier", noun="cụm, khối năm trước", **options)


class OtherUnitField(LineField):
    """A unit the board does not show: any unit by its name, looked up only when one is typed."""

    def find(self, text: str, units: Book) -> int:
        field = BookField(book="units", noun="đơn vị")
        field.book = units
        return int(field.clean(text) or 0)


class PlannedGroupForm(RowForm):
    """One column of the board.

    That it goes on from the group it came from is a mark for all to see; another group is typed.
    """

    row_type = PlannedGroup
    quiet = frozenset({"kind"})
    speaks_for = {"continues": "other"}

    kind = WordField(GroupKind, label="Loại", blank="— chọn loại —", initial=GroupKind.CLUSTER)
    number = LineField(  # type: ignore[assignment]  # Django takes fields out of the class
        label="Số", max_length=20, required=False
    )
    name = LineField(label="Tên", required=False)
    stated_member_count = WholeField(
        lowest=1, highest=200, label="Số đơn vị theo văn bản", required=False
    )
    came_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goes_on = forms.BooleanField(label="Tiếp nối", required=False)
    other = PredecessorField(label="Tiếp nối cụm, khối khác", required=False)
    is_list_incomplete = forms.BooleanField(label="Danh sách có thể chưa đầy đủ", required=False)
    units = UnitsField(label="Đơn vị", required=False)

    @classmethod
    def initial_of(cls, row: PlannedGroup) -> dict[str, Any]:
        said = row.continues is not None
        return asdict(row) | {"came_from": row.continues or row.came_from, "goes_on": said}

    def row(self) -> PlannedGroup:
        values = self.row_values()
        other, is_marked = values.pop("other"), values.pop("goes_on")
        came_from = other or values.pop("came_from")
        goes_on = other or (is_marked and self.scene.mark_stands(came_from, values["units"]))
        said = {"came_from": came_from, "continues": came_from if goes_on else None}
        name = values["name"] or proposed_name(values["kind"], values["number"])
        return PlannedGroup(**(values | said | {"name": name}))

    def spoken(self, row: PlannedGroup) -> str:
        goes_on = self.scene.going_on(row.continues)
        about = (
            row.name,
            f"số {row.number}" if row.number else "",
            goes_on[:1].lower() + goes_on[1:],
        )
        names = "; ".join(card.name for card in self.scene.cards(row.units))
        return f"{', '.join(each for each in about if each)}: {names or 'chưa có đơn vị'}"

    @property
    def title(self) -> str:
        """What stands above the column; a name that is far too long is cut there alone."""
        kind, number = self["kind"].value(), self["number"].value() or ""
        is_said = kind in set(GroupKind) and (number or kind == GroupKind.BLOC)
        name = self["name"].value() or (proposed_name(kind, number) if is_said else "")
        return shorten(str(name), LONGEST_TITLE, placeholder=" …")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = LOOKS.get(name, "form-control")

    @property
    def fields_to_type(self) -> list[forms.BoundField]:
        return [self[name] for name in TYPED]

    @property
    def place(self) -> str:
        """Which row this is; `number` is a field here."""
        return str(self.prefix).rpartition("-")[2]

    @property
    def going_on(self) -> str:
        """What the mark says; empty where there is no group it could speak of."""
        words: str = self.scene.going_on(self._came_from)
        return words

    @property
    def _came_from(self) -> int | None:
        return whole_number(str(self["came_from"].value() or ""))

    @property
    def shown_units(self) -> tuple[int, ...]:
        return keys_in(self["units"].value())

    @cached_property
    def cards(self) -> list[UnitCard]:
        cards: list[UnitCard] = self.scene.cards(self.shown_units, self._came_from)
        return cards


class TurnForm(FactsForm[TurnPlan]):
    """The whole board. “Chuyển” moves the ticked units, “Thêm đơn vị” takes one more."""

    facts_type = TurnPlan
    scene: TurnBoard
    row_forms = {GROUPS: PlannedGroupForm}
    groups = (Group("Cụm, khối", rows=GROUPS, row_label="Cụm, khối", add_label="Thêm cụm, khối"),)

    waiting = UnitsField(label="Chưa xếp", required=False)
    another = OtherUnitField(label="Thêm đơn vị chưa có trên bảng", required=False)

    def initial_of(self, facts: TurnPlan) -> dict[str, Any]:
        return {"waiting": facts.waiting}

    def grow(self, data: QueryDict) -> tuple[QueryDict, str]:
        if "move" in data:
            return moved(data), GROUPS
        if "take" in data:
            return self._with_another(data), GROUPS
        return super().grow(data)

    def _with_another(self, data: QueryDict) -> QueryDict:
        """What was typed with one more unit waiting; a name nobody bears stays to be mended."""
        self.not_found = ""
        grown = data.copy()
        try:
            unit = self._other(data.get("another", ""))
        except ValidationError as error:
            self.not_found = error.messages[0]
            return grown
        grown["another"] = ""
        if unit not in units_in(data):
            grown[WAITING] = f"{data.get(WAITING, '')} {unit}"
        self.scene.also(unit)
        return grown

    def _other(self, text: str) -> int:
        field: Any = self.base_fields["another"]
        unit: int = field.find(text, self.scene.units)
        return unit

    def silence(self) -> None:
        super().silence()
        if words := getattr(self, "not_found", ""):
            self.add_error("another", words)

    def clean_another(self) -> str:
        """A name that was typed and not taken yet counts as taken."""
        text: str = self.cleaned_data["another"]
        self.taken = self._other(text) if text else 0
        if self.taken:
            self.scene.also(self.taken)
        return text

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> TurnPlan:
        """Units of a column that is dropped, or in none, wait."""
        groups: tuple[PlannedGroup, ...] = rows[GROUPS]
        placed = {unit for group in groups for unit in group.units}
        dropped = {unit for form in self._dropped() for unit in form.shown_units}
        more = {self.taken} - {0}
        waiting = (set(values[WAITING]) | dropped | more) - placed
        return TurnPlan(self.stored.last_year, groups, tuple(sorted(waiting)))

    def _dropped(self) -> list[Any]:
        kept = self.rows[GROUPS].kept_forms()
        return [form for form in self.rows[GROUPS].forms if form not in kept]

    def differences(self, stored: TurnPlan) -> list[Difference]:
        """A line for each group that is not the same in both versions."""
        self.version = version_of(stored)
        mine, theirs = self._told(self.facts()), self._told(stored)
        names = dict.fromkeys((*mine, *theirs))
        every = [Difference(name, mine.get(name, ""), theirs.get(name, "")) for name in names]
        return [each for each in every if each.typed != each.stored] or every

    def _told(self, plan: TurnPlan) -> dict[str, str]:
        reader = self.rows[GROUPS].empty_form
        told = {group.name: reader.spoken(group) for group in plan.groups}
        return told | {"Chưa xếp": self._names(plan.waiting)}

    def _names(self, units: Sequence[int]) -> str:
        return "; ".join(card.name for card in self.scene.cards(units))

    # Showing

    @property
    def waiting_cards(self) -> list[UnitCard]:
        return self.scene.cards(keys_in(self[WAITING].value()))

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Where units can be moved: number of the row and its title."""
        columns: list[Any] = self.rows[GROUPS].forms
        return [(form.place, form.title) for form in columns]


def keys_in(value: Any) -> tuple[int, ...]:
    """Keys as a field holds them, kept or typed; what is no key is left out."""
    if isinstance(value, tuple):
        return value
    keys = (whole_number(word) for word in str(value or "").split())
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def units_in(data: QueryDict) -> set[int]:
    """Every unit that stands somewhere on a sent board."""
    names = [name for name in data if name == WAITING or name.endswith("-units")]
    found = {unit for name in names for unit in keys_in(data.get(name, ""))}
    return set(sorted(found)[:MOST_UNITS])


def moved(data: QueryDict) -> QueryDict:
    """The board with the ticked units in the column that was chosen; to none, they wait."""
    changed = data.copy()
    picked = {key for word in data.getlist("pick") if (key := whole_number(word))}
    picked &= units_in(data)
    row = whole_number(data.get("to", ""))
    target = WAITING if row is None else f"{GROUPS}-{row}-units"
    if target not in data:
        return changed
    for name in [each for each in data if each == WAITING or each.endswith("-units")]:
        left = [unit for unit in keys_in(data.get(name, "")) if unit not in picked]
        changed[name] = " ".join(map(str, left))
    stay = keys_in(changed.get(target, ""))
    changed[target] = " ".join(map(str, (*stay, *sorted(picked))))
    return changed

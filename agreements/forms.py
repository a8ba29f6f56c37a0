"""What is typed of an agreement: its text, its parties, what is said of the signing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms

from agreements.enums import SignatureState
from agreements.queries import Scene, SignedParty
from agreements.rules import (
    ClauseRow,
    CopyFacts,
    CorrectionPlan,
    PartiesFacts,
    PartyRow,
    SignatureRow,
    SignaturesFacts,
    SigningFacts,
    TextFacts,
    WithdrawalFacts,
    correction_problems,
    parties_problems,
    signatures_problems,
    text_problems,
)
from core.dates import today
from core.files import MOST_BYTES
from core.forms.facts import FactsForm, Group
from core.forms.fields import (
    DayField,
    KeyField,
    LineField,
    OwnKeyField,
    ProseField,
    UploadField,
    WholeField,
    WordField,
)
from core.forms.rows import RowForm
from core.problems import Problem
from core.versions import version_of
from documents.enums import Correction

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

    def __init__(self, facts: TextFacts, *, shown: TextFacts | None = None, **options: Any) -> None:
        """`shown` is what the page begins with instead of what is stored."""
        super().__init__(shown or facts, **options)
        if shown is not None:
            self.stored, self.version = facts, version_of(facts)

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


class SignatureRowForm(RowForm):
    """One party of the paper; its unit cannot be changed here."""

    row_type = SignatureRow
    quiet = frozenset({"unit_id"})
    state = WordField(SignatureState, label="Chữ ký", blank="Chưa có thông tin", required=False)
    signed_on = DayField(label="Ngày ký", required=False)
    signer = LineField(label="Người ký (nếu khác)", max_length=200, required=False)
    unit_id = OwnKeyField()

    @property
    def party(self) -> SignedParty | None:
        """The party this row is about, as the paper names it."""
        found: SignedParty | None = self.scene.get(str(self["unit_id"].value()))
        return found

    def has_changed(self) -> bool:
        """Every party stays in the list, whether anything is known of it or not."""
        return True

    def spoken(self, row: SignatureRow) -> str:
        party = self.scene.get(str(row.unit_id))
        said = super().spoken(row)
        return f"{party.party.short_name}: {said or 'chưa có thông tin'}" if party else said


class SignaturesForm(FactsForm[SignaturesFacts]):
    """Who has signed; one row a party, in the order of the paper."""

    facts_type = SignaturesFacts
    row_forms = {"signatures": SignatureRowForm}
    groups = (
        Group("Chữ ký", rows="signatures", row_label="", template="agreements/signatures.html"),
    )

    def problems(self, facts: SignaturesFacts) -> Sequence[Problem]:
        return signatures_problems(facts, today())


class SigningDayForm(FactsForm[SignaturesFacts]):
    """One day for all who have not signed yet; what is known of the others stays."""

    facts_type = SignaturesFacts
    groups = (Group("", ("on",)),)
    on = DayField(
        label="Tất cả đã ký ngày",
        help_text="Ghi cho mọi đơn vị chưa ghi đã ký; đơn vị đã ghi giữ nguyên.",
    )

    def initial_of(self, facts: SignaturesFacts) -> dict[str, Any]:
        """The day, where it is one and the same for all."""
        days = {row.signed_on for row in facts.signatures}
        return {"on": days.pop() if len(days) == 1 else None}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> SignaturesFacts:
        signed = SignatureState.SIGNED
        return SignaturesFacts(
            tuple(
                row if row.state == signed else replace(row, state=signed, signed_on=values["on"])
                for row in self.stored.signatures
            )
        )

    def problems(self, facts: SignaturesFacts) -> Sequence[Problem]:
        on, signed = self.cleaned_data["on"], self.stored.signatures
        if on > today():
            return [Problem("Ngày ký không thể ở sau hôm nay.", "on")]
        if facts == self.stored and on not in {row.signed_on for row in signed}:
            words = "Mọi đơn vị đã được ghi là đã ký, với ngày khác. Sửa ngày ở trang chữ ký."
            return [Problem(words, "on")]
        return []


class CorrectionForm(FactsForm[CorrectionPlan]):
    """In which way the issued paper is put right, and why."""

    facts_type = CorrectionPlan
    groups = (Group("", ("way", "reason")),)
    way = WordField(
        Correction,
        label="Cách sửa",
        widget=forms.RadioSelect,
        help_text="Đính chính khi bản cũ chỉ sai sót nhỏ và vẫn dùng cùng bản mới; thay thế khi "
        "bản cũ không còn dùng.",
    )
    reason = LineField(
        label="Lý do",
        max_length=500,
        help_text="Được in trên văn bản mới, ví dụ: ghi sai họ tên người ký của VKSND tỉnh Cà Mau.",
    )

    def problems(self, facts: CorrectionPlan) -> Sequence[Problem]:
        return correction_problems(facts)


class CopyForm(FactsForm[CopyFacts]):
    """A scan of the signed paper and a word about it."""

    facts_type = CopyFacts
    groups = (Group("", ("file", "note")),)
    file = UploadField(
        label="Bản chụp giao ước đã ký",
        help_text=f"PDF, JPEG hoặc PNG, tối đa {MOST_BYTES // 1024**2} MB. Tệp được giữ nguyên "
        "từng byte; lưu rồi không xóa được, chỉ rút được.",
    )
    note = LineField(
        label="Ghi chú",
        max_length=500,
        required=False,
        help_text="Ví dụ: bản lưu tại VKSND tỉnh Trà Vinh, đủ 06 chữ ký.",
    )

    def initial_of(self, facts: CopyFacts) -> dict[str, Any]:
        return {"note": facts.note, "file": None}

    def build(self, values: dict[str, Any], rows: dict[str, tuple[Any, ...]]) -> CopyFacts:
        return CopyFacts(values["note"])

    def extras(self) -> dict[str, Any]:
        return {"file": self.cleaned_data["file"]}


class WithdrawalForm(FactsForm[WithdrawalFacts]):
    """Why a scan is withdrawn."""

    facts_type = WithdrawalFacts
    groups = (Group("", ("reason",)),)
    reason = LineField(label="Lý do", max_length=500, help_text="Ví dụ: chụp nhầm giao ước khác.")


def numbered(rows: Sequence[Any]) -> list[Numbered]:
    return [Numbered(number, row) for number, row in enumerate(rows, start=1)]


def in_order(rows: Sequence[Numbered]) -> tuple[Any, ...]:
    """Rows by their numbers; of equal numbers the one that stands first on the page."""
    return tuple(each.row for each in sorted(rows, key=lambda each: each.order))

"""Legal bases as rows of a form: the value is a tuple of their keys."""

from typing import Any

from core.forms.facts import Group
from core.forms.pickers import BookField
from core.forms.rows import RowForm


class BasisForm(RowForm):
    """One paper, found by its number."""

    basis = BookField(book="bases", noun="văn bản", label="Văn bản")

    @classmethod
    def initial_of(cls, row: int) -> dict[str, Any]:
        return {"basis": row}

    def row(self) -> int:
        key: int = self.cleaned_data["basis"]
        return key


BASES = Group(
    "Căn cứ",
    rows="bases",
    row_label="Căn cứ",
    add_label="Thêm căn cứ",
    hint="Gõ số, ký hiệu hoặc trích yếu. Văn bản chưa có thì nhập ở mục Văn bản trước.",
)


def each_once(rows: tuple[int, ...]) -> tuple[int, ...]:
    """A paper that is named twice counts once."""
    return tuple(dict.fromkeys(rows))

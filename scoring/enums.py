"""Words about criteria and score sheets."""

from core.enums import Words


class CriterionKind(Words):
    ORDINARY = "ordinary", "Điểm chuẩn"
    BONUS = "bonus", "Điểm thưởng"
    DEDUCTION = "deduction", "Điểm trừ"


class SheetState(Words):
    DRAFT = "draft", "Đang tự chấm"
    SUBMITTED = "submitted", "Đã gửi"
    CHECKED = "checked", "Đã đối chiếu"
    AGREED = "agreed", "Đã thống nhất"


# From here on the unit's own figures stand; changes need the checker or the conference.
SENT = frozenset({SheetState.SUBMITTED, SheetState.CHECKED, SheetState.AGREED})
CHECKABLE = frozenset({SheetState.SUBMITTED, SheetState.CHECKED})
DONE_CHECKING = frozenset({SheetState.CHECKED, SheetState.AGREED})

# The colour of the word on a page; colour never stands alone.
SHEET_TONES = {
    SheetState.DRAFT: "grey",
    SheetState.SUBMITTED: "blue",
    SheetState.CHECKED: "green",
    SheetState.AGREED: "green",
}

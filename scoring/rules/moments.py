"""How far a sheet has come, and what is open at that moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.problems import Problem
from scoring.enums import CHECKABLE, SheetState
from scoring.rules.criteria import CriterionLine
from scoring.rules.figures import SelfPoints, points_field, self_points_problems

ALREADY_AGREED = "Hội nghị đã thống nhất bảng điểm; muốn sửa, mở lại kết quả hội nghị."


@dataclass(frozen=True)
class Moment:
    """How far a sheet and its round have come: what decides which of its sides is open."""

    state: str
    is_checking_open: bool = False
    is_agreed: bool = False


def filling_problems(moment: Moment) -> list[Problem]:
    """Why the unit cannot fill in its sheet now."""
    if moment.is_agreed:
        return [Problem(ALREADY_AGREED)]
    if moment.state != SheetState.DRAFT:
        return [Problem("Bảng tự chấm đã gửi. Thủ trưởng đơn vị rút lại thì mới sửa được.")]
    return []


def submission_problems(
    moment: Moment, lines: Sequence[CriterionLine], stored: SelfPoints
) -> list[Problem]:
    """Everything that keeps a sheet from being submitted."""
    points = {row.criterion_id: row.points for row in stored.rows}
    missing = [
        Problem(f"Nhập điểm cho tiêu chí {line.code}.", points_field(line.id))
        for line in lines
        if points.get(line.id) is None
    ]
    return filling_problems(moment) + missing + self_points_problems(lines, stored)


def taking_back_problems(moment: Moment) -> list[Problem]:
    """Why a submitted sheet cannot go back to the unit: only until checking starts."""
    if moment.state != SheetState.SUBMITTED:
        return [Problem("Chỉ rút lại được bảng tự chấm đã gửi và chưa đối chiếu.")]
    if moment.is_checking_open:
        return [Problem("Đã mở đối chiếu, không rút lại bảng tự chấm được nữa.")]
    return []


def checking_problems(moment: Moment, *, is_own: bool) -> list[Problem]:
    """Why this person cannot check this sheet now; never one's own sheet, in any hat."""
    problems = []
    if is_own:
        problems.append(Problem("Không ai đối chiếu phiếu điểm của chính đơn vị mình."))
    if moment.is_agreed:
        problems.append(Problem(ALREADY_AGREED))
    elif not moment.is_checking_open:
        problems.append(Problem("Cụm, khối chưa mở đối chiếu."))
    elif moment.state not in CHECKABLE:
        problems.append(Problem("Đơn vị chưa gửi bảng tự chấm."))
    return problems


def agreement_problems(states: Iterable[str]) -> list[Problem]:
    """Why a conference cannot agree to the scores: nothing has been checked."""
    if SheetState.CHECKED not in set(states):
        return [Problem("Chưa có phiếu điểm nào đối chiếu xong để thống nhất.")]
    return []


def returning_problems(moment: Moment, *, is_own: bool) -> list[Problem]:
    """Why a sheet cannot go back to its unit for correction; never one's own."""
    problems = []
    if is_own:
        problems.append(Problem("Không ai trả lại phiếu điểm của chính đơn vị mình."))
    if moment.is_agreed:
        problems.append(Problem(ALREADY_AGREED))
    elif moment.state not in CHECKABLE:
        problems.append(Problem("Chỉ trả lại được phiếu điểm đã gửi."))
    return problems


def cancelling_problems(touched: Sequence[str]) -> list[Problem]:
    """Why the opening of scoring cannot be cancelled: units that have typed something."""
    if not touched:
        return []
    return [
        Problem(
            f"Không hủy được vì đã có điểm hoặc ghi chú trong {len(touched)} phiếu: "
            f"{'; '.join(touched)}."
        )
    ]

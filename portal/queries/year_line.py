"""The year of a group as a line of seven steps, each done, under way or still unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from clusters.models import ClusterEdition

SIGNING, MID_YEAR = "Ký giao ước", "Sơ kết"
SELF_SCORES, CHECKING = "Tự chấm", "Đối chiếu"
YEAR_END, COUNCIL, DECISION = "Tổng kết, bình xét", "Trình Hội đồng", "Quyết định"
LABELS = (SIGNING, MID_YEAR, SELF_SCORES, CHECKING, YEAR_END, COUNCIL, DECISION)


@dataclass(frozen=True)
class YearStep:
    """`detail` is None where nobody has told us; `state` is done, current or todo."""

    label: str
    detail: str | None
    state: str
    url: str = ""


def year_lines(editions: Sequence[ClusterEdition], user: User) -> dict[int, tuple[YearStep, ...]]:
    """The line of each group, with the same few queries for any number of them."""
    return {
        edition.pk: tuple(YearStep(label, None, "todo") for label in LABELS)
        for edition in editions
    }

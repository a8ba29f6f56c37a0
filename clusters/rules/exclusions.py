"""Units that are not considered for emulation in a year (“không xét thi đua”), as typed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from core.problems import Problem


@dataclass(frozen=True)
class ExclusionRow:
    """A unit, why it is not considered, and the paper that says so."""

    unit_id: int
    reason: str = ""
    decided_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class ExclusionsFacts:
    """All such units of one group, in Vietnamese order of their names."""

    exclusions: tuple[ExclusionRow, ...] = ()


def exclusion_problems(
    facts: ExclusionsFacts, members: Collection[int], names: Mapping[int, str], group: str
) -> list[Problem]:
    """Members alone, each once, each with its reason."""
    found, seen = [], set()
    for number, row in enumerate(facts.exclusions):
        at = f"exclusions-{number}"
        if row.unit_id not in members:
            words = f"{names[row.unit_id]} không phải thành viên của {group}."
            found.append(Problem(words, f"{at}-unit_id"))
        if row.unit_id in seen:
            words = f"{names[row.unit_id]} đã có ở một dòng trên."
            found.append(Problem(words, f"{at}-unit_id"))
        if not row.reason:
            found.append(Problem("Ghi lý do không xét thi đua.", f"{at}-reason"))
        seen.add(row.unit_id)
    return found

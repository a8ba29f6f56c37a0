"""A cluster or bloc of one year as its form edits it."""

from dataclasses import dataclass

from clusters.enums import GroupKind
from core.problems import Problem

NUMBER_TAKEN = "Năm này đã có cụm, khối mang số đó."
NAME_TAKEN = "Năm này đã có cụm, khối mang tên đó."


@dataclass(frozen=True)
class EditionFacts:
    """What is said of a cluster or bloc; number, count and predecessor may be unknown."""

    kind: GroupKind
    name: str
    number: str = ""
    stated_member_count: int | None = None
    composition_note: str = ""
    is_list_incomplete: bool = False
    continues: int | None = None
    bases: tuple[int, ...] = ()
    source: str = ""
    note: str = ""


def proposed_name(kind: str, number: str) -> str:
    """“Cụm thi đua số 1”; “Khối thi đua” for a group without a number."""
    label = GroupKind(kind).label
    return f"{label} số {number}" if number else label


def edition_problems(facts: EditionFacts, *, years_groups: dict[str, set[str]]) -> list[Problem]:
    """`years_groups`: numbers and names of the other groups of this kind in the year."""
    problems = []
    if facts.number and facts.number in years_groups["number"]:
        problems.append(Problem(NUMBER_TAKEN, "number"))
    if facts.name in years_groups["name"]:
        problems.append(Problem(NAME_TAKEN, "name"))
    return problems

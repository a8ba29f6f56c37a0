"""What is entered of a paper others rest on. Every part but its kind may be unknown."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.problems import Problem
from core.text import nfc, one_line


@dataclass(frozen=True)
class BasisFileRow:
    """A kept file by its key; a new file comes beside the facts, not in them."""

    key: int | None = None
    name: str = ""


@dataclass(frozen=True)
class DutyRow:
    """What the paper asks for, of whom and by when; `key` names one that is kept already."""

    what: str
    unit_id: int | None = None
    due_on: date | None = None
    key: int | None = None


@dataclass(frozen=True)
class BasisFacts:
    """What identifies a paper that others rest on, its files, what has to be done by it."""

    kind: str
    reference: str = ""
    issued_on: date | None = None
    issuer: str = ""
    issuer_also: str = ""
    abstract: str = ""
    source: str = ""
    as_written: str = ""
    note: str = ""
    added_by_hand: bool = False
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by_id: int | None = None
    files: tuple[BasisFileRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()


@dataclass(frozen=True)
class DoneFacts:
    """When a duty was done and how it went."""

    done_on: date | None = None
    done_note: str = ""


# How much fits, and what it is called where too much was typed.
_LONGEST = {
    "kind": (60, "Loại văn bản"),
    "reference": (60, "Số, ký hiệu"),
    "issuer": (300, "Cơ quan ban hành"),
    "issuer_also": (300, "Nơi khác ghi cơ quan ban hành"),
    "abstract": (500, "Trích yếu"),
    "source": (500, "Nguồn"),
    "as_written": (1000, "Nguyên văn"),
    "note": (20_000, "Ghi chú"),
}
_LONGEST_DUTY = 500


def tidy_basis(facts: BasisFacts) -> BasisFacts:
    """One spelling, no stray spaces; a duty without words was never meant."""
    lines: dict[str, Any] = {
        name: one_line(getattr(facts, name)) for name in _LONGEST if name != "note"
    }
    duties = (replace(row, what=one_line(row.what)) for row in facts.duties)
    return replace(
        facts,
        note=nfc(facts.note).strip(),
        duties=tuple(row for row in duties if row.what or row.unit_id or row.due_on),
        **lines,
    )


def basis_problems(facts: BasisFacts, *, own_key: int | None = None) -> list[Problem]:
    """What no paper of the register may hold."""
    problems = [
        Problem(f"“{label}” dài quá {longest} ký tự. Hãy rút ngắn.", name)
        for name, (longest, label) in _LONGEST.items()
        if len(getattr(facts, name)) > longest
    ]
    if not facts.kind:
        problems.append(Problem("Ghi loại văn bản, ví dụ Chỉ thị.", "kind"))
    if facts.in_force_from and facts.in_force_to and facts.in_force_to <= facts.in_force_from:
        problems.append(Problem("Ngày hết hiệu lực phải sau ngày có hiệu lực.", "in_force_to"))
    if own_key is not None and facts.replaced_by_id == own_key:
        problems.append(Problem("Văn bản không thay thế chính nó.", "replaced_by_id"))
    return [*problems, *_duty_problems(facts.duties)]


def _duty_problems(duties: Collection[DutyRow]) -> list[Problem]:
    unsaid = [n for n, row in enumerate(duties) if not row.what]
    endless = [n for n, row in enumerate(duties) if len(row.what) > _LONGEST_DUTY]
    return [
        *(Problem("Ghi việc phải làm.", f"duties-{n}-what") for n in unsaid),
        *(
            Problem(f"Dài quá {_LONGEST_DUTY} ký tự. Hãy rút ngắn.", f"duties-{n}-what")
            for n in endless
        ),
    ]


def done_problems(facts: DoneFacts, today: date) -> list[Problem]:
    """A duty is done on a day that has come."""
    problems = []
    if facts.done_on is None:
        problems.append(Problem("Ghi ngày hoàn thành.", "done_on"))
    elif facts.done_on > today:
        problems.append(Problem("Ngày hoàn thành không thể ở sau hôm nay.", "done_on"))
    if len(facts.done_note) > _LONGEST_DUTY:
        problems.append(
            Problem(f"Dài quá {_LONGEST_DUTY} ký tự. Hãy rút ngắn.", "done_note"),
        )
    return problems

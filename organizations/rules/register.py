"""What is typed about units and people, as plain values, and what dates rule out."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from core.days import vn_date
from core.problems import Problem
from core.text import fold, nfc, one_line
from organizations.enums import UnitKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Facts = TypeVar("Facts", bound=DataclassInstance)
else:
    Facts = TypeVar("Facts")

# How the post of whoever heads a unit begins, without marks.
_HEADS = (
    "vien truong",
    "quyen vien truong",
    "truong phong",
    "truong ban",
    "chanh van phong",
    "chanh thanh tra",
    "vu truong",
    "cuc truong",
    "hieu truong",
    "giam doc",
    "tong bien tap",
)


@dataclass(frozen=True)
class NewUnitFacts:
    """A unit as it is entered: with the first name it is known by and its place."""

    kind: str = ""
    full_name: str = ""
    short_name: str = ""
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    valid_from: date | None = None
    parent_id: int | None = None
    exists_from: date | None = None
    source: str = ""
    as_written: str = ""
    note: str = ""


@dataclass(frozen=True)
class UnitFacts:
    """What stays with a unit under all its names."""

    kind: str = ""
    exists_from: date | None = None
    exists_to: date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class NameFacts:
    """One name of a unit and the time it holds."""

    full_name: str = ""
    short_name: str = ""
    letterhead: str = ""
    symbol: str = ""
    place_name: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    as_written: str = ""
    note: str = ""


@dataclass(frozen=True)
class PlaceFacts:
    """Under which unit another stands, in which time."""

    parent_id: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    as_written: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewPersonFacts:
    """A person as entered, with the post held now."""

    full_name: str = ""
    unit_id: int | None = None
    post: str = ""
    valid_from: date | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """A person's name and the unit that tells namesakes apart."""

    full_name: str = ""
    unit_id: int | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class PostFacts:
    """A post held at a unit, in which time."""

    unit_id: int | None = None
    post: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    as_written: str = ""
    note: str = ""


def out_of_order(starts: date | None, ends: date | None, field: str = "valid_to") -> list[Problem]:
    """A period ends after it begins; either day may be unknown."""
    if starts is None or ends is None or ends > starts:
        return []
    return [Problem("Ngày kết thúc phải sau ngày bắt đầu.", field)]


def share_a_day(
    starts: date | None, ends: date | None, other_starts: date | None, other_ends: date | None
) -> bool:
    """Whether two half-open periods overlap; an unknown end is open."""
    begins_before_end = ends is None or other_starts is None or other_starts < ends
    return begins_before_end and (starts is None or other_ends is None or other_ends > starts)


class Lived(Protocol):
    """A unit, from when until when it is there as far as known."""

    @property
    def exists_from(self) -> date | None: ...
    @property
    def exists_to(self) -> date | None: ...


def outside_life(unit: Lived, starts: date | None, ends: date | None) -> list[Problem]:
    """A name, a place or a post has a day with its unit."""
    if share_a_day(starts, ends, unit.exists_from, unit.exists_to):
        return []
    if unit.exists_to and starts and starts >= unit.exists_to:
        words = f"Đơn vị đã kết thúc từ ngày {vn_date(unit.exists_to)}."
        return [Problem(words, "valid_from")]
    return [Problem(f"Đơn vị chỉ có từ ngày {vn_date(unit.exists_from)}.", "valid_to")]


def is_head_post(post: str) -> bool:
    """“Viện trưởng”, “Trưởng phòng …”, “Chánh Văn phòng”; never a deputy.

    >>> is_head_post("Viện trưởng VKSND tỉnh"), is_head_post("Phó Viện trưởng")
    (True, False)
    """
    return f"{fold(post)} ".startswith(tuple(f"{head} " for head in _HEADS))


def is_exclusive_post(post: str, kind: str) -> bool:
    """Whether one person at a time holds it at a unit of this kind: the post of its head.

    A head of a department entered at the procuracy above (“Chánh Văn phòng”) heads no procuracy.
    """
    if kind in {UnitKind.DEPARTMENT, UnitKind.OUTSIDE}:
        return is_head_post(post)
    return f"{fold(post)} ".startswith(("vien truong ", "quyen vien truong "))


def cleaned(facts: Facts) -> Facts:
    """The same with composed letters and single spaces; notes keep their lines."""
    texts = {
        each.name: nfc(text).strip() if each.name == "note" else one_line(text)
        for each in fields(facts)
        if isinstance(text := getattr(facts, each.name), str)
    }
    return replace(facts, **texts)

"""Which name or place a row speaks of, and what it changes, in words."""

from typing import Any

from core.days import last_day, vn_date
from organizations.queries.whole import spelling
from organizations.rules.whole import HeldName, HeldPlace

_SAID = {
    "kind": "loại",
    "exists_from": "hoạt động từ",
    "exists_to": "hoạt động đến hết",
    "source": "nguồn",
    "note": "ghi chú",
    "full_name": "tên đầy đủ",
    "short_name": "tên gọn",
    "letterhead": "tên trên đầu văn bản",
    "symbol": "ký hiệu",
    "place_name": "địa danh",
    "valid_from": "từ ngày",
    "valid_to": "đến hết ngày",
}


def speaks_of_name(row: dict[str, Any], held: HeldName) -> bool:
    """Whether this name of the unit is the one the row writes down."""
    is_said = spelling(row["full_name"]) == spelling(held.full_name)
    return is_said and row["name_from"] in (None, held.valid_from)


def speaks_of_place(row: dict[str, Any], held: HeldPlace) -> bool:
    return bool(row["parent"]) and row["parent_from"] in (None, held.valid_from)


def changes(before: object, after: object) -> list[str]:
    """“đến hết ngày: trống → 30/06/2025”."""
    return [
        f"{words}: {_said(key, getattr(before, key))} → {_said(key, getattr(after, key))}"
        for key, words in _SAID.items()
        if hasattr(before, key) and getattr(before, key) != getattr(after, key)
    ]


def _said(key: str, value: object) -> str:
    if key in {"valid_to", "exists_to"}:
        return vn_date(last_day(value)) or "trống"  # type: ignore[arg-type]
    if hasattr(value, "year"):
        return vn_date(value)  # type: ignore[arg-type]
    return f"“{value}”" if value else "trống"

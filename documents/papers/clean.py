"""Texts as papers may carry them."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from core.text import nfc

T = TypeVar("T")


def cleaned(value: T) -> T:
    """The same value with every text inside in composed letters, without control characters."""
    return cast("T", _cleaned(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value

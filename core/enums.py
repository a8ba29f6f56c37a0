"""The base of every list of words: a plain `StrEnum` whose members carry a Vietnamese label."""

from enum import StrEnum
from typing import Self


class Words(StrEnum):
    """A `StrEnum` with labels: `OPEN = "open", "đang mở"`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label, for a model field or a form."""
        return [(member.value, member.label) for member in cls]

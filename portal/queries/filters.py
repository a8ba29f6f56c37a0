"""Filters of a list as its address carries them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

PAGE = "trang"


@dataclass(frozen=True)
class Pill:
    """A filter in force and the address without it."""

    label: str
    remove_url: str


def pills_of(asked: QueryDict, labels: Mapping[str, Callable[[str], str]]) -> list[Pill]:
    """One pill for each of these parameters that is set and makes sense (has a label)."""
    pills = []
    for name, label in labels.items():
        words = label(asked.get(name, "")) if asked.get(name) else ""
        if words:
            pills.append(Pill(words, _without(asked, name)))
    return pills


def _without(asked: QueryDict, name: str) -> str:
    rest = asked.copy()
    for each in (name, PAGE):
        rest.pop(each, None)
    return f"?{rest.urlencode()}"

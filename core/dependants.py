"""What stands in the way of deleting a record, or of its lasting less long, by kind."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CASCADE, Model

from core.asked import answers
from core.problems import Problem, Refused

SHOWN = 5
Aside = Mapping[type[Model], Collection[int]]
NOTHING: Aside = {}


class InUse(Refused):
    """Other records depend on this one: it is ended, not deleted."""


@dataclass(frozen=True)
class Dependant:
    """Records of one kind that need this one: how many, and the first of them by name."""

    noun: str
    count: int
    labels: tuple[str, ...]

    @property
    def words(self) -> str:
        """“12 hội nghị: A; B; C; …”"""
        more = "; …" if self.count > len(self.labels) else ""
        names = f": {'; '.join(self.labels)}{more}" if self.labels else ""
        return f"{self.count} {self.noun}{names}"


def dependants_of(
    row: Model,
    *,
    parts: frozenset[str] = frozenset(),
    apart_from: Aside = NOTHING,
    with_labels: bool = True,
) -> list[Dependant]:
    """All that points at the row; its own `parts` (by related name) and cascading rows aside.

    `apart_from`: rows, by model and key, that do not count.

    The noun is the model's `verbose_name`; a row is named by its `label_in_full`, or its `label`.
    """
    found = []
    for relation in _relations(row):
        on_delete = getattr(relation, "on_delete", None)
        is_part = relation.get_accessor_name() in parts
        if is_part or (on_delete is CASCADE and not relation.many_to_many):
            continue
        aside = apart_from.get(relation.related_model, ())
        if dependant := _of(row, relation, SHOWN if with_labels else 0, aside):
            found.append(dependant)
    return found


def _relations(row: Model) -> list[Any]:
    """Everything that may point at the row, also what has no name to be asked by."""
    fields = row._meta.get_fields(include_hidden=True)
    return [each for each in fields if each.auto_created and not each.concrete]


def _of(row: Model, relation: Any, most: int, aside: Collection[int]) -> Dependant | None:
    pointing = relation.related_model._base_manager.filter(**{relation.field.name: row})
    if aside:
        pointing = pointing.exclude(pk__in=aside)
    count = pointing.count()
    if not count:
        return None
    return _told(relation.related_model, count, pointing.order_by("pk")[:most])


def _told(model: type[Model], count: int, first: Iterable[Model]) -> Dependant:
    labels = [label for each in first if (label := _called(each))]
    return Dependant(str(model._meta.verbose_name), count, tuple(dict.fromkeys(labels)))


def _called(row: Model) -> str:
    """What tells it from others of its kind."""
    return getattr(row, "label_in_full", "") or getattr(row, "label", "")


def obstacles_of(
    row: Model,
    *,
    parts: frozenset[str] = frozenset(),
    apart_from: Aside = NOTHING,
    way_out: str,
) -> tuple[Problem, ...]:
    """A line for every kind of dependant, then `way_out`: what to do instead; none if unused."""
    found = dependants_of(row, parts=parts, apart_from=apart_from)
    lines = [Problem(f"Không xóa được vì đang có {each.words}.") for each in found]
    return (*lines, Problem(way_out)) if lines else ()


def must_be_unused(row: Model, *, parts: frozenset[str] = frozenset(), way_out: str) -> None:
    """Raise `InUse` with all of `obstacles_of`."""
    InUse.if_any(obstacles_of(row, parts=parts, way_out=way_out))


def left_outside(row: Model, starts: date | None, ends: date | None) -> list[Dependant]:
    """What needs the record and has no day with it, if it is there from `starts` until before
    `ends`.

    Models with such rows have a class method `outside_life_of` of these arguments
    (`core/asked.py`).
    """
    found: dict[type[Model], list[Model]] = defaultdict(list)
    for each in answers("outside_life_of", row, starts, ends):
        found[type(each)].append(each)
    return [_told(model, len(rows), rows[:SHOWN]) for model, rows in found.items()]

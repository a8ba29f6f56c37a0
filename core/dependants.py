"""What stands in the way of deleting a record: everything that points at it, by kind."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CASCADE, Model

from core.problems import Problem, Refused

SHOWN = 5


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
    row: Model, *, parts: frozenset[str] = frozenset(), with_labels: bool = True
) -> list[Dependant]:
    """All that points at the row; its own `parts` (by related name) and cascading rows aside.

    The noun is the model's `verbose_name`; a row is named by its `label` where it has one.
    """
    found = []
    for relation in row._meta.related_objects:
        name = relation.get_accessor_name()
        on_delete = getattr(relation, "on_delete", None)
        if name is None or name in parts or (on_delete is CASCADE and not relation.many_to_many):
            continue
        if dependant := _of(row, relation, SHOWN if with_labels else 0):
            found.append(dependant)
    return found


def _of(row: Model, relation: Any, most: int) -> Dependant | None:
    pointing = relation.related_model._base_manager.filter(**{relation.field.name: row})
    count = pointing.count()
    if not count:
        return None
    rows = pointing.order_by("pk")[:most]
    labels = [label for each in rows if (label := getattr(each, "label", ""))]
    noun = str(relation.related_model._meta.verbose_name)
    return Dependant(noun, count, tuple(dict.fromkeys(labels)))


def must_be_unused(row: Model, *, parts: frozenset[str] = frozenset(), way_out: str) -> None:
    """Raise `InUse` naming every kind of dependant; `way_out` says what to do instead."""
    found = dependants_of(row, parts=parts)
    if found:
        what = "; ".join(each.words for each in found)
        raise InUse(Problem(f"Không xóa được vì đang có {what}. {way_out}"))

"""Which group of the new year a seat is kept for that was given away before the group existed."""

from collections.abc import Sequence

from clusters.rules.turn import LastGroup, PlannedGroup
from core.text import fold


def receiver_of(chose: LastGroup, groups: Sequence[PlannedGroup]) -> int | None:
    """Position of the group that goes on from the one that chose.

    Where a person has said so of none: the group of its kind that bears its number, or its name
    where it has no number, and goes on from no other. None where there is no such group.
    """
    following = [each for each in groups if each.continues == chose.key]
    if len(following) == 1:
        return groups.index(following[0])
    free = following or [each for each in groups if each.continues is None]
    alike = [each for each in free if _are_called_alike(chose, each)]
    return groups.index(alike[0]) if len(alike) == 1 else None


def _are_called_alike(chose: LastGroup, group: PlannedGroup) -> bool:
    if chose.kind != group.kind:
        return False
    if chose.number or group.number:
        return chose.number == group.number
    return fold(chose.name) == fold(group.name)

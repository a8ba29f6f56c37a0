"""Whether a group goes on from one of an earlier year: members propose it, a person says so."""

from collections.abc import Collection


def keeps_most(before: Collection[int], now: Collection[int]) -> bool:
    """All members of the earlier group or more than half of them; nobody keeps most of nobody."""
    return 2 * len(set(before) & set(now)) > len(set(before))


def mark_stands(before: Collection[int], had: Collection[int], has: Collection[int]) -> bool:
    """Whether a mark that is sent again with other units still says what a person says.

    One that was there while the group `had` most of the members before goes with them; whoever
    means it sets it again.
    """
    return keeps_most(before, has) or not keeps_most(before, had)

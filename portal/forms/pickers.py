"""Fields that choose among what surrounds a conference: titles, editions, members, seats."""

from typing import Any

from django import forms

from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from core.forms.fields import KeyField, label_in
from portal.queries.scene import Scene


class EditionField(KeyField):
    """A cluster or bloc of a year, among those the user may see."""

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    def offer(self, scene: Scene) -> None:
        self.choices = [("", "— chọn —"), *scene.offered_editions]


class PairField(forms.ChoiceField):
    """A choice that belongs to one of the conference's editions; the value is “edition:choice”."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
        super().__init__(error_messages=messages, **options)

    def offer(self, scene: Scene) -> None:
        groups = [
            (edition.label, [(pair(edition.pk, key), label) for key, label in rows])
            for edition, rows in self.rows(scene)
        ]
        self.choices = [("", "— chọn —"), *(groups[0][1] if len(groups) == 1 else groups)]

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        raise NotImplementedError

    def spoken(self, value: str) -> str:
        return label_in(self.choices, value)


class MemberField(PairField):
    """A member unit of one of the groups that hold the meeting."""

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        return [
            (edition, [(row.unit_id, row.name.short_name) for row in scene.members[edition.pk]])
            for edition in scene.holding
        ]


class SeatField(PairField):
    """Head or deputy of one of the groups that hold the meeting."""

    def rows(self, scene: Scene) -> list[tuple[ClusterEdition, list[tuple[int | str, str]]]]:
        return [
            (edition, [(role.value, edition.role_label(role)) for role in GroupRole])
            for edition in scene.holding
        ]


def pair(edition_id: int, key: int | str) -> str:
    return f"{edition_id}:{key}"


def unpaired(value: str) -> tuple[int, str]:
    edition_id, _, key = value.partition(":")
    return int(edition_id), key

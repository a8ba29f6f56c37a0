"""Fields that choose among what surrounds a conference: editions and their members."""

from typing import Any

from django import forms

from clusters.models import ClusterEdition
from clusters.queries import Member
from core.forms.fields import KeyField, label_in
from portal.queries.scene import Scene


class EditionField(KeyField):
    """A cluster or bloc of a year, among those the user may see."""

    def __init__(self, **options: Any) -> None:
        super().__init__([], **options)

    def offer(self, scene: Scene) -> None:
        self.choices = [("", "— chọn —"), *scene.offered_editions]


class MemberField(forms.ChoiceField):
    """A member unit of one of the groups that hold the meeting; the value is “edition:unit”."""

    def __init__(self, **options: Any) -> None:
        messages = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
        super().__init__(error_messages=messages, **options)

    def offer(self, scene: Scene) -> None:
        groups = [
            (edition.label, [_choice(member, edition) for member in scene.members[edition.pk]])
            for edition in scene.holding
        ]
        self.choices = [("", "— chọn —"), *(groups[0][1] if len(groups) == 1 else groups)]

    def spoken(self, value: str) -> str:
        return label_in(self.choices, value)


def _choice(member: Member, edition: ClusterEdition) -> tuple[str, str]:
    return pair(edition.pk, member.unit_id), member.name.short_name


def pair(edition_id: int, unit_id: int) -> str:
    return f"{edition_id}:{unit_id}"


def unpaired(value: str) -> tuple[int, int]:
    edition_id, _, unit_id = value.partition(":")
    return int(edition_id), int(unit_id)

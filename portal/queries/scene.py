"""What the results form of a conference chooses from: editions, units, people, titles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from accounts.models import User
from awards.queries import titles
from clusters.models import ClusterEdition
from clusters.queries import Member, editions_visible_to, in_order, members_of, names_day
from conferences.enums import HOLDING
from conferences.models import Conference, ConferencePurpose
from conferences.queries import held_on
from core.dates import today
from core.text import fold
from organizations.models import Person, Unit, UnitName
from organizations.queries import names_on, parents_on
from scoring.queries import Standings, standings_visible_to


@dataclass(frozen=True)
class UnitBook:
    """Units under names that tell them apart, in the order they are offered."""

    labels: dict[int, str]
    spellings: tuple[tuple[str, int], ...] = field(repr=False)

    def label(self, unit_id: int | None) -> str:
        return self.labels.get(unit_id or 0, "")

    def named(self, text: str) -> list[int]:
        """Units that are, or ever were, called this; marks and case aside."""
        if exact := [key for key, label in self.labels.items() if label == text]:
            return exact
        wanted = fold(text)
        by_label = [key for key, label in self.labels.items() if fold(label) == wanted]
        return by_label or sorted({key for name, key in self.spellings if fold(name) == wanted})

    def like(self, text: str) -> list[int]:
        """Units whose name holds these words, those offered first coming first."""
        words = fold(text).split()
        return [
            key
            for key, label in self.labels.items()
            if words and all(word in fold(label) for word in words)
        ]


class Scene:
    """The lists around one conference, or around the edition a new one is called for.

    Each list is read when a form first asks for it, so a step costs only what it shows.
    """

    def __init__(
        self,
        *,
        user: User,
        conference: Conference | None = None,
        edition: ClusterEdition | None = None,
    ) -> None:
        self.user = user
        self.conference = conference
        self._called_for = edition

    @cached_property
    def editions(self) -> list[ClusterEdition]:
        """The editions the conference is for, in the order of its purposes."""
        if self.conference is None:
            return [self._called_for] if self._called_for else []
        return list({row.edition_id: row.edition for row in self._purposes}.values())

    @cached_property
    def holding(self) -> list[ClusterEdition]:
        """The editions whose meeting it is; a farewell gives the old group no say."""
        if self.conference is None:
            return self.editions
        held = {row.edition_id for row in self._purposes if row.kind in HOLDING}
        return [edition for edition in self.editions if edition.pk in held]

    @property
    def _purposes(self) -> list[ConferencePurpose]:
        rows = self.conference.purposes.all() if self.conference else []
        return sorted(rows, key=lambda row: row.position)

    @cached_property
    def day(self) -> date:
        """The day whose names count."""
        return held_on(self.conference) if self.conference else self._edition_day()

    def _edition_day(self) -> date:
        return names_day(self.editions[0]) if self.editions else today()

    @cached_property
    def offered_editions(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """Editions a purpose may be for, by year and owner: those the user may see."""
        visible = list(in_order(editions_visible_to(self.user)))
        known = {edition.pk for edition in visible}
        everything = [*visible, *(each for each in self.editions if each.pk not in known)]
        owners = names_on([edition.year.owner_id for edition in everything], self.day)
        groups: dict[str, list[tuple[int, str]]] = {}
        for edition in everything:
            owner = owners[edition.year.owner_id].short_name
            heading = f"Năm {edition.year.label_year} – {owner}"
            groups.setdefault(heading, []).append((edition.pk, edition.label))
        return list(groups.items())

    @cached_property
    def members(self) -> dict[int, list[Member]]:
        """Members of each edition the conference is for, by edition."""
        return {edition.pk: members_of(edition, self.day) for edition in self.editions}

    @cached_property
    def holding_members(self) -> list[Member]:
        """Members of the groups that hold the meeting, each once, in Vietnamese order."""
        rows = {
            member.unit_id: member
            for edition in self.holding
            for member in self.members[edition.pk]
        }
        return sorted(rows.values(), key=lambda member: (member.name.sort_key, member.unit_id))

    @cached_property
    def usual_route(self) -> str:
        """The way proposals usually go; offered, never filled in by itself."""
        owner_id = self.holding[0].year.owner_id
        owner = names_on([owner_id], self.day)[owner_id].short_name
        return f"Hội đồng Thi đua - Khen thưởng {owner} → Viện trưởng {owner}"

    @cached_property
    def units(self) -> UnitBook:
        """Every unit, members first, then the owner's units, then all others."""
        names = names_on(Unit.objects.all(), self.day)
        above = parents_on(names.keys(), self.day)
        members = {member.unit_id for rows in self.members.values() for member in rows}
        owners = {edition.year.owner_id for edition in self.editions}

        def place(unit_id: int) -> tuple[int, str, int]:
            near = unit_id in owners or above.get(unit_id) in owners
            rank = 0 if unit_id in members else 1 if near else 2
            return rank, names[unit_id].sort_key, unit_id

        order = sorted(names, key=place)
        spellings = UnitName.objects.values_list("short_name", "full_name", "unit_id")
        return UnitBook(
            labels=_labels(order, names, above),
            spellings=tuple((name, row[2]) for row in spellings for name in row[:2]),
        )

    @cached_property
    def people(self) -> list[str]:
        """Names already known at the units around this conference."""
        near = [member.unit_id for rows in self.members.values() for member in rows]
        near += [edition.year.owner_id for edition in self.editions]
        people = Person.objects.filter(unit_id__in=near).order_by("sort_key", "pk")
        return list(dict.fromkeys(people.values_list("full_name", flat=True)))

    @cached_property
    def standings(self) -> list[Standings]:
        """The scores of the groups that hold the meeting, as far as the user may see them."""
        return [standings_visible_to(self.user, edition) for edition in self.holding]

    @cached_property
    def titles(self) -> list[tuple[int, str]]:
        return [(title.pk, title.name) for title in titles()]


def _labels(
    order: Sequence[int], names: dict[int, UnitName], above: dict[int, int]
) -> dict[int, str]:
    """The short name; where several units share it, the unit above tells them apart."""
    shared = _repeated(names[key].short_name for key in order)
    return {
        key: _told_apart(names[key], names.get(above.get(key, 0)))
        if names[key].short_name in shared
        else names[key].short_name
        for key in order
    }


def _told_apart(name: UnitName, above: UnitName | None) -> str:
    return f"{name.short_name} ({above.short_name if above else f'mã {name.unit_id}'})"


def _repeated(texts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {text for text in texts if text in seen or seen.add(text)}  # type: ignore[func-returns-value]

"""What the results form of a conference chooses from: editions, units, people, titles."""

from datetime import date
from functools import cached_property

from accounts.models import User
from awards.queries import all_titles_offered, titles_offered
from clusters.models import ClusterEdition
from clusters.queries import (
    Member,
    barred_units,
    closing_day,
    editions_visible_to,
    in_order,
    members_of,
    names_day,
    opening_day,
)
from conferences.enums import HOLDING
from conferences.models import Conference, ConferencePurpose
from conferences.queries import held_on
from core.dates import today
from core.forms.pickers import Book
from organizations.models import Person
from organizations.queries import names_on, unit_book
from scoring.queries import Standings, standings_visible_to


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
    def barred(self) -> dict[int, dict[int, str]]:
        """By edition, whom the rule keeps from leading next year, with the rule in words."""
        return {
            edition.pk: barred_units(edition.year.owner_id, edition.year.label_year + 1)
            for edition in self.holding
        }

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
    def units(self) -> Book:
        """Every unit, members first, then the owner's units, then all others."""
        members = [member.unit_id for rows in self.members.values() for member in rows]
        owners = [edition.year.owner_id for edition in self.editions]
        return unit_book(self.day, first=members, then=owners)

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
        """What can be proposed: what is used in the years of the groups, and was chosen already."""
        years = [edition.year for edition in self.holding]
        if not years:
            return all_titles_offered()
        rows = self.conference.nominations.all() if self.conference else []
        first, last = min(map(opening_day, years)), max(map(closing_day, years))
        return titles_offered(first, last, chosen=[row.title_id for row in rows])

    @cached_property
    def titles_told_of(self) -> list[tuple[int, str]]:
        """The whole catalogue: an award that is told of may be of any year."""
        return all_titles_offered()

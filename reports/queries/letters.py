"""Letters of farewell and welcome: members that change at the turn of a year, and the meeting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from accounts.models import User
from clusters.enums import SHORT, GroupKind, GroupRole, role_label
from clusters.models import EmulationYear
from clusters.policies import can_edit_year
from clusters.queries import GroupChange, YearChanges, year_changes
from clusters.rules import Moved
from conferences.enums import PurposeKind
from conferences.models import Conference
from conferences.queries import conferences_visible_to
from documents.rules import in_capitals
from organizations.models import UnitName
from organizations.queries import name_on, parents_on
from reports.enums import LetterKind
from reports.queries.parts import symbol_of
from reports.rules import Letter, Meeting, Writer, YearLetters, day_in_words, letters_by_name

LAUNCH = "Hội nghị phát động thi đua"


def year_letters(year: EmulationYear, user: User) -> YearLetters:
    """Letters of the groups that stand and, for whoever plans the year, of those planned.

    A group writes only where a person said which one it goes on from.
    """
    changes = year_changes(year, with_plan=can_edit_year(user, year))
    owner = _owner(year, changes)
    meetings = _meetings(changes.groups, user)
    letters = (
        letter
        for change in changes.groups
        for letter in _Group(year, change, changes.names, owner, meetings).letters()
    )
    return YearLetters(year.label_year, owner.unit, letters_by_name(letters))


def _owner(year: EmulationYear, changes: YearChanges) -> Writer:
    """The owner writes for itself; who signs for it nobody has told us."""
    name = name_on(year.owner_id, changes.day)
    above = parents_on([year.owner_id], changes.day).get(year.owner_id)
    return Writer(
        unit=name.short_name,
        voice=name.full_name,
        parent=in_capitals(name_on(above, changes.day).on_papers) if above else "",
        issuer=in_capitals(name.on_papers),
        symbol=name.symbol,
        place=name.place_name,
        posts=(in_capitals(name.full_name),),
    )


def _meetings(groups: Iterable[GroupChange], user: User) -> dict[int, Conference]:
    """Group to the conference that launches its year, as far as the reader may know of it."""
    keys = [each.edition_id for each in groups if each.edition_id]
    found = conferences_visible_to(user).filter(
        purposes__kind=PurposeKind.LAUNCH, purposes__edition__in=keys
    )
    return {
        purpose.edition_id: conference
        for conference in found.distinct().order_by("-pk")
        for purpose in conference.purposes.all()
        if purpose.kind == PurposeKind.LAUNCH
    }


@dataclass(frozen=True)
class _Group:
    """One group and its two letters."""

    year: EmulationYear
    change: GroupChange
    names: Mapping[int, UnitName]
    owner: Writer
    meetings: Mapping[int, Conference]

    def letters(self) -> Iterator[Letter]:
        to = {LetterKind.FAREWELL: self.change.guests, LetterKind.WELCOME: self.change.joined}
        return (self._letter(kind, units) for kind, units in to.items() if units)

    def _letter(self, kind: LetterKind, units: tuple[Moved, ...]) -> Letter:
        group, last = self.change.group, self.change.last
        return Letter(
            kind=kind,
            group=group.name,
            short=SHORT[GroupKind(group.kind)],
            year=self.year.label_year,
            last=last.name,
            last_year=self.change.last_year,
            writer=self._writer(),
            addressees=tuple(self.names[each.unit_id].full_name for each in units),
            members=tuple(self._told(kind, each) for each in units),
            meeting=self._meeting(),
        )

    def _told(self, kind: LetterKind, moved: Moved) -> str:
        """A unit, and for one that joins the group it was in."""
        name = self.names[moved.unit_id].short_name
        if kind == LetterKind.FAREWELL or not moved.group:
            return name
        return f"{name} (năm {self.change.last_year} ở {moved.group})"

    def _writer(self) -> Writer:
        leader, group = self.change.leader, self.change.group
        if leader is None:
            return self.owner
        name = self.names[leader.unit_id]
        post = leader.post.removesuffix(name.short_name).strip()
        return Writer(
            unit=name.short_name,
            voice=group.name,
            parent=self.owner.issuer,
            issuer=group.name.upper(),
            symbol=symbol_of(group.kind, group.number),
            place=name.place_name,
            posts=(
                f"TM. {group.name.upper()}",
                role_label(group.kind, GroupRole.HEAD).upper(),
                in_capitals(name.full_name),
            ),
            other_post=post.upper(),
            person=leader.person,
            reports_to=self.owner.unit,
        )

    def _meeting(self) -> Meeting:
        of_group = f"năm {self.year.label_year} của {self.change.group.name}"
        edition = self.change.edition_id or 0
        held = self.meetings.get(edition)
        if held is None:
            return Meeting(f"{LAUNCH} {of_group}", day_in_words("unknown", None, None))
        kinds = {row.kind for row in held.purposes.all() if row.edition_id == edition}
        signing = ", ký kết giao ước thi đua" if PurposeKind.SIGNING in kinds else ""
        day = day_in_words(held.date_precision, held.starts_on, held.ends_on, held.time_of_day)
        return Meeting(f"{LAUNCH}{signing} {of_group}", day, held.place)

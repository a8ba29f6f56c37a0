"""What a reader may know of one year of a unit, under the names of that year."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accounts.models import User
from awards.models import Nomination
from awards.queries import awards_visible_to, registrations_visible_to
from clusters.models import ClusterEdition, LeadershipTerm, Membership, Supervision
from clusters.queries import editions_visible_to
from clusters.rules import period_in_words
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to
from core.touches import day_in
from organizations.models import Unit
from organizations.queries import NameBook, name_on, parents_on
from reports.rules import Held, InGroup, UnitYear
from scoring.queries import UnitResult, results_of

MEMBER, WITHDRAWN, ILLUSTRATIVE = "Thành viên", "Đã rút", "Số liệu minh họa"


def unit_year_content(unit: Unit, year: int, reader: User) -> UnitYear:
    """Every membership, role, registration, result, nomination and award of the year, as far as
    this reader may see them."""
    day = day_in(year)
    editions = list(
        editions_visible_to(reader).filter(year__label_year=year).order_by("sort_key", "pk")
    )
    own = _OfUnit(unit, editions, day)
    results = [each for each in results_of([unit.pk], reader) if each.year == year]
    above = parents_on([unit], day).get(unit.pk)
    name = own.book.on(unit.pk, day)
    return UnitYear(
        year=year,
        unit=name.full_name,
        short_name=name.short_name,
        letterhead=name.on_papers,
        parent_letterhead=name_on(above, day).on_papers if above else "",
        place=name.place_name,
        memberships=tuple(own.memberships()),
        supervised=tuple(own.supervised()),
        registrations=tuple(own.registrations(reader)),
        results=tuple(own.result(each) for each in results),
        nominations=tuple(own.nominations(reader)),
        awards=tuple(_held(unit, year, reader)),
        is_illustrative=any(each.is_illustrative for each in results),
    )


class _OfUnit:
    """What hangs on the groups of one year that the reader may see."""

    def __init__(self, unit: Unit, editions: list[ClusterEdition], day: date) -> None:
        self.unit, self.day = unit, day
        self.editions = {edition.pk: edition for edition in editions}
        self.book = NameBook({unit.pk, *(edition.year.owner_id for edition in editions)})

    def line(self, edition_id: int, told: str, note: str = "") -> InGroup:
        edition = self.editions[edition_id]
        owner = self.book.on(edition.year.owner_id, self.day).full_name
        return InGroup(edition.name, owner, told, note)

    def memberships(self) -> Iterable[InGroup]:
        """Every membership, with the roles of the unit in that group."""
        rows = Membership.objects.filter(unit=self.unit, edition__in=self.editions)
        terms = LeadershipTerm.objects.filter(unit=self.unit, edition__in=self.editions)
        roles: dict[int, list[str]] = defaultdict(list)
        for term in terms.select_related("person").order_by("-role", "pk"):
            roles[term.edition_id].append(self._role(term))
        for row in rows.order_by("edition__sort_key", "valid_from", "pk"):
            told = "; ".join(roles.get(row.edition_id, [MEMBER]))
            yield self.line(row.edition_id, told, period_in_words(row.valid_from, row.valid_to))

    def _role(self, term: LeadershipTerm) -> str:
        role = self.editions[term.edition_id].role_label(term.role)
        period = period_in_words(term.valid_from, term.valid_to)
        known = ", ".join(part for part in (_person(term), period) if part)
        return f"{role} ({known})" if known else role

    def supervised(self) -> Iterable[InGroup]:
        """Groups that people of the unit are in charge of."""
        rows = Supervision.objects.filter(person__unit=self.unit, edition__in=self.editions)
        for row in rows.select_related("person").order_by("edition__sort_key", "pk"):
            period = period_in_words(row.valid_from, row.valid_to)
            yield self.line(row.edition_id, row.person.full_name, period)

    def registrations(self, reader: User) -> Iterable[InGroup]:
        rows = registrations_visible_to(reader).filter(unit=self.unit, edition__in=self.editions)
        for row in rows.order_by("edition__sort_key", "title__sort_key", "pk"):
            person = f", {row.person.full_name}" if row.person else ""
            note = WITHDRAWN if row.withdrawn_on else ""
            yield self.line(row.edition_id, f"{row.title.name}{person}", note)

    def nominations(self, reader: User) -> Iterable[InGroup]:
        """What recorded conferences proposed; never an award."""
        rows = Nomination.objects.filter(
            unit=self.unit,
            edition__in=self.editions,
            conference__state=ConferenceState.RECORDED,
            conference__in=conferences_visible_to(reader).values("pk"),
        )
        for row in rows.select_related("title").order_by("edition__sort_key", "position", "pk"):
            yield self.line(row.edition_id, row.title.name, row.route)

    def result(self, of: UnitResult) -> InGroup:
        note = ILLUSTRATIVE if of.is_illustrative else ""
        return self.line(of.edition_id, of.words, note)


def _person(term: LeadershipTerm) -> str:
    name = term.person.full_name if term.person else ""
    return ", ".join(part for part in (name, "điều hành thay" if term.stands_in else "") if part)


def _held(unit: Unit, year: int, reader: User) -> Iterable[Held]:
    """Awards whose title is of this year, or that were received in it where that is all we know."""
    of_year = Q(title_year=year) | Q(title_year=None, received_year=year)
    rows = awards_visible_to(reader).filter(of_year, unit=unit)
    for row in rows.order_by("title__sort_key", "pk"):
        note = "" if row.title_year else f"Nhận năm {row.received_year}"
        yield Held(row.title.name, row.authority, note)

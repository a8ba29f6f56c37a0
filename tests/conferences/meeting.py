"""A cluster of one province and its meetings, built by the actions people use."""

from dataclasses import dataclass, field, replace
from datetime import date

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear
from conferences.actions import call_conference, save_general
from conferences.enums import DatePrecision, PurposeKind, TimeOfDay
from conferences.models import Conference
from conferences.queries import general_of
from conferences.rules import GeneralFacts, PurposeRow
from core.text import fold
from core.versions import version_of
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from tests.people import person

PLACES = ("Tân Yên", "Sơn Động", "Lục Ngạn", "Yên Thế", "Yên Dũng")
DAY = date(2024, 11, 25)
TITLE = "Hội nghị tổng kết Cụm thi đua số 2"


@dataclass
class Group:
    """Cụm thi đua số 2 of VKSND tỉnh Bắc Giang, 2024, and its people."""

    by: User
    owner: Unit
    year: EmulationYear
    edition: ClusterEdition
    office: User
    units: dict[str, Unit] = field(default_factory=dict)

    def clerk(self, place: str) -> User:
        return person(f"canbo{self.units[place].pk}", Role.CLERK, self.units[place])

    def lead(self, role: GroupRole, place: str) -> None:
        take_the_lead(edition=self.edition, seat=SeatFacts(role, self.units[place]), by=self.by)

    def another_edition(self, label_year: int, name: str = "Cụm thi đua số 2") -> ClusterEdition:
        """A group of the same owner in another year, same members."""
        year = EmulationYear.objects.filter(owner=self.owner, label_year=label_year).first()
        opened = year or open_year(owner=self.owner, facts=YearFacts(label_year), by=self.by)
        edition = open_edition(year=opened, facts=cluster(name), by=self.by)
        for unit in self.units.values():
            join_group(edition=edition, unit=unit, by=self.by)
        return edition

    def another_bloc(self, name: str) -> ClusterEdition:
        """A bloc of this year without a number, with one department in it."""
        facts = EditionFacts(GroupKind.BLOC, name)
        bloc = open_edition(year=self.year, facts=facts, by=self.by)
        department = unit(name, self.by, UnitKind.DEPARTMENT, "phòng")
        join_group(edition=bloc, unit=department, by=self.by)
        return bloc

    def year_end(self, **changes: object) -> GeneralFacts:
        """What the office types of the meeting of 25/11/2024."""
        facts = GeneralFacts(
            title=TITLE,
            purposes=(PurposeRow(PurposeKind.YEAR_END, self.edition.pk),),
            date_precision=DatePrecision.DAY,
            starts_on=DAY,
            time_of_day=TimeOfDay.AFTERNOON,
            place="Viện kiểm sát nhân dân huyện Tân Yên",
            host_unit_id=self.units["Tân Yên"].pk,
        )
        return replace(facts, **changes)

    def draft(self, **changes: object) -> Conference:
        return call_conference(facts=self.year_end(**changes), by=self.office)

    def edit(self, draft: Conference, **changes: object) -> None:
        """Change some general facts, as somebody who has just opened them."""
        stored = general_of(Conference.objects.get(pk=draft.pk))
        save_general(
            conference=draft,
            facts=replace(stored, **changes),
            version=version_of(stored),
            by=self.office,
        )


def cluster(name: str) -> EditionFacts:
    return EditionFacts(GroupKind.CLUSTER, name, name.rpartition(" ")[2])


def unit(place: str, by: User, kind: UnitKind = UnitKind.DISTRICT, level: str = "huyện") -> Unit:
    name = NameParts(
        full_name=f"Viện kiểm sát nhân dân {level} {place}",
        short_name=f"VKSND {level} {place}",
        place_name=place,
    )
    return found_unit(kind=kind, name=name, by=by)


def group(places: tuple[str, ...] = PLACES, province: str = "Bắc Giang") -> Group:
    place = fold(province).replace(" ", "")
    by = person(f"quantri.{place}", Role.ADMINISTRATOR)
    owner = unit(province, by, UnitKind.PROVINCE, "tỉnh")
    year = open_year(owner=owner, facts=YearFacts(2024), by=by)
    edition = open_edition(year=year, facts=cluster("Cụm thi đua số 2"), by=by)
    office = person(f"vanphong.{place}", Role.OFFICE, owner)
    made = Group(by, owner, year, edition, office)
    for each in places:
        made.units[each] = unit(each, by)
        join_group(edition=edition, unit=made.units[each], by=by)
    return made

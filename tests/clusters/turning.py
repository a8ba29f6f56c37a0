"""The sector in 2023 as an article tells it, and plans of its next year in a few words."""

from clusters.actions import EditionFacts, YearFacts, join_group, open_edition, open_year
from clusters.enums import GroupKind
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries import TurnScene, kept_plan, turn_of
from clusters.rules import PlannedGroup, TurnPlan
from core.versions import version_of
from organizations.enums import UnitKind
from tests.clusters.province import Province, province

TEN = ("Trà Vinh", "Long An", "Tiền Giang", "Vĩnh Long", "Đồng Tháp")
ELEVEN = ("Cà Mau", "Bạc Liêu", "An Giang", "Hậu Giang", "Kiên Giang", "Sóc Trăng")
THIRTEEN = ("Trà Vinh", "Sóc Trăng", "Bến Tre", "Bạc Liêu", "Cà Mau", "Kiên Giang")
OLD, NEW = 2023, 2024


def name(place: str) -> str:
    return f"VKSND tỉnh {place}"


def sector_of_2023() -> Province:
    """VKSND tối cao, its Cụm 10 and Cụm 11 of 2023, and an empty year 2024."""
    made = province("VKSND tối cao")
    made.owner.kind = UnitKind.SUPREME
    made.owner.save()
    made.found(*map(name, (*TEN, *ELEVEN, "Bến Tre")), kind=UnitKind.PROVINCE)
    last, _ = (
        open_year(owner=made.owner, facts=YearFacts(number), by=made.office)
        for number in (OLD, NEW)
    )
    for number, places in (("10", TEN), ("11", ELEVEN)):
        facts = EditionFacts(GroupKind.CLUSTER, f"Cụm thi đua số {number}", number)
        edition = open_edition(year=last, facts=facts, by=made.office)
        for place in places:
            join_group(edition=edition, unit=made.units[name(place)], by=made.office)
    return made


def year_of(sector: Province, label_year: int = NEW) -> EmulationYear:
    return EmulationYear.objects.get(owner=sector.owner, label_year=label_year)


def cum(number: str, label_year: int = OLD) -> ClusterEdition:
    return ClusterEdition.objects.get(number=number, year__label_year=label_year)


def keys(sector: Province, *places: str) -> tuple[int, ...]:
    return tuple(sorted(sector.units[name(place)].pk for place in places))


def planned(year: EmulationYear) -> TurnPlan:
    """The plan as it stands now."""
    return TurnScene(year, kept_plan(turn_of(year))).plan


def version(year: EmulationYear) -> str:
    return version_of(planned(year))


def cluster(number: str, units: tuple[int, ...], continues: int | None = None) -> PlannedGroup:
    label = f"Cụm thi đua số {number}"
    return PlannedGroup(GroupKind.CLUSTER, label, number, units, continues=continues)

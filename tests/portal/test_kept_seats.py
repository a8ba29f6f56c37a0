"""How a seat that is kept for next year is called, alone and on the page of its unit."""

import pytest

from clusters.actions import EditionFacts, SeatFacts, YearFacts, open_edition, open_year
from clusters.actions.leaders import reserve_seat
from clusters.enums import GroupRole
from clusters.models import ReservedSeat
from organizations.enums import Role
from portal.queries.unit_record import unit_record
from tests.organizations.happenings import Province
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Province:
    return Province(person("quantri", Role.ADMINISTRATOR))


def kept(here: Province, kind: str, number: str, *names: str) -> ReservedSeat:
    """The deputy's seat of 2025, chosen in the first of these groups of 2024."""
    year = open_year(owner=here.unit, facts=YearFacts(label_year=2024), by=here.by)
    groups = [
        open_edition(year=year, facts=EditionFacts(kind, name, number=number), by=here.by)
        for name in names
    ]
    seat = SeatFacts(GroupRole.DEPUTY, here.district("Lục Ngạn"))
    return reserve_seat(edition=groups[0], label_year=2025, seat=seat, by=here.by)


@pytest.mark.parametrize(
    ("kind", "number", "names", "label"),
    [
        ("cluster", "2", ["Cụm thi đua số 2"], "Cụm phó Cụm 2 năm 2025"),
        ("bloc", "3", ["Khối thi đua số 3"], "Khối phó Khối 3 năm 2025"),
        ("bloc", "", ["Khối các phòng"], "Khối phó Khối các phòng năm 2025"),
        ("bloc", "", ["Khối A", "Khối B"], "Khối phó Khối A năm 2025"),
    ],
)
def test_the_role_is_followed_by_the_groups_own_short_name(
    here: Province, kind: str, number: str, names: list[str], label: str
) -> None:
    """A group without a number is called by its name."""
    seat = kept(here, kind, number, *names)
    assert seat.label == label
    record = unit_record(seat.unit, user=here.by, years=[2025], keeps=False, with_kin=False)
    assert [each.text for each in record.expected] == [label]

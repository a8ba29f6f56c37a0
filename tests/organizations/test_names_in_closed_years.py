"""The names of a locked year: their days stay, what was written wrongly is put right."""

from dataclasses import replace
from datetime import date

import pytest

from clusters.actions import EditionFacts, YearFacts, join_group, lock_year, open_edition, open_year
from clusters.models import EmulationYear
from core.closed import closed_times_of
from core.versions import version_of
from organizations.actions import (
    CannotNameUnit,
    correct_name,
    remove_name,
    rename_unit,
)
from organizations.actions.whole import Amended, CannotTakeOver, amend_units
from organizations.models import Unit, UnitName
from organizations.queries import name_facts
from organizations.queries.whole import whole_units
from organizations.rules import NameFacts
from organizations.rules.whole import HeldName
from tests.clusters.province import Province, province
from tests.people import browser_of

pytestmark = pytest.mark.django_db
B = "VKSND huyện B"
EVE, JUNE, NEW_YEAR = date(2023, 6, 1), date(2024, 6, 1), date(2025, 1, 1)
CLOSED = "Năm thi đua 2024 của VKSND tỉnh A đã khóa: tên trong thời gian đó không đổi được"


@pytest.fixture
def made(db: None) -> Province:
    """The year 2024 has one cluster with one member."""
    found = province("VKSND tỉnh A", B)
    year = open_year(owner=found.owner, facts=YearFacts(2024), by=found.by)
    facts = EditionFacts(kind="cluster", number="1", name="Cụm thi đua số 1")
    edition = open_edition(year=year, facts=facts, by=found.by)
    join_group(edition=edition, unit=found.units[B], by=found.by)
    return found


def lock(made: Province) -> None:
    lock_year(year=EmulationYear.objects.get(), by=made.by)


def later(day: date, name: str = "VKSND thị xã B") -> NameFacts:
    return NameFacts(name.replace("VKSND", "Viện kiểm sát nhân dân"), name, valid_from=day)


def rename(made: Province, day: date, name: str = "VKSND thị xã B") -> UnitName:
    return rename_unit(unit=made.units[B], facts=later(day, name), by=made.by)


def correct(made: Province, name: UnitName, **typed: object) -> None:
    stored = name_facts(name)
    facts = replace(stored, **typed)
    correct_name(name=name, facts=facts, version=version_of(stored), by=made.by)


@pytest.mark.parametrize("day", [EVE, JUNE, date(2024, 12, 31)])
def test_no_name_begins_within_or_before_it(made: Province, day: date):
    lock(made)
    with pytest.raises(CannotNameUnit, match=CLOSED) as caught:
        rename(made, day)
    assert caught.value.problems[0].field == "valid_from"
    assert made.units[B].names.count() == 1


def test_names_of_other_times_and_of_other_units_are_free(made: Province):
    rename(made, EVE)
    lock(made)
    rename(made, NEW_YEAR, "VKSND khu vực B")
    rename(made, date(2020, 1, 1), "VKSND quận B")
    made.found("VKSND huyện C")
    rename_unit(unit=made.units["VKSND huyện C"], facts=later(JUNE), by=made.by)
    assert made.units[B].names.count() == 4


def test_the_owner_is_held_to_it_too(made: Province):
    lock(made)
    with pytest.raises(CannotNameUnit, match=CLOSED):
        rename_unit(unit=made.owner, facts=later(JUNE), by=made.by)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"valid_from": JUNE}, "valid_from"),
        ({"valid_to": JUNE}, "valid_to"),
        ({"valid_from": NEW_YEAR}, "valid_from"),
    ],
)
def test_days_are_not_moved_through_it(made: Province, days: dict[str, date], field: str):
    first = made.units[B].names.get()
    correct(made, first, valid_from=EVE)
    lock(made)
    first.refresh_from_db()
    with pytest.raises(CannotNameUnit, match=CLOSED) as caught:
        correct(made, first, **days)
    assert {problem.field for problem in caught.value.problems} == {field}


@pytest.mark.parametrize(
    "days", [{"valid_from": None}, {"valid_from": date(2023, 1, 1)}, {"valid_to": NEW_YEAR}]
)
def test_days_outside_are_put_right(made: Province, days: dict[str, date]):
    first = made.units[B].names.get()
    correct(made, first, valid_from=EVE, valid_to=date(2026, 1, 1))
    lock(made)
    first.refresh_from_db()
    correct(made, first, **days)
    first.refresh_from_db()
    assert name_facts(first) == replace(name_facts(first), **days)


def test_what_was_written_wrongly_is_mended_and_the_page_says_where_it_is_printed(made: Province):
    name = made.units[B].names.get()
    lock(made)
    page = browser_of(made.by).get(f"/don-vi/ten/{name.pk}/sua/").content.decode()
    assert "Năm thi đua 2024 của VKSND tỉnh A đã khóa" in page
    correct(made, name, short_name="VKSND huyện Bê")
    assert made.units[B].names.get().short_name == "VKSND huyện Bê"


def test_a_name_borne_in_it_is_not_deleted(made: Province):
    name = rename(made, JUNE)
    lock(made)
    with pytest.raises(CannotNameUnit, match=CLOSED):
        remove_name(name=name, by=made.by)
    page = browser_of(made.by).get(f"/don-vi/ten/{name.pk}/xoa/").content.decode()
    assert "tên trong thời gian đó không đổi được" in page
    assert made.units[B].names.count() == 2


def test_only_units_have_closed_years(made: Province):
    lock(made)
    [closed] = closed_times_of(Unit.objects.get(pk=made.units[B].pk))
    assert (closed.starts, closed.ends) == (date(2024, 1, 1), NEW_YEAR)
    assert closed_times_of(made.by) == []


# A workbook


def amend(made: Province, *names: HeldName) -> None:
    unit = made.units[B]
    stored = whole_units([unit.pk])[unit.pk]
    facts = replace(stored, names=names or stored.names)
    amend_units(amended=[Amended(unit.pk, stored, facts)], by=made.by)


def as_held(made: Province) -> HeldName:
    return whole_units([made.units[B].pk])[made.units[B].pk].names[0]


def test_a_workbook_puts_right_what_was_written_wrongly_in_it(made: Province):
    lock(made)
    amend(made, replace(as_held(made), short_name="VKSND huyện Bê"))
    assert made.units[B].names.get().short_name == "VKSND huyện Bê"


def test_a_workbook_begins_a_name_after_it_and_none_within(made: Province):
    lock(made)
    held = as_held(made)

    def named_from(day: date) -> tuple[HeldName, HeldName]:
        new = replace(held, pk=None, short_name="VKSND thị xã B", valid_from=day)
        return replace(held, valid_to=day), new

    with pytest.raises(CannotTakeOver, match=CLOSED):
        amend(made, *named_from(JUNE))
    assert made.units[B].names.count() == 1
    amend(made, *named_from(NEW_YEAR))
    assert made.units[B].names.count() == 2

"""The page of a unit: where it belongs, what it leads and owns, its years in one line of time."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from awards.models import Award, Title, TitleRegistration
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    put_in_charge,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole, YearState
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, Membership
from organizations.actions import NameParts, found_unit, name_person, rename_unit
from organizations.enums import EventKind, EventSide, EventState, Role, UnitKind
from organizations.models import Unit, UnitEvent, UnitEventPart, UnitName, UnitParent
from organizations.rules import NameFacts
from portal.queries.unit_record import UnitRecord, unit_record
from scoring.models import ScoreSheet
from scoring.queries import results_of
from tests.people import browser_of, person
from tests.portal.walk import read_page
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


def a_unit(by: User, short_name: str, kind: str = UnitKind.DISTRICT, **more: object) -> Unit:
    name = NameParts(full_name=f"Viện kiểm sát {short_name}", short_name=short_name)
    return found_unit(kind=kind, name=name, by=by, **more)


def a_group(by: User, owner: Unit, year: int, name: str = "Cụm 1") -> ClusterEdition:
    opened = owner.emulation_years.filter(label_year=year).first()
    opened = opened or open_year(owner=owner, facts=YearFacts(year), by=by)
    facts = EditionFacts(kind=GroupKind.CLUSTER, name=name, number=name.removeprefix("Cụm "))
    return open_edition(year=opened, facts=facts, by=by)


def record_of(unit: Unit, user: User, *years: int, with_kin: bool = False) -> UnitRecord:
    return unit_record(unit, user=user, years=years, with_kin=with_kin)


def years_of(record: UnitRecord) -> dict[str, dict[str, list[str]]]:
    """Each year with its lines by kind; a gap has none."""
    return {
        each.label: {
            lines.kind: [row.text for row in lines.rows]
            for bearer in each.bearers
            for lines in bearer.kinds
        }
        for each in record.timeline
    }


def opened(user: User, unit: Unit, asked: str = "") -> str:
    address = reverse("portal:unit", args=[unit.pk]) + asked
    answer = browser_of(user).get(address)
    return read_page(address, answer.status_code, answer.content.decode()).text


# The cluster that ends and the one that begins


def told_cluster(case: World) -> dict[str, Unit]:
    """Cụm 13 of 2024 as it is told, and Cụm 11 of the year before with its leaders."""
    owner = case.editions["cum_13"].year.owner
    by = person("vanphongtoicao", Role.OFFICE, owner)
    eleven = a_group(by, owner, 2023, "Cụm 11")
    names = ("Cà Mau", "Bạc Liêu", "An Giang", "Hậu Giang", "Kiên Giang", "Sóc Trăng")
    units = {name: named(name, case.administrator) for name in names}
    for unit in units.values():
        join_group(edition=eleven, unit=unit, by=by)
    for role, name in ((GroupRole.HEAD, "Cà Mau"), (GroupRole.DEPUTY, "Bạc Liêu")):
        take_the_lead(edition=eleven, seat=SeatFacts(role, units[name]), by=by)
    return units


def named(place: str, by: User) -> Unit:
    known = UnitName.objects.filter(short_name=f"VKSND tỉnh {place}").first()
    return known.unit if known else a_unit(by, f"VKSND tỉnh {place}", UnitKind.PROVINCE)


def test_each_unit_tells_its_groups_of_both_years_and_claims_nothing_else():
    case = world("cum_13", until="groups")
    units = told_cluster(case)
    told = {
        name: {
            year: kinds.get("Cụm, khối")
            for year, kinds in years_of(record_of(unit, case.administrator, 2023, 2024)).items()
        }
        for name, unit in units.items()
    }
    assert told["Sóc Trăng"] == {
        "2024": ["Cụm thi đua số 13: Cụm phó"],
        "2023": ["Cụm 11: thành viên"],
    }
    assert told["Cà Mau"] == {
        "2024": ["Cụm thi đua số 13: thành viên"],
        "2023": ["Cụm 11: Cụm trưởng"],
    }
    assert told["An Giang"] == {"2024": None, "2023": ["Cụm 11: thành viên"]}


def test_a_year_nobody_told_us_of_says_so_on_the_page():
    case = world("cum_13", until="groups")
    an_giang = told_cluster(case)["An Giang"]
    page = opened(case.administrator, an_giang)
    years = page[page.rindex("Qua các năm") :].splitlines()
    assert years[1:3] == ["Năm 2024", "Chưa có thông tin"]


# The line of time


@pytest.fixture
def owner(administrator: User) -> Unit:
    return a_unit(administrator, "VKSND tỉnh A", UnitKind.PROVINCE)


@pytest.fixture
def office(owner: Unit) -> User:
    return person("vanphonga", Role.OFFICE, owner)


def test_years_without_anything_are_one_gap(administrator, owner, office):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    for year in (2019, 2024):
        join_group(edition=a_group(office, owner, year), unit=unit, by=office)
    labels = [each.label for each in record_of(unit, administrator).timeline]
    gaps = [each.is_gap for each in record_of(unit, administrator).timeline]
    assert labels == ["2024", "2020 – 2023", "2019"]
    assert gaps == [False, True, False]


def test_no_year_is_asked_of_in_which_the_unit_was_not(administrator):
    unit = a_unit(administrator, "VKSND huyện B")
    Unit.objects.filter(pk=unit.pk).update(exists_from=date(2020, 7, 1), exists_to=date(2023, 1, 1))
    unit.refresh_from_db()
    years = years_of(record_of(unit, administrator, 2018, 2019, 2024))
    assert list(years) == ["2023", "2021 – 2022", "2020"]
    assert years["2020"]["Đơn vị"] == ["Bắt đầu hoạt động"]
    assert years["2023"]["Đơn vị"] == ["Kết thúc hoạt động"]


def test_an_award_without_a_year_stands_last(administrator):
    unit, title = a_unit(administrator, "VKSND huyện B"), Title.objects.create(name="Cờ thi đua")
    for year in (None, 2020, 2022):
        Award.objects.create(unit=unit, title=title, title_year=year)
    labels = [each.label for each in record_of(unit, administrator).timeline]
    assert labels == ["2022", "2021", "2020", "Chưa rõ năm"]


def test_a_year_is_told_under_the_name_of_its_time(administrator, owner, office):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    UnitName.objects.filter(unit=unit).update(valid_to=date(2023, 5, 1))
    now = UnitName(unit=unit, full_name="Viện kiểm sát thị xã B", short_name="VKSND thị xã B")
    now.valid_from = date(2023, 5, 1)
    now.save()
    for year in (2022, 2024):
        join_group(edition=a_group(office, owner, year), unit=unit, by=office)
    record = record_of(unit, administrator)
    names = {each.label: [bearer.name for bearer in each.bearers] for each in record.timeline}
    assert names == {
        "2024": ["VKSND thị xã B"],
        "2023": ["VKSND thị xã B"],
        "2022": ["VKSND huyện B"],
    }
    assert years_of(record)["2023"]["Đơn vị"] == ["Mang tên Viện kiểm sát thị xã B"]
    assert "VKSND huyện B" in opened(administrator, unit)


def test_belonging_to_two_levels_stands_on_two_lines(administrator, owner, office):
    top = a_unit(administrator, "VKSND tối cao", UnitKind.SUPREME)
    at_top = person("vanphongtoicao", Role.OFFICE, top)
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    join_group(edition=a_group(office, owner, 2024), unit=unit, by=office)
    join_group(edition=a_group(at_top, top, 2024, "Cụm 7"), unit=unit, by=at_top)
    record = record_of(unit, administrator)
    assert sorted(years_of(record)["2024"]["Cụm, khối"]) == [
        "Cụm 1: thành viên",
        "Cụm 7: thành viên",
    ]
    assert {row.note for row in record.belongs.rows} == {"VKSND tỉnh A", "VKSND tối cao"}


# Three blocks


def test_a_unit_tells_what_it_led_and_what_its_people_are_in_charge_of(
    administrator, owner, office
):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    for year in (2023, 2024):
        group = a_group(office, owner, year)
        join_group(edition=group, unit=unit, by=office)
        take_the_lead(edition=group, seat=SeatFacts(GroupRole.HEAD, unit), by=office)
    deputy = name_person(full_name="Phạm Thị Liên", unit=owner, by=office)
    put_in_charge(edition=group, person=deputy, post="", by=office)
    record = record_of(unit, administrator)
    led = [(row.year, row.text) for row in record.leads.rows]
    assert led == [(2024, "Cụm trưởng Cụm 1"), (2023, "Cụm trưởng Cụm 1")]
    of_owner = record_of(owner, administrator)
    assert years_of(of_owner)["2024"]["Phụ trách"] == ["Cụm 1"]


def test_an_owner_tells_its_years_with_their_groups_counted(administrator, owner, office):
    for number in range(1, 9):
        a_group(office, owner, 2024, f"Cụm {number}")
    a_group(office, owner, 2023)
    many, few = record_of(owner, administrator).owned
    assert (many.year, many.counted, many.named) == (2024, "08 cụm", ())
    assert (few.year, few.counted, [each.name for each in few.named]) == (
        2023,
        "01 cụm",
        ["Cụm 1"],
    )


def test_a_year_without_groups_is_owned_all_the_same(administrator, owner, office):
    open_year(owner=owner, facts=YearFacts(2024), by=office)
    assert [(each.year, each.groups) for each in record_of(owner, administrator).owned] == [
        (2024, ())
    ]


def test_whoever_sees_no_group_is_told_none(administrator, owner, office, stranger):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    group = a_group(office, owner, 2024)
    join_group(edition=group, unit=unit, by=office)
    title = Title.objects.create(name="Cờ thi đua")
    TitleRegistration.objects.create(edition=group, unit=unit, title=title)
    record = record_of(unit, stranger)
    assert (record.belongs.rows, record.leads.rows, record.timeline) == ((), (), ())
    assert record_of(owner, stranger).owned == ()
    assert "Cụm 1" not in opened(stranger, unit)


# Predecessors and successors


def merged(by: User, owner: Unit) -> tuple[Unit, Unit, Unit]:
    """Two districts that became a region on 1 July 2025."""
    day = date(2025, 7, 1)
    one, two = (a_unit(by, f"VKSND huyện {name}", parent=owner) for name in "BC")
    region = a_unit(by, "VKSND khu vực 1", UnitKind.REGION, parent=owner)
    Unit.objects.filter(pk__in=[one.pk, two.pk]).update(exists_to=day)
    Unit.objects.filter(pk=region.pk).update(exists_from=day)
    event = UnitEvent.objects.create(
        kind=EventKind.MERGE,
        on=day,
        state=EventState.IN_FORCE,
        carried_out_at="2025-07-01T08:00:00Z",
    )
    sides = ((EventSide.BEFORE, one), (EventSide.BEFORE, two), (EventSide.AFTER, region))
    for position, (side, unit) in enumerate(sides):
        UnitEventPart.objects.create(
            event=event, side=side, position=position, unit=unit, ends=unit != region
        )
    for unit in (one, two, region):
        unit.refresh_from_db()
    return one, two, region


def test_a_merger_is_told_on_the_page_of_each_unit(administrator, owner):
    one, _, region = merged(administrator, owner)
    told = "Hợp nhất thành đơn vị mới: VKSND huyện B, VKSND huyện C thành VKSND khu vực 1"
    for unit in (one, region):
        assert years_of(record_of(unit, administrator))["2025"]["Đơn vị"] == [told]


def test_the_years_go_on_through_predecessors_only_when_asked(administrator, owner, office):
    one, two, region = merged(administrator, owner)
    group = a_group(office, owner, 2024)
    for unit in (one, two):
        Membership.objects.create(edition=group, unit=unit)
    alone = record_of(region, administrator)
    assert "2024" not in years_of(alone)
    assert [name.short_name for name in alone.kin.before] == ["VKSND huyện B", "VKSND huyện C"]
    together = record_of(region, administrator, with_kin=True)
    in_2024 = next(each for each in together.timeline if each.label == "2024")
    assert [bearer.name for bearer in in_2024.bearers] == ["VKSND huyện B", "VKSND huyện C"]


def test_the_page_offers_and_keeps_the_choice_in_its_address(administrator, owner, office):
    one, _, region = merged(administrator, owner)
    Membership.objects.create(edition=a_group(office, owner, 2024), unit=one)
    assert "Gồm cả đơn vị trước đây: VKSND huyện B, VKSND huyện C" in opened(
        administrator, region
    ).replace("\u00a0", " ")
    assert "Cụm 1: thành viên" not in opened(administrator, region)
    assert "Cụm 1: thành viên" in opened(administrator, region, "?gom=1")


# Cost


def history(by: User, owner: Unit, unit: Unit, years: range) -> None:
    title, _ = Title.objects.get_or_create(name="Cờ thi đua")
    for year in years:
        group = a_group(by, owner, year)
        Membership.objects.create(edition=group, unit=unit)
        LeadershipTerm.objects.create(edition=group, unit=unit, role=GroupRole.HEAD)
        TitleRegistration.objects.create(edition=group, unit=unit, title=title)
        Award.objects.create(unit=unit, title=title, title_year=year)


def queries(user: User, address: str) -> int:
    browser = browser_of(user)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return len(asked)


def test_a_long_history_costs_no_more_queries(administrator, owner, office):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    address = reverse("portal:unit", args=[unit.pk])
    history(office, owner, unit, range(2024, 2025))
    short = queries(administrator, address), queries(office, address)
    history(office, owner, unit, range(2014, 2024))
    long = queries(administrator, address), queries(office, address)
    assert short == long
    assert max(long) <= 15


# The tree


def tree_page(user: User) -> str:
    address = "/don-vi/?cach=cay"
    answer = browser_of(user).get(address)
    return read_page(address, answer.status_code, answer.content.decode()).text


def test_the_tree_goes_down_five_levels(administrator):
    above = None
    for level in range(5):
        above = a_unit(administrator, f"Đơn vị cấp {level}", parent=above)
    page = tree_page(administrator)
    assert all(f"Đơn vị cấp {level}" in page for level in range(5))


def test_units_of_a_kind_stand_together_and_are_counted(administrator, owner):
    for name in ("VKSND huyện C", "VKSND huyện B"):
        a_unit(administrator, name, parent=owner)
    a_unit(administrator, "Phòng 1", UnitKind.DEPARTMENT, parent=owner)
    lines = tree_page(administrator).splitlines()
    start = lines.index("VKSND cấp huyện 02")
    assert lines[start : start + 5] == [
        "VKSND cấp huyện 02",
        "VKSND huyện B",
        "VKSND huyện C",
        "Phòng, ban, văn phòng 01",
        "Phòng 1",
    ]


def test_a_unit_that_ended_stands_apart_with_its_last_day(administrator, owner):
    unit = a_unit(administrator, "VKSND huyện B", parent=owner)
    Unit.objects.filter(pk=unit.pk).update(exists_to=date(2024, 1, 1))
    UnitParent.objects.filter(unit=unit).update(valid_to=date(2024, 1, 1))
    page = tree_page(administrator)
    assert "Đã kết thúc 01" in page
    assert "VKSND huyện B đến hết 31/12/2023" in page


def test_the_tree_costs_the_same_for_any_number_of_units(administrator, owner):
    few = queries(administrator, "/don-vi/?cach=cay")
    for number in range(20):
        a_unit(administrator, f"VKSND huyện {number}", parent=owner)
    assert queries(administrator, "/don-vi/?cach=cay") == few <= 12


# Ranks


def test_ranks_are_drawn_with_their_gap_and_told_in_a_table(administrator):
    call_command("load_many", units=239, years=4, groups=140, anyway=True, stdout=StringIO())
    unit = Membership.objects.order_by("pk")[0].unit
    years = [each.year for each in results_of([unit.pk], administrator)]
    ScoreSheet.objects.filter(unit=unit, round__edition__year__label_year=years[1]).delete()
    [ranks] = record_of(unit, administrator).ranks
    assert [dot.year for dot in ranks.trend.dots] == [years[0], *years[2:]]
    assert [row.year for row in ranks.rows] == [years[3], years[2], years[0]]
    assert "Thứ hạng qua các năm" in opened(administrator, unit)


def test_the_line_of_ranks_goes_on_under_another_name_number_and_through_a_predecessor(
    administrator,
):
    """Five years: none known in the second, renamed in the third, another number in the fourth,
    another unit that came from it in the last."""
    call_command("load_many", units=239, years=5, groups=140, anyway=True, stdout=StringIO())
    unit = Membership.objects.order_by("pk")[0].unit
    before = {each.year: each.rank for each in results_of([unit.pk], administrator)}
    first, gap, renamed, moved, last = before
    of_year = {"unit": unit, "round__edition__year__label_year": gap}
    ScoreSheet.objects.filter(**of_year).delete()
    EmulationYear.objects.update(state=YearState.OPEN)
    name = NameFacts("Viện kiểm sát nhân dân X", "VKSND X", valid_from=date(renamed, 1, 1))
    rename_unit(unit=unit, facts=name, by=administrator)
    group = ClusterEdition.objects.get(memberships__unit=unit, year__label_year=moved)
    ClusterEdition.objects.filter(pk=group.pk).update(number="99", name="Cụm thi đua số 99")
    heir = a_unit(administrator, "VKSND Y")
    became(unit, heir, date(last, 1, 1))
    for rows, year in (
        (ScoreSheet.objects, "round__edition__year__label_year"),
        (Membership.objects, "edition__year__label_year"),
    ):
        rows.filter(**{"unit": unit, year: last}).update(unit=heir)
    [ranks] = record_of(heir, administrator, with_kin=True).ranks
    drawn = {dot.year: dot.rank for dot in ranks.trend.dots}
    assert drawn == {year: before[year] for year in (first, renamed, moved, last)}
    assert [row.year for row in ranks.rows] == [last, moved, renamed, first]
    told = {row.year: row.words.partition("điểm")[2] for row in ranks.rows}
    assert all(str(rank) in told[year] for year, rank in drawn.items())
    [unbroken] = ranks.trend.lines
    assert len(unbroken.split()) == 3
    assert [year for year, _ in ranks.trend.years] == [first, gap, renamed, moved, last]
    assert "Cụm thi đua số 99" in [row.group for row in ranks.rows]
    assert record_of(heir, administrator).ranks == ()


def became(unit: Unit, heir: Unit, on: date) -> None:
    event = UnitEvent.objects.create(
        kind=EventKind.MERGE, on=on, state=EventState.IN_FORCE, carried_out_at="2024-01-02T00:00Z"
    )
    for side, each in ((EventSide.BEFORE, unit), (EventSide.AFTER, heir)):
        UnitEventPart.objects.create(event=event, side=side, position=0, unit=each)


def test_who_sees_no_standings_is_drawn_no_ranks(administrator, stranger):
    call_command("load_many", units=239, years=2, groups=140, anyway=True, stdout=StringIO())
    unit = Membership.objects.order_by("pk")[0].unit
    assert record_of(unit, stranger).ranks == ()

"""A name finds what its unit came from and what it became, however far, and says why."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from awards.models import Award, Title, TitleRegistration
from organizations.enums import EventKind, EventSide, EventState, UnitKind
from organizations.models import Unit, UnitEvent, UnitEventPart, UnitName
from organizations.queries import NamedUnits, name_on, related_units
from scoring.models import ScoreSheet
from tests.organizations.happenings import Province, called, event, made_by, new, there
from tests.people import browser_of, person
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = date(2010, 1, 1), date(2015, 1, 1), date(2020, 1, 1)
BOTH_WAYS = [("alpha", "VKSND khu vực Delta", "kế thừa"), ("delta", "VKSND Alpha", "tiền thân của")]


@dataclass(frozen=True)
class Line:
    """Alpha was merged with Gamma into Beta, and that one was taken in by Delta."""

    here: Province
    alpha: Unit
    gamma: Unit
    beta: Unit
    delta: Unit


@pytest.fixture
def line(administrator: User) -> Line:
    here = Province(administrator)
    alpha, gamma, delta = (here.found(n, here.unit) for n in ("Alpha", "Gamma", "khu vực Delta"))
    merge = event(EventKind.MERGE, FIRST, (alpha, gamma), (new("Beta", here.unit),))
    beta = made_by(here.happens(merge))
    here.happens(event(EventKind.ABSORB, SECOND, (beta,), (there(delta),)))
    return Line(here, alpha, gamma, beta, delta)


def told(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def flag() -> Title:
    return Title.objects.get_or_create(kind="title", name="Cờ thi đua")[0]


@pytest.mark.parametrize(("words", "far", "tie"), BOTH_WAYS)
@pytest.mark.parametrize("address", ["/don-vi/", "/tim-kiem/"])
def test_the_far_end_of_a_line_is_found_and_says_why(
    line: Line, address: str, words: str, far: str, tie: str
) -> None:
    hits = told(browser_of(line.here.by), f"{address}?q={words}")
    near = "VKSND Alpha" if words == "alpha" else "VKSND khu vực Delta"
    assert far in hits
    assert "VKSND Beta" in hits
    assert f"{tie} {near}" in hits


def test_a_unit_that_went_the_same_way_is_no_relative(line: Line) -> None:
    assert line.gamma.pk not in NamedUnits("alpha").others
    assert {line.alpha.pk, line.gamma.pk, line.beta.pk} == NamedUnits("delta").others


def test_what_was_parted_before_a_unit_came_in_is_no_successor_of_it(line: Line) -> None:
    """Delta lost a part before Beta was taken in: nothing of Alpha went there."""
    parting = event(EventKind.SPLIT, FIRST, (line.delta,), (new("Epsilon", line.here.unit),))
    epsilon = made_by(line.here.happens(parting))
    later = event(EventKind.SPLIT, THIRD, (line.delta,), (new("Zeta", line.here.unit),))
    zeta = made_by(line.here.happens(later))
    assert epsilon.pk not in related_units(line.alpha).successors
    assert zeta.pk in related_units(line.alpha).successors
    assert related_units(epsilon).predecessors == {line.delta.pk}


@pytest.mark.parametrize(("words", "far", "tie"), BOTH_WAYS)
def test_an_award_is_found_by_the_names_of_the_whole_line_under_the_name_it_was_won(
    line: Line, words: str, far: str, tie: str
) -> None:
    unit, year = (line.delta, 2020) if words == "alpha" else (line.alpha, 2008)
    Award.objects.create(unit=unit, title=flag(), title_year=year)
    browser = browser_of(person("nguoila"))
    listed = told(browser, f"/khen-thuong/?q={words}")
    assert "1–1 trên 1" in listed
    assert far in listed
    assert f'<span class="sub">{tie} ' in listed
    assert "1 lượt khen thưởng của đơn vị có tên" in told(browser, f"/tim-kiem/?q={words}")
    assert browser.get(f"/khen-thuong/?q={words}&xuat=xlsx").status_code == 200
    assert "1–1 trên 1" in told(browser, f"/khen-thuong/?q={words}&nam={year}")
    assert "Không có khen thưởng nào khớp" in told(browser, "/khen-thuong/?q=gamma+alpha")


def test_an_award_found_by_its_title_owes_no_explanation(line: Line) -> None:
    Award.objects.create(unit=line.alpha, title=flag(), title_year=2008)
    listed = told(browser_of(person("nguoila")), "/khen-thuong/?q=co+thi+dua")
    assert "VKSND Alpha" in listed
    assert 'class="sub"' not in listed


def test_an_award_under_an_old_name_says_by_which_name_it_was_found(line: Line) -> None:
    line.here.happens(event(EventKind.RENAME, THIRD, (line.delta,), (called("khu vực Omega"),)))
    Award.objects.create(unit=line.delta, title=flag(), title_year=2018)
    listed = told(browser_of(line.here.by), "/khen-thuong/?q=omega")
    assert "VKSND khu vực Delta" in listed
    assert "thời gian khác mang tên VKSND khu vực Omega" in listed


@pytest.fixture
def scored(administrator: User) -> Group:
    """A group of 2024; its first unit was taken in by a unit of another name in 2025."""
    made = group(2, administrator)
    made.open()
    here = Province(administrator)
    heir = here.found("khu vực Omega", here.unit)
    here.happens(event(EventKind.ABSORB, date(2025, 7, 1), (made.units[0],), (there(heir),)))
    return made


def test_registrations_and_sheets_are_found_by_the_heirs_name_by_who_may_see_them(
    scored: Group,
) -> None:
    unit = scored.units[0]
    TitleRegistration.objects.create(edition=scored.edition, unit=unit, title=flag())
    assert ScoreSheet.objects.filter(unit=unit).exists()
    name = name_on(unit, date(2024, 12, 31)).short_name
    for address in ("/khen-thuong/?muc=dang-ky&q=omega", "/cham-diem/?nam=2024&q=omega"):
        listed = told(browser_of(scored.office), address)
        assert "1–1 trên 1" in listed
        assert name in listed
        assert "tiền thân của VKSND khu vực Omega" in listed
        assert name not in told(browser_of(person(f"la{len(address)}")), address)
    assert "tiền thân của VKSND khu vực Omega" in told(
        browser_of(scored.office), "/tim-kiem/?q=omega"
    )


def thousand(here: Province) -> None:
    """As many units, each the heir of the one before it, each with an award."""
    units = Unit.objects.bulk_create(Unit(kind=UnitKind.DISTRICT) for _ in range(1_000))
    for number, unit in enumerate(units):
        name = f"Chi {number:04d}" if number < 999 else "Cuối dòng"
        UnitName(unit=unit, full_name=name, short_name=name).save()
    events = UnitEvent.objects.bulk_create(
        UnitEvent(
            kind=EventKind.ABSORB,
            on=date(2000, 1, 1),
            state=EventState.IN_FORCE,
            carried_out_at="2000-01-01T00:00:00Z",
        )
        for _ in units[1:]
    )
    for way, pairs in ((EventSide.BEFORE, units), (EventSide.AFTER, units[1:])):
        UnitEventPart.objects.bulk_create(
            UnitEventPart(event=each, side=way, position=0, unit=unit)
            for each, unit in zip(events, pairs, strict=False)
        )
    Award.objects.bulk_create(Award(unit=unit, title=flag(), title_year=2008) for unit in units)


def queries_of(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert browser.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("address", ["/don-vi/?q=", "/khen-thuong/?q=", "/tim-kiem/?q="])
def test_a_line_of_a_thousand_units_costs_no_more_queries(line: Line, address: str) -> None:
    Award.objects.create(unit=line.alpha, title=flag(), title_year=2008)
    browser = browser_of(line.here.by)
    few = queries_of(browser, f"{address}delta")
    thousand(line.here)
    assert queries_of(browser, f"{address}cuoi+dong") <= few
    listed = told(browser, "/khen-thuong/?q=cuoi+dong")
    assert "trên 1000" in listed
    assert "tiền thân của Cuối dòng" in listed

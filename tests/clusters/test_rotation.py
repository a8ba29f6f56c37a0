"""Who is not considered for emulation, who led when, and choosing such a unit all the same."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters.actions import (
    CannotExclude,
    CannotLead,
    SeatFacts,
    lock_year,
    reserve_seat,
    save_exclusions,
    take_offered_seat,
    take_the_lead,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, Exclusion, LeadershipTerm
from clusters.queries import (
    barred_units,
    exclusions_of,
    next_in_rotation,
    rotation_of,
    seats_of,
)
from clusters.rules import ExclusionRow, ExclusionsFacts, eligibility_rule
from core.versions import version_of
from organizations.actions import rename_unit
from organizations.enums import EventKind, EventSide, EventState, Role, UnitKind
from organizations.models import Unit, UnitEvent
from organizations.rules import NameFacts
from tests.clusters.province import Province, province, said_wrong
from tests.people import browser_of, person
from tests.typing_in import rows

pytestmark = pytest.mark.django_db

SIX = ("Bình Định", "Quảng Ngãi", "Ninh Thuận", "Quảng Nam", "Phú Yên", "Khánh Hòa")
NAMES = {place: f"VKSND tỉnh {place}" for place in SIX}
WHY = "Có cán bộ bị xử lý kỷ luật"
NEW = "VKSND tỉnh Định Bình"
RULE = "không được xét thi đua năm trước thì không làm Cụm trưởng, Cụm phó"


@pytest.fixture
def sector(db: None) -> Province:
    """Cụm 8 of 2022 as it was, its year closed, and its continuation in 2023 without leaders."""
    made = province("VKSND tối cao")
    made.owner.kind = UnitKind.SUPREME
    made.owner.save()
    made.found(*NAMES.values(), kind=UnitKind.PROVINCE)
    first = made.set_up(made.open_year(2022), number="8")
    made.compose(first, *NAMES.values())
    lead(made, first, "Bình Định", "Quảng Ngãi")
    second = made.set_up(made.open_year(2023), number="8", continues=first.pk)
    made.compose(second, *NAMES.values())
    return made


def of(sector: Province, year: int) -> ClusterEdition:
    return ClusterEdition.objects.select_related("year").get(year__label_year=year)


def unit_of(sector: Province, place: str) -> Unit:
    return sector.units[NAMES[place]]


def lead(sector: Province, edition: ClusterEdition, *places: str, **more: Any) -> Any:
    roles = zip(("head", "deputy"), places, strict=False)
    seats = ({"role": role, "unit_id": NAMES[place], **more} for role, place in roles)
    return sector.lead(edition, *seats)


def exclude(sector: Province, year: int, place: str) -> None:
    row = {"unit_id": unit_of(sector, place).pk, "reason": WHY, "decided_on": "20/12/2022"}
    answer = sector.type_in("exclusions", of(sector, year), **rows("exclusions", row))
    assert answer.status_code == 302, said_wrong(answer)


# Not considered


def test_a_unit_is_entered_as_not_considered_and_shown_where_it_belongs(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    assert list(Exclusion.objects.values_list("unit_id", "reason", "decided_on")) == [
        (unit_of(sector, "Phú Yên").pk, WHY, date(2022, 12, 20))
    ]
    page = sector.browser.get(reverse("portal:edition", args=[of(sector, 2022).pk]))
    assert "không xét thi đua" in page.content.decode()
    assert WHY in page.content.decode()
    unit = sector.browser.get(reverse("portal:unit", args=[unit_of(sector, "Phú Yên").pk]))
    assert "Cụm thi đua số 8: không xét thi đua" in unit.content.decode()
    later = sector.browser.get(reverse("portal:edition", args=[of(sector, 2023).pk]))
    assert WHY not in later.content.decode()


def test_the_list_refuses_strangers_doubles_and_a_missing_reason(sector: Province):
    edition = of(sector, 2022)
    stranger = province("VKSND tỉnh X").owner
    phu_yen = unit_of(sector, "Phú Yên").pk
    for units, words in (
        ((stranger.pk, stranger.pk), "không phải thành viên"),
        ((phu_yen, phu_yen), "đã có ở một dòng trên"),
    ):
        facts = ExclusionsFacts(tuple(ExclusionRow(key, WHY) for key in units))
        with pytest.raises(CannotExclude, match=words):
            save(sector, edition, facts)
    with pytest.raises(CannotExclude, match="Ghi lý do"):
        save(sector, edition, ExclusionsFacts((ExclusionRow(phu_yen, "  "),)))
    assert exclusions_of(edition) == ExclusionsFacts()


def save(sector: Province, edition: ClusterEdition, facts: ExclusionsFacts) -> None:
    version = version_of(exclusions_of(edition))
    save_exclusions(edition=edition, facts=facts, version=version, by=sector.office)


def test_saving_the_same_again_changes_nothing(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    before = Exclusion.objects.get()
    save(sector, of(sector, 2022), exclusions_of(of(sector, 2022)))
    assert Exclusion.objects.get().pk == before.pk


# The ledger


def test_the_ledger_says_who_led_and_who_has_not(sector: Province):
    second = of(sector, 2023)
    lead(sector, second, "Quảng Ngãi", "Ninh Thuận")
    ledger = rotation_of(second, sector.office)
    told = [
        (
            row.edition.year.label_year,
            [led.name for led in row.heads],
            [led.name for led in row.deputies],
        )
        for row in ledger.years
    ]
    assert told == [
        (2023, [NAMES["Quảng Ngãi"]], [NAMES["Ninh Thuận"]]),
        (2022, [NAMES["Bình Định"]], [NAMES["Quảng Ngãi"]]),
    ]
    waiting = {NAMES[place] for place in ("Quảng Nam", "Phú Yên", "Khánh Hòa", "Ninh Thuận")}
    assert {name for name in NAMES.values() if name in ledger.turn} == waiting
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    assert (
        "Đến lượt làm Cụm trưởng năm 2024, theo các năm đã ghi: VKSND tỉnh Khánh Hòa; VKSND tỉnh "
        "Ninh Thuận; VKSND tỉnh Phú Yên; VKSND tỉnh Quảng Nam (chưa làm Cụm trưởng; " in page
    )
    assert "Các năm đã ghi: 2022, 2023." in page


def test_one_notice_says_whose_turn_it_is_and_who_else_has_not_led(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    second = of(sector, 2023)
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    assert page.count("chưa làm Cụm trưởng; ngang nhau") == page.count('class="notice') == 1
    assert "Chưa làm Cụm trưởng nhưng không có lượt: VKSND tỉnh Phú Yên." in page
    Exclusion.objects.all().delete()
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    assert page.count('class="notice') == 1
    assert "nhưng không có lượt" not in page


def test_heads_of_one_year_stand_in_the_order_in_which_they_led(sector: Province):
    second, july = of(sector, 2023), date(2023, 7, 1)
    for place, days in (("Phú Yên", {"valid_from": july}), ("Quảng Nam", {"valid_to": july})):
        second.terms.create(role=GroupRole.HEAD, unit=unit_of(sector, place), **days)
    year = rotation_of(second, sector.office).years[0]
    assert [led.name for led in year.heads] == [NAMES["Quảng Nam"], NAMES["Phú Yên"]]


def test_a_year_without_leaders_claims_nothing(sector: Province):
    first = of(sector, 2022)
    LeadershipTerm.objects.all().delete()
    ledger = rotation_of(first, sector.office)
    assert (ledger.recorded, ledger.turn, ledger.without_turn) == ((), "", ())
    page = sector.browser.get(reverse("clusters:rotation", args=[first.pk])).content.decode()
    assert "Chưa có thông tin" in page
    assert "Chưa làm Cụm trưởng" not in page


def test_a_role_in_another_group_counts_and_its_name_stays_with_its_readers(sector: Province):
    third = sector.open_year(2021)
    other = sector.set_up(third, number="7")
    sector.compose(other, NAMES["Phú Yên"], NAMES["Khánh Hòa"])
    lead(sector, other, "Phú Yên")
    second = of(sector, 2023)
    assert NAMES["Phú Yên"] not in rotation_of(second, sector.office).turn
    clerk = person("canbo", Role.CLERK, unit_of(sector, "Quảng Nam"))
    url = reverse("clusters:rotation", args=[second.pk])
    assert "2021 (Cụm thi đua số 7)" in sector.browser.get(url).content.decode()
    page = browser_of(clerk).get(url).content.decode()
    assert "Cụm thi đua số 7" not in page
    assert "2021" in page


def test_the_ledger_says_whose_turn_it_is_and_the_form_too(sector: Province):
    second = of(sector, 2023)
    lead(sector, second, "Quảng Ngãi")
    exclude(sector, 2023, "Phú Yên")
    ledger = rotation_of(second, sector.office)
    assert ledger.turn.startswith("Đến lượt làm Cụm trưởng năm 2024, theo các năm đã ghi: VKSND")
    places = {unit.member.name.short_name: unit.place for unit in ledger.units}
    first = ["Khánh Hòa", "Ninh Thuận", "Quảng Nam"]
    assert list(places) == [
        NAMES[place] for place in (*first, "Bình Định", "Quảng Ngãi", "Phú Yên")
    ]
    assert list(places.values()) == [1, 1, 1, 2, 3, None]
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    assert ledger.turn in page
    assert "rồi đến đơn vị làm cách đây lâu nhất" in page
    third = sector.set_up(sector.open_year(2024), number="8", continues=second.pk)
    sector.compose(third, *NAMES.values())
    form = sector.browser.get(reverse("clusters:leadership", args=[third.pk])).content.decode()
    assert ledger.turn in form
    assert next_in_rotation(third) == ledger.turn


def test_without_a_recorded_year_it_is_nobodys_turn(sector: Province):
    LeadershipTerm.objects.all().delete()
    ledger = rotation_of(of(sector, 2023), sector.office)
    assert (ledger.turn, {unit.place for unit in ledger.units}) == ("", {None})
    assert next_in_rotation(of(sector, 2022)) == ""


def merged(sector: Province, *places: str) -> Unit:
    """A new unit these became on 01/01/2023; it stands in their place in the group of 2023."""
    made = Unit.objects.create(kind=UnitKind.PROVINCE)
    names = NameFacts("Viện kiểm sát nhân dân tỉnh Mới", "VKSND tỉnh Mới")
    made.names.create(full_name=names.full_name, short_name=names.short_name)
    sector.units["VKSND tỉnh Mới"] = made
    event = UnitEvent.objects.create(
        kind=EventKind.MERGE,
        on=date(2023, 1, 1),
        state=EventState.IN_FORCE,
        carried_out_at="2023-01-02T00:00Z",
    )
    before = [unit_of(sector, place) for place in places]
    for position, unit in enumerate([*before, made]):
        side = EventSide.AFTER if unit == made else EventSide.BEFORE
        event.parts.create(side=side, position=position, unit=unit)
    of(sector, 2023).memberships.filter(unit__in=before).delete()
    of(sector, 2023).memberships.create(unit=made)
    return made


def test_what_a_unit_came_from_counts_and_is_told_by_its_name(sector: Province):
    made = merged(sector, "Bình Định", "Phú Yên")
    second = of(sector, 2023)
    ledger = rotation_of(second, sector.office)
    assert "VKSND tỉnh Mới" not in ledger.turn
    assert NAMES["Quảng Nam"] in ledger.turn
    assert ledger.units[-1].member.unit_id == made.pk
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    said = " ".join(page.replace("\u00a0", " ").split())
    assert "tiền thân VKSND tỉnh Bình Định đã làm Cụm trưởng năm 2022 (Cụm thi đua số 8)" in said


def test_an_exclusion_of_what_a_unit_came_from_draws_the_warning_by_its_name(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    made = merged(sector, "Bình Định", "Phú Yên")
    second = of(sector, 2023)
    said = barred_units(sector.owner.pk, 2023)[made.pk]
    assert said.startswith(
        f"{NAMES['Phú Yên']}, tiền thân của VKSND tỉnh Mới, không được xét thi đua năm 2022"
    )
    assert RULE in said
    answer = sector.lead(second, {"role": "head", "unit_id": "VKSND tỉnh Mới"})
    assert said_wrong(answer) == [f"{said} Muốn vẫn chọn thì ghi lý do."]
    told = rotation_of(second, sector.office)
    assert [unit.place for unit in told.units if unit.member.unit_id == made.pk] == [None]
    assert [each.name for each in told.barred] == [NAMES["Phú Yên"]]
    page = sector.browser.get(reverse("clusters:rotation", args=[second.pk])).content.decode()
    assert f"2022: {WHY}" in page
    typed = {"role": "head", "unit_id": "VKSND tỉnh Mới", "despite": "Tiền thân đã khắc phục"}
    assert sector.lead(second, typed).status_code == 302


def test_thirty_members_ask_no_more_questions_than_one(sector: Province):
    few = sector.set_up(sector.open_year(2021), number="1")
    many = sector.set_up(sector.open_year(2020), number="1")
    sector.found(*(f"VKSND tỉnh {number}" for number in range(30)), kind=UnitKind.PROVINCE)
    units = [sector.units[f"VKSND tỉnh {number}"] for number in range(30)]
    few.memberships.create(unit=units[0])
    for unit in units:
        many.memberships.create(unit=unit)
    for edition in (few, many):
        edition.terms.create(role=GroupRole.HEAD, unit=units[0])
        edition.exclusions.create(unit=units[0], reason=WHY)
    rotation_of(few, sector.office)  # reads once what the reader may do
    asked = []
    for edition in (few, many):
        with CaptureQueriesContext(connection) as caught:
            rotation_of(
                ClusterEdition.objects.select_related("year").get(pk=edition.pk), sector.office
            )
        asked.append(len(caught))
    assert asked[0] == asked[1]


def test_a_renamed_unit_stands_under_the_name_of_the_year(sector: Province):
    typed = NameFacts("Viện kiểm sát nhân dân tỉnh Định Bình", NEW, valid_from=date(2023, 3, 1))
    rename_unit(unit=unit_of(sector, "Bình Định"), facts=typed, by=sector.by)
    ledger = rotation_of(of(sector, 2023), sector.office)
    assert [led.name for row in ledger.years for led in row.heads] == [NAMES["Bình Định"]]
    assert NEW in [each.member.name.short_name for each in ledger.units]


def test_the_ledger_of_a_group_one_may_not_know_of_does_not_exist(sector: Province):
    other = province("VKSND tỉnh X")
    url = reverse("clusters:rotation", args=[of(sector, 2023).pk])
    assert other.browser.get(url).status_code == 404


# Choosing such a unit all the same


def test_no_guidance_no_warning():
    assert eligibility_rule(2019) is None
    assert [
        rule.source[:24] for year in (2020, 2024, 2030) if (rule := eligibility_rule(year))
    ] == [
        "Hướng dẫn số 31/HD-VKSTC",
        "Hướng dẫn số 09/HD-VKSTC",
        "Hướng dẫn số 09/HD-VKSTC",
    ]


def test_the_form_warns_and_saves_only_with_a_reason(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    second = of(sector, 2023)
    url = reverse("clusters:leadership", args=[second.pk])
    assert RULE in sector.browser.get(url).content.decode()
    answer = lead(sector, second, "Phú Yên")
    assert answer.status_code == 422
    [words] = said_wrong(answer)
    assert words.startswith(f"{NAMES['Phú Yên']} không được xét thi đua năm 2022 (lý do: {WHY}).")
    assert RULE in words
    assert not second.terms.exists()
    despite = "Các đơn vị khác đã làm Cụm trưởng"
    assert lead(sector, second, "Phú Yên", despite=despite).status_code == 302
    assert second.terms.get().despite == despite
    assert (
        despite in sector.browser.get(reverse("portal:edition", args=[second.pk])).content.decode()
    )


def test_where_nobody_is_barred_no_reason_is_asked_for(sector: Province):
    page = sector.browser.get(reverse("clusters:leadership", args=[of(sector, 2023).pk]))
    assert "Lý do vẫn chọn" not in page.content.decode()


def test_the_rule_speaks_of_the_year_before_and_of_this_owner_alone(sector: Province):
    exclude(sector, 2022, "Phú Yên")
    owner = sector.owner.pk
    assert list(barred_units(owner, 2023)) == [unit_of(sector, "Phú Yên").pk]
    assert barred_units(owner, 2022) == barred_units(owner, 2024) == {}
    assert barred_units(unit_of(sector, "Phú Yên").pk, 2023) == {}


@pytest.mark.parametrize("role", list(GroupRole))
def test_taking_the_lead_asks_why_in_either_role(role: GroupRole, sector: Province):
    exclude(sector, 2022, "Phú Yên")
    second, unit = of(sector, 2023), unit_of(sector, "Phú Yên")
    for despite, words in (("", "Muốn vẫn chọn thì ghi lý do"), ("a" * 501, "tối đa 500")):
        seat = SeatFacts(role, unit, despite=despite)
        with pytest.raises(CannotLead, match=words) as refused:
            take_the_lead(edition=second, seat=seat, by=sector.office)
        assert refused.value.problems[0].field == "despite"
    take_the_lead(edition=second, seat=SeatFacts(role, unit, despite="Vì"), by=sector.office)
    assert seats_of(second)[role].despite == "Vì"


def test_an_offered_seat_is_taken_with_the_reason_given_before_or_now(sector: Province):
    first, second = of(sector, 2022), of(sector, 2023)
    exclude(sector, 2022, "Phú Yên")
    unit = unit_of(sector, "Phú Yên")
    seat = SeatFacts(GroupRole.HEAD, unit)
    reserved = reserve_seat(edition=first, label_year=2023, seat=seat, by=sector.office)
    url = reverse("clusters:leadership", args=[second.pk])
    assert RULE in sector.browser.get(url).content.decode()
    take = reverse("clusters:seat-take", args=[second.pk])
    page = sector.browser.post(take, {"seat": reserved.pk}, follow=True).content.decode()
    assert "Muốn vẫn chọn thì ghi lý do" in page
    assert not second.terms.exists()
    sector.browser.post(take, {"seat": reserved.pk, "despite": "Đến lượt"})
    assert second.terms.get().despite == "Đến lượt"
    second.terms.all().delete()
    given = SeatFacts(GroupRole.HEAD, unit, despite="Hội nghị đã cân nhắc")
    reserved = reserve_seat(edition=first, label_year=2023, seat=given, by=sector.office)
    take_offered_seat(edition=second, seat=reserved, by=sector.office)
    assert second.terms.get().despite == "Hội nghị đã cân nhắc"


def test_nobody_excludes_in_a_closed_year(sector: Province):
    first = of(sector, 2022)
    lock_year(year=first.year, by=sector.office)
    assert sector.browser.get(reverse("clusters:exclusions", args=[first.pk])).status_code == 403

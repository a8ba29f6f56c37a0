"""Whom a reader knows of, who holds which post, who heads a unit."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations.actions import appoint, enter_person
from organizations.enums import Role
from organizations.models import Unit
from organizations.queries import (
    found,
    headed_by,
    people_visible_to,
    person_posts,
    posts_at,
    posts_on,
    register_of,
    staff_of,
)
from organizations.queries.people import people_rows
from organizations.rules import NewPersonFacts, PostFacts
from tests.organizations.register import lang_son, someone
from tests.people import browser_of, person

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
SPRING, JULY = date(2024, 3, 1), date(2024, 7, 1)


def test_the_head_follows_the_day_and_a_deputy_is_none(lang_son: SimpleNamespace) -> None:
    deputy = someone("Lê An", lang_son.district, lang_son.office, "Phó Viện trưởng")
    assert headed_by(lang_son.district, SPRING) is None
    facts = PostFacts(lang_son.district.pk, "Viện trưởng", JULY)
    appoint(person=deputy, facts=facts, by=lang_son.office)
    told = headed_by(lang_son.district, JULY)
    assert told is not None
    assert told.person == deputy
    assert [held.post for held in posts_on([deputy], JULY)[deputy.pk]] == [
        "Viện trưởng",
        "Phó Viện trưởng",
    ]
    assert headed_by(lang_son.district, date(2024, 6, 30)) is None


def test_the_head_of_a_department_is_known_by_his_post(lang_son: SimpleNamespace) -> None:
    for unit, post in (
        (lang_son.district, "Chánh Văn phòng"),
        (lang_son.province, "Trưởng phòng 1"),
    ):
        someone("Lê An", unit, lang_son.office, post)
        held = headed_by(unit.pk, SPRING)
        assert held is not None
        assert held.post == post


def test_staff_stand_head_first_then_posts_then_others(lang_son: SimpleNamespace) -> None:
    for name, post in (("Lê An", ""), ("Lê Ba", "Phó Viện trưởng"), ("Lê Ca", "Viện trưởng")):
        someone(name, lang_son.district, lang_son.office, post)
    rows = staff_of(lang_son.district, lang_son.office)
    assert [row.person.full_name for row in rows] == ["Lê Ca", "Lê Ba", "Lê An"]
    assert [row.is_head for row in rows] == [True, False, False]


def test_posts_of_a_person_stand_newest_first_under_the_names_of_their_time(
    lang_son: SimpleNamespace,
) -> None:
    one = someone("Lê An", lang_son.district, lang_son.office, "Kiểm sát viên")
    for facts in (
        PostFacts(lang_son.district.pk, "Phó Viện trưởng", SPRING, JULY),
        PostFacts(lang_son.province.pk, "Trưởng phòng", date(2090, 1, 1)),
    ):
        appoint(person=one, facts=facts, by=lang_son.office)
    assert [(row.held.post, row.is_now) for row in person_posts(one)] == [
        ("Trưởng phòng", False),
        ("Phó Viện trưởng", False),
        ("Kiểm sát viên", True),
    ]


def ended(unit: Unit, on: date = JULY) -> None:
    Unit.objects.filter(pk=unit.pk).update(exists_to=on)
    unit.refresh_from_db()


def test_no_post_outlives_its_unit(lang_son: SimpleNamespace) -> None:
    district = lang_son.district
    head = someone("Lê An", district, lang_son.office, "Viện trưởng")
    ended(district)
    on = {day: headed_by(district, day) for day in (date(2024, 6, 30), JULY)}
    assert [held.person if held else None for held in on.values()] == [head, None]
    assert (posts_on([head], JULY), posts_at([district], JULY)) == ({}, {})
    assert not any(row.posts or row.is_head for row in staff_of(district, lang_son.office))
    [row] = person_posts(head)
    assert (row.is_now, row.ends_with_unit) == (False, JULY)
    [listed] = people_rows([head])
    assert listed.posts == ()


def test_nobody_heads_a_unit_before_it_is_there(lang_son: SimpleNamespace) -> None:
    someone("Lê An", lang_son.district, lang_son.office, "Viện trưởng")
    Unit.objects.filter(pk=lang_son.district.pk).update(exists_from=JULY)
    assert headed_by(lang_son.district, date(2024, 6, 30)) is None
    assert headed_by(lang_son.district, JULY) is not None


def test_a_post_that_ended_before_its_unit_keeps_its_own_day(lang_son: SimpleNamespace) -> None:
    one = someone("Lê An", lang_son.district, lang_son.office)
    for post, until in (("Viện trưởng", SPRING), ("Kiểm sát viên", date(2030, 1, 1))):
        facts = PostFacts(lang_son.district.pk, post, date(2020, 1, 1), until)
        appoint(person=one, facts=facts, by=lang_son.office)
    ended(lang_son.district)
    assert {row.held.post: row.ends_with_unit for row in person_posts(one)} == {
        "Viện trưởng": None,
        "Kiểm sát viên": JULY,
    }


def test_the_page_of_a_person_says_that_the_post_ended_with_the_unit(
    lang_son: SimpleNamespace,
) -> None:
    one = someone("Lê An", lang_son.district, lang_son.office, "Viện trưởng")
    facts = PostFacts(lang_son.district.pk, "Bí thư chi bộ", SPRING)
    appoint(person=one, facts=facts, by=lang_son.office)
    ended(lang_son.district)
    page = browser_of(lang_son.office).get(f"/nguoi/{one.pk}/").content.decode()
    assert "Đến khi đơn vị kết thúc ngày 01/07/2024" in page
    assert "Từ ngày 01/03/2024 đến khi đơn vị kết thúc ngày 01/07/2024" in page
    assert "hiện nay" not in page


def test_posts_are_asked_for_many_units_at_once(lang_son: SimpleNamespace) -> None:
    someone("Lê An", lang_son.district, lang_son.office, "Viện trưởng")
    with CaptureQueriesContext(connection) as asked:
        held = posts_at([lang_son.district, lang_son.province], SPRING)
    assert (len(asked), list(held)) == (1, [lang_son.district.pk])


def test_who_holds_a_post_is_known_to_all_others_to_their_own(lang_son: SimpleNamespace) -> None:
    someone("Lê Công Khai", lang_son.district, lang_son.office, "Viện trưởng")
    someone("Lê Riêng", lang_son.district, lang_son.office)
    someone("Lê Khách", None, lang_son.office)
    elsewhere = person("phuyen", Role.CLERK, lang_son.elsewhere)
    seen = {
        user.username: {each.full_name for each in people_visible_to(user)}
        for user in (elsewhere, lang_son.clerk, lang_son.office, lang_son.administrator)
    }
    everybody = {"Lê Công Khai", "Lê Riêng", "Lê Khách"}
    assert seen == {
        "phuyen": {"Lê Công Khai"},
        "canbo": {"Lê Công Khai", "Lê Riêng"},
        "vanphong": everybody,
        "quantri": everybody,
    }


def test_the_search_finds_people_and_units_without_marks(lang_son: SimpleNamespace) -> None:
    someone("Cao Lộc Thọ", lang_son.district, lang_son.office, "Viện trưởng")
    someone("Cao Lộc Ẩn", None, lang_son.office)
    hits = [(hit.kind, hit.title, hit.detail) for hit in found("cao loc", lang_son.clerk)]
    assert hits == [
        ("Đơn vị", "VKSND huyện Cao Lộc", "Viện kiểm sát nhân dân huyện Cao Lộc"),
        ("Người", "Cao Lộc Thọ", "Viện trưởng; VKSND huyện Cao Lộc"),
    ]


def test_an_office_chooses_among_its_own_units_an_administrator_among_all(
    lang_son: SimpleNamespace,
) -> None:
    own = register_of(lang_son.office)
    assert set(own.units.labels) == {lang_son.province.pk, lang_son.district.pk}
    also = register_of(lang_son.office, also=[lang_son.supreme.pk, None])
    assert lang_son.supreme.pk in also.units.labels
    every = register_of(lang_son.administrator)
    assert len(every.units.labels) == Unit.objects.count()
    assert (own.must_stand_below, every.must_stand_below) == (True, False)


def test_the_list_of_people_costs_the_same_for_one_and_thirty(lang_son: SimpleNamespace) -> None:
    someone("Lê Một", lang_son.district, lang_son.office, "Viện trưởng")
    browser = browser_of(lang_son.office)
    with CaptureQueriesContext(connection) as for_one:
        browser.get("/nguoi/")
    for number in range(29):
        facts = NewPersonFacts(f"Lê Số {number}", lang_son.province.pk, "Kiểm sát viên")
        enter_person(facts=facts, by=lang_son.office)
    with CaptureQueriesContext(connection) as for_many:
        page = browser.get("/nguoi/?co=50")
    assert "30 người" in page.content.decode()
    assert len(for_many) == len(for_one) <= 12


def test_a_post_at_another_unit_is_told_with_that_unit(lang_son: SimpleNamespace) -> None:
    one = someone("Lê An", lang_son.district, lang_son.office)
    facts = PostFacts(lang_son.province.pk, "Ủy viên")
    appoint(person=one, facts=facts, by=lang_son.office)
    (hit,) = found("le an", lang_son.clerk)
    assert hit.detail == "Ủy viên, VKSND tỉnh Lạng Sơn; VKSND huyện Cao Lộc"

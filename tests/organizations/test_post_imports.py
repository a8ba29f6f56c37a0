"""People and their posts from a workbook."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from organizations.actions import CannotAppoint, HeldPost, appoint, hold_posts
from organizations.actions.imports import drop_import
from organizations.enums import ImportState
from organizations.imports import POST_IMPORT, begin_run, check_more, rows_of, take_over
from organizations.imports.posts import posts_given
from organizations.models import Appointment, ImportRun, Person, Unit
from organizations.queries import headed_by, post_facts
from organizations.rules import PostFacts
from organizations.rules.imports import RefusedRow
from tests.organizations.importing import filled_in, imported, kinds, said, sent, upload
from tests.organizations.register import lang_son, someone

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
NEW_YEAR, YEARS_END, JULY = date(2025, 1, 1), date(2024, 12, 31), date(2025, 7, 1)
CAO_LOC = "VKSND huyện Cao Lộc"


def held(name: str, post: str = "Viện trưởng", unit: str = CAO_LOC, **days: Any) -> dict[str, Any]:
    return {"full_name": name, "unit": unit, "post": post} | days


def typed(*rows: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {"posts": list(rows)}


def judged(world: SimpleNamespace, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    run = sent(filled_in(POST_IMPORT, typed(*rows)), world.administrator, POST_IMPORT)
    return said(run)


def test_a_head_follows_another_on_the_day(lang_son: SimpleNamespace) -> None:
    first = held("Lê Văn Bảy", valid_to=YEARS_END)
    second = held("Trần Thị Tám", valid_from=NEW_YEAR)
    imported(typed(second, first), lang_son.office, POST_IMPORT)
    before, after = (headed_by(lang_son.district, day) for day in (YEARS_END, NEW_YEAR))
    assert before is not None
    assert after is not None
    assert (before.person.full_name, after.person.full_name) == ("Lê Văn Bảy", "Trần Thị Tám")
    assert [kind for kind, _ in judged(lang_son, first, second)] == ["unchanged"] * 2


def test_an_open_post_is_ended_and_taken_over(lang_son: SimpleNamespace) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.administrator, post="Viện trưởng")
    run = imported(
        typed(
            held("Trần Thị Tám", valid_from=NEW_YEAR),
            held("Lê Văn Bảy", valid_to=YEARS_END),
        ),
        lang_son.administrator,
        POST_IMPORT,
    )
    assert kinds(run) == ["new", "changes"]
    assert Appointment.objects.get(person__full_name="Lê Văn Bảy").valid_to == NEW_YEAR


def test_the_same_end_of_a_post_written_twice_is_taken_over_once(lang_son: SimpleNamespace) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.administrator, post="Viện trưởng")
    ends = held("Lê Văn Bảy", valid_to=YEARS_END)
    imported(typed(ends, ends), lang_son.administrator, POST_IMPORT)
    assert Appointment.objects.get().valid_to == NEW_YEAR
    assert Event.objects.filter(name="appointment.corrected").count() == 1


def test_a_post_that_stands_outside_the_life_of_its_unit_comes_in_again_unchanged(
    lang_son: SimpleNamespace,
) -> None:
    imported(typed(held("Lê Văn Bảy", valid_from=JULY)), lang_son.administrator, POST_IMPORT)
    Unit.objects.filter(pk=lang_son.district.pk).update(exists_to=NEW_YEAR)
    imported(posts_given(lang_son.administrator), lang_son.administrator, POST_IMPORT)
    assert Appointment.objects.get().valid_from == JULY


def test_two_heads_at_once_are_refused(lang_son: SimpleNamespace) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.administrator, post="Viện trưởng")
    ((kind, words),) = judged(lang_son, held("Trần Thị Tám", valid_from=NEW_YEAR))
    assert kind == "refused"
    assert "Lê Văn Bảy là Viện trưởng" in words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (held("A", unit="VKSND huyện Không Có"), "Chưa có đơn vị tên"),
        (held("A", code="#999999", unit=""), "Không có đơn vị nào mang mã"),
        (held("A", unit=""), "Ghi đơn vị nơi giữ chức vụ."),
        (held("A", post="", valid_from=JULY), "Có ngày thì phải ghi chức vụ."),
        (held("A", valid_from=JULY, valid_to=YEARS_END), "Ngày kết thúc phải sau"),
        (held("", post="Phó"), "Thiếu “Họ và tên”."),
        (held("A", valid_from="mai"), "Không đọc được ngày"),
    ],
)
def test_a_row_that_cannot_be_says_why(
    lang_son: SimpleNamespace, row: dict[str, Any], words: str
) -> None:
    ((kind, said_of_it),) = judged(lang_son, row)
    assert kind == "refused"
    assert words in said_of_it
    assert not Person.objects.exists()


def test_the_same_post_twice_in_one_time_is_refused(lang_son: SimpleNamespace) -> None:
    rows = [held("A", valid_from=NEW_YEAR, post="Kiểm sát viên"), held("A", post="Kiểm sát viên")]
    assert [kind for kind, _ in judged(lang_son, *rows)] == ["refused", "refused"]


def test_an_office_enters_people_of_its_own_units(lang_son: SimpleNamespace) -> None:
    rows = typed(held("A"), held("B", unit="VKSND tỉnh Phú Yên"))
    run = sent(filled_in(POST_IMPORT, rows), lang_son.office, POST_IMPORT)
    assert kinds(run) == ["new", "refused"]


def test_posts_elsewhere_and_people_without_one_come_in_again(lang_son: SimpleNamespace) -> None:
    rows = typed(
        held("Lê Văn Bảy", post="Thư ký", at="VKSND tỉnh Lạng Sơn", valid_from=NEW_YEAR),
        {"full_name": "Trần Thị Tám", "unit": CAO_LOC},
        {"full_name": "Khách Mời"},
    )
    imported(rows, lang_son.administrator, POST_IMPORT)
    post = Appointment.objects.get()
    assert (post.unit, post.person.unit) == (lang_son.province, lang_son.district)
    given = posts_given(lang_son.administrator)
    assert len(given["posts"]) == 3
    again = sent(filled_in(POST_IMPORT, given), lang_son.administrator, POST_IMPORT)
    assert kinds(again) == ["unchanged"] * 3
    assert len(posts_given(lang_son.office)["posts"]) == 2


def test_what_an_action_refuses_stands_at_its_row(lang_son: SimpleNamespace) -> None:
    """Somebody else entered the post after the rows were judged."""
    rows = typed(held("A"), held("B", post="Phó"))
    run = sent(filled_in(POST_IMPORT, rows), lang_son.office, POST_IMPORT)
    work = POST_IMPORT.make(rows_of(run), lang_son.office, None)
    meanwhile = someone("C", lang_son.district, lang_son.administrator, post="Viện trưởng")
    with pytest.raises(RefusedRow, match="C là Viện trưởng") as refused, transaction.atomic():
        work.take_over()
    assert refused.value.row == 0
    assert list(Person.objects.all()) == [meanwhile]


def test_the_same_row_twice_is_one_post(lang_son: SimpleNamespace) -> None:
    imported(typed(held("A"), held("A"), held("B", post="Phó")), lang_son.office, POST_IMPORT)
    assert [row.post for row in Appointment.objects.order_by("pk")] == ["Viện trưởng", "Phó"]
    lines = Event.objects.filter(name="appointment.entered").order_by("pk")
    assert [line.thing_label for line in lines] == [
        f"Viện trưởng: A, {CAO_LOC}",
        f"Phó: B, {CAO_LOC}",
    ]
    assert lines[0].after["person"] == "A"
    assert Event.objects.filter(name="person.named").count() == 2


def test_many_posts_cost_as_many_queries_as_few(lang_son: SimpleNamespace) -> None:
    def queries_of(*names: str) -> int:
        rows = typed(*(held(name, post="Kiểm sát viên") for name in names))
        run = sent(filled_in(POST_IMPORT, rows), lang_son.office, POST_IMPORT)
        with CaptureQueriesContext(connection) as counted:
            take_over(POST_IMPORT, run, lang_son.office)
        return len(counted)

    someone("Ai đó", lang_son.district, lang_son.administrator, post="Phó")
    assert queries_of("A") == queries_of(*(f"Nguyễn Văn {number}" for number in range(25)))
    assert Appointment.objects.count() == 27


def test_a_post_that_is_no_longer_as_it_was_read_is_refused(lang_son: SimpleNamespace) -> None:
    person = someone("A", lang_son.district, lang_son.administrator, post="Phó")
    read = Appointment.objects.get()
    Appointment.objects.update(source="Sổ")
    ends = HeldPost(person, replace(post_facts(read), valid_to=NEW_YEAR), read)
    with pytest.raises(CannotAppoint):
        hold_posts(posts=[ends], by=lang_son.office)
    assert Appointment.objects.get().valid_to is None


def test_a_post_at_a_unit_that_does_not_exist_is_refused(lang_son: SimpleNamespace) -> None:
    person = someone("A", lang_son.district, lang_son.administrator)
    with pytest.raises(CannotAppoint, match="Chọn đơn vị"):
        hold_posts(posts=[HeldPost(person, PostFacts(0, "Phó"))], by=lang_son.office)


def begun(world: SimpleNamespace) -> ImportRun:
    content = upload(filled_in(POST_IMPORT, typed(held("Lê Văn Bảy"))))
    return begin_run(POST_IMPORT, upload=content, target=None, by=world.administrator)


def test_a_check_that_ends_late_leaves_taken_over_what_is_taken_over(
    lang_son: SimpleNamespace,
) -> None:
    late, by = begun(lang_son), lang_son.administrator
    run = ImportRun.objects.get()
    check_more(POST_IMPORT, run, by)
    take_over(POST_IMPORT, run, by)
    check_more(POST_IMPORT, late, by)
    assert late.state == ImportRun.objects.get().state == ImportState.TAKEN_OVER


def test_a_check_of_a_workbook_that_was_dropped_meanwhile_finds_it_gone(
    lang_son: SimpleNamespace,
) -> None:
    run, by = begun(lang_son), lang_son.administrator
    drop_import(run=run, by=by)
    with pytest.raises(ImportRun.DoesNotExist):
        check_more(POST_IMPORT, run, by)


@pytest.mark.parametrize("way", ["one", "many"])
def test_people_are_locked_before_posts_of_heads_so_nobody_waits_in_a_circle(
    lang_son: SimpleNamespace, way: str
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("writers of SQLite stand in line by themselves")
    person = someone("Lê Văn Bảy", lang_son.district, lang_son.administrator)
    facts = PostFacts(lang_son.district.pk, "Viện trưởng")
    with CaptureQueriesContext(connection) as asked:
        if way == "one":
            appoint(person=person, facts=facts, by=lang_son.administrator)
        else:
            hold_posts(posts=[HeldPost(person, facts)], by=lang_son.administrator)
    locks = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"] or "lock(" in each["sql"]]
    assert ["FOR UPDATE" in sql for sql in locks] == [True, False]

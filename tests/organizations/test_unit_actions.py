"""Founding, renaming, moving, ending and deleting units."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from audit.models import Event
from core.dependants import InUse
from core.versions import Stale, version_of
from organizations.actions import (
    CannotChangeUnit,
    CannotFoundUnit,
    CannotNameUnit,
    CannotPlaceUnit,
    NameParts,
    correct_name,
    correct_place,
    correct_unit,
    found_unit,
    move_unit,
    place_unit,
    remove_name,
    remove_place,
    remove_unit,
    rename_unit,
    unit_obstacles,
)
from organizations.enums import UnitKind
from organizations.models import Unit, UnitName, UnitParent
from organizations.queries import (
    name_facts,
    name_on,
    parents_on,
    place_facts,
    unit_facts,
)
from organizations.rules import NameFacts, PlaceFacts, UnitFacts
from tests.organizations.register import LONG_NAME, lang_son, someone, unit

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
NEW_YEAR, JULY = date(2025, 1, 1), date(2025, 7, 1)


def chu(day: date | None = NEW_YEAR) -> NameFacts:
    return NameFacts("Viện kiểm sát nhân dân thị xã Chũ", "VKSND thị xã Chũ", valid_from=day)


def test_the_same_unit_typed_fifty_times_is_one_unit(lang_son: SimpleNamespace) -> None:
    made = {unit("huyện Chi Lăng", lang_son.province, lang_son.office).pk for _ in range(50)}
    assert len(made) == 1
    assert UnitName.objects.filter(short_name="VKSND huyện Chi Lăng").count() == 1
    assert Event.objects.filter(name="unit.founded", thing_id=str(made.pop())).count() == 1


def test_another_unit_of_this_name_under_the_same_parent_is_refused(
    lang_son: SimpleNamespace,
) -> None:
    with pytest.raises(CannotFoundUnit) as refused:
        unit("huyện CAO LỘC", lang_son.province, lang_son.office, place_name="Cao Lộc")
    assert refused.value.problems[0].field == "full_name"


def test_the_same_name_under_another_parent_is_another_unit(lang_son: SimpleNamespace) -> None:
    one = unit("Văn phòng tổng hợp", lang_son.province, lang_son.office)
    assert unit("Văn phòng tổng hợp", lang_son.elsewhere, lang_son.administrator) != one


def test_a_department_keeps_a_name_of_more_than_145_letters(lang_son: SimpleNamespace) -> None:
    made = unit(LONG_NAME, lang_son.province, lang_son.office, short_name="Phòng 1")
    assert name_on(made, NEW_YEAR).full_name == LONG_NAME
    assert parents_on([made], NEW_YEAR) == {made.pk: lang_son.province.pk}


def test_a_unit_bears_no_name_before_it_was_founded(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotFoundUnit, match="trước ngày thành lập"):
        unit("mới", None, lang_son.administrator, exists_from=JULY, valid_from=NEW_YEAR)


def test_nothing_is_founded_below_a_unit_that_ended(lang_son: SimpleNamespace) -> None:
    ended(lang_son, date(2020, 1, 1))
    with pytest.raises(CannotPlaceUnit, match="đã kết thúc từ ngày 01/01/2020"):
        unit("Phòng 9", lang_son.district, lang_son.office)
    assert not UnitName.objects.filter(full_name="Phòng 9").exists()


# Names


def test_a_new_name_ends_the_one_before_on_its_day(lang_son: SimpleNamespace) -> None:
    rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    assert name_on(lang_son.district, date(2024, 12, 31)).short_name == "VKSND huyện Cao Lộc"
    assert name_on(lang_son.district, NEW_YEAR).short_name == "VKSND thị xã Chũ"


def test_a_name_between_two_names_holds_until_the_later_one(lang_son: SimpleNamespace) -> None:
    later = NameFacts("Viện sau", "Viện sau", valid_from=JULY)
    rename_unit(unit=lang_son.district, facts=later, by=lang_son.office)
    between = rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    assert between.valid_to == JULY
    assert name_on(lang_son.district, JULY).short_name == "Viện sau"


def test_renaming_twice_alike_renames_once_and_otherwise_is_refused(
    lang_son: SimpleNamespace,
) -> None:
    first = rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    assert rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office) == first
    other = NameFacts("Viện khác", "Viện khác", valid_from=NEW_YEAR)
    with pytest.raises(CannotNameUnit, match="đã mang tên"):
        rename_unit(unit=lang_son.district, facts=other, by=lang_son.office)
    assert lang_son.district.names.count() == 2


def test_a_new_name_needs_its_day(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotNameUnit) as refused:
        rename_unit(unit=lang_son.district, facts=chu(None), by=lang_son.office)
    assert refused.value.problems[0].field == "valid_from"


def test_a_unit_that_ended_takes_no_new_name(lang_son: SimpleNamespace) -> None:
    ended(lang_son, NEW_YEAR)
    with pytest.raises(CannotNameUnit, match="đã kết thúc"):
        rename_unit(unit=lang_son.district, facts=chu(JULY), by=lang_son.office)


def corrected(made: SimpleNamespace, typed: NameFacts, version: str = "") -> UnitName:
    name = made.district.names.get()
    version = version or version_of(name_facts(name))
    correct_name(name=name, facts=typed, version=version, by=made.office)
    name.refresh_from_db()
    return name


def test_a_corrected_name_is_stored_composed_and_found_anew(lang_son: SimpleNamespace) -> None:
    typed = NameFacts("Vie\u0323\u0302n  Ca\u0302\u0300u\u200b Ngang", "Cầu\u202e Ngang 🌾")
    name = corrected(lang_son, typed)
    assert (name.full_name, name.short_name) == ("Viện Cầu Ngang", "Cầu Ngang 🌾")
    assert "cau ngang" in name.search_text


def test_saving_a_name_unchanged_leaves_no_trace(lang_son: SimpleNamespace) -> None:
    corrected(lang_son, name_facts(lang_son.district.names.get()))
    assert not Event.objects.filter(name="unit_name.corrected").exists()


def test_two_who_correct_one_name_meet(lang_son: SimpleNamespace) -> None:
    stale = version_of(name_facts(lang_son.district.names.get()))
    corrected(lang_son, NameFacts("Thứ nhất", "Thứ nhất"))
    with pytest.raises(Stale) as meeting:
        corrected(lang_son, NameFacts("Thứ hai", "Thứ hai"), stale)
    assert meeting.value.stored == NameFacts("Thứ nhất", "Thứ nhất")


def test_a_name_cannot_end_before_it_begins(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotNameUnit, match="sau ngày bắt đầu"):
        corrected(lang_son, NameFacts("a", "b", valid_from=JULY, valid_to=NEW_YEAR))


def test_a_name_cannot_be_stretched_over_another(lang_son: SimpleNamespace) -> None:
    new = rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    stored = name_facts(new)
    typed = NameFacts(stored.full_name, stored.short_name)
    with pytest.raises(CannotNameUnit, match="Trong thời gian này"):
        correct_name(name=new, facts=typed, version=version_of(stored), by=lang_son.office)


def test_deleting_a_mistaken_renaming_gives_the_old_name_back(lang_son: SimpleNamespace) -> None:
    new = rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    remove_name(name=new, by=lang_son.office)
    assert lang_son.district.names.get().valid_to is None
    assert name_on(lang_son.district, JULY).short_name == "VKSND huyện Cao Lộc"
    assert Event.objects.get(name="unit_name.removed").before["short_name"] == "VKSND thị xã Chũ"


def test_the_first_name_may_go_when_another_stays(lang_son: SimpleNamespace) -> None:
    rename_unit(unit=lang_son.district, facts=chu(), by=lang_son.office)
    remove_name(name=lang_son.district.names.get(valid_from=None), by=lang_son.office)
    assert lang_son.district.names.get().short_name == "VKSND thị xã Chũ"


def test_a_unit_keeps_its_only_name(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotNameUnit, match="tên duy nhất"):
        remove_name(name=lang_son.district.names.get(), by=lang_son.office)
    assert lang_son.district.names.count() == 1


# Places


def below(made: SimpleNamespace, day: date | None = NEW_YEAR) -> PlaceFacts:
    return PlaceFacts(made.elsewhere.pk, valid_from=day)


def test_a_move_ends_the_place_before_on_its_day(lang_son: SimpleNamespace) -> None:
    facts = below(lang_son)
    first = move_unit(unit=lang_son.district, facts=facts, by=lang_son.administrator)
    assert move_unit(unit=lang_son.district, facts=facts, by=lang_son.administrator) == first
    key = lang_son.district.pk
    assert parents_on([key], date(2024, 12, 31)) == {key: lang_son.province.pk}
    assert parents_on([key], NEW_YEAR) == {key: lang_son.elsewhere.pk}


def test_a_move_between_two_places_holds_until_the_later_one(lang_son: SimpleNamespace) -> None:
    move_unit(unit=lang_son.district, facts=below(lang_son, JULY), by=lang_son.administrator)
    between = PlaceFacts(lang_son.supreme.pk, valid_from=NEW_YEAR)
    link = move_unit(unit=lang_son.district, facts=between, by=lang_son.administrator)
    assert link.valid_to == JULY


def test_the_first_place_needs_no_day(lang_son: SimpleNamespace) -> None:
    alone = unit("quân khu 1", None, lang_son.administrator, kind=UnitKind.MILITARY)
    move_unit(unit=alone, facts=below(lang_son, None), by=lang_son.administrator)
    assert parents_on([alone], NEW_YEAR) == {alone.pk: lang_son.elsewhere.pk}


def test_a_second_place_without_a_day_is_refused(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotPlaceUnit, match="đã có cấp trên"):
        move_unit(unit=lang_son.district, facts=below(lang_son, None), by=lang_son.administrator)


def test_no_circle_closes_however_long(lang_son: SimpleNamespace) -> None:
    deep = unit("Phòng 1", lang_son.district, lang_son.office)
    facts = PlaceFacts(deep.pk, valid_from=NEW_YEAR)
    for circle in (lang_son.province, deep):
        with pytest.raises(CannotPlaceUnit, match="chính mình"):
            move_unit(unit=circle, facts=facts, by=lang_son.administrator)


def test_a_place_is_corrected_and_two_who_do_it_meet(lang_son: SimpleNamespace) -> None:
    link, by = lang_son.district.parents.get(), lang_son.administrator
    version = version_of(place_facts(link))
    correct_place(link=link, facts=below(lang_son), version=version, by=by)
    correct_place(link=link, facts=below(lang_son), version=version, by=by)
    with pytest.raises(Stale):
        correct_place(link=link, facts=below(lang_son, JULY), version=version, by=by)
    link.refresh_from_db()
    assert (link.parent_id, link.valid_from) == (lang_son.elsewhere.pk, NEW_YEAR)
    assert Event.objects.filter(name="unit.place_corrected").count() == 1


def test_a_place_cannot_end_before_it_begins(lang_son: SimpleNamespace) -> None:
    link = lang_son.district.parents.get()
    typed = PlaceFacts(link.parent_id, JULY, NEW_YEAR)
    with pytest.raises(CannotPlaceUnit, match="sau ngày bắt đầu"):
        correct_place(
            link=link, facts=typed, version=version_of(place_facts(link)), by=lang_son.administrator
        )


def test_deleting_a_mistaken_move_gives_the_old_place_back(lang_son: SimpleNamespace) -> None:
    link = move_unit(unit=lang_son.district, facts=below(lang_son), by=lang_son.administrator)
    remove_place(link=link, by=lang_son.administrator)
    left = lang_son.district.parents.get()
    assert (left.parent, left.valid_to) == (lang_son.province, None)
    remove_place(link=left, by=lang_son.administrator)
    assert not lang_son.district.parents.exists()


# The unit itself


def test_kind_and_days_are_corrected_and_two_who_do_it_meet(lang_son: SimpleNamespace) -> None:
    made, version = lang_son.district, version_of(unit_facts(lang_son.district))
    typed = UnitFacts(UnitKind.REGION, exists_from=date(1960, 7, 26), note="Hai\ndòng")
    correct_unit(unit=made, facts=typed, version=version, by=lang_son.office)
    correct_unit(unit=made, facts=typed, version=version, by=lang_son.office)
    with pytest.raises(Stale):
        correct_unit(unit=made, facts=UnitFacts("high"), version=version, by=lang_son.office)
    made.refresh_from_db()
    assert unit_facts(made) == typed
    assert Event.objects.filter(name="unit.corrected").count() == 1


def ended(made: SimpleNamespace, day: date) -> Unit:
    stored = unit_facts(Unit.objects.get(pk=made.district.pk))
    facts = replace(stored, exists_to=day)
    correct_unit(unit=made.district, facts=facts, version=version_of(stored), by=made.office)
    made.district.refresh_from_db()
    return made.district


def test_a_unit_ends_and_keeps_name_and_place(lang_son: SimpleNamespace) -> None:
    one = ended(lang_son, JULY)
    assert one.exists_to == JULY
    assert name_on(one, date(2030, 1, 1)).short_name == "VKSND huyện Cao Lộc"
    assert ended(lang_son, JULY) == one
    assert Event.objects.filter(name="unit.corrected").count() == 1


def test_a_unit_cannot_end_before_it_began(lang_son: SimpleNamespace) -> None:
    Unit.objects.filter(pk=lang_son.district.pk).update(exists_from=JULY)
    with pytest.raises(CannotChangeUnit, match="sau ngày bắt đầu"):
        ended(lang_son, NEW_YEAR)


def test_a_unit_cannot_end_before_its_last_name_place_or_post(lang_son: SimpleNamespace) -> None:
    made = lang_son.district
    someone("Lê Văn Bảy", made, lang_son.office, "Viện trưởng").appointments.update(valid_from=JULY)
    with pytest.raises(CannotChangeUnit, match="chức vụ"):
        ended(lang_son, NEW_YEAR)
    move_unit(unit=made, facts=below(lang_son, JULY), by=lang_son.administrator)
    with pytest.raises(CannotChangeUnit, match="cấp trên"):
        ended(lang_son, NEW_YEAR)
    rename_unit(unit=made, facts=chu(JULY), by=lang_son.office)
    with pytest.raises(CannotChangeUnit, match="tên đơn vị: VKSND thị xã Chũ"):
        ended(lang_son, NEW_YEAR)


def test_an_unused_unit_is_deleted_with_names_and_places(lang_son: SimpleNamespace) -> None:
    assert unit_obstacles(lang_son.district) == ()
    remove_unit(unit=lang_son.district, by=lang_son.office)
    assert not Unit.objects.filter(pk=lang_son.district.pk).exists()
    assert not UnitParent.objects.filter(unit=lang_son.district.pk).exists()
    before = Event.objects.get(name="unit.removed").before
    assert before["names"] == ["Viện kiểm sát nhân dân huyện Cao Lộc"]


def test_a_unit_above_others_is_not_deleted(lang_son: SimpleNamespace) -> None:
    office = unit("Phòng 1", lang_son.district, lang_son.office)
    with pytest.raises(InUse, match="cấp trên của: VKSND Phòng 1"):
        remove_unit(unit=lang_son.district, by=lang_son.office)
    assert office.parents.get().parent == lang_son.district


def test_a_unit_in_use_is_not_deleted_and_the_refusal_says_by_whom(
    lang_son: SimpleNamespace,
) -> None:
    someone("Lê Văn Bảy", lang_son.district, lang_son.office, "Viện trưởng")
    with pytest.raises(InUse, match="Lê Văn Bảy"):
        remove_unit(unit=lang_son.district, by=lang_son.office)
    assert "hãy ghi biến động" in unit_obstacles(lang_son.district)[-1].message
    assert lang_son.district.names.count() == 1


def test_a_unit_with_a_role_given_for_it_stays(lang_son: SimpleNamespace) -> None:
    with pytest.raises(InUse, match="vai trò"):
        remove_unit(unit=lang_son.province, by=lang_son.administrator)


def test_a_place_given_at_once_refuses_the_second(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotPlaceUnit):
        place_unit(unit=lang_son.district, parent=lang_son.supreme, by=lang_son.administrator)


def test_a_place_that_is_over_may_name_a_unit_that_ended(lang_son: SimpleNamespace) -> None:
    Unit.objects.filter(pk=lang_son.elsewhere.pk).update(exists_to=NEW_YEAR)
    link = lang_son.district.parents.get()
    typed = PlaceFacts(lang_son.elsewhere.pk, valid_to=NEW_YEAR)
    version = version_of(place_facts(link))
    correct_place(link=link, facts=typed, version=version, by=lang_son.administrator)
    assert lang_son.district.parents.get().parent == lang_son.elsewhere


def test_a_unit_is_founded_below_another_in_one_step(lang_son: SimpleNamespace) -> None:
    made = found_unit(
        kind=UnitKind.DEPARTMENT,
        name=NameParts("Phòng 2", "Phòng 2"),
        parent=lang_son.province,
        by=lang_son.administrator,
    )
    assert parents_on([made], NEW_YEAR) == {made.pk: lang_son.province.pk}

"""Entering people, their posts, and taking back what was entered by mistake."""

from datetime import date
from types import SimpleNamespace

import pytest

from audit.models import Event
from core.versions import Stale, version_of
from organizations.actions import (
    CannotAppoint,
    CannotNamePerson,
    CannotRemovePerson,
    appoint,
    correct_appointment,
    correct_person,
    enter_person,
    person_obstacles,
    remove_appointment,
    remove_person,
)
from organizations.models import Appointment, Person, Unit
from organizations.queries import person_facts, post_facts
from organizations.rules import NewPersonFacts, PersonFacts, PostFacts
from tests.organizations.register import lang_son, someone

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
SPRING, JULY = date(2024, 3, 1), date(2024, 7, 1)


def head(made: SimpleNamespace) -> Person:
    return someone("Lê Văn Bảy", made.district, made.office, "Viện trưởng")


def post(made: SimpleNamespace, words: str, *days: date | None) -> PostFacts:
    return PostFacts(made.district.pk, words, *days)


def test_a_person_typed_twice_is_entered_once_with_one_post(lang_son: SimpleNamespace) -> None:
    assert head(lang_son) == head(lang_son)
    assert Appointment.objects.get().post == "Viện trưởng"
    assert Event.objects.filter(name="person.named").count() == 1


def test_a_person_without_post_typed_twice_is_entered_once(lang_son: SimpleNamespace) -> None:
    one = someone("Lê Văn Tám", None, lang_son.office)
    assert someone("Lê Văn  Tám", None, lang_son.office) == one


def test_a_namesake_at_the_unit_is_refused_with_a_way_out(lang_son: SimpleNamespace) -> None:
    head(lang_son)
    with pytest.raises(CannotNamePerson, match="sinh năm 1980") as refused:
        someone("Lê Văn Bảy", lang_son.district, lang_son.office, "Phó Viện trưởng")
    assert refused.value.problems[0].field == "full_name"
    assert Person.objects.count() == 1


def test_a_post_needs_a_unit_and_nothing_is_entered_by_half(lang_son: SimpleNamespace) -> None:
    with pytest.raises(CannotAppoint):
        enter_person(facts=NewPersonFacts("Lê Chín", post="Viện trưởng"), by=lang_son.office)
    assert not Person.objects.exists()


def test_a_corrected_name_is_found_by_its_new_spelling(lang_son: SimpleNamespace) -> None:
    one = head(lang_son)
    typed = PersonFacts("Lê Va\u0306n Bẩy", lang_son.district.pk)
    version = version_of(person_facts(one))
    correct_person(person=one, facts=typed, version=version, by=lang_son.office)
    correct_person(person=one, facts=typed, version=version, by=lang_son.office)
    one.refresh_from_db()
    assert (one.full_name, one.sort_key[:2]) == ("Lê Văn Bẩy", "23")
    assert Event.objects.filter(name="person.corrected").count() == 1


def test_two_who_correct_one_person_meet(lang_son: SimpleNamespace) -> None:
    one, version = head(lang_son), version_of(person_facts(head(lang_son)))
    correct_person(person=one, facts=PersonFacts("Lê A"), version=version, by=lang_son.office)
    with pytest.raises(Stale) as meeting:
        correct_person(person=one, facts=PersonFacts("Lê B"), version=version, by=lang_son.office)
    assert meeting.value.stored == PersonFacts("Lê A")


def test_a_correction_cannot_make_a_namesake(lang_son: SimpleNamespace) -> None:
    head(lang_son)
    other = someone("Lê Văn Tám", lang_son.district, lang_son.office)
    typed = PersonFacts("Lê Văn Bảy", lang_son.district.pk)
    version = version_of(person_facts(other))
    with pytest.raises(CannotNamePerson):
        correct_person(person=other, facts=typed, version=version, by=lang_son.office)


def test_a_person_nobody_needs_goes_with_the_posts(lang_son: SimpleNamespace) -> None:
    remove_person(person=head(lang_son), by=lang_son.office)
    assert not Person.objects.exists()
    assert Event.objects.get(name="person.removed").before["posts"][0]["post"] == "Viện trưởng"


def test_a_person_with_an_account_stays(lang_son: SimpleNamespace) -> None:
    one = head(lang_son)
    Person.objects.filter(pk=one.pk).update(user=lang_son.clerk)
    one.refresh_from_db()
    with pytest.raises(CannotRemovePerson, match="canbo"):
        remove_person(person=one, by=lang_son.office)


def test_a_person_a_record_names_stays(
    lang_son: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.actions.people.OWN_PARTS", frozenset())
    assert "1 chức vụ: Viện trưởng" in person_obstacles(head(lang_son))[0].message


# Posts


def test_the_same_post_asked_for_fifty_times_is_held_once(lang_son: SimpleNamespace) -> None:
    one = head(lang_son)
    facts = post(lang_son, "Phó Bí thư", SPRING)
    assert len({appoint(person=one, facts=facts, by=lang_son.office).pk for _ in range(50)}) == 1


def test_one_post_is_not_held_twice_at_a_time_whatever_its_capitals(
    lang_son: SimpleNamespace,
) -> None:
    with pytest.raises(CannotAppoint, match="đã giữ chức vụ đó"):
        appoint(
            person=head(lang_son), facts=post(lang_son, "VIỆN TRƯỞNG", SPRING), by=lang_son.office
        )


def test_a_post_may_be_held_again_later_and_another_beside_it(lang_son: SimpleNamespace) -> None:
    one = someone("Lê Mười", lang_son.district, lang_son.office)
    for facts in (
        post(lang_son, "Viện trưởng", None, SPRING),
        post(lang_son, "Viện trưởng", JULY),
        post(lang_son, "Phó Viện trưởng", SPRING, JULY),
        PostFacts(lang_son.province.pk, "Viện trưởng", None, SPRING),
    ):
        appoint(person=one, facts=facts, by=lang_son.office)
    assert one.appointments.count() == 4


def test_a_post_ends_after_it_begins_and_while_its_unit_exists(lang_son: SimpleNamespace) -> None:
    Unit.objects.filter(pk=lang_son.district.pk).update(exists_to=JULY)
    with pytest.raises(CannotAppoint) as refused:
        appoint(
            person=head(lang_son), facts=post(lang_son, "Phó", JULY, SPRING), by=lang_son.office
        )
    assert [problem.field for problem in refused.value.problems] == ["valid_to", "valid_from"]


def test_a_post_ends_by_its_last_day_and_two_who_do_it_meet(lang_son: SimpleNamespace) -> None:
    held = head(lang_son).appointments.get()
    typed, version = post(lang_son, "Viện trưởng", None, JULY), version_of(post_facts(held))
    correct_appointment(held=held, facts=typed, version=version, by=lang_son.office)
    correct_appointment(held=held, facts=typed, version=version, by=lang_son.office)
    again = post(lang_son, "Viện trưởng", None, SPRING)
    with pytest.raises(Stale):
        correct_appointment(held=held, facts=again, version=version, by=lang_son.office)
    held.refresh_from_db()
    assert held.valid_to == JULY
    assert Event.objects.filter(name="appointment.corrected").count() == 1


def test_a_mistaken_post_is_deleted_and_the_log_says_whose(lang_son: SimpleNamespace) -> None:
    held = head(lang_son).appointments.get()
    remove_appointment(held=held, by=lang_son.office)
    assert not Appointment.objects.exists()
    assert Event.objects.get(name="appointment.removed").before["person"] == "Lê Văn Bảy"

"""One head at a time; a role that goes with a post is gone with it, within one request."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import User
from core.dates import today
from core.dependants import InUse
from core.versions import version_of
from organizations.actions import (
    CannotAppoint,
    CannotGrantRole,
    appoint,
    correct_appointment,
    give_role,
    grant_role,
    remove_appointment,
)
from organizations.enums import Role, UnitKind
from organizations.models import Appointment, Person, RoleGrant, Unit
from organizations.queries import hats_of, headed_by, post_facts
from organizations.queries.accounts import grants_of, posts_to_go_with
from organizations.rules import GrantFacts, PostFacts, is_exclusive_post
from tests.organizations.register import lang_son, someone
from tests.people import browser_of, person
from tests.typing_in import send

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db

HEAD = "Viện trưởng"
SPRING, JULY = date(2024, 3, 1), date(2024, 7, 1)


def holds(made: SimpleNamespace, name: str, post: str, *days: date | None) -> Appointment:
    who = someone(name, made.district, made.office)
    return appoint(person=who, facts=PostFacts(made.district.pk, post, *days), by=made.office)


@pytest.mark.parametrize(
    ("post", "kind", "expected"),
    [
        ("Viện trưởng VKSND huyện", UnitKind.DISTRICT, True),
        ("Quyền Viện trưởng", UnitKind.REGION, True),
        ("Phó Viện trưởng", UnitKind.DISTRICT, False),
        ("Chánh Văn phòng", UnitKind.PROVINCE, False),
        ("Chánh Văn phòng", UnitKind.DEPARTMENT, True),
        ("Trưởng phòng 7", UnitKind.DEPARTMENT, True),
        ("Giám đốc", UnitKind.OUTSIDE, True),
        ("Kiểm sát viên", UnitKind.DEPARTMENT, False),
    ],
)
def test_who_heads_a_unit_depends_on_what_it_is(post: str, kind: str, expected: bool):
    assert is_exclusive_post(post, kind) is expected


def test_two_heads_at_once_are_refused_by_name_and_day(lang_son: SimpleNamespace):
    holds(lang_son, "Nguyễn Văn An", HEAD, SPRING, JULY)
    with pytest.raises(CannotAppoint) as refused:
        holds(lang_son, "Trần Thị Bình", "Quyền Viện trưởng", date(2024, 6, 1))
    [problem] = refused.value.problems
    assert problem.field == "valid_from"
    assert problem.message.startswith(
        "Nguyễn Văn An là Viện trưởng của đơn vị này từ 01/03/2024 đến hết 30/06/2024."
    )
    assert holds(lang_son, "Trần Thị Bình", HEAD, JULY).is_exclusive
    assert headed_by(lang_son.district, date(2024, 6, 30)).person.full_name == "Nguyễn Văn An"
    assert headed_by(lang_son.district, JULY).person.full_name == "Trần Thị Bình"


def test_other_posts_and_other_units_are_free(lang_son: SimpleNamespace):
    holds(lang_son, "Nguyễn Văn An", HEAD)
    assert not holds(lang_son, "Trần Thị Bình", "Phó Viện trưởng").is_exclusive
    holds(lang_son, "Lê Văn Cường", "Phó Viện trưởng")
    facts = PostFacts(lang_son.elsewhere.pk, HEAD)
    appoint(person=someone("Lê Dung", None, lang_son.office), facts=facts, by=lang_son.office)
    assert Appointment.objects.filter(is_exclusive=True).count() == 2


def test_a_correction_asks_the_same_and_a_post_of_one_no_more_is_free(lang_son: SimpleNamespace):
    first = holds(lang_son, "Nguyễn Văn An", HEAD, None, JULY)
    second = holds(lang_son, "Trần Thị Bình", "Phó Viện trưởng", SPRING)
    unit = lang_son.district.pk
    with pytest.raises(CannotAppoint, match="đến hết 30/06/2024"):
        corrected(second, PostFacts(unit, HEAD, SPRING), lang_son)
    corrected(first, PostFacts(unit, "Phó Viện trưởng", None, JULY), lang_son)
    corrected(second, PostFacts(unit, HEAD, SPRING), lang_son)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.is_exclusive, second.is_exclusive) == (False, True)


def corrected(held: Appointment, facts: PostFacts, made: SimpleNamespace) -> None:
    version = version_of(post_facts(Appointment.objects.get(pk=held.pk)))
    correct_appointment(held=held, facts=facts, version=version, by=made.office)


def test_a_person_entered_as_head_is_refused_beside_another(lang_son: SimpleNamespace):
    someone("Nguyễn Văn An", lang_son.district, lang_son.office, HEAD)
    with pytest.raises(CannotAppoint, match="chưa ghi ngày thôi giữ"):
        someone("Trần Thị Bình", lang_son.district, lang_son.office, HEAD)
    assert not Person.objects.filter(full_name="Trần Thị Bình").exists()


def test_the_form_says_who_holds_the_post(lang_son: SimpleNamespace):
    holds(lang_son, "Nguyễn Văn An", HEAD)
    other = someone("Trần Thị Bình", lang_son.district, lang_son.office)
    url = reverse("organizations:appointment-new", args=[other.pk])
    answer = send(browser_of(lang_son.office), url, {"post": HEAD}, "save=1")
    assert answer.status_code == 422
    assert "Nguyễn Văn An là Viện trưởng của đơn vị này" in answer.content.decode()


def test_the_database_refuses_two_heads(lang_son: SimpleNamespace):
    if connection.vendor != "postgresql":
        pytest.skip("an exclusion constraint")
    holds(lang_son, "Nguyễn Văn An", HEAD)
    other = someone("Trần Thị Bình", lang_son.district, lang_son.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            person=other, unit=lang_son.district, post=HEAD, is_exclusive=True
        )


# A role that goes with a post


@pytest.fixture
def clerk(lang_son: SimpleNamespace) -> SimpleNamespace:
    """A person with an account, whose role goes with the post."""
    post = holds(lang_son, "Nguyễn Văn An", HEAD, date(2024, 1, 1))
    user = person("nguyenan")
    Person.objects.filter(pk=post.person_id).update(user=user)
    return SimpleNamespace(user=user, post=post, made=lang_son)


def grant(clerk: SimpleNamespace, role: Role, unit: Unit, post: int | None) -> RoleGrant:
    facts = GrantFacts(role=role, unit=unit.pk, appointment=post)
    return give_role(user=clerk.user, facts=facts, by=clerk.made.administrator)


def test_the_form_offers_the_posts_of_the_accounts_person(clerk: SimpleNamespace):
    browser = browser_of(clerk.made.administrator)
    url = reverse("organizations:grant-new", args=[clerk.user.pk])
    assert "Viện trưởng, VKSND huyện Cao Lộc" in browser.get(url).content.decode()
    typed = {"role": "head", "unit": "VKSND huyện Cao Lộc", "appointment": clerk.post.pk}
    assert send(browser, url, typed, "save=1").status_code == 302
    assert RoleGrant.objects.get(user=clerk.user).appointment == clerk.post
    page = browser.get(reverse("organizations:account", args=[clerk.user.pk])).content.decode()
    assert "theo chức vụ Viện trưởng" in page


def test_a_post_of_somebody_else_or_of_the_past_is_not_offered(clerk: SimpleNamespace):
    other = holds(clerk.made, "Trần Thị Bình", "Phó Viện trưởng")
    with pytest.raises(CannotGrantRole) as refused:
        grant(clerk, Role.HEAD, clerk.made.district, other.pk)
    assert refused.value.problems[0].field == "appointment"
    assert [key for key, _ in posts_to_go_with(clerk.user)] == [clerk.post.pk]
    Appointment.objects.filter(pk=clerk.post.pk).update(valid_to=today())
    assert posts_to_go_with(clerk.user) == ()
    Appointment.objects.filter(pk=clerk.post.pk).update(valid_to=None)
    Unit.objects.filter(pk=clerk.made.district.pk).update(exists_to=today())
    assert posts_to_go_with(clerk.user) == ()


def test_a_post_with_a_role_is_ended_not_deleted(clerk: SimpleNamespace):
    grant(clerk, Role.HEAD, clerk.made.district, clerk.post.pk)
    with pytest.raises(InUse, match="Ghi ngày thôi giữ chức vụ"):
        remove_appointment(held=clerk.post, by=clerk.made.office)


def test_the_account_says_that_the_role_is_over_and_it_may_be_given_anew(clerk: SimpleNamespace):
    grant(clerk, Role.HEAD, clerk.made.district, clerk.post.pk)
    end(clerk)
    [line] = grants_of([clerk.user], today())[clerk.user.pk]
    assert line.state == "over"
    anew = grant_role(
        user=clerk.user,
        role=Role.HEAD,
        unit=clerk.made.district,
        valid_from=today(),
        by=clerk.made.administrator,
    )
    assert anew.appointment is None


def test_a_role_of_a_post_to_come_has_not_begun(clerk: SimpleNamespace):
    grant(clerk, Role.HEAD, clerk.made.district, clerk.post.pk)
    tomorrow = today() + timedelta(days=1)
    Appointment.objects.filter(pk=clerk.post.pk).update(valid_from=tomorrow)
    [line] = grants_of([clerk.user], today())[clerk.user.pk]
    assert line.state == "later"


def end(clerk: SimpleNamespace) -> None:
    stored = post_facts(clerk.post)
    facts = PostFacts(stored.unit_id, stored.post, stored.valid_from, today())
    corrected(clerk.post, facts, clerk.made)


def test_ending_the_post_ends_access_within_one_request(clerk: SimpleNamespace):
    """An office that goes with a post: every page it kept is closed in the very next request."""
    grant(clerk, Role.OFFICE, clerk.made.province, clerk.post.pk)
    district = clerk.made.district.pk
    pages = [
        reverse("organizations:unit-new"),
        reverse("organizations:unit-edit", args=[district]),
        reverse("organizations:unit-name-new", args=[district]),
        reverse("organizations:person-new"),
        reverse("clusters:year-new"),
        reverse("awards:title-new"),
        reverse("scoring:criteria-set-new"),
    ]
    browser = browser_of(User.objects.get(pk=clerk.user.pk))
    assert [browser.get(page).status_code for page in pages] == [200] * len(pages)
    end(clerk)
    assert {browser.get(page).status_code for page in pages} <= {403, 404}
    assert browser.get(reverse("portal:home")).status_code == 200


def test_the_end_of_the_unit_ends_the_post_and_the_office_that_went_with_it(clerk: SimpleNamespace):
    """Of the district itself he reads on, as everybody does whose unit is no more."""
    district, province = clerk.made.district, clerk.made.province
    for unit in (district, province):
        grant(clerk, Role.OFFICE, unit, clerk.post.pk)
    assert hats_of(User.objects.get(pk=clerk.user.pk)).office_of == {district.pk, province.pk}
    Unit.objects.filter(pk=district.pk).update(exists_to=today())
    hats = hats_of(User.objects.get(pk=clerk.user.pk))
    assert (hats.office_of, hats.all_units) == (set(), {district.pk})
    lines = grants_of([clerk.user], today())[clerk.user.pk]
    assert [(line.grant.unit_id, line.state) for line in lines] == [
        (district.pk, "now"),
        (province.pk, "over"),
    ]

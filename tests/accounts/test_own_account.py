"""One's own account: everybody corrects his name, nobody gives himself a user name or a role."""

import pytest
from django.urls import reverse

from accounts.actions import correct_own_account, rename_user
from accounts.models import User
from accounts.queries import own_facts
from accounts.rules import OwnFacts
from audit.models import Event
from core.versions import Stale, version_of
from tests.people import browser_of
from tests.typing_in import send

pytestmark = pytest.mark.django_db
SAVE = "save=1"


def mended(user: User, **typed: str):
    return send(browser_of(user), reverse("accounts:profile-edit"), typed, SAVE)


def profile_of(user: User) -> str:
    return browser_of(user).get(reverse("accounts:profile")).content.decode()


def test_whoever_signs_in_corrects_his_name_and_the_log_tells_both(stranger: User):
    before = stranger.full_name
    assert mended(stranger, full_name="Nguyễn  Văn Bình").status_code == 302
    stranger.refresh_from_db()
    assert stranger.full_name == "Nguyễn Văn Bình"
    event = Event.objects.get(name="account.renamed")
    assert (event.actor_id, event.before, event.after) == (
        str(stranger.pk),
        {"full_name": before},
        {"full_name": "Nguyễn Văn Bình"},
    )


def test_saved_unchanged_it_leaves_no_trace(stranger: User):
    assert mended(stranger).status_code == 302
    assert not Event.objects.filter(name="account.renamed").exists()


def test_a_name_is_needed(stranger: User):
    answer = mended(stranger, full_name=" ")
    assert answer.status_code == 422
    assert not Event.objects.filter(name="account.renamed").exists()


def test_a_user_name_and_rights_sent_along_change_nothing(stranger: User):
    username = stranger.username
    mended(stranger, full_name="An", username="quantri2", is_active="", role="administrator")
    stranger.refresh_from_db()
    assert (stranger.username, stranger.is_active) == (username, True)
    assert not stranger.grants.exists()


def test_who_saves_after_an_administrator_sees_both_names(stranger: User, administrator: User):
    version = version_of(own_facts(stranger))
    rename_user(user=stranger, full_name="Trần Văn Bình", by=administrator)
    typed = {"full_name": "Lê Văn Bình", "version": version, "save": "1"}
    answer = browser_of(stranger).post(reverse("accounts:profile-edit"), typed)
    assert answer.status_code == 409
    assert "Trần Văn Bình" in answer.content.decode()
    with pytest.raises(Stale):
        correct_own_account(facts=OwnFacts("Lê Văn Bình"), version=version, by=stranger)


def test_an_administrator_is_led_to_the_account_instead_of_to_himself(
    administrator: User, stranger: User
):
    account = reverse("organizations:account", args=[administrator.pk])
    assert account in profile_of(administrator)
    assert "Đề nghị quản trị viên" not in profile_of(administrator)
    assert "Đề nghị quản trị viên" in profile_of(stranger)
    assert reverse("accounts:profile-edit") in profile_of(stranger)


def test_what_one_does_oneself_stands_in_the_log_of_the_account(stranger: User):
    browser = browser_of(stranger)
    browser.post(reverse("accounts:sign-out"))
    assert Event.objects.get(name="account.signed_out").thing_type == "User"

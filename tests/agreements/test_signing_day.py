"""“Tất cả đã ký ngày”: one day for every unit that has not signed, in one go."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agreements.actions import save_signatures
from agreements.enums import SignatureState
from agreements.models import Agreement
from agreements.queries import signatures_of
from agreements.rules import SignatureRow, SignaturesFacts
from audit.models import Event
from core.versions import version_of
from tests.agreements.signing import Group, draft, group, issued
from tests.people import browser_of

pytestmark = pytest.mark.django_db
DAY, EARLIER = date(2024, 3, 5), date(2024, 3, 1)
SIGNED = SignatureState.SIGNED


@pytest.fixture
def made(db: None) -> Group:
    return group()


@pytest.fixture
def clerk(made: Group) -> Client:
    return browser_of(made.clerk("Trà Vinh"))


@pytest.fixture
def agreement(made: Group) -> Agreement:
    return issued(made)


def rows(agreement: Agreement) -> tuple[SignatureRow, ...]:
    assert agreement.paper
    return signatures_of(agreement.paper).signatures


def version(agreement: Agreement) -> str:
    return version_of(SignaturesFacts(rows(agreement)))


def sent(clerk: Client, agreement: Agreement, seen: str, on: str = "05/03/2024") -> HttpResponse:
    url = reverse("agreements:agreement-sign-all", args=[agreement.pk])
    typed = {"on": on, "version": seen, "save": "1"}
    return clerk.post(url, typed)


def first_signs(made: Group, agreement: Agreement) -> None:
    """The first unit signed days before, by somebody else."""
    first, *others = rows(agreement)
    signed = SignatureRow(first.unit_id, SIGNED, EARLIER, "Trần Thị Bình")
    facts = SignaturesFacts((signed, *others))
    seen = version(agreement)
    save_signatures(agreement=agreement, facts=facts, version=seen, by=made.administrator)


def test_all_that_have_not_signed_have_signed_and_the_others_stay(
    made: Group, clerk: Client, agreement: Agreement
) -> None:
    first_signs(made, agreement)
    assert sent(clerk, agreement, version(agreement)).status_code == 302
    first, *others = rows(agreement)
    assert (first.signed_on, first.signer) == (EARLIER, "Trần Thị Bình")
    assert {(row.state, row.signed_on, row.signer) for row in others} == {(SIGNED, DAY, "")}
    assert Event.objects.filter(name="agreement.signatures_saved").count() == 2


def test_who_comes_second_with_another_day_is_told(
    made: Group, clerk: Client, agreement: Agreement
) -> None:
    seen = version(agreement)
    sent(clerk, agreement, seen)
    answer = sent(clerk, agreement, seen, on="01/03/2024")
    assert answer.status_code == 422
    assert "Mọi đơn vị đã được ghi là đã ký, với ngày khác" in answer.content.decode()
    assert {row.signed_on for row in rows(agreement)} == {DAY}


def test_pressed_twice_it_is_done_once(made: Group, clerk: Client, agreement: Agreement) -> None:
    seen = version(agreement)
    assert [sent(clerk, agreement, seen).status_code for _ in range(2)] == [302, 302]
    assert Event.objects.filter(name="agreement.signatures_saved").count() == 1


def test_who_has_not_seen_the_last_signature_sees_it_first(
    made: Group, clerk: Client, agreement: Agreement
) -> None:
    seen = version(agreement)
    first_signs(made, agreement)
    answer = sent(clerk, agreement, seen)
    assert answer.status_code == 409
    assert [row.state for row in rows(agreement)][1:] == [""] * (len(rows(agreement)) - 1)
    again = answer.context["form"].version
    assert sent(clerk, agreement, again).status_code == 302


@pytest.mark.parametrize("on", ["", "26/11/2024", "31/02/2024"])
def test_a_day_that_is_missing_or_to_come_is_refused(
    clerk: Client, agreement: Agreement, on: str
) -> None:
    answer = sent(clerk, agreement, version(agreement), on)
    assert answer.status_code == 422
    assert {row.state for row in rows(agreement)} == {""}


def test_the_form_stands_beside_the_parties_until_all_have_signed(
    made: Group, clerk: Client, agreement: Agreement
) -> None:
    form = reverse("agreements:agreement-sign-all", args=[agreement.pk])
    url = reverse("agreements:agreement", args=[agreement.pk])
    member = browser_of(made.clerk("Bến Tre"))
    assert form in clerk.get(url).content.decode()
    assert form not in member.get(url).content.decode()
    assert member.post(form, {"on": "05/03/2024"}).status_code == 403
    sent(clerk, agreement, version(agreement))
    assert form not in clerk.get(url).content.decode()


def test_nothing_is_signed_before_it_is_issued(made: Group, clerk: Client) -> None:
    agreement = draft(made)
    answer = sent(clerk, agreement, "")
    assert answer.url == reverse("agreements:agreement", args=[agreement.pk])

"""While a group has no leader yet, last year's deputy enters its conferences, and nothing more."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from agreements.actions import draft_agreement
from clusters.actions import SeatFacts, lock_year, take_the_lead
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.policies import can_compose_group, can_manage_group
from clusters.queries import editions_managed_by
from conferences.enums import Step
from conferences.policies import can_call_conference
from organizations.enums import Role
from scoring.policies import can_open_scoring
from tests.clusters.province import Province, province
from tests.demo import begin_conference
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db

UNITS = ("VKSND huyện Cao Lộc", "VKSND huyện Văn Lãng", "VKSND huyện Chi Lăng")
HEAD, DEPUTY, OTHER = UNITS


@pytest.fixture
def owner(db: None) -> Province:
    """Cụm 1 of 2024 with head and deputy; of 2025, which goes on from it, with nobody."""
    made = province("VKSND tỉnh Lạng Sơn", *UNITS)
    first = made.set_up(made.open_year(2024), number="1")
    made.compose(first, *UNITS)
    made.lead(first, {"role": "head", "unit_id": HEAD}, {"role": "deputy", "unit_id": DEPUTY})
    second = made.set_up(made.open_year(2025), number="1", continues=first.pk)
    made.compose(second, *UNITS)
    return made


def of(year: int) -> ClusterEdition:
    return ClusterEdition.objects.select_related("year").get(year__label_year=year)


def clerk(owner: Province, name: str) -> User:
    return person(f"canbo{owner.units[name].pk}", Role.CLERK, owner.units[name])


def manages(user: User, edition: ClusterEdition) -> bool:
    """By the policy and by the query, which always agree."""
    policy = can_manage_group(user, edition)
    assert editions_managed_by(user).filter(pk=edition.pk).exists() is policy
    return policy


def test_the_deputy_of_last_year_convenes_and_the_page_says_so(owner: Province):
    edition = of(2025)
    users = {name: clerk(owner, name) for name in UNITS}
    assert [manages(users[name], edition) for name in UNITS] == [False, True, False]
    assert can_call_conference(users[DEPUTY], edition)
    assert not can_compose_group(users[DEPUTY], edition)
    assert not can_open_scoring(users[DEPUTY], edition)
    words = (
        "Chưa ghi Cụm trưởng, Cụm phó: cán bộ của VKSND huyện Văn Lãng (Cụm phó năm 2024) được "
        "nhập hội nghị cho đến khi ghi Cụm trưởng."
    )
    page = browser_of(users[DEPUTY]).get(reverse("portal:edition", args=[edition.pk]))
    assert words in page.content.decode()
    assert "Nhập kết quả hội nghị" in page.content.decode()
    other = browser_of(users[OTHER]).get(reverse("portal:edition", args=[edition.pk]))
    assert words in other.content.decode()
    assert "Nhập kết quả hội nghị" not in other.content.decode()


def test_without_a_deputy_it_is_last_years_head(owner: Province):
    LeadershipTerm.objects.filter(role=GroupRole.DEPUTY).delete()
    assert manages(clerk(owner, HEAD), of(2025))
    assert not manages(clerk(owner, DEPUTY), of(2025))


@pytest.mark.parametrize("role", list(GroupRole))
def test_it_ends_the_moment_somebody_is_entered(role: GroupRole, owner: Province):
    edition, user = of(2025), clerk(owner, DEPUTY)
    assert manages(user, edition)
    seat = SeatFacts(role, owner.units[OTHER])
    take_the_lead(edition=edition, seat=seat, by=owner.office)
    user = User.objects.get(pk=user.pk)
    assert not manages(user, edition)
    url = f"{reverse('portal:conference-new')}?edition={edition.pk}"
    assert browser_of(user).get(url).status_code == 403


def test_it_holds_in_an_open_year_for_a_group_that_goes_on(owner: Province):
    edition, user = of(2025), clerk(owner, DEPUTY)
    ClusterEdition.objects.filter(pk=edition.pk).update(continues=None)
    assert not manages(user, of(2025))
    ClusterEdition.objects.filter(pk=edition.pk).update(continues=of(2024))
    assert manages(user, of(2025))
    lock_year(year=edition.year, by=owner.office)
    assert not manages(user, of(2025))


def test_a_unit_that_left_the_group_convenes_it_no_more(owner: Province):
    of(2025).memberships.filter(unit=owner.units[DEPUTY]).delete()
    assert not manages(clerk(owner, DEPUTY), of(2025))
    assert manages(clerk(owner, HEAD), of(2025))


@pytest.mark.parametrize(
    ("period_end", "valid_from", "valid_to", "expected"),
    [
        (None, None, date(2024, 7, 1), False),
        (None, None, date(2024, 12, 31), False),
        (None, None, date(2025, 1, 1), True),
        (None, date(2024, 6, 1), None, True),
        (None, date(2025, 1, 1), None, False),
        (date(2024, 11, 1), None, date(2024, 11, 1), True),
        (date(2024, 11, 1), None, date(2024, 10, 31), False),
        (date(2024, 11, 1), date(2024, 11, 1), None, False),
    ],
)
def test_what_counts_is_who_was_deputy_when_the_year_ended(
    period_end, valid_from, valid_to, expected, owner: Province
):
    year = of(2024).year
    year.period_end = period_end
    year.save()
    deputy = LeadershipTerm.objects.filter(role=GroupRole.DEPUTY)
    deputy.update(valid_from=valid_from, valid_to=valid_to)
    assert manages(clerk(owner, DEPUTY), of(2025)) is expected
    assert manages(clerk(owner, HEAD), of(2025)) is not expected


def test_the_rights_of_head_and_deputy_end_with_their_term(owner: Province):
    edition, head, deputy = of(2024), clerk(owner, HEAD), clerk(owner, DEPUTY)
    draft = begin_conference(edition, owner.office, "Hội nghị đang nhập")
    agreement = draft_agreement(edition=edition, by=owner.office)
    pages = [
        f"{reverse('portal:conference-new')}?edition={edition.pk}",
        *(reverse("portal:results", args=[draft.pk, step]) for step in Step),
        reverse("portal:conference", args=[draft.pk]),
        reverse("portal:discard", args=[draft.pk]),
        *(
            reverse(f"agreements:agreement-{page}", args=[agreement.pk])
            for page in ("edit", "parties", "issue")
        ),
    ]

    def opens(user: User) -> set[bool]:
        """Whether all these pages open, or none; reading the group goes on in any case."""
        browser = browser_of(User.objects.get(pk=user.pk))
        assert browser.get(reverse("portal:edition", args=[edition.pk])).status_code == 200
        return {browser.get(page).status_code == 200 for page in pages}

    assert (opens(head), opens(deputy)) == ({True}, {False})
    edition.terms.filter(role=GroupRole.HEAD).update(valid_to=date(2024, 3, 1))
    assert (opens(head), opens(deputy)) == ({False}, {True})
    edition.terms.filter(role=GroupRole.DEPUTY).update(valid_to=date(2024, 3, 1))
    assert (opens(head), opens(deputy)) == ({False}, {False})

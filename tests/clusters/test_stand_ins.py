"""The deputy stands in for a head that keeps its seat, for some days (“điều hành thay”)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from clusters.actions import save_leadership
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.papers import year_list_paper, year_list_pdf
from clusters.policies import can_compose_group, can_manage_group, heads_group, stands_in_for_head
from clusters.queries import (
    editions_managed_by,
    leadership_of,
    leading_unit,
    passings_of,
    rotation_of,
    seats_of,
    terms_in_order,
    year_list,
)
from clusters.queries.event_outcome import event_outcome
from clusters.rules import LeadershipFacts, MemberRow, Seats, TermRow, leadership_problems
from clusters.rules.periods import Span
from core.versions import version_of
from documents.papers import paper_text
from organizations.enums import Role, UnitKind
from portal.actions import confirm_event, take_event_back
from portal.queries.events import consequences_of
from tests.clusters.province import Province, province, said_wrong
from tests.organizations import happenings
from tests.people import browser_of, person
from tests.portal.trying import Clusters, answered
from tests.readers import pdf_text

pytestmark = pytest.mark.django_db

UNITS = ("VKSND huyện Cao Lộc", "VKSND huyện Văn Lãng", "VKSND huyện Chi Lăng")
HEAD, DEPUTY, OTHER = UNITS
DAYS = {"valid_from": "1/6/2024", "valid_to": "30/6/2024"}
STAND_IN = {"role": "head", "unit_id": DEPUTY, "stands_in": "on", **DAYS}
OWN = ({"role": "head", "unit_id": HEAD}, {"role": "deputy", "unit_id": DEPUTY})

SetDay = Callable[[date], None]


@pytest.fixture
def set_day(settings: Any) -> SetDay:
    def set_to(day: date) -> None:
        settings.EMULATION_TODAY = day.isoformat()

    return set_to


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Lạng Sơn", *UNITS)


@pytest.fixture
def cluster(owner: Province) -> ClusterEdition:
    made = owner.set_up(owner.open_year(2024), number="1")
    owner.compose(made, *UNITS)
    return made


@pytest.fixture
def delegated(owner: Province, cluster: ClusterEdition) -> ClusterEdition:
    answer = owner.lead(cluster, *OWN, STAND_IN)
    assert answer.status_code == 302, said_wrong(answer)
    return fresh(cluster)


def fresh(edition: ClusterEdition) -> ClusterEdition:
    return ClusterEdition.objects.select_related("year").get(pk=edition.pk)


def clerk(owner: Province, name: str) -> User:
    return person(f"canbo{owner.units[name].pk}", Role.CLERK, owner.units[name])


def manages(user: User, edition: ClusterEdition) -> bool:
    """By the policy and by the query, which always agree."""
    policy = can_manage_group(user, fresh(edition))
    assert editions_managed_by(user).filter(pk=edition.pk).exists() is policy
    return policy


# Entering it


def test_the_deputy_edits_on_the_days_it_stands_in_and_the_head_on_all(owner, delegated, set_day):
    users = {name: clerk(owner, name) for name in UNITS}
    for day, who in (
        (date(2024, 5, 31), [True, False, False]),
        (date(2024, 6, 1), [True, True, False]),
        (date(2024, 6, 30), [True, True, False]),
        (date(2024, 7, 1), [True, False, False]),
    ):
        set_day(day)
        assert [manages(users[name], delegated) for name in UNITS] == who, day
    set_day(date(2024, 6, 15))
    assert stands_in_for_head(users[DEPUTY], fresh(delegated))
    assert not heads_group(users[DEPUTY], fresh(delegated))
    assert not can_compose_group(users[DEPUTY], fresh(delegated))


def test_the_seat_stays_the_heads_and_nothing_is_handed_over(owner, delegated, set_day):
    set_day(date(2024, 6, 15))
    head = owner.units[HEAD].pk
    seats = seats_of(delegated)
    assert leading_unit(delegated, GroupRole.HEAD) == head
    assert (seats[GroupRole.HEAD].unit_id, seats[GroupRole.HEAD].stands_in) == (head, False)
    assert seats[GroupRole.DEPUTY].unit_id == owner.units[DEPUTY].pk
    assert passings_of(delegated, GroupRole.HEAD) == []
    (year,) = rotation_of(delegated, owner.office).years
    assert [led.name for led in year.heads] == [HEAD]
    assert [led.name for led in year.deputies] == [DEPUTY]


def test_the_page_of_the_group_says_who_stands_in_and_until_when(owner, delegated, set_day):
    words = (
        "VKSND huyện Văn Lãng (Cụm phó) điều hành thay Cụm trưởng từ 01/06/2024 đến hết "
        "30/06/2024; Cụm trưởng giữ nguyên vai trò."
    )
    url = reverse("portal:edition", args=[delegated.pk])
    for day, is_said in ((date(2024, 6, 15), True), (date(2024, 8, 1), False)):
        set_day(day)
        page = owner.browser.get(url).content.decode().replace("\u00a0", " ")
        assert (words in page) is is_said


def test_the_record_of_the_deputy_says_that_it_only_stood_in(owner, delegated):
    url = reverse("portal:unit", args=[owner.units[DEPUTY].pk])
    page = owner.browser.get(url).content.decode().replace("\u00a0", " ")
    assert "điều hành thay; từ 01/06/2024 đến hết 30/06/2024" in page
    assert "điều hành thay: ;" not in page


WRONG: list[tuple[tuple[dict[str, Any], ...], str]] = [
    ((*OWN, STAND_IN | {"valid_to": ""}), "Ghi “Từ ngày” và “Đến hết ngày”"),
    ((*OWN, STAND_IN | {"valid_from": ""}), "Ghi “Từ ngày” và “Đến hết ngày”"),
    ((*OWN, STAND_IN | {"unit_id": OTHER}), "Chỉ đơn vị Cụm phó trong thời gian đó điều hành"),
    ((OWN[0], OWN[1] | {"valid_to": "15/6/2024"}, STAND_IN), "Chỉ đơn vị Cụm phó trong thời"),
    ((OWN[0], OWN[1] | {"valid_from": "15/6/2024"}, STAND_IN), "Chỉ đơn vị Cụm phó trong thời"),
    ((*OWN, STAND_IN, STAND_IN), "Cụm trưởng trong thời gian này đã là VKSND huyện Văn Lãng"),
    ((*OWN, STAND_IN | {"stands_in": ""}), "Cụm trưởng trong thời gian này đã là VKSND huyện"),
    ((OWN[1], STAND_IN), "không thể vừa là Cụm trưởng vừa là Cụm phó"),
]


@pytest.mark.parametrize(("typed", "words"), WRONG)
def test_what_is_no_standing_in_is_refused(owner, cluster, typed, words):
    answer = owner.lead(cluster, *typed)
    assert answer.status_code == 422
    assert any(words in each for each in said_wrong(answer)), said_wrong(answer)
    assert not LeadershipTerm.objects.exists()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_rows_makes_no_difference(order):
    day = date(2024, 6, 1)
    rows = (
        TermRow("head", 1),
        TermRow("deputy", 2, valid_from=day, valid_to=date(2025, 1, 1)),
        TermRow("head", 2, stands_in=True, valid_from=day, valid_to=date(2024, 7, 1)),
    )
    seats = Seats(
        group="Cụm thi đua số 1",
        members=[MemberRow(1), MemberRow(2)],
        names={1: "A", 2: "B"},
        roles={"head": "Cụm trưởng", "deputy": "Cụm phó"},
        year=Span(date(2024, 1, 1), date(2025, 1, 1)),
    )
    facts = LeadershipFacts(tuple(rows[place] for place in order))
    assert leadership_problems(facts, seats) == []
    longer = replace(rows[2], valid_to=date(2025, 2, 1))
    assert leadership_problems(LeadershipFacts((rows[0], rows[1], longer)), seats)


def test_a_head_and_its_stand_in_of_one_day_have_one_order():
    head, stand_in = TermRow("head", 2), TermRow("head", 1, stands_in=True)
    for rows in ((head, stand_in), (stand_in, head)):
        assert terms_in_order(rows) == (head, stand_in)


# Events of units


@pytest.fixture
def clusters(administrator: User) -> Clusters:
    """B, the deputy, stands in for A from June to August."""
    made = Clusters(happenings.Province(administrator))
    stored = leadership_of(first_of(made))
    days = {"valid_from": date(2025, 6, 1), "valid_to": date(2025, 9, 1)}
    row = TermRow("head", made.units["B"].pk, stands_in=True, **days)
    facts = replace(stored, terms=(*stored.terms, row))
    version, by = version_of(stored), administrator
    save_leadership(edition=first_of(made), facts=facts, version=version, by=by)
    return made


def first_of(made: Clusters) -> ClusterEdition:
    return ClusterEdition.objects.get(year__label_year=2025, number="1")


def test_standing_in_ends_with_the_deputy_and_is_passed_on_to_nobody(clusters: Clusters):
    planned, by = clusters.merger("BC"), clusters.here.by
    term = LeadershipTerm.objects.get(stands_in=True)
    asked = {each.key: each for each in consequences_of(planned, by).questions}[f"term-{term.pk}"]
    assert asked.label.startswith("Cụm trưởng (điều hành thay) Cụm thi đua số 1 năm 2025")
    assert asked.choices == (("end", "Thôi điều hành thay từ ngày 01/07/2025"),)
    answers = {asked.key.replace("-", "_"): "end", "membership": "after-0", "term": "after-0"}
    done = confirm_event(**answered(planned, by, **answers))
    (group,) = event_outcome(done, by).groups
    assert [seat.words for seat in group.seats] == ["VKSND huyện B → VKSND khu vực 1"]
    term.refresh_from_db()
    assert term.valid_to == happenings.SUMMER
    assert [each.unit for each in LeadershipTerm.objects.filter(role="head")] == [
        clusters.units["A"],
        clusters.units["B"],
    ]


def test_an_event_of_the_head_speaks_of_the_seat_alone_and_is_taken_back(clusters: Clusters):
    planned, by = clusters.merger("AC"), clusters.here.by
    before = list(LeadershipTerm.objects.order_by("pk").values())
    done = confirm_event(**answered(planned, by, membership="after-0", term="after-0"))
    (group,) = event_outcome(done, by).groups
    assert [seat.words for seat in group.seats] == ["VKSND huyện A → VKSND khu vực 1"]
    take_event_back(event=done, by=by)
    assert list(LeadershipTerm.objects.order_by("pk").values()) == before


def test_two_heads_of_one_year_are_told_in_the_order_of_time(clusters: Clusters):
    held, on = first_of(clusters).terms, date(2025, 10, 1)
    held.filter(role="head", stands_in=False).update(valid_to=on)
    held.create(role="head", unit=clusters.units["C"], valid_from=on)
    planned, by = clusters.merger("AD"), clusters.here.by
    term = held.get(unit=clusters.units["A"])
    answers = {"membership": "end", f"term_{term.pk}": "end"}
    done = confirm_event(**answered(planned, by, **answers))
    (group,) = [each for each in event_outcome(done, by).groups if each.seats]
    assert [seat.words for seat in group.seats] == [
        "VKSND huyện A, VKSND huyện C → VKSND huyện B, VKSND huyện C"
    ]


# A person who acts for the one who should lead, and bodies outside the procuracy


def test_a_person_who_only_stands_in_is_told_so_on_page_and_paper(owner, cluster):
    seat = {"role": "head", "unit_id": HEAD, "person": "Nguyễn Văn A", "stands_in": "on"}
    assert owner.lead(cluster, seat).status_code == 302
    page = owner.browser.get(reverse("portal:edition", args=[cluster.pk])).content.decode()
    assert "Nguyễn Văn A (điều hành thay)" in page.replace("\u00a0", " ")
    paper = paper_text(year_list_paper(year_list(cluster.year)))
    assert "Cụm trưởng (Nguyễn Văn A (điều hành thay))" in paper
    made = browser_of(owner.office).get(
        reverse("reports:unit-year-pdf", args=[owner.units[HEAD].pk, 2024])
    )
    assert made.status_code == 200


def test_a_body_outside_the_procuracy_belongs_and_leads(owner):
    body = "Công an tỉnh Lạng Sơn"
    owner.found(body, kind=UnitKind.OUTSIDE)
    edition = owner.set_up(owner.open_year(2023), number="7")
    assert owner.compose(edition, body, HEAD).status_code == 302
    assert owner.lead(edition, {"role": "head", "unit_id": body}).status_code == 302
    page = owner.browser.get(reverse("portal:edition", args=[edition.pk])).content.decode()
    assert page.replace("\u00a0", " ").count(body) > 1
    paper = pdf_text(year_list_pdf(year_list(edition.year)))
    words = " ".join(paper.split())
    assert f"{body} Cụm trưởng" in words
    assert "(02 đơn vị)" in words
    clerk_of_body = clerk(owner, body)
    assert manages(clerk_of_body, edition)
    ledger = rotation_of(edition, owner.office)
    assert [led.name for led in ledger.years[0].heads] == [body]

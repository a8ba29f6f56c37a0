"""Choosing next year's leaders: who was not considered this year is chosen only with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from clusters.models import Exclusion, ReservedSeat
from conferences.actions import call_conference
from conferences.enums import Step
from conferences.models import Conference, SeatChoice
from conferences.rules import GeneralFacts, PurposeRow
from documents.papers import paper_text
from portal.actions import record_results
from portal.queries.results import obstacles_to_recording
from reports.papers import minutes_paper
from reports.queries import minutes_content
from tests.people import browser_of
from tests.scenarios import World, world
from tests.typing_in import send

pytestmark = pytest.mark.django_db

RULE = "không được xét thi đua năm trước thì không làm Cụm trưởng, Cụm phó"
WHY_NOT = "Có cán bộ bị xử lý kỷ luật"
DESPITE = "Các đơn vị khác đã giữ vai trò này trong ba năm gần đây"


@pytest.fixture
def told() -> World:
    return world("bac_giang", until="scores")


@pytest.fixture
def draft(told: World) -> Conference:
    purposes = (PurposeRow("year_end", told.editions["cum_2"].pk),)
    facts = GeneralFacts(title="Hội nghị tổng kết", purposes=purposes)
    return call_conference(facts=facts, by=told.administrator)


@pytest.fixture
def office(told: World) -> Client:
    return browser_of(told.office("bac_giang"))


def exclude(told: World) -> int:
    unit = told.units["huyện Sơn Động"]
    edition = told.editions["cum_2"]
    Exclusion.objects.create(edition=edition, unit=unit, reason=WHY_NOT)
    return unit.pk


def choose(office: Client, draft: Conference, unit: int, role: str, despite: str = ""):
    edition = draft.purposes.get().edition_id
    typed = {f"unit_id_{edition}_{role}": unit, f"despite_{edition}_{role}": despite}
    return send(office, reverse("portal:results", args=[draft.pk, Step.SEATS]), typed)


def test_without_such_a_unit_no_reason_is_asked_for(told, draft, office):
    page = office.get(reverse("portal:results", args=[draft.pk, Step.SEATS])).content.decode()
    assert "Lý do vẫn chọn" not in page
    unit = told.units["huyện Sơn Động"].pk
    assert choose(office, draft, unit, "head").status_code == 302


@pytest.mark.parametrize("role", ["head", "deputy"])
def test_the_rule_stands_beside_the_field_and_a_reason_is_required(role, told, draft, office):
    unit = exclude(told)
    page = office.get(reverse("portal:results", args=[draft.pk, Step.SEATS])).content.decode()
    assert RULE in page
    assert f"VKSND huyện Sơn Động không được xét thi đua năm 2024 (lý do: {WHY_NOT})." in page
    answer = choose(office, draft, unit, role)
    assert answer.status_code == 422
    assert "Muốn vẫn chọn thì ghi lý do." in answer.content.decode()
    assert not SeatChoice.objects.exists()
    assert choose(office, draft, unit, role, DESPITE).status_code == 302
    assert SeatChoice.objects.get().despite == DESPITE


def test_the_reason_goes_on_to_the_seat_and_into_the_minutes(told, draft, office):
    unit = exclude(told)
    choose(office, draft, unit, "head", DESPITE)
    record_results(conference=draft, by=told.administrator)
    assert ReservedSeat.objects.get().despite == DESPITE
    draft.refresh_from_db()
    said = paper_text(minutes_paper(minutes_content(draft, told.administrator)))
    assert (
        f"VKSND huyện Sơn Động; không được xét thi đua năm 2024, lý do vẫn chọn: {DESPITE}."
        in " ".join(said.split())
    )


def test_a_unit_excluded_after_it_was_chosen_stands_in_the_way_of_recording(told, draft, office):
    unit = told.units["huyện Sơn Động"].pk
    choose(office, draft, unit, "head")
    assert obstacles_to_recording(draft) == []
    exclude(told)
    [problem] = obstacles_to_recording(draft)
    assert (problem.step, problem.field) == (Step.SEATS, "seats-0-despite")
    assert RULE in problem.message

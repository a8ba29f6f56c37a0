"""Recording asks every app, and happens once."""

import pytest

from audit.models import Event
from awards.actions import add_title, save_proposals
from awards.enums import TitleKind
from awards.queries import proposals_of
from awards.rules import NominationRow, ProposalFacts
from conferences.actions import CannotRecord, call_conference, save_general
from conferences.enums import Step
from conferences.models import Conference
from conferences.queries import general_of
from conferences.rules import GeneralFacts, PurposeRow
from core.versions import version_of
from portal.actions import record_results
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> World:
    return world("lang_son", until="groups")


def facts_for(edition) -> GeneralFacts:
    return GeneralFacts(title="Hội nghị", purposes=(PurposeRow("year_end", edition.pk),))


@pytest.fixture
def draft(told: World) -> Conference:
    facts = facts_for(next(iter(told.editions.values())))
    return call_conference(facts=facts, by=told.administrator)


def test_recorded_twice_is_recorded_once(told, draft):
    for _ in range(2):
        record_results(conference=draft, by=told.administrator)
    assert Conference.objects.get().is_recorded
    assert Event.objects.filter(name="conference.recorded").count() == 1


def test_a_nominee_of_a_group_that_no_longer_meets_stands_in_the_way(told, draft):
    by = told.administrator
    first, second, *_ = told.editions.values()
    title = add_title(name="Danh hiệu thử", kind=TitleKind.TITLE, by=by)
    member = first.memberships.order_by("pk")[0].unit_id
    save_proposals(
        conference=draft,
        facts=ProposalFacts((NominationRow(first.pk, member, title.pk),)),
        version=version_of(proposals_of(draft)),
        by=by,
    )
    stored = general_of(draft)
    save_general(conference=draft, facts=facts_for(second), version=version_of(stored), by=by)

    with pytest.raises(CannotRecord) as caught:
        record_results(conference=draft, by=by)
    assert [(problem.step, problem.message) for problem in caught.value.problems] == [
        (Step.PROPOSALS, "Chọn cụm, khối mà hội nghị này họp.")
    ]
    assert not Conference.objects.get().is_recorded

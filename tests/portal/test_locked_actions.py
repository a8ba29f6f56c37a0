"""Every action of every app below, called directly in a closed year: none writes.

An action that is not named here fails, so that a new one is thought of.
"""

import importlib
import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from audit.models import Event
from awards.models import Award, Title
from awards.rules import AwardRow
from clusters.actions import SeatFacts, YearIsLocked, lock_year, reserve_seat
from clusters.enums import GroupRole
from conferences.queries import general_of
from documents.models import LegalBasis
from tests.demo import begin_conference, begin_papers, begin_scoring
from tests.portal.test_rights import everything, registration_in
from tests.scenarios import world

pytestmark = pytest.mark.django_db

APPS = ("clusters", "scoring", "conferences", "agreements", "awards")
# What belongs to no year: tables of criteria, titles, awards that are decided when it is over;
# what leaves a row in the log alone; what opens or closes a year; what is no action by itself.
OF_NO_YEAR = {
    "awards": {"add_title", "correct_title", "enter_award", "enter_title", "remove_title"},
    "clusters": {
        "agree_to_reopening",
        "ask_reopening",
        "decline_reopening",
        "lock_year",
        "note_download",
        "note_handover_download",
        "open_year",
        # An event touches years through its own checks, a handover through those of its page.
        "confirm_handover",
        "follow_event",
    },
    "scoring": {
        "create_criteria_set",
        "correct_criteria_set",
        "delete_criteria_set",
        "note_download",
    },
    "conferences": {"note_download"},
    "agreements": {"note_download", "note_draft_download"},
}
NO_ACTIONS = {"must_be_open"}


@pytest.fixture
def things(db: None) -> SimpleNamespace:
    """Cụm 13 with one of everything an action may be given, then its year is closed."""
    case = world("cum_13")
    edition, by = case.editions["cum_13"], case.administrator
    begin_scoring(edition, by, "Bảng tiêu chí")
    draft = begin_conference(edition, by, "Hội nghị đang nhập")
    begin_papers(edition, by)
    edition.agreement.refresh_from_db()
    unit = case.units["tra_vinh"]
    seat = reserve_seat(
        edition=edition, label_year=2025, seat=SeatFacts(GroupRole.HEAD, unit), by=by
    )
    seat.label_year = edition.year.label_year
    seat.save()
    award = Award.objects.create(edition=edition, unit=unit, title=Title.objects.first())
    made = SimpleNamespace(
        by=by,
        year=edition.year,
        edition=edition,
        unit=unit,
        person=None,
        basis=LegalBasis.objects.first(),
        title=award.title,
        award=award,
        registration=registration_in(edition),
        conference=draft,
        recorded=case.conferences["ky_ket"],
        agreement=edition.agreement,
        copy=edition.agreement.signed_copies.get(),
        sheet=edition.scoring_round.sheets.first(),
        criteria_set=edition.scoring_round.criteria_set,
        seat=seat,
    )
    lock_year(year=edition.year, by=by)
    return made


def actions(app: str) -> dict[str, Callable[..., Any]]:
    module = importlib.import_module(f"{app}.actions")
    public = {name: inspect.unwrap(getattr(module, name)) for name in module.__all__}
    skipped = OF_NO_YEAR[app] | NO_ACTIONS
    return {
        name: getattr(module, name)
        for name, each in public.items()
        if inspect.isfunction(each) and name not in skipped
    }


@pytest.mark.parametrize("app", APPS)
def test_what_is_left_out_is_there(app: str):
    module = importlib.import_module(f"{app}.actions")
    assert OF_NO_YEAR[app] - set(module.__all__) == set()


@pytest.mark.parametrize("app", APPS)
def test_no_action_writes_in_a_closed_year(app: str, things: SimpleNamespace):
    before, told, wrong = everything(), Event.objects.count(), []
    for name, action in actions(app).items():
        try:
            action(**arguments(name, action, things))
        except YearIsLocked:
            continue
        wrong.append(name)
    assert wrong == []
    assert everything() == before
    assert Event.objects.count() == told


def arguments(name: str, action: Callable[..., Any], things: SimpleNamespace) -> dict[str, Any]:
    """Things of the closed year by the names of the parameters; a plain word for the rest."""
    special = SPECIAL.get(name, lambda _: {})(things)
    parameters = inspect.signature(inspect.unwrap(action)).parameters
    needed = [
        each for each, parameter in parameters.items() if parameter.default is parameter.empty
    ]
    return {each: special.get(each, getattr(things, each, "Thử")) for each in needed}


SPECIAL: dict[str, Callable[[SimpleNamespace], dict[str, Any]]] = {
    "call_conference": lambda things: {"facts": general_of(things.conference)},
    "locked_draft": lambda _: {},
    "record_award": lambda things: {
        "award": AwardRow(things.unit.pk, things.title.pk, edition_id=things.edition.pk)
    },
    "reopen_conference": lambda things: {
        "conference": things.recorded,
        "reason": "Ghi nhầm ngày họp của hội nghị",
    },
    "reserve_seat": lambda things: {
        "label_year": 2025,
        "seat": SeatFacts(GroupRole.HEAD, things.unit),
    },
    "take_the_lead": lambda things: {"seat": SeatFacts(GroupRole.HEAD, things.unit)},
}

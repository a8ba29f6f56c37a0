"""Who may plan, carry out and take back what happens to units."""

from datetime import date
from types import SimpleNamespace

import pytest

from organizations.actions import Journal, carry_out, grant_role, plan_event
from organizations.enums import EventKind, Role, UnitKind
from organizations.models import Unit, UnitEvent
from organizations.policies import can_keep_event, can_keep_unit
from organizations.rules import AfterRow, BeforeRow, EventFacts
from tests.organizations.register import lang_son
from tests.people import person

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
JULY = date(2025, 7, 1)


def planned(made: SimpleNamespace, kind: str, unit: Unit, *after: AfterRow) -> UnitEvent:
    facts = EventFacts(kind, JULY, before=(BeforeRow(unit.pk),), after=after)
    return plan_event(facts=facts, by=made.administrator)


def test_who_keeps_every_unit_of_an_event_keeps_it(lang_son: SimpleNamespace) -> None:
    event = planned(lang_son, EventKind.ABOLISH, lang_son.district)
    assert can_keep_event(lang_son.administrator, event)
    assert can_keep_event(lang_son.office, event)
    assert not can_keep_event(lang_son.clerk, event)
    assert not can_keep_event(person("phuyen", Role.OFFICE, lang_son.elsewhere), event)


def test_one_unit_of_others_is_enough_to_be_refused(lang_son: SimpleNamespace) -> None:
    taker = AfterRow(unit_id=lang_son.elsewhere.pk)
    event = planned(lang_son, EventKind.ABSORB, lang_son.district, taker)
    assert not can_keep_event(lang_son.office, event)


def test_nobody_moves_his_own_unit(lang_son: SimpleNamespace) -> None:
    Unit.objects.filter(pk=lang_son.district.pk).update(kind=UnitKind.PROVINCE)
    above = AfterRow(unit_id=lang_son.elsewhere.pk)
    event = planned(lang_son, EventKind.MOVE, lang_son.province, above)
    assert not can_keep_event(lang_son.office, event)
    assert can_keep_event(person("toicao", Role.OFFICE, lang_son.supreme), event)
    both = person("hainoi", Role.OFFICE, lang_son.province)
    grant_role(user=both, role=Role.OFFICE, unit=lang_son.elsewhere, by=lang_son.administrator)
    assert not can_keep_event(both, event)


def test_a_unit_that_is_yet_to_be_is_kept_by_who_stands_above_it(
    lang_son: SimpleNamespace,
) -> None:
    names = {"full_name": "VKSND khu vực 1", "short_name": "VKSND khu vực 1"}
    new = AfterRow(kind=UnitKind.REGION, parent_id=lang_son.province.pk, **names)
    facts = EventFacts(EventKind.FOUND, JULY, after=(new,))
    event = plan_event(facts=facts, by=lang_son.office)
    assert can_keep_event(lang_son.office, event)
    carry_out(event=event, journal=Journal(event), by=lang_son.office)
    done = UnitEvent.objects.get(pk=event.pk)
    unit = Unit.objects.get(pk=done.parts.get().unit_id or 0)
    assert can_keep_event(lang_son.office, done)
    assert can_keep_unit(lang_son.office, unit)

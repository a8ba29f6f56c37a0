"""Who may plan, carry out and take back what happens to units."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from organizations.actions import Journal, carry_out, grant_role, plan_event
from organizations.enums import EventKind, Role, UnitKind
from organizations.models import Unit, UnitEvent
from organizations.policies import can_keep_event, can_keep_unit, owners_beyond
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


def called(name: str) -> AfterRow:
    full = f"Viện kiểm sát nhân dân {name}"
    return AfterRow(full_name=full, short_name=name, kind=UnitKind.PROVINCE)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (EventKind.ABOLISH, ()),
        (EventKind.RENAME, ("thành phố Lạng Sơn",)),
        (EventKind.SPLIT, ("tỉnh Lạng Sơn mới",)),
        (EventKind.ABSORB, None),
        (EventKind.TRANSFER, None),
    ],
)
def test_what_becomes_of_a_unit_the_office_above_decides(
    lang_son: SimpleNamespace, kind: EventKind, after: tuple[str, ...] | None
) -> None:
    """Its own office neither ends nor renames it, though it keeps all that stands below."""
    rows = [replace(called(name), parent_id=lang_son.supreme.pk) for name in after or ()]
    if after is None:
        rows = [AfterRow(unit_id=lang_son.elsewhere.pk)]
    event = planned(lang_son, kind, lang_son.province, *rows)
    above = person("toicao", Role.OFFICE, lang_son.supreme)
    both = person("cahai", Role.OFFICE, lang_son.province)
    grant_role(user=both, role=Role.OFFICE, unit=lang_son.elsewhere, by=lang_son.administrator)
    assert [can_keep_event(user, event) for user in (lang_son.office, both, above)] == [
        False,
        False,
        True,
    ]
    assert can_keep_event(lang_son.administrator, event)


def test_an_office_above_and_of_the_unit_itself_decides(lang_son: SimpleNamespace) -> None:
    event = planned(lang_son, EventKind.ABOLISH, lang_son.province)
    user = person("toicao", Role.OFFICE, lang_son.supreme)
    grant_role(user=user, role=Role.OFFICE, unit=lang_son.province, by=lang_son.administrator)
    assert can_keep_event(user, event)


def test_the_own_unit_may_take_in_one_below(lang_son: SimpleNamespace) -> None:
    own = AfterRow(unit_id=lang_son.province.pk)
    assert can_keep_event(
        lang_son.office, planned(lang_son, EventKind.ABSORB, lang_son.district, own)
    )


def test_nobody_but_an_administrator_founds_a_unit_on_top(lang_son: SimpleNamespace) -> None:
    top = replace(called("cao nhất"), kind=UnitKind.SUPREME)
    event = planned(lang_son, EventKind.SPLIT, lang_son.district, top)
    assert not can_keep_event(lang_son.office, event)
    assert can_keep_event(lang_son.administrator, event)


def test_groups_of_an_owner_above_are_not_the_offices_to_decide_on(
    lang_son: SimpleNamespace,
) -> None:
    event = planned(lang_son, EventKind.ABOLISH, lang_son.district)
    owners = [lang_son.supreme.pk, lang_son.province.pk, lang_son.district.pk]
    assert owners_beyond(lang_son.office, event, owners) == {lang_son.supreme.pk}
    assert owners_beyond(lang_son.office, event, []) == set()
    assert owners_beyond(lang_son.administrator, event, owners) == set()
    above = person("toicao", Role.OFFICE, lang_son.supreme)
    assert owners_beyond(above, event, owners) == set()


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

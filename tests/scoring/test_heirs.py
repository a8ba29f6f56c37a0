"""Sheets of a unit that has ended: its heir goes on with them and never checks what is its own."""

import pytest

from accounts.models import User
from core.dates import today
from organizations.models import Unit
from scoring.policies import can_check_score_sheet, can_fill_in, can_submit_score_sheet
from scoring.queries import is_own, score_sheets_visible_to, unit_checking
from tests.scoring.group import Group, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def trio(administrator: User) -> Group:
    """Unit 0 leads."""
    made = group(3, administrator)
    made.lead(0)
    made.open()
    return made


def end(made: Group, index: int, heir: int | None) -> None:
    """The unit is no more from today on; the accounts were given before."""
    for role in (made.clerk, made.head):
        role(index)
    to = made.units[heir] if heir is not None else None
    Unit.objects.filter(pk=made.units[index].pk).update(exists_to=today(), heir=to)
    made.people = {key: User.objects.get(pk=user.pk) for key, user in made.people.items()}


def checks(user: User, made: Group) -> list[bool]:
    return [can_check_score_sheet(user, made.sheet(index)) for index in range(3)]


def opened(made: Group) -> Group:
    for index in range(3):
        made.send(index, "58", "38")
    made.open_checking()
    return made


def test_the_heir_fills_in_and_sends_what_the_ended_unit_left(trio: Group) -> None:
    end(trio, 1, heir=2)
    left = trio.sheet(1)
    assert can_fill_in(trio.clerk(2), left)
    assert not can_fill_in(trio.clerk(1), left)
    assert left in score_sheets_visible_to(trio.clerk(1))
    trio.fill(1, "58", "38")
    assert can_submit_score_sheet(trio.head(2), trio.sheet(1))
    assert not can_submit_score_sheet(trio.head(1), trio.sheet(1))


def test_nobody_fills_in_for_a_unit_without_an_heir(trio: Group) -> None:
    end(trio, 1, heir=None)
    assert not any(can_fill_in(trio.clerk(index), trio.sheet(1)) for index in range(3))


def test_the_heir_of_the_head_checks_neither_its_own_sheet_nor_the_inherited_one(
    trio: Group,
) -> None:
    opened(trio)
    end(trio, 0, heir=2)
    heir = trio.clerk(2)
    assert checks(heir, trio) == [False, True, False]
    assert [is_own(heir, trio.sheet(index)) for index in range(3)] == [True, False, True]
    assert unit_checking(heir, trio.sheet(1)) == trio.units[0].pk
    assert checks(trio.office, trio) == [True, False, True]
    assert checks(trio.clerk(0), trio) == [False, False, False]


def test_the_sheet_of_a_unit_the_head_took_over_falls_to_the_office(trio: Group) -> None:
    opened(trio)
    end(trio, 2, heir=0)
    assert checks(trio.clerk(0), trio) == [False, True, False]
    assert checks(trio.office, trio) == [True, False, True]


def test_a_head_that_ended_without_an_heir_leaves_all_to_the_office(trio: Group) -> None:
    opened(trio)
    end(trio, 0, heir=None)
    assert checks(trio.office, trio) == [True, True, True]
    assert not any(any(checks(trio.clerk(index), trio)) for index in range(3))


def test_work_that_passed_twice_is_the_last_ones_own(trio: Group) -> None:
    opened(trio)
    end(trio, 0, heir=1)
    end(trio, 1, heir=2)
    assert checks(trio.clerk(2), trio) == [False, False, False]
    assert checks(trio.office, trio) == [True, True, True]


def test_heirs_that_name_each_other_leave_all_to_the_office(trio: Group) -> None:
    opened(trio)
    end(trio, 0, heir=1)
    end(trio, 1, heir=0)
    assert checks(trio.office, trio) == [True, True, True]

"""The yearly turn: begin a plan, rearrange it, give it up, set up all of its groups at once."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.years import must_be_open
from clusters.models import ClusterEdition, EmulationYear, Membership, YearTurn
from clusters.queries import (
    TurnScene,
    kept_plan,
    proposed_plan,
    turn_of,
    turn_surroundings,
    years_to_start_from,
)
from clusters.rules import PlannedGroup, TurnPlan, turn_problems
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import Stale, changes, plain, version_of


class CannotTurn(Refused):
    """The plan cannot stand, or there is none."""


NO_PLAN = "Năm này không còn phương án nào đang làm: đã lập xong hoặc đã bỏ."


@transaction.atomic
def start_turn(*, year: EmulationYear, last_year: int | None, by: User) -> YearTurn:
    """Begin a plan from an earlier year of the same owner, or from nothing.

    Only groups that the year has not are proposed. Whoever begins second finds the plan there is.
    """
    one_at_a_time("turn")
    must_be_open(year)
    if begun := turn_of(year):
        return begun
    if last_year not in {None, *(each.label_year for each in years_to_start_from(year))}:
        raise CannotTurn(Problem("Chọn một năm trong danh sách.", "last_year"))
    plan = proposed_plan(year, last_year)
    turn = YearTurn.objects.create(year=year, plan=plain(plan), by=by)
    record("turn.started", year, by=by, after=plain(plan))
    return turn


@transaction.atomic
def save_turn(*, year: EmulationYear, facts: TurnPlan, version: str, by: User) -> None:
    """Keep the plan as it was rearranged."""
    one_at_a_time("turn")
    must_be_open(year)
    turn, scene = _plan_of(year, facts)
    if not changes(stored=scene.plan, typed=facts, version=version):
        return
    CannotTurn.if_any(turn_problems(facts, turn_surroundings(scene)))
    before = kept_plan(turn)
    YearTurn.objects.filter(pk=turn.pk).update(plan=plain(facts), by=by)
    record("turn.saved", year, by=by, before=plain(before), after=plain(facts))


@transaction.atomic
def drop_turn(*, year: EmulationYear, by: User) -> None:
    """Give the plan up; asked twice, it is given up once."""
    one_at_a_time("turn")
    must_be_open(year)
    if turn := turn_of(year):
        record("turn.dropped", year, by=by, before=plain(kept_plan(turn)))
        turn.delete()


@transaction.atomic
def carry_out_turn(*, year: EmulationYear, version: str, by: User) -> list[ClusterEdition]:
    """Set up every group of the plan with its members, then the plan is done.

    All or nothing. Raise `CannotTurn` where it cannot stand, or is gone already, `Stale` where it
    is not the one that was looked at.
    """
    one_at_a_time("turn")
    one_at_a_time("edition")
    must_be_open(year)
    turn, scene = _plan_of(year)
    if version_of(scene.plan) != version:
        raise Stale(scene.plan)
    CannotTurn.if_any(turn_problems(scene.plan, turn_surroundings(scene)))
    made = _set_up(year, scene.plan)
    for edition, group in zip(made, scene.plan.groups, strict=True):
        record("edition.opened", edition, by=by, after=plain(group))
    turn.delete()
    record("turn.carried_out", year, by=by, after={"editions": [each.pk for each in made]})
    return made


def _plan_of(year: EmulationYear, typed: TurnPlan | None = None) -> tuple[YearTurn, TurnScene]:
    turn = turn_of(year)
    if turn is None:
        raise CannotTurn(NO_PLAN)
    return turn, TurnScene(year, kept_plan(turn), typed.units if typed else ())


def _set_up(year: EmulationYear, plan: TurnPlan) -> list[ClusterEdition]:
    """All groups and all members: two statements for any number."""
    planned = [_edition(year, group) for group in plan.groups]
    made = ClusterEdition.objects.bulk_create(planned)
    Membership.objects.bulk_create(
        Membership(edition=edition, unit_id=unit)
        for edition, group in zip(made, plan.groups, strict=True)
        for unit in group.units
    )
    return made


def _edition(year: EmulationYear, group: PlannedGroup) -> ClusterEdition:
    edition = ClusterEdition(
        year=year,
        kind=group.kind,
        number=group.number,
        name=group.name,
        continues_id=group.continues,
        stated_member_count=group.stated_member_count,
        is_list_incomplete=group.is_list_incomplete,
    )
    edition.with_find_columns()
    return edition

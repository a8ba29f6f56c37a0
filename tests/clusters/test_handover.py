"""A seat passes from one unit to another, and both heads confirm it."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.models import User
from audit.models import Event
from clusters.actions import CannotHandOver, YearIsLocked, lock_year
from clusters.actions.handover import confirm_handover
from clusters.enums import GroupRole, HandoverSide
from clusters.models import ClusterEdition, Handover
from clusters.policies import can_confirm_handover, can_manage_group, can_read_handover
from clusters.queries import (
    confirmation_of,
    handover_of,
    handovers_waiting,
    passing_at,
    passings_around,
    passings_in,
    passings_of,
)
from clusters.rules import ConfirmationFacts
from core.versions import Stale, version_of
from organizations.enums import Role
from tests.clusters.passing import fresh, pass_on, two_years
from tests.people import person

pytestmark = pytest.mark.django_db
GIVER, TAKER = HandoverSide.GIVER, HandoverSide.TAKER


SUMMER, AUTUMN = "2025-07-01", "2025-10-01"


def told(user: User) -> list[str]:
    return [f"{each.title}: {each.detail}" for each in handovers_waiting(user)]


def test_the_seat_passes_from_last_years_unit_to_this_years():
    group = two_years()
    passing = group.passing
    assert (passing.from_unit, passing.to_unit) == (group.giver.pk, group.taker.pk)
    assert (passing.from_edition, passing.edition) == (group.before.edition, group.after)
    assert passing.role_label == "Cụm trưởng"


def test_nothing_passes_where_the_same_unit_goes_on_or_nobody_says_what_is_continued():
    group = two_years()
    assert passing_at(group.after, "pho") is None
    assert passings_of(group.before.edition, GroupRole.HEAD) == []
    head = group.after.terms.get()
    group.after.terms.update(unit=group.giver)
    assert passing_at(group.after, "truong") is None
    head.save()
    ClusterEdition.objects.filter(pk=group.after.pk).update(continues=None)
    alone = ClusterEdition.objects.get(pk=group.after.pk)
    assert passing_at(alone, "truong") is None


def test_within_a_year_the_seat_passes_again():
    group = two_years()
    pass_on(group, SUMMER, 2)
    units = [each.pk for each in group.before.units]
    passings = passings_of(fresh(group), GroupRole.HEAD)
    assert [(each.from_unit, each.to_unit) for each in passings] == [
        (units[0], units[1]),
        (units[1], units[2]),
    ]
    assert [each.slug for each in passings] == ["truong-dau-nam", f"truong-{SUMMER}"]
    assert group.passing == passings[1]
    assert group.passing.from_edition == fresh(group)


def test_the_passings_of_a_group_stand_by_day_the_latest_first():
    group = two_years()
    pass_on(group, SUMMER, 2)
    pass_on(group, AUTUMN, 1)
    pass_on(group, "2025-03-01", 0, GroupRole.DEPUTY)
    pass_on(group, "2025-11-01", 2, GroupRole.DEPUTY)
    assert [each.slug for each in passings_in(fresh(group))] == [
        "pho-2025-11-01",
        f"truong-{AUTUMN}",
        f"truong-{SUMMER}",
        "truong-dau-nam",
    ]
    assert [each.slug for each in passings_around(group.before.edition)] == ["truong-dau-nam"]
    assert passing_at(fresh(group), "pho") == passing_at(fresh(group), "pho-2025-11-01")
    for slug in ("truong-2025-07-02", "pho-dau-nam", "thu-ky", ""):
        assert passing_at(fresh(group), slug) is None


def test_no_passing_shares_its_confirmations_with_another():
    """The seat goes from the second unit to the third and back, twice: four handovers beside the
    first."""
    group = two_years()
    for day, unit in ((SUMMER, 2), ("2025-08-01", 1), ("2025-09-01", 2), (AUTUMN, 1)):
        pass_on(group, day, unit)
    passings = passings_of(fresh(group), GroupRole.HEAD)
    assert len(passings) == 5
    group.confirm(GIVER, "Lần đầu", passing=passings[1], by=group.before.head(1))
    given = [confirmation_of(handover_of(each), GIVER).note for each in passings]
    assert given == ["", "Lần đầu", "", "", ""]
    group.confirm(GIVER, "Lần sau", passing=passings[3], by=group.before.head(1))
    given = [confirmation_of(handover_of(each), GIVER).note for each in passings]
    assert given == ["", "Lần đầu", "", "Lần sau", ""]
    assert Handover.objects.count() == 2


def test_a_day_that_is_corrected_loses_no_confirmation():
    group = two_years()
    pass_on(group, SUMMER, 2)
    row = group.confirm(GIVER, "Đã giao", by=group.before.head(1))
    term = group.after.terms.get(valid_from=SUMMER)
    term.valid_from = date(2025, 7, 15)
    term.save()
    assert confirmation_of(handover_of(group.passing), GIVER).note == "Đã giao"
    assert group.confirm(TAKER, by=group.before.head(2)) == row
    row.refresh_from_db()
    assert row.on == date(2025, 7, 15)
    assert row.label.endswith("từ ngày 15/07/2025")


def test_both_groups_know_of_the_passing():
    group = two_years()
    assert passings_around(group.before.edition) == passings_around(group.after) == [group.passing]


def test_each_side_confirms_once_with_its_moment_and_its_own_note():
    group = two_years()
    group.confirm(GIVER, "Giao kèm 02 tập hồ sơ giấy.")
    row = group.confirm(TAKER, "Đã nhận đủ.")
    assert (row.given_by, row.given_note) == (group.before.head(0), "Giao kèm 02 tập hồ sơ giấy.")
    assert (row.taken_by, row.taken_note) == (group.before.head(1), "Đã nhận đủ.")
    assert row.given_at is not None
    assert row.taken_at is not None
    told = Event.objects.filter(thing_type="Handover").order_by("pk")
    assert [event.name for event in told] == ["handover.given", "handover.taken"]
    assert told[0].after == {
        "side": "given",
        "note": "Giao kèm 02 tập hồ sơ giấy.",
        "is_confirmed": True,
    }
    with pytest.raises(CannotHandOver, match="mỗi bên xác nhận một lần"):
        group.confirm(GIVER, "Lời khác")


def test_a_double_click_confirms_once():
    group = two_years()
    blank = ConfirmationFacts(GIVER)
    typed, version = replace(blank, note="Đủ", is_confirmed=True), version_of(blank)
    by = group.before.head(0)
    for _ in range(2):
        confirm_handover(passing=group.passing, facts=typed, version=version, by=by)
    assert Event.objects.filter(name="handover.given").count() == 1
    assert Handover.objects.count() == 1


def test_two_heads_of_one_side_at_once_the_second_is_told():
    group = two_years()
    blank = ConfirmationFacts(GIVER)
    group.confirm(GIVER, "Lời người thứ nhất")
    typed = replace(blank, note="Lời người thứ hai", is_confirmed=True)
    by = person("phothutruong", Role.HEAD, group.giver)
    with pytest.raises(Stale) as stale:
        confirm_handover(passing=group.passing, facts=typed, version=version_of(blank), by=by)
    assert stale.value.stored.note == "Lời người thứ nhất"
    assert Handover.objects.get().given_by == group.before.head(0)


def test_both_sides_at_once_are_no_conflict():
    group = two_years()
    for facts in map(ConfirmationFacts, HandoverSide):
        confirm_handover(
            passing=group.passing,
            facts=replace(facts, is_confirmed=True),
            version=version_of(facts),
            by=group.before.by,
        )
    row = Handover.objects.get()
    assert all(confirmation_of(row, side).is_confirmed for side in HandoverSide)


def test_a_passing_that_is_not_the_latest_is_confirmed_still():
    group = two_years()
    first = group.passing
    pass_on(group, SUMMER, 2)
    group.confirm(GIVER, passing=first)
    assert handover_of(group.passing) is None
    assert Handover.objects.get().on is None


def test_a_passing_that_never_was_is_refused():
    group = two_years()
    stale = group.passing
    group.after.terms.update(unit=group.before.units[2])
    facts = ConfirmationFacts(GIVER, is_confirmed=True)
    version = version_of(ConfirmationFacts(GIVER))
    with pytest.raises(CannotHandOver, match="vừa được sửa"):
        confirm_handover(passing=stale, facts=facts, version=version, by=group.before.by)
    assert not Handover.objects.exists()


def test_a_locked_year_takes_no_confirmation_but_last_years_lock_is_no_obstacle():
    group = two_years()
    lock_year(year=group.before.edition.year, by=group.before.office)
    group.confirm(GIVER)
    lock_year(year=group.after.year, by=group.before.office)
    with pytest.raises(YearIsLocked):
        group.confirm(TAKER)
    assert Handover.objects.get().taken_at is None


def test_rights_move_by_the_term_and_not_by_the_handover():
    group = two_years()
    before, after = group.before.edition, group.after

    def rights() -> list[bool]:
        clerks = [group.before.clerk(0), group.before.clerk(1)]
        return [can_manage_group(clerk, edition) for clerk in clerks for edition in (before, after)]

    untouched = rights()
    assert untouched == [True, False, False, True]
    group.confirm(GIVER)
    group.confirm(TAKER)
    assert rights() == untouched


def test_both_units_and_the_owner_read_it_and_only_heads_confirm():
    group = two_years(leaves=True)
    passing, people = group.passing, group.before
    readers = [people.clerk(0), people.head(0), people.clerk(1), people.office, people.leader]
    others = [people.clerk(2), people.head(2), person("nguoila")]
    assert all(can_read_handover(user, passing) for user in (*readers, people.by))
    assert not any(can_read_handover(user, passing) for user in others)
    heads = [people.head(0), people.head(1)]
    assert all(can_confirm_handover(user, passing) for user in heads)
    not_heads = (people.clerk(0), people.clerk(1), people.office, people.head(2), people.by)
    assert not any(can_confirm_handover(user, passing) for user in not_heads)


def test_it_waits_for_both_heads_until_each_has_confirmed():
    group = two_years(leaves=True)
    giver, taker = group.before.head(0), group.before.head(1)
    assert [each.title for each in handovers_waiting(giver)] == [
        "Xác nhận đã bàn giao nhiệm vụ Cụm trưởng"
    ]
    assert [each.title for each in handovers_waiting(taker)] == [
        "Xác nhận đã nhận bàn giao nhiệm vụ Cụm trưởng"
    ]
    assert handovers_waiting(group.before.clerk(0)) == handovers_waiting(group.before.head(2)) == []
    group.confirm(GIVER)
    assert handovers_waiting(giver) == []
    lock_year(year=group.after.year, by=group.before.office)
    assert handovers_waiting(taker) == []


def test_each_passing_waits_for_its_own_two_heads():
    group = two_years()
    pass_on(group, SUMMER, 2)
    heads = [group.before.head(number) for number in range(3)]
    gives, takes = "Xác nhận đã bàn giao nhiệm vụ", "Xác nhận đã nhận bàn giao nhiệm vụ"
    where = f"Cụm trưởng: {group.after.label}"
    assert [told(head) for head in heads] == [
        [f"{gives} {where}"],
        [f"{gives} {where} từ ngày 01/07/2025", f"{takes} {where}"],
        [f"{takes} {where} từ ngày 01/07/2025"],
    ]
    group.confirm(GIVER, by=heads[1])
    assert told(heads[1]) == [f"{takes} {where}"]


def test_for_a_unit_that_is_no_more_the_head_of_its_heir_confirms():
    group = two_years()
    heir, own_head = group.before.units[2], group.before.head(0)
    head = group.before.head(2)
    assert not can_confirm_handover(head, group.passing)
    group.giver.exists_to, group.giver.heir = date(2024, 7, 1), heir
    group.giver.save()
    head = User.objects.get(pk=head.pk)
    assert can_read_handover(head, group.passing)
    assert [each.title for each in handovers_waiting(head)] == [
        "Xác nhận đã bàn giao nhiệm vụ Cụm trưởng"
    ]
    own_head = User.objects.get(pk=own_head.pk)
    assert can_read_handover(own_head, group.passing)
    assert not can_confirm_handover(own_head, group.passing)
    assert group.confirm(GIVER, by=head).given_by == head

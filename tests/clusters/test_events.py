"""What becomes of members and seats when units end, divide or change the unit above them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import transaction

from accounts.models import User
from clusters.actions import (
    CannotFollow,
    EditionFacts,
    SeatFacts,
    YearFacts,
    YearIsLocked,
    follow_event,
    join_group,
    lock_year,
    open_edition,
    open_year,
    reserve_seat,
    take_the_lead,
)
from clusters.enums import GroupRole
from clusters.models import (
    ClusterEdition,
    EmulationYear,
    Exclusion,
    LeadershipTerm,
    Membership,
    ReservedSeat,
)
from clusters.queries import members_of
from clusters.queries.events import event_questions, obstacles_in_groups, years_changed_by
from organizations.actions import Journal, Provenance, carry_out, plan_event, take_back
from organizations.enums import EventKind
from organizations.models import Unit, UnitEvent
from organizations.queries import course_of
from organizations.rules import BeforeRow, EventFacts
from tests.organizations.happenings import (
    NEW_YEAR,
    SUMMER,
    Province,
    event,
    made_by,
    new,
    there,
)

pytestmark = pytest.mark.django_db
LAST_DAY = date(2025, 6, 30)


@dataclass
class Scene:
    """A province with four districts; two clusters in 2025, head and deputy of the first."""

    here: Province
    units: dict[str, Unit] = field(default_factory=dict)
    year: EmulationYear = field(init=False)
    one: ClusterEdition = field(init=False)
    two: ClusterEdition = field(init=False)

    def __post_init__(self) -> None:
        self.units = {name: self.here.district(name) for name in ("A", "B", "C", "D")}
        self.year = open_year(owner=self.here.unit, facts=YearFacts(2025), by=self.here.by)
        self.one, self.two = self.group("1", "A", "B", "C"), self.group("2", "D")
        for role, name in ((GroupRole.HEAD, "A"), (GroupRole.DEPUTY, "B")):
            seat = SeatFacts(role=role, unit=self.units[name])
            take_the_lead(edition=self.one, seat=seat, by=self.here.by)

    def group(self, number: str, *names: str) -> ClusterEdition:
        facts = EditionFacts(kind="cluster", number=number, name=f"Cụm thi đua số {number}")
        edition = open_edition(year=self.year, facts=facts, by=self.here.by)
        for name in names:
            join_group(edition=edition, unit=self.units[name], by=self.here.by)
        return edition

    def asked(self, facts: EventFacts) -> dict[str, tuple[str, ...]]:
        """What is asked of a planned event: the answers that may be given, by key."""
        course = course_of(plan_event(facts=facts, by=self.here.by))
        return {
            each.key: tuple(value for value, _ in each.choices) for each in event_questions(course)
        }

    def happens(self, facts: EventFacts, answers: Mapping[str, str]) -> UnitEvent:
        with transaction.atomic():
            planned = plan_event(facts=facts, by=self.here.by)
            journal = Journal(planned)
            done = carry_out(event=planned, journal=journal, by=self.here.by)
            follow_event(course=course_of(done), answers=answers, journal=journal)
        return done

    def key(self, name: str, edition: ClusterEdition | None = None) -> str:
        row = Membership.objects.get(unit=self.units[name], edition=edition or self.one)
        return f"membership-{row.pk}"

    def term(self, role: GroupRole) -> str:
        return f"term-{self.one.terms.get(role=role).pk}"

    def merge(self, *names: str, on: date = SUMMER) -> EventFacts:
        before = tuple(self.units[name] for name in names)
        return event(EventKind.MERGE, on, before, (new("khu vực 1", self.here.unit),))

    def members(self, on: date, edition: ClusterEdition | None = None) -> set[int]:
        stored = ClusterEdition.objects.get(pk=(edition or self.one).pk)
        return {member.unit_id for member in members_of(stored, on)}


@pytest.fixture
def scene(administrator: User) -> Scene:
    return Scene(Province(administrator))


def problems_of(scene: Scene, facts: EventFacts, answers: Mapping[str, str]) -> dict[str, str]:
    with pytest.raises(CannotFollow) as caught:
        scene.happens(facts, answers)
    return {problem.field: problem.message for problem in caught.value.problems}


# What is asked


def test_each_membership_and_seat_of_an_ending_unit_is_asked(scene):
    assert scene.asked(scene.merge("A", "D")) == {
        scene.key("A"): ("after-0", "end"),
        scene.key("D", scene.two): ("after-0", "end"),
        scene.term(GroupRole.HEAD): ("after-0", "end"),
    }


def test_a_unit_that_goes_on_may_keep_share_or_hand_over_its_place(scene):
    facts = event(
        EventKind.SPLIT,
        SUMMER,
        (scene.units["B"],),
        (new("E", scene.here.unit), new("F", scene.here.unit)),
    )
    asked = scene.asked(facts)
    assert asked[scene.key("B")] == (
        "keep",
        "keep-after-0",
        "keep-after-1",
        "keep-all",
        "after-0",
        "after-1",
    )
    assert asked[scene.term(GroupRole.DEPUTY)] == ("keep", "after-0", "after-1", "end")


def test_a_unit_that_leaves_its_owner_is_asked_whether_it_leaves_his_groups(scene):
    north = scene.here.found("tỉnh Bắc Ninh", scene.here.top)
    move = event(EventKind.MOVE, SUMMER, (scene.units["A"],), (there(north),))
    assert scene.asked(move) == {
        scene.key("A"): ("keep", "end"),
        scene.term(GroupRole.HEAD): ("keep", "end"),
    }
    back = event(EventKind.MOVE, SUMMER, (north,), (there(scene.here.unit),))
    assert scene.asked(back) == {}


def test_groups_of_another_owner_are_not_asked_about_a_move(scene):
    other = open_year(owner=scene.here.top, facts=YearFacts(2025), by=scene.here.by)
    facts = EditionFacts(kind="cluster", number="9", name="Cụm 9")
    edition = open_edition(year=other, facts=facts, by=scene.here.by)
    join_group(edition=edition, unit=scene.units["C"], by=scene.here.by)
    take_the_lead(
        edition=edition, seat=SeatFacts(GroupRole.HEAD, scene.units["C"]), by=scene.here.by
    )
    north = scene.here.found("tỉnh Bắc Ninh", scene.here.top)
    move = event(EventKind.MOVE, SUMMER, (scene.units["C"],), (there(north),))
    assert set(scene.asked(move)) == {scene.key("C")}


def test_nothing_is_asked_of_a_renaming_or_of_territory(scene):
    city = scene.here.found("thành phố", scene.here.unit)
    assert scene.asked(event(EventKind.TRANSFER, SUMMER, (scene.units["A"],), (there(city),))) == {}


def test_what_is_over_or_locked_is_not_asked(scene):
    assert scene.asked(scene.merge("A", "B", on=date(2026, 1, 1))) == {}
    Membership.objects.filter(unit=scene.units["C"]).update(valid_to=NEW_YEAR)
    assert scene.asked(event(EventKind.ABOLISH, SUMMER, (scene.units["C"],))) == {}
    lock_year(year=scene.year, by=scene.here.by)
    assert scene.asked(scene.merge("A", "B")) == {}


def reserved(scene: Scene, year: int, name: str = "C") -> ReservedSeat:
    seat = SeatFacts(
        GroupRole.HEAD, scene.units[name], origin=Provenance(as_written="từ 2026 là E")
    )
    return reserve_seat(edition=scene.one, label_year=year, seat=seat, by=scene.here.by)


def test_a_seat_kept_for_next_year_is_asked_with_the_words_it_was_written_in(scene):
    seat = reserved(scene, 2026)
    asked = scene.asked(event(EventKind.ABOLISH, SUMMER, (scene.units["C"],)))
    assert asked[f"seat-{seat.pk}"] == ("keep",)
    course = course_of(plan_event(facts=scene.merge("C", "D"), by=scene.here.by))
    question = next(q for q in event_questions(course) if q.key.startswith("seat"))
    assert "Nguyên văn: “từ 2026 là E”." in question.why
    assert [value for value, _ in question.choices] == ["keep", "after-0"]


def test_a_seat_that_was_taken_up_or_is_past_is_asked_no_more(scene):
    split = event(EventKind.SPLIT, SUMMER, (scene.units["C"],), (new("E", scene.here.unit),))
    past = reserved(scene, 2024)
    assert f"seat-{past.pk}" not in scene.asked(split)
    taken = reserved(scene, 2025)
    assert f"seat-{taken.pk}" not in scene.asked(split)
    ahead = reserved(scene, 2026)
    assert f"seat-{ahead.pk}" in scene.asked(split)
    year = open_year(owner=scene.here.unit, facts=YearFacts(2026), by=scene.here.by)
    lock_year(year=year, by=scene.here.by)
    assert f"seat-{ahead.pk}" not in scene.asked(split)


# What is done


def test_a_member_that_ends_leaves_and_its_successor_steps_in_that_day(scene):
    answers = {scene.key("B"): "after-0", scene.key("C"): "after-0"}
    answers[scene.term(GroupRole.DEPUTY)] = "after-0"
    region = made_by(scene.happens(scene.merge("B", "C"), answers))
    a, b, c = (scene.units[name].pk for name in "ABC")
    assert scene.members(LAST_DAY) == {a, b, c}
    assert scene.members(SUMMER) == {a, region.pk}
    assert Membership.objects.filter(unit=region).count() == 1
    first, second = scene.one.terms.filter(role=GroupRole.DEPUTY).order_by("pk")
    assert (first.unit_id, first.valid_to) == (b, SUMMER)
    assert (second.unit_id, second.valid_from, second.person) == (region.pk, SUMMER, None)
    assert second.source == "Nghị quyết 84/2025/UBTVQH15"


def test_a_seat_may_stay_empty_and_a_place_too(scene):
    answers = {scene.key("B"): "end", scene.key("C"): "end", scene.term(GroupRole.DEPUTY): "end"}
    scene.happens(scene.merge("B", "C"), answers)
    assert scene.members(SUMMER) == {scene.units["A"].pk}
    assert not scene.one.terms.filter(role=GroupRole.DEPUTY, valid_to=None).exists()


def test_new_units_may_all_step_in(scene):
    facts = event(
        EventKind.SPLIT,
        SUMMER,
        (BeforeRow(scene.units["C"].pk, ends=True),),
        (new("E", scene.here.unit), new("F", scene.here.unit)),
    )
    done = scene.happens(facts, {scene.key("C"): "all"})
    made = {made_by(done, position).pk for position in (0, 1)}
    assert scene.members(SUMMER) == {scene.units["A"].pk, scene.units["B"].pk} | made


def test_the_receiving_unit_belongs_once(scene):
    facts = event(EventKind.ABSORB, SUMMER, (scene.units["B"],), (there(scene.units["C"]),))
    answers = {scene.key("B"): "after-0", scene.term(GroupRole.DEPUTY): "after-0"}
    scene.happens(facts, answers)
    assert scene.members(SUMMER) == {scene.units["A"].pk, scene.units["C"].pk}
    assert Membership.objects.filter(unit=scene.units["C"]).count() == 1
    held = scene.one.terms.get(role=GroupRole.DEPUTY, valid_to=None)
    assert held.unit == scene.units["C"]


def test_one_unit_does_not_step_into_two_groups_of_one_owner(scene):
    answers = {scene.key("B"): "after-0", scene.key("D", scene.two): "after-0"}
    answers[scene.term(GroupRole.DEPUTY)] = "end"
    told = problems_of(scene, scene.merge("B", "D"), answers)
    assert told == {
        f"answers-{scene.key('D', scene.two)}": (
            "VKSND khu vực 1 đã thuộc Cụm thi đua số 1 năm này. Chọn một cụm, khối cho đơn vị."
        )
    }
    assert not UnitEvent.objects.exists()


def test_who_takes_a_seat_belongs_to_the_group(scene):
    answers = {scene.key("A"): "end", scene.key("D", scene.two): "end"}
    answers[scene.term(GroupRole.HEAD)] = "after-0"
    told = problems_of(scene, scene.merge("A", "D"), answers)
    assert list(told) == [f"answers-{scene.term(GroupRole.HEAD)}"]
    assert "không phải thành viên" in told[f"answers-{scene.term(GroupRole.HEAD)}"]


def test_one_unit_does_not_hold_both_seats(scene):
    answers = {scene.key("A"): "after-0", scene.key("B"): "after-0"}
    answers |= {scene.term(role): "after-0" for role in GroupRole}
    told = problems_of(scene, scene.merge("A", "B"), answers)
    assert set(told) == {f"answers-{scene.term(role)}" for role in GroupRole}


def test_who_keeps_the_seat_keeps_the_place_in_the_group(scene):
    north = scene.here.found("tỉnh Bắc Ninh", scene.here.top)
    move = event(EventKind.MOVE, SUMMER, (scene.units["A"],), (there(north),))
    head = scene.term(GroupRole.HEAD)
    told = problems_of(scene, move, {scene.key("A"): "end", head: "keep"})
    assert set(told) == {f"answers-{head}"}
    scene.happens(move, {scene.key("A"): "keep", head: "keep"})
    assert scene.units["A"].pk in scene.members(SUMMER)


def test_one_of_two_new_units_may_step_in(scene):
    facts = event(
        EventKind.SPLIT,
        SUMMER,
        (BeforeRow(scene.units["C"].pk, ends=True),),
        (new("E", scene.here.unit), new("F", scene.here.unit)),
    )
    done = scene.happens(facts, {scene.key("C"): "after-1"})
    kept = {scene.units[name].pk for name in "AB"}
    assert scene.members(SUMMER) == kept | {made_by(done, 1).pk}


def test_a_unit_that_left_the_group_may_come_back_for_another(scene):
    d = scene.units["D"]
    Membership.objects.filter(unit=d).update(edition=scene.one, valid_to=date(2025, 3, 1))
    facts = event(EventKind.ABSORB, SUMMER, (scene.units["C"],), (there(d),))
    scene.happens(facts, {scene.key("C"): "after-0"})
    assert d.pk not in scene.members(LAST_DAY)
    assert d.pk in scene.members(SUMMER)


def test_where_the_year_begins_later_the_successor_belongs_to_all_of_it(scene):
    """The groups of 2025 were made before anybody entered what happened on New Year's Day."""
    b, c = scene.units["B"], scene.units["C"]
    answers = {scene.key("B"): "after-0", scene.key("C"): "after-0"}
    answers[scene.term(GroupRole.DEPUTY)] = "after-0"
    region = made_by(scene.happens(scene.merge("B", "C", on=NEW_YEAR), answers))
    assert not Membership.objects.filter(unit__in=[b, c]).exists()
    assert Membership.objects.get(unit=region).valid_from is None
    held = scene.one.terms.get(role=GroupRole.DEPUTY)
    assert (held.unit, held.valid_from) == (region, None)


def test_a_seat_that_had_not_begun_goes_if_nobody_takes_it(scene):
    answers = {scene.key("B"): "end", scene.key("C"): "end", scene.term(GroupRole.DEPUTY): "end"}
    scene.happens(scene.merge("B", "C", on=NEW_YEAR), answers)
    assert not scene.one.terms.filter(role=GroupRole.DEPUTY).exists()


def test_a_membership_something_hangs_on_is_ended_never_dropped(scene):
    c, d = scene.units["C"], scene.units["D"]
    Exclusion.objects.create(edition=scene.one, unit=c, reason="Có cá nhân bị kỷ luật.")
    answers = {scene.key("C"): "end", scene.key("D", scene.two): "end"}
    scene.happens(scene.merge("C", "D", on=NEW_YEAR), answers)
    assert Membership.objects.get(unit=c).valid_to == NEW_YEAR
    assert not Membership.objects.filter(unit=d).exists()


def test_a_membership_that_begins_later_and_has_something_on_it_is_explained(scene):
    c = scene.units["C"]
    Membership.objects.filter(unit=c).update(valid_from=SUMMER)
    Exclusion.objects.create(edition=scene.one, unit=c, reason="Có cá nhân bị kỷ luật.")
    key = scene.key("C")
    told = problems_of(scene, event(EventKind.ABOLISH, SUMMER, (c,)), {key: "end"})
    assert "đang có 01 không xét thi đua" in told[f"answers-{key}"]


def test_a_reserved_seat_follows_only_when_a_person_says_so(scene):
    seat = reserved(scene, 2026)
    split = event(EventKind.SPLIT, SUMMER, (scene.units["C"],), (new("E", scene.here.unit),))
    chosen = {scene.key("C"): "keep", f"seat-{seat.pk}": "after-0"}
    done = scene.happens(split, chosen)
    seat.refresh_from_db()
    assert (seat.unit, seat.chosen_unit) == (made_by(done), scene.units["C"])
    assert seat.as_written == "từ 2026 là E"


def test_the_first_choice_is_kept_over_two_events(scene):
    seat = reserved(scene, 2026)
    split = event(EventKind.SPLIT, NEW_YEAR, (scene.units["C"],), (new("E", scene.here.unit),))
    e = made_by(scene.happens(split, {f"seat-{seat.pk}": "after-0"}))
    merge = event(
        EventKind.MERGE, SUMMER, (e, scene.units["D"]), (new("khu vực 1", scene.here.unit),)
    )
    region = made_by(scene.happens(merge, {f"seat-{seat.pk}": "after-0"}))
    seat.refresh_from_db()
    assert (seat.unit, seat.chosen_unit) == (region, scene.units["C"])


def test_an_answer_to_what_was_not_asked_changes_nothing(scene):
    lock_year(year=scene.year, by=scene.here.by)
    before = list(Membership.objects.order_by("pk").values_list())
    scene.happens(scene.merge("B", "C"), {scene.key("B"): "after-0"})
    assert list(Membership.objects.order_by("pk").values_list()) == before


# Taking it back


def everything(scene: Scene) -> UnitEvent:
    answers = {scene.key("B"): "after-0", scene.key("C"): "end"}
    answers[scene.term(GroupRole.DEPUTY)] = "after-0"
    seat = reserved(scene, 2026)
    return scene.happens(scene.merge("B", "C"), answers | {f"seat-{seat.pk}": "after-0"})


def rows() -> list[object]:
    tables = (Membership, LeadershipTerm, ReservedSeat)
    return [list(each.objects.order_by("pk").values_list()) for each in tables]


def test_members_and_seats_come_back_to_the_letter(scene):
    seat = reserved(scene, 2026)
    before = rows()
    answers = {scene.key("B"): "after-0", scene.term(GroupRole.DEPUTY): "after-0"}
    answers |= {scene.key("C"): "end", f"seat-{seat.pk}": "after-0"}
    done = scene.happens(scene.merge("B", "C"), answers)
    assert rows() != before
    assert obstacles_in_groups(done) == []
    take_back(event=done, by=scene.here.by)
    assert rows() == before


def test_a_dropped_membership_comes_back_too(scene):
    before = rows()
    answers = {scene.key("B"): "end", scene.key("C"): "end", scene.term(GroupRole.DEPUTY): "end"}
    done = scene.happens(scene.merge("B", "C", on=NEW_YEAR), answers)
    take_back(event=done, by=scene.here.by)
    assert rows() == before


def test_a_year_locked_since_keeps_the_event(scene):
    done = everything(scene)
    assert years_changed_by(done) == [scene.year]
    lock_year(year=scene.year, by=scene.here.by)
    told = [problem.message for problem in obstacles_in_groups(done)]
    assert told == ["Năm thi đua 2025 đã khóa: thành viên và vai trò trong năm không sửa được nữa."]


def test_a_year_made_since_for_a_reserved_seat_counts_too(scene):
    done = everything(scene)
    year = open_year(owner=scene.here.unit, facts=YearFacts(2026), by=scene.here.by)
    assert years_changed_by(done) == [scene.year, year]


def test_a_seat_somebody_else_was_given_since_keeps_the_event(scene):
    answers = {scene.key("B"): "end", scene.key("C"): "end", scene.term(GroupRole.DEPUTY): "end"}
    done = scene.happens(scene.merge("B", "C"), answers)
    LeadershipTerm.objects.create(
        edition=scene.one, role=GroupRole.DEPUTY, unit=scene.units["A"], valid_from=SUMMER
    )
    Membership.objects.create(edition=scene.two, unit=scene.units["C"], valid_from=SUMMER)
    told = " ".join(problem.message for problem in obstacles_in_groups(done))
    assert "Cụm phó của Cụm thi đua số 1 năm 2025: thời gian đó đã ghi" in told
    assert "Cụm thi đua số 1 năm 2025: thời gian đó đã ghi" in told


def test_a_year_locked_while_the_page_was_open_stops_the_event(scene, monkeypatch):
    facts = scene.merge("B", "C")
    planned = plan_event(facts=facts, by=scene.here.by)
    journal = Journal(planned)
    done = carry_out(event=planned, journal=journal, by=scene.here.by)
    course = course_of(done)

    def locked_meanwhile(*_: object) -> list[Membership]:
        found = list(
            Membership.objects.filter(unit=scene.units["B"]).select_related("edition__year")
        )
        EmulationYear.objects.update(state="locked")
        return found

    monkeypatch.setattr("clusters.actions.events.memberships_reached", locked_meanwhile)
    with pytest.raises(YearIsLocked):
        follow_event(course=course, answers={}, journal=journal)

"""An event tried: what it would come to is what it comes to, and nothing stays of the trial."""

from datetime import date

import pytest

from accounts.models import User
from clusters.actions import SeatFacts, reserve_seat
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm
from clusters.queries.event_outcome import EventOutcome, SeatChange, event_outcome
from core.problems import Refused
from organizations.enums import EventKind
from organizations.models import UnitEvent
from organizations.rules import BeforeRow
from portal.actions import confirm_event, try_event
from tests.organizations.happenings import SUMMER, Province, called, event, new, there
from tests.people import person
from tests.portal.trying import Clusters, all_rows, answered

pytestmark = pytest.mark.django_db
C_LEADS_2026 = "Dự kiến Cụm trưởng Cụm 1 năm 2026"


@pytest.fixture
def made(administrator: User) -> Clusters:
    return Clusters(Province(administrator))


def tried(planned: UnitEvent, by: User, **answers: str) -> EventOutcome:
    return try_event(**answered(planned, by, **answers))


# The trial is the real thing, but for what stays of it

KINDS = {
    "merger": lambda made: made.merger(),
    "merger of all": lambda made: made.merger("ABC"),
    "merger across groups": lambda made: made.merger("AD"),
    "absorption": lambda made: made.absorption("A", "B"),
    "absorption across groups": lambda made: made.absorption("D", "A"),
    "split": lambda made: made.planned(
        event(
            EventKind.SPLIT,
            SUMMER,
            (BeforeRow(made.units["A"].pk, ends=False),),
            (new("khu vực 1", made.here.unit), new("khu vực 2", made.here.unit)),
        )
    ),
    "move": lambda made: made.planned(
        event(EventKind.MOVE, SUMMER, (made.units["A"],), (there(made.here.top),))
    ),
    "renaming": lambda made: made.planned(
        event(EventKind.RENAME, SUMMER, (made.units["A"],), (called("mới"),))
    ),
    "abolition": lambda made: made.planned(event(EventKind.ABOLISH, SUMMER, (made.units["C"],))),
}


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_tried_is_what_happens(made: Clusters, kind: str, turn: int) -> None:
    by = made.here.by
    given = answered(KINDS[kind](made), by, turn)
    before = all_rows()
    expected, refused = outcome_or_refusal(try_event, given)
    assert all_rows() == before
    done, refused_too = outcome_or_refusal(confirm_event, given)
    assert refused_too == refused
    assert expected is None or event_outcome(done, by) == expected


def outcome_or_refusal(act, given):
    try:
        return act(**given), ()
    except Refused as refused:
        return None, refused.problems


def test_tried_twice_it_says_the_same(made: Clusters) -> None:
    planned, by = made.merger(), made.here.by
    answers = {"membership": "after-0", "term": "end"}
    assert tried(planned, by, **answers) == tried(planned, by, **answers)


# What is told of groups


def test_two_members_become_one_and_leave_their_seats(made: Clusters) -> None:
    by = made.here.by
    (group,) = tried(made.merger(), by, membership="after-0", term="end").groups
    assert (group.label, group.left, group.joined, group.stay) == (
        "Cụm thi đua số 1 năm 2025",
        ("VKSND huyện A", "VKSND huyện B"),
        ("VKSND khu vực 1",),
        ("VKSND huyện C",),
    )
    assert group.sizes == (3, 2)
    assert group.warnings == (
        "Cụm trưởng: VKSND huyện A → để trống",
        "Cụm phó: VKSND huyện B → để trống",
        "Các đơn vị hợp lại chỉ còn một chỗ: VKSND khu vực 1",
    )


def test_one_seat_goes_over_and_the_other_is_lost(made: Clusters) -> None:
    planned, by = made.merger(), made.here.by
    head = LeadershipTerm.objects.get(role=GroupRole.HEAD)
    given = {"membership": "after-0", f"term_{head.pk}": "after-0", "term": "end"}
    (group,) = tried(planned, by, **given).groups
    assert [seat.words for seat in group.seats] == [
        "VKSND huyện A → VKSND khu vực 1",
        "VKSND huyện B → để trống",
    ]
    assert [seat.is_lost for seat in group.seats] == [False, True]


def test_a_group_that_nobody_is_left_in(made: Clusters) -> None:
    abolition = made.planned(event(EventKind.ABOLISH, SUMMER, (made.units["D"],)))
    (group,) = tried(abolition, made.here.by, membership="end", heir="none").groups
    assert group.warnings == ("Không còn đơn vị nào",)
    assert group.sizes == (1, 0)


def test_a_group_that_one_is_left_in(made: Clusters) -> None:
    (group,) = tried(made.merger("ABC"), made.here.by, membership="after-0", term="end").groups
    assert "Chỉ còn một đơn vị: VKSND khu vực 1" in group.warnings
    (group,) = tried(made.absorption("AB", "C"), made.here.by, membership="end", term="end").groups
    assert group.warnings[-2:] == (
        "Chỉ còn một đơn vị: VKSND huyện C",
        "Các đơn vị hợp lại chỉ còn một chỗ: VKSND huyện C",
    )


def test_nothing_is_concluded_from_a_list_that_may_lack_units(made: Clusters) -> None:
    abolition = made.planned(event(EventKind.ABOLISH, SUMMER, (made.units["D"],)))
    groups = ClusterEdition.objects.filter(number="2")
    for known in ({"stated_member_count": 4}, {"is_list_incomplete": True}):
        groups.update(**{"stated_member_count": None, "is_list_incomplete": False} | known)
        (group,) = tried(abolition, made.here.by, membership="end", heir="none").groups
        assert group.warnings == ()


def test_rows_that_begin_later_are_told_of_too(made: Clusters) -> None:
    """A group of the next year stands already, with a head whose term begins in spring."""
    edition = made.group(2026, "3", "AC")
    spring = date(2026, 3, 1)
    seat = {"edition": edition, "role": GroupRole.HEAD, "unit": made.units["A"]}
    LeadershipTerm.objects.create(**seat, valid_from=spring)
    outcome = tried(made.merger(), made.here.by, membership="after-0", term="end")
    later, _ = outcome.groups
    assert later.label == "Cụm thi đua số 3 năm 2026"
    assert (later.left, later.joined) == (("VKSND huyện A",), ("VKSND khu vực 1",))
    assert later.warnings == ("Cụm trưởng: VKSND huyện A → để trống",)


def test_who_may_not_see_a_group_is_told_of_the_units_alone(made: Clusters) -> None:
    stranger = person("nguoila")
    given = answered(made.merger(), made.here.by, membership="after-0", term="end")
    (group,) = event_outcome(confirm_event(**given), stranger).groups
    assert (group.stay, group.is_whole) == ((), False)
    assert group.left == ("VKSND huyện A", "VKSND huyện B")


def test_a_renaming_changes_no_group(made: Clusters) -> None:
    assert tried(KINDS["renaming"](made), made.here.by) == EventOutcome()


# Seats of later years


@pytest.mark.parametrize(
    ("answer", "words", "is_lost"),
    [
        ("after-0", "VKSND huyện C → VKSND khu vực 1", False),
        ("keep", "VKSND huyện C, chưa đơn vị nào nhận thay", True),
    ],
)
def test_where_a_reserved_seat_goes(made: Clusters, answer: str, words: str, is_lost: bool) -> None:
    answers = {"membership": "after-0", "term": "end", "seat": answer}
    (seat,) = tried(made.merger("BC"), made.here.by, **answers).seats
    assert (seat.label, seat.words, seat.is_lost) == (C_LEADS_2026, words, is_lost)


def test_a_reserved_seat_may_stay_with_a_unit_that_is_divided(made: Clusters) -> None:
    whole = BeforeRow(made.units["C"].pk, ends=False)
    facts = event(EventKind.SPLIT, SUMMER, (whole,), (new("mới", made.here.unit),))
    (seat,) = tried(made.planned(facts), made.here.by, membership="keep", seat="keep").seats
    assert seat == SeatChange(C_LEADS_2026, "VKSND huyện C", "VKSND huyện C")
    assert (seat.words, seat.is_lost) == ("vẫn là VKSND huyện C", False)


# What it takes


@pytest.mark.parametrize("groups", [1, 30])
def test_reading_the_outcome_takes_the_same_queries_for_1_and_30_groups(
    made: Clusters, django_assert_max_num_queries, groups: int
) -> None:
    for year in range(2026, 2025 + groups):
        edition = made.group(year, "1", "AC")
        LeadershipTerm.objects.create(edition=edition, role="head", unit=made.units["A"])
        seat = SeatFacts(GroupRole.DEPUTY, made.units["B"])
        reserve_seat(edition=edition, label_year=year + 1, seat=seat, by=made.here.by)
    by = made.here.by
    answers = {"membership": "after-0", "term": "end", "seat": "after-0"}
    done = confirm_event(**answered(made.merger(), by, **answers))
    with django_assert_max_num_queries(11):
        outcome = event_outcome(done, by)
    assert len(outcome.groups) == groups
    assert len(outcome.seats) == groups - 1

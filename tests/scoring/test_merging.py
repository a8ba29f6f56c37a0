"""A table of points as if some of its units had been one."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from clusters.actions import put_in_charge
from clusters.models import ClusterEdition
from organizations.enums import Role
from organizations.models import Person
from scoring.queries import AsOneTable, past_scored, sees_all_scores, tables_as_one
from scoring.queries.rights import editions_seen_in_full
from scoring.rules import ONE, Joining, Moved, Place, Scored, as_one, rank
from scoring.rules.merging import joined_points, mean
from tests.people import person
from tests.scoring.group import Group, group

NEXT_YEAR = date(2025, 1, 1)
EXACT = st.decimals(min_value=0, max_value=1000, places=2)
POINTS = st.none() | EXACT | st.sampled_from([Decimal("94.00"), Decimal("96.50")])
TABLES = st.lists(POINTS, min_size=1, max_size=9).map(
    lambda points: [Scored(at, f"đơn vị {at}", each) for at, each in enumerate(points, 1)]
)
SOME = st.frozensets(st.integers(1, 9), max_size=4)
WHOSE = st.none() | st.integers(1, 9)


def at(rows: tuple[Moved, ...], unit: int) -> Moved:
    return next(row for row in rows if row.unit_id == unit)


def ranked(place: Place | None) -> tuple[int | None, bool] | None:
    return place and (place.rank, place.is_tied)


@given(TABLES, WHOSE)
def test_a_unit_merged_with_nobody_changes_nothing(table: list[Scored], whose: int | None) -> None:
    alone = table[0]
    rows = as_one(table, Joining(frozenset({alone.unit_id}), alone.sort_key, whose))
    for place in rank(table):
        key = ONE if place.unit_id == alone.unit_id else place.unit_id
        assert ranked(at(rows, key).after) == ranked(place)
    assert at(rows, ONE).points == alone.points


@given(TABLES, WHOSE)
def test_units_that_never_stood_there_change_nothing(
    table: list[Scored], whose: int | None
) -> None:
    rows = as_one(table, Joining(frozenset({99}), "a", whose))
    assert tuple(row.after for row in rows) == rank(table)
    assert all(row.before == row.after for row in rows)


@given(TABLES, SOME, WHOSE)
def test_the_others_keep_points_and_order(
    table: list[Scored], units: frozenset[int], whose: int | None
) -> None:
    rows = as_one(table, Joining(units, "a", whose))
    others = [row.unit_id for row in rows if row.after and row.unit_id != ONE]
    assert others == [each.unit_id for each in rank(table) if each.unit_id not in units]
    points = {unit.unit_id: unit.points for unit in table}
    assert all(row.points == points[row.unit_id] for row in rows if row.unit_id != ONE)
    assert sorted(row.unit_id for row in rows if row.unit_id != ONE) == sorted(points)


@given(TABLES, SOME, WHOSE, st.integers(0, 999))
def test_the_order_in_which_units_come_does_not_matter(
    table: list[Scored], units: frozenset[int], whose: int | None, seed: int
) -> None:
    shuffled = Random(seed).sample(table, len(table))
    joining = Joining(units, "a", whose)
    assert as_one(shuffled, joining) == as_one(table, joining)


@given(TABLES, SOME, WHOSE)
def test_ranks_after_are_those_of_the_one_ranking(
    table: list[Scored], units: frozenset[int], whose: int | None
) -> None:
    rows = as_one(table, Joining(units, "a", whose))
    after = [row for row in rows if row.after]
    scored = [Scored(row.unit_id, "a" if row.unit_id == ONE else "b", row.points) for row in after]
    places = {place.unit_id: ranked(place) for place in rank(scored)}
    assert {row.unit_id: ranked(row.after) for row in after} == places
    assert all(row.after.rank is None for row in after if row.points is None)


def test_two_units_become_one_and_the_others_move_up() -> None:
    table = [
        Scored(unit, f"đơn vị {unit}", Decimal(points))
        for unit, points in ((1, "98.25"), (2, "97.50"), (3, "97.88"), (4, "90.00"))
    ]
    rows = as_one(table, Joining(frozenset({1, 2}), "đơn vị mới"))
    assert [(row.unit_id, ranked(row.before), ranked(row.after)) for row in rows] == [
        (3, (2, False), (1, True)),
        (ONE, None, (1, True)),
        (1, (1, False), None),
        (2, (3, False), None),
        (4, (4, False), (3, False)),
    ]


@given(st.lists(EXACT, min_size=1))
def test_a_mean_is_rounded_once_and_never_falls_below_the_half(points: list[Decimal]) -> None:
    exact = Fraction(sum(points)) / len(points)
    off = Fraction(mean(points)) - exact
    assert Fraction(-1, 200) < off <= Fraction(1, 200)
    assert mean(points).as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("points", "of", "joined"),
    [
        ({1: "90.01", 2: "90.00"}, None, "90.01"),  # 90,005 is rounded up
        ({1: "90.00", 2: "80.00"}, 2, "80.00"),
        ({1: "90.00", 2: None}, None, None),  # half a mean is none
        ({1: "90.00", 2: None}, 2, None),
        ({1: "90.00", 2: "80.00"}, 3, None),  # it did not stand there
        ({1: "90.00"}, 3, "90.00"),  # alone it keeps its own
        ({1: None}, 1, None),
    ],
)
def test_how_points_become_one(
    points: dict[int, str | None], of: int | None, joined: str | None
) -> None:
    exact = {unit: Decimal(each) if each else None for unit, each in points.items()}
    assert joined_points(exact, of) == (Decimal(joined) if joined else None)


# Asked of the database


@pytest.fixture
def trio(administrator: User) -> Group:
    """Đơn vị 1 has 95,00 points, Đơn vị 2 has 93,01, Đơn vị 3 has none yet."""
    made = group(3, administrator)
    made.lead(0)
    made.open()
    for index, points in enumerate((("57", "38"), ("55.01", "38"))):
        made.send(index, *points)
    made.open_checking()
    for index, points in enumerate((("57", "38"), ("55.01", "38"))):
        made.check(index, *points)
    return made


def joined(made: Group, *numbers: int, of: int | None = None) -> AsOneTable:
    units = frozenset(made.units[number].pk for number in numbers)
    whose = None if of is None else made.units[of].pk
    editions = past_scored(units, NEXT_YEAR, made.by)
    (table,) = tables_as_one(editions, Joining(units, "a", whose), "VKSND khu vực 1")
    return table


def lines(table: AsOneTable) -> list[tuple[str, str | None, str, str]]:
    return [
        (row.name, str(row.points) if row.points else None, row.was, row.would_be)
        for row in table.rows
    ]


@pytest.mark.django_db
def test_a_past_table_with_two_units_as_one(trio: Group) -> None:
    table = joined(trio, 0, 1)
    assert table.label == "Cụm thi đua số 1 – VKSND tỉnh Cụm thi đua số 1, năm 2024"
    assert lines(table) == [
        ("VKSND khu vực 1", "94.01", "", "1"),
        ("Đơn vị 1", "95.00", "1", "tính chung"),
        ("Đơn vị 2", "93.01", "2", "tính chung"),
        ("Đơn vị 3", None, "—", "—"),
    ]
    assert (table.left, table.has_ranks, table.is_same) == (2, True, False)
    assert (table.is_provisional, table.is_illustrative) == (True, False)
    assert not any(row.is_newly_tied for row in table.rows)


@pytest.mark.django_db
def test_the_points_of_one_may_tie_with_another(trio: Group) -> None:
    trio.send(2, "57", "38")
    trio.check(2, "57", "38")
    table = joined(trio, 0, 1, of=1)
    assert [(row.name, row.would_be) for row in table.rows if not row.is_part] == [
        ("Đơn vị 3", "1"),
        ("VKSND khu vực 1", "2"),
    ]
    table = joined(trio, 1, of=0)  # alone it keeps its own points
    assert table.is_same
    assert [row.would_be for row in table.rows if row.is_one] == ["3"]
    ties = {row.name for row in joined(trio, 0, 1, of=0).rows if row.is_newly_tied}
    assert ties == {"VKSND khu vực 1"}  # Đơn vị 3 was tied already


@pytest.mark.django_db
def test_a_unit_with_half_of_the_points_unknown_has_no_rank(trio: Group) -> None:
    assert [row.would_be for row in joined(trio, 0, 2).rows if row.is_one] == ["—"]


@pytest.mark.django_db
def test_only_years_that_are_over_are_past(trio: Group) -> None:
    units = [trio.units[0].pk]
    assert past_scored(units, date(2024, 12, 31), trio.by) == []
    assert past_scored(units, NEXT_YEAR, trio.by) == [trio.edition]
    assert past_scored([trio.owner.pk], NEXT_YEAR, trio.by) == []


@pytest.mark.django_db
def test_a_member_that_joined_after_scoring_began_stands_in_it_too(trio: Group) -> None:
    trio.sheet(2).delete()
    assert past_scored([trio.units[2].pk], NEXT_YEAR, trio.by) == [trio.edition]


@pytest.mark.django_db
def test_the_tables_are_those_the_reader_sees_in_full(administrator: User) -> None:
    """Of two groups of one owner, before and after one of them opens checking."""
    made = group(2, administrator)
    other = group(2, administrator, name="Cụm thi đua số 2", beside=made)
    in_charge = person("phutrach")
    somebody = Person.objects.create(full_name="Lê Phụ Trách", user=in_charge)
    put_in_charge(edition=other.edition, person=somebody, post="Vụ trưởng", by=administrator)
    readers = [administrator, made.office, made.leader, made.clerk(0), other.head(1), in_charge]
    readers += [person("nguoila"), person("noikhac", Role.OFFICE, made.units[1])]
    assert [len(seen_in_full(reader)) for reader in readers] == [2, 2, 2, 0, 0, 1, 0, 0]
    for each in (made, other):
        each.open()
        for number in range(2):
            each.send(number, "57", "38")
        each.open_checking()
    assert [len(seen_in_full(reader)) for reader in readers] == [2, 2, 2, 1, 1, 1, 0, 1]


def seen_in_full(user: User) -> set[ClusterEdition]:
    """What the reader sees all of, without what he remembers of his rights."""
    reader = User.objects.get(pk=user.pk)
    seen = set(editions_seen_in_full(reader))
    assert seen == {one for one in ClusterEdition.objects.all() if sees_all_scores(reader, one)}
    return seen

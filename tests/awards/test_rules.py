"""Who can be proposed, what an award can say, and how a share is written."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards import models
from awards.rules import (
    LONGEST,
    AwardRow,
    NominationRow,
    Nominees,
    PersonRow,
    ProposalFacts,
    RegistrationFacts,
    award_problems,
    proposal_hints,
    proposal_problems,
    registration_problems,
    share_in_words,
)
from conferences.enums import PurposeKind

GROUPS = {1: Nominees("Cụm thi đua số 2 năm 2024", frozenset({7, 8}))}
NAMES = {9: "VKSND huyện Bắc Sơn"}


def fields(*rows) -> list[str]:
    facts = ProposalFacts(
        tuple(row for row in rows if isinstance(row, NominationRow)),
        tuple(row for row in rows if isinstance(row, AwardRow)),
    )
    problems = proposal_problems(facts, GROUPS, NAMES)
    assert {problem.step for problem in problems} <= {"de-nghi"}
    return [problem.field for problem in problems]


def test_members_are_nominated_and_awards_go_to_anybody():
    assert fields(NominationRow(1, 7, 1), NominationRow(1, 8, 1), AwardRow(9, 1)) == []


def test_a_nominee_outside_the_group_is_named_with_the_group():
    [problem] = proposal_problems(ProposalFacts((NominationRow(1, 9, 1),)), GROUPS, NAMES)
    assert problem.message == (
        "VKSND huyện Bắc Sơn không phải thành viên của Cụm thi đua số 2 năm 2024."
    )


def test_an_edition_the_meeting_is_not_for_neither_proposes_nor_is_awarded():
    assert fields(NominationRow(2, 7, 1)) == ["nominations-0-edition_id"]
    assert fields(AwardRow(7, 1, edition_id=2)) == ["awards-0-edition_id"]


def test_nothing_stands_twice():
    assert fields(NominationRow(1, 7, 1), NominationRow(1, 7, 1)) == ["nominations-1-unit_id"]
    assert fields(AwardRow(7, 1), AwardRow(7, 1), AwardRow(7, 1, title_year=2023)) == [
        "awards-1-unit_id"
    ]


def test_years_are_whole_and_may_be_unknown():
    assert fields(AwardRow(7, 1, title_year=23, received_year=2024)) == ["awards-0-title_year"]
    assert [problem.field for problem in award_problems(AwardRow(7, 1, received_year=20240))] == [
        "received_year"
    ]


def test_a_vote_stays_the_text_it_was_given_as():
    assert fields(NominationRow(1, 7, 1, vote_as_stated="100% ý kiến thống nhất")) == []
    assert fields(NominationRow(1, 7, 1, vote_as_stated="a" * 301)) == [
        "nominations-0-vote_as_stated"
    ]


@pytest.mark.parametrize("model", [models.Nomination, models.Award])
def test_no_text_is_allowed_to_be_longer_than_its_column(model):
    columns = {field.name: field.max_length for field in model._meta.fields}
    assert {name: LONGEST[name] for name in LONGEST if name in columns} == {
        name: columns[name] for name in LONGEST if name in columns
    }


def test_only_a_review_of_the_year_is_reminded_of_nominations():
    assert len(proposal_hints(ProposalFacts(), [PurposeKind.YEAR_END])) == 1
    assert proposal_hints(ProposalFacts(), [PurposeKind.MID_YEAR]) == []
    assert proposal_hints(ProposalFacts((NominationRow(1, 7, 1),)), [PurposeKind.YEAR_END]) == []


@pytest.mark.parametrize(
    ("count", "members", "words"),
    [
        (6, 6, "6/6 (100%)"),
        (5, 6, "5/6 (83,33%)"),
        (2, 3, "2/3 (66,67%)"),
        (0, 5, "0/5 (0%)"),
        (1, 2, "1/2 (50%)"),
        (1, 32, "1/32 (3,13%)"),
        (4, None, "4"),
        (0, 0, "0"),
    ],
)
def test_a_share_is_exact_and_rounded_once(count, members, words):
    assert share_in_words(count, members) == words


@given(st.integers(1, 99), st.data())
def test_a_share_agrees_with_decimal_rounding(members, data):
    count = data.draw(st.integers(0, members))
    exact = (Decimal(count) * 100 / members).quantize(Decimal("0.01"), ROUND_HALF_UP)
    printed = share_in_words(count, members).partition("(")[2].rstrip("%)").replace(",", ".")
    assert Decimal(printed) == exact


MEMBERS = {7: "VKSND huyện Tân Yên", 8: "VKSND huyện Yên Thế"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (RegistrationFacts(1), "units"),
        (RegistrationFacts(1, units=(7, 9)), "units"),
        (RegistrationFacts(1, people=(PersonRow(9, "Trần Thị Bình"),)), "people-0-unit_id"),
        (RegistrationFacts(1, people=(PersonRow(7, "An"), PersonRow(7, "An"))), "people-1-person"),
    ],
)
def test_who_registers_belongs_to_the_group_and_is_named_once(facts, field):
    assert [problem.field for problem in registration_problems(facts, MEMBERS)] == [field]


def test_namesakes_of_two_members_both_register():
    people = (PersonRow(7, "Nguyễn Văn An"), PersonRow(8, "Nguyễn Văn An"))
    assert registration_problems(RegistrationFacts(1, units=(7,), people=people), MEMBERS) == []

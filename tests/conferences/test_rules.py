"""What can never be true blocks; what sources leave out is a hint; days are written as they are."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferences import models
from conferences.enums import DatePrecision, PurposeKind
from conferences.rules import (
    AttachmentFacts,
    AttachmentRow,
    AttendanceRow,
    GeneralFacts,
    Group,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    PurposeRow,
    Results,
    ScoreFacts,
    SeatRow,
    SeatsFacts,
    SpeechRow,
    attachment_problems,
    cleaned,
    general_problems,
    people_problems,
    programme_problems,
    recording_hints,
    recording_problems,
    score_problems,
    seats_problems,
    when_in_words,
)
from conferences.rules.problems import LONGEST

YEAR_END = (PurposeRow(PurposeKind.YEAR_END, 1),)
MID_YEAR = (PurposeRow(PurposeKind.MID_YEAR, 1),)
GROUPS = {1: Group("Cụm thi đua số 2 năm 2024", 2024, {7: "VKSND huyện Yên Thế", 8: "VKSND X"})}
NAMES = {7: "VKSND huyện Yên Thế", 9: "VKSND huyện Bắc Sơn"}
TODAY = date(2024, 11, 25)


def general(**changes: object) -> GeneralFacts:
    return GeneralFacts(**({"title": "Hội nghị", "purposes": YEAR_END} | changes))


def results(general: GeneralFacts, **steps: object) -> Results:
    empty = {
        "people": PeopleFacts(),
        "programme": ProgrammeFacts(),
        "scores": ScoreFacts(),
        "seats": SeatsFacts(),
        "attachments": AttachmentFacts(),
    }
    return Results(general, **(empty | steps))


def fields(problems) -> list[str]:
    return [problem.field for problem in problems]


# ── Days ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2024-03-19", "2024-03-21", "trong các ngày 19, 20, 21/3/2024"),
        ("2024-02-28", "2024-03-01", "trong các ngày 28, 29/02, 01/3/2024"),
        ("2023-12-31", "2024-01-01", "trong các ngày 31/12/2023, 01/01/2024"),
        ("2024-03-01", "2024-03-07", "trong các ngày 01, 02, 03, 04, 05, 06, 07/3/2024"),
        ("2024-03-01", "2024-03-08", "từ 01/03/2024 đến 08/03/2024"),
    ],
)
def test_a_range_lists_its_days_up_to_a_week(starts, ends, words):
    days = date.fromisoformat(starts), date.fromisoformat(ends)
    assert when_in_words(DatePrecision.RANGE, *days) == words


def test_one_day_is_said_with_its_part_of_the_day():
    assert when_in_words("day", TODAY, TODAY, "afternoon") == "chiều 25/11/2024"
    assert when_in_words("day", date(2024, 3, 5), date(2024, 3, 5)) == "05/03/2024"


def test_an_unknown_day_is_said_to_be_unknown():
    assert when_in_words("unknown", None, None, "afternoon") == "Chưa rõ ngày"


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 6))
def test_every_day_of_a_short_range_is_named_once(starts, more):
    ends = date.fromordinal(starts.toordinal() + more)
    assert when_in_words("range", starts, ends).count(",") == more


# ── Thông tin chung ──────────────────────────────────────────────────────────────────────────


def test_a_title_and_a_purpose_are_all_that_is_needed():
    assert general_problems(general()) == []
    assert fields(general_problems(general(title="", purposes=()))) == ["title", "purposes"]


def test_a_farewell_alone_is_no_meeting_of_a_group():
    farewell = (PurposeRow(PurposeKind.FAREWELL, 1),)
    assert fields(general_problems(general(purposes=farewell))) == ["purposes"]
    assert general_problems(general(purposes=farewell + YEAR_END)) == []


def test_one_purpose_stands_once_per_edition():
    two_years = (*YEAR_END, PurposeRow(PurposeKind.YEAR_END, 2))
    assert general_problems(general(purposes=two_years)) == []
    assert fields(general_problems(general(purposes=YEAR_END * 2))) == ["purposes-1-kind"]


@pytest.mark.parametrize(
    ("precision", "starts", "ends", "field"),
    [
        ("unknown", TODAY, None, "starts_on"),
        ("unknown", None, TODAY, "ends_on"),
        ("day", None, None, "starts_on"),
        ("day", TODAY, date(2024, 11, 26), "ends_on"),
        ("day", date(24, 11, 25), None, "starts_on"),
        ("range", TODAY, None, "ends_on"),
        ("range", TODAY, TODAY, "ends_on"),
        ("range", TODAY, date(2420, 11, 26), "ends_on"),
    ],
)
def test_a_date_must_fit_how_it_is_given(precision, starts, ends, field):
    facts = general(date_precision=precision, starts_on=starts, ends_on=ends)
    assert fields(general_problems(facts)) == [field]


def test_texts_too_long_and_words_unknown_are_named_at_their_fields():
    facts = general(title="a" * 501, mode="telepathy", purposes=(PurposeRow("party", 1), *YEAR_END))
    problems = general_problems(facts)
    assert fields(problems) == ["title", "purposes-0-kind", "mode"]
    assert problems[0].message == "Viết ngắn lại: tối đa 500 ký tự, đang có 501."
    assert {problem.step for problem in problems} == {"thong-tin"}


@pytest.mark.parametrize(
    ("model", "rename"),
    [
        (models.Conference, {}),
        (models.Attendance, {}),
        (models.Participant, {}),
        (models.PresentedDocument, {}),
        (models.SeatChoice, {"as_written": "SeatRow.as_written"}),
        (models.Attachment, {}),
    ],
)
def test_no_text_is_allowed_to_be_longer_than_its_column(model, rename):
    texts = [field for field in model._meta.fields if field.max_length]
    columns = {rename.get(field.name, field.name): field.max_length for field in texts}
    checked = {name: columns[name] for name in LONGEST if name in columns}
    assert checked
    assert checked == {name: LONGEST[name] for name in checked}


# ── Thành phần, nội dung, điểm ───────────────────────────────────────────────────────────────


def test_only_members_are_present_or_absent_and_each_once():
    rows = (AttendanceRow(7, True), AttendanceRow(9, False), AttendanceRow(7, True))
    problems = people_problems(PeopleFacts(attendance=rows), GROUPS, NAMES)
    assert fields(problems) == ["attendance-1-unit_id", "attendance-2-unit_id"]
    assert "VKSND huyện Bắc Sơn không phải thành viên của Cụm thi đua số 2 năm 2024" in (
        problems[0].message
    )


@pytest.mark.parametrize(
    "known", [{"person": "A"}, {"unit_id": 3}, {"post": "B"}, {"capacity": "C"}]
)
def test_one_thing_known_of_a_participant_is_enough(known):
    assert people_problems(PeopleFacts((ParticipantRow("guest", **known),)), GROUPS, NAMES) == []


def test_rows_that_say_nothing_are_refused():
    people = people_problems(PeopleFacts((ParticipantRow("guest"),)), GROUPS, NAMES)
    speeches = programme_problems(ProgrammeFacts(speeches=(SpeechRow("opening", gist="?"),)))
    files = attachment_problems(AttachmentFacts((AttachmentRow("photo"),)))
    assert fields([*people, *speeches, *files]) == [
        "people-0-person",
        "speeches-0-person",
        "attachments-0-caption",
    ]


def test_the_stated_number_of_units_is_a_number_of_units():
    assert people_problems(PeopleFacts(stated_unit_count=0), GROUPS, NAMES) == []
    too_many = people_problems(PeopleFacts(stated_unit_count=1000), GROUPS, NAMES)
    assert fields(too_many) == ["stated_unit_count"]


def test_only_a_conference_that_reviews_the_year_agrees_to_scores():
    assert score_problems(ScoreFacts(True), [PurposeKind.DELIBERATION]) == []
    assert fields(score_problems(ScoreFacts(True), [PurposeKind.MID_YEAR])) == ["scores_agreed"]


# ── Năm sau ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (SeatRow(2, 2025, "head", 7), "seats-0-edition_id"),
        (SeatRow(1, 2024, "head", 7), "seats-0-label_year"),
        (SeatRow(1, 2025, "head", 9), "seats-0-unit_id"),
        (SeatRow(1, 2025, "king", 7), "seats-0-role"),
    ],
)
def test_a_seat_is_for_a_member_and_the_next_year(row, field):
    assert fields(seats_problems(SeatsFacts((row,)), GROUPS, NAMES)) == [field]


def test_a_role_has_one_unit_and_a_unit_one_role():
    head, deputy = SeatRow(1, 2025, "head", 7), SeatRow(1, 2025, "deputy", 7)
    other = SeatRow(1, 2025, "head", 8)
    assert fields(seats_problems(SeatsFacts((head, other)), GROUPS, NAMES)) == ["seats-1-role"]
    assert fields(seats_problems(SeatsFacts((head, deputy)), GROUPS, NAMES)) == ["seats-1-unit_id"]


# ── Ghi nhận ─────────────────────────────────────────────────────────────────────────────────


def test_a_mid_year_conference_demands_no_results_and_hints_at_none():
    facts = results(general(purposes=MID_YEAR))
    assert recording_problems(facts, GROUPS, NAMES, TODAY) == []
    assert not {"diem", "nam-sau"} & {hint.step for hint in recording_hints(facts, GROUPS)}


def test_a_year_end_conference_is_reminded_of_scores_and_seats_but_not_stopped():
    facts = results(general())
    assert recording_problems(facts, GROUPS, NAMES, TODAY) == []
    assert {"diem", "nam-sau"} <= {hint.step for hint in recording_hints(facts, GROUPS)}


def test_a_meeting_of_tomorrow_has_no_results_today():
    tomorrow = date(2024, 11, 26)
    dated = general(date_precision="day", starts_on=tomorrow, ends_on=tomorrow)
    assert fields(recording_problems(results(dated), GROUPS, NAMES, TODAY)) == ["starts_on"]


def test_odd_years_and_counts_are_hints():
    dated = general(date_precision="day", starts_on=date(2019, 1, 1), ends_on=date(2019, 1, 1))
    people = PeopleFacts(attendance=(AttendanceRow(7, True),), stated_unit_count=2)
    hints = [hint.message for hint in recording_hints(results(dated, people=people), GROUPS)]
    assert "Ngày họp xa năm thi đua: nên xem lại." in hints
    assert "Số đơn vị dự khác số đơn vị ghi có mặt." in hints


def test_cleaning_composes_every_text_and_keeps_lines_where_there_are_lines():
    row = SpeechRow("opening", unicodedata.normalize("NFD", " Đinh  Gia Hưng "), gist="a \r\nb\n\n")
    clean = cleaned(ProgrammeFacts(agenda=" x\r\ny ", speeches=(row,)))
    assert clean.agenda == "x\ny"
    assert clean.speeches[0] == SpeechRow("opening", "Đinh Gia Hưng", gist="a\nb")


def test_a_file_stands_in_one_row():
    rows = (AttachmentRow("photo", key=3, file_name="a.jpg"),) * 2
    assert fields(attachment_problems(AttachmentFacts(rows), [3])) == ["attachments-1-file"]

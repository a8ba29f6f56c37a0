"""The sentences of minutes and reports: what is known is said, what is not is dots."""

from datetime import date

import pytest

from reports.rules import (
    AttendanceText,
    AwardTold,
    MembersText,
    Proposal,
    SeatText,
    absence_in_words,
    attendance_in_words,
    award_in_words,
    capital,
    day_in_words,
    document_in_words,
    end_in_words,
    members_in_words,
    person_in_words,
    proposal_in_words,
    purposes_in_words,
    routes_in_words,
    seats_in_words,
    sentence,
    slogans_in_words,
    small,
    speech_in_words,
)

CUM_2 = "Cụm thi đua số 2"
POST = "Viện trưởng VKSND tỉnh Ninh Thuận"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (("day", date(2024, 11, 25), date(2024, 11, 25), "afternoon"), "chiều ngày 25/11/2024"),
        (("day", date(2024, 2, 5), date(2024, 2, 5)), "ngày 05/02/2024"),
        (
            ("range", date(2024, 3, 19), date(2024, 3, 21)),
            "trong các ngày 19, 20, 21/3/2024",
        ),
        (("unknown", None, None), "ngày … tháng … năm …"),
    ],
)
def test_a_day_is_written_as_precisely_as_it_is_known(facts, words):
    assert day_in_words(*facts) == words


def test_nobody_knows_on_which_of_several_days_a_meeting_ended():
    assert end_in_words("range", date(2024, 3, 21)) == "ngày … tháng … năm 2024"
    assert end_in_words("unknown", None) == "ngày … tháng … năm …"
    assert end_in_words("day", date(2024, 3, 29)) == "ngày 29/3/2024"


def test_a_person_is_named_with_post_and_capacity_as_far_as_known():
    assert person_in_words("Phạm Thu", POST, "VKSND tỉnh Ninh Thuận", "Đơn vị Cụm phó") == (
        "Phạm Thu, Viện trưởng VKSND tỉnh Ninh Thuận (Đơn vị Cụm phó)"
    )
    assert person_in_words("Trần Văn Sang", POST, "", "") == f"Trần Văn Sang, {POST}"
    assert person_in_words("", "Lãnh đạo", "VKSND tỉnh Bến Tre", "") == (
        "Lãnh đạo, VKSND tỉnh Bến Tre"
    )
    assert person_in_words("", "", "", "đại diện Cụm thi đua") == "đại diện Cụm thi đua"
    assert person_in_words("A", "", "", "Cụm trưởng (không nêu năm)") == (
        "A – Cụm trưởng (không nêu năm)"
    )


@pytest.mark.parametrize(
    ("status", "presenter", "words"),
    [
        ("presented", "đại diện Cụm", "Báo cáo: đại diện Cụm trình bày."),
        ("presented", "", "Báo cáo: trình bày."),
        ("agreed", "A", "Báo cáo: A trình bày; thống nhất."),
        ("signed", "", "Báo cáo: đã ký."),
        ("shown", "A", "Báo cáo: A trình chiếu."),
        ("", "A", "Báo cáo: A trình bày."),
        ("", "", "Báo cáo."),
    ],
)
def test_a_document_has_the_result_that_is_stored_and_no_other(status, presenter, words):
    assert document_in_words("Báo cáo", status, presenter) == words


def test_a_speech_tells_its_gist_on_one_line():
    assert speech_in_words("opening", "A", "Một.\nHai.") == "Khai mạc – A: Một. Hai."
    assert speech_in_words("closing", "", "") == "Bế mạc – ……"


def test_every_purpose_is_told_for_its_year_and_a_farewell_by_itself():
    assert purposes_in_words(["year_end", "deliberation"], CUM_2, 2024) == (
        "tổng kết, bình xét năm 2024 của Cụm thi đua số 2",
    )
    assert purposes_in_words(["mid_year"], CUM_2, 2023, "6 tháng đầu năm 2023") == (
        "sơ kết 6 tháng đầu năm 2023 của Cụm thi đua số 2",
    )
    assert purposes_in_words(["mid_year"], CUM_2, 2023) == ("sơ kết năm 2023 của Cụm thi đua số 2",)
    assert purposes_in_words(["farewell"], CUM_2, 2023) == ("chia tay Cụm thi đua số 2 năm 2023",)
    assert purposes_in_words(["election", "farewell"], CUM_2, 2023) == (
        "bầu Cụm trưởng, Cụm phó năm 2023 của Cụm thi đua số 2",
        "chia tay Cụm thi đua số 2 năm 2023",
    )


def test_the_motto_is_not_said_twice():
    motto = "Đoàn kết – Kỷ cương"
    assert slogans_in_words("Vượt khó", motto, 2023) == (
        "Chủ đề năm 2023: “Vượt khó”.",
        "Phương châm năm 2023: “Đoàn kết – Kỷ cương”.",
    )
    assert slogans_in_words("", motto, 2023, said="theo phương châm đoàn kết - kỷ cương") == ()


@pytest.mark.parametrize(
    ("attendance", "words"),
    [
        (AttendanceText(2, 2, ("A", "B")), "có mặt 02/02 đơn vị: A; B"),
        (AttendanceText(8, 8, ("A", "B")), "có mặt 08/08 đơn vị, trong đó: A; B"),
        (AttendanceText(None, 6), "có mặt …/06 đơn vị"),
        (AttendanceText(4, None), "có mặt 04 đơn vị"),
        (AttendanceText(7, 6), "có mặt 07 đơn vị"),
        (AttendanceText(), "có mặt …… đơn vị"),
    ],
)
def test_attendance_counts_only_what_is_known(attendance, words):
    assert attendance_in_words(attendance) == words


def test_who_was_absent_is_named_with_the_reason():
    absent = AttendanceText(3, 5, absent=(("A", "đi công tác"), ("B", "")))
    assert absence_in_words(absent) == "Vắng 02 đơn vị: A (lý do: đi công tác); B (lý do: ……)."


def test_units_that_nobody_named_are_counted_and_not_invented():
    assert members_in_words(MembersText(("A", "B"), 2)) == "02 đơn vị: A; B"
    assert members_in_words(MembersText(("A", "B"), 8)) == "08 đơn vị: A; B và 06 đơn vị khác"
    assert members_in_words(MembersText(("A",), None)) == "…… đơn vị, trong đó có: A"
    assert members_in_words(MembersText((), 8)) == "08 đơn vị: ……"


def test_a_proposal_has_its_vote_as_stated_and_each_way_up_stands_once():
    first = Proposal("Giấy khen", ("A", "B"), vote="100% ý kiến thống nhất", route="Hội đồng")
    second = Proposal("Cờ thi đua", ("C",), route="Hội đồng")
    assert proposal_in_words(first) == (
        "Đề nghị Giấy khen (02 đơn vị): A; B. Biểu quyết: 100% ý kiến thống nhất."
    )
    assert proposal_in_words(second) == "Đề nghị Cờ thi đua (01 đơn vị): C."
    assert routes_in_words([first, second]) == ("Nơi trình: Hội đồng.",)


def test_an_award_keeps_year_of_title_and_year_of_receipt_apart():
    award = AwardTold("Cờ thi đua", ("A",), 2022, 2023, "VKSND tối cao")
    assert award_in_words(award) == "Cờ thi đua năm 2022 (VKSND tối cao, nhận năm 2023): A."
    assert award_in_words(AwardTold("Cờ thi đua", ("A", "B"))) == "Cờ thi đua: A; B."


def test_seats_name_group_and_year_once_and_keep_the_wording_in_brackets():
    head = SeatText("Cụm trưởng", CUM_2, 2025, "VKSND huyện Sơn Động", how="bình chọn")
    deputy = SeatText("Cụm phó", CUM_2, 2025, "VKSND huyện Lục Ngạn", "là thị xã Chũ", vote="100%")
    assert seats_in_words([head, deputy]) == (
        "Cụm trưởng Cụm thi đua số 2 năm 2025: VKSND huyện Sơn Động; bình chọn.",
        "Cụm phó: VKSND huyện Lục Ngạn (là thị xã Chũ); biểu quyết: 100%.",
    )


def test_a_sentence_ends_once_and_dots_stay_open():
    assert [sentence(words) for words in ("Xong", "Xong.", "Nơi ……")] == [
        "Xong.",
        "Xong.",
        "Nơi ……",
    ]
    assert (small("Bầu Cụm trưởng"), capital("tổng kết"), small("")) == (
        "bầu Cụm trưởng",
        "Tổng kết",
        "",
    )

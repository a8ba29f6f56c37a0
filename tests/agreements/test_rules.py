from datetime import date

import pytest

from agreements.rules import (
    AgreementText,
    ClauseRow,
    PartiesFacts,
    PartyRow,
    PartyText,
    SigningFacts,
    TextFacts,
    agreement_stem,
    issue_hints,
    issue_problems,
    parties_problems,
    signing_posts,
    text_problems,
)

NAMES = {1: "VKSND tỉnh Trà Vinh", 2: "VKSND tỉnh Sóc Trăng", 3: "VKSND tỉnh Đồng Tháp"}
WHOLE = TextFacts(
    place="Hội trường",
    place_name="Trà Vinh",
    dated_on=date(2024, 3, 29),
    copies=2,
    bases=(7,),
    clauses=(ClauseRow("", "Hoàn thành nhiệm vụ."),),
    closing="Các đơn vị thực hiện.",
)
BOTH = PartiesFacts((PartyRow(1, "Nguyễn Văn A", "Viện trưởng"), PartyRow(2, "Trần Thị B")))
AGREED = SigningFacts("Tất cả thống nhất")


def words(problems):
    return [problem.message for problem in problems]


def said(**changes):
    known = {
        "owner": "Viện kiểm sát nhân dân tối cao",
        "group": "Cụm thi đua số 13",
        "group_in_full": "Cụm thi đua số 13 ngành Kiểm sát nhân dân",
        "kind_short": "Cụm",
        "year": 2024,
        "place": "",
        "place_name": "",
        "dated_on": None,
        "copies": None,
        "bases": (),
        "theme": "Đoàn kết",
        "motto": "Trách nhiệm",
        "parties": (PartyText("Viện kiểm sát nhân dân tỉnh Trà Vinh"),),
        "unnamed": 0,
        "clauses": (),
        "registrations": (),
        "counters": (),
        "closing": "",
        "is_closing_illustrative": False,
    }
    return AgreementText(**(known | changes))


def test_a_whole_agreement_of_members_may_be_issued_and_leaves_nothing_blank():
    assert issue_problems(WHOLE, BOTH, {1, 2}, NAMES) == []
    assert issue_hints(WHOLE, BOTH, AGREED, [1, 2], NAMES) == []


def test_every_obstacle_is_told_at_once():
    twice = PartiesFacts((PartyRow(1), PartyRow(1), PartyRow(3)))
    assert words(issue_problems(TextFacts(bases=(7, 7)), twice, {1, 2}, NAMES)) == [
        "Mỗi căn cứ chỉ ghi một lần.",
        "VKSND tỉnh Trà Vinh được ghi hai lần, bỏ bớt một dòng.",
        "VKSND tỉnh Đồng Tháp không phải thành viên của cụm, khối năm này.",
        "Nhập ít nhất một điều khoản của giao ước.",
    ]


def test_an_agreement_without_parties_cannot_be_issued():
    problems = issue_problems(WHOLE, PartiesFacts(), {1}, NAMES)
    assert words(problems) == ["Nhập các đơn vị ký giao ước."]
    assert problems[0].step == "parties"


def test_a_clause_with_a_heading_alone_is_refused():
    facts = TextFacts(clauses=(ClauseRow("Chuyên môn", "  "),))
    assert words(text_problems(facts)) == ["Nhập nội dung cho từng điều khoản."]


def test_texts_too_long_for_their_place_are_refused_at_their_field():
    facts = TextFacts(place="x" * 301, clauses=(ClauseRow("x" * 301, "Nội dung"),))
    assert [problem.field for problem in text_problems(facts)] == ["place", "clauses-0-heading"]
    parties = PartiesFacts((PartyRow(1, "x" * 201),))
    assert [each.field for each in parties_problems(parties, {1}, NAMES)] == ["parties-0-signer"]


def test_what_is_unknown_is_a_hint_and_never_an_obstacle():
    clauses = (ClauseRow("", "Hoàn thành nhiệm vụ.", is_illustrative=True),)
    text = TextFacts(clauses=clauses)
    parties = PartiesFacts((PartyRow(1),))
    assert issue_problems(text, parties, {1, 2}, NAMES) == []
    assert words(issue_hints(text, parties, SigningFacts(), [1, 2], NAMES)) == [
        "Chưa nhập ngày ký: bản in để “ngày … tháng … năm …”.",
        "Chưa nhập nơi ký: bản in để dấu chấm.",
        "Chưa nhập địa danh trên dòng ngày tháng.",
        "Chưa nhập số bản: bản in để dấu chấm.",
        "Chưa có căn cứ nào.",
        "Chưa nhập phần tổ chức thực hiện.",
        "Có 01 mục là nội dung minh họa.",
        "Chưa ghi việc các đơn vị thống nhất: bản in không viện dẫn kết quả hội nghị.",
        "Chưa nhập người ký: VKSND tỉnh Trà Vinh. Ô ký để trống.",
        "Thành viên không có trong danh sách ký: VKSND tỉnh Sóc Trăng.",
    ]


@pytest.mark.parametrize(
    ("capacity", "post", "lines"),
    [
        ("", "", ()),
        ("", "Viện trưởng", ("VIỆN TRƯỞNG",)),
        ("", "Phó Viện trưởng", ("KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG")),
        ("", "Phó Chánh Văn phòng", ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        ("", "TL. Viện trưởng / Chánh Văn phòng", ("TL. VIỆN TRƯỞNG", "CHÁNH VĂN PHÒNG")),
        (
            "TM. Hội đồng Thi đua - Khen thưởng",
            "Chủ tịch",
            ("TM. HỘI ĐỒNG", "THI ĐUA - KHEN THƯỞNG", "CHỦ TỊCH"),
        ),
    ],
)
def test_the_lines_above_a_signature(capacity, post, lines):
    assert signing_posts(capacity, post) == lines


def test_theme_and_motto_come_first():
    clauses = said(clauses=(ClauseRow("Chuyên môn", "Hoàn thành."),)).all_clauses
    assert [row.heading for row in clauses] == ["Chủ đề", "Phương châm", "Chuyên môn"]
    assert clauses[0].body == "“Đoàn kết”."


def test_a_clause_of_its_own_on_the_theme_replaces_the_years():
    own = ClauseRow("Chủ đề thi đua", "“Đổi mới”.")
    assert [row.heading for row in said(clauses=(own,)).all_clauses] == [
        "Phương châm",
        "Chủ đề thi đua",
    ]


def test_without_theme_and_motto_nothing_is_made_up():
    assert said(theme="", motto="").all_clauses == ()


def test_invented_text_is_known_as_such():
    assert not said().has_illustration
    assert said(is_closing_illustrative=True).has_illustration
    assert said(clauses=(ClauseRow("", "a", is_illustrative=True),)).has_illustration


def test_file_names_have_no_accents():
    assert agreement_stem("Cụm thi đua số 13", 2024, is_draft=False) == (
        "giao-uoc-cum-thi-dua-so-13-nam-2024"
    )
    assert agreement_stem("Khối Đ/1", 2024, is_draft=True) == "giao-uoc-khoi-d-1-nam-2024-du-thao"


def test_a_draft_of_a_group_with_a_long_name_says_that_it_is_one():
    name = agreement_stem("Khối thi đua các đơn vị " * 10, 2024, is_draft=True)
    assert name.endswith("-du-thao")
    assert len(name) <= 120


def test_screens_use_the_short_name():
    assert PartyText("Viện kiểm sát nhân dân tỉnh Trà Vinh").short_name == "VKSND tỉnh Trà Vinh"

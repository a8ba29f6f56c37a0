"""What the papers of the real cases must say and must not say, read from their PDFs."""

import re
from dataclasses import replace

import pytest

from documents.papers import paper_pdf, paper_text
from reports.papers import (
    minutes_file,
    minutes_paper,
    year_report_file,
    year_report_paper,
)
from reports.queries import minutes_content, year_report_content
from reports.rules import (
    AttendanceText,
    Head,
    Minutes,
    OutcomeText,
    PeopleText,
    ProgrammeText,
    ScoreLine,
    ScoreTable,
)
from tests.readers import pdf_pages, pdf_words
from tests.reports.reading import found, missing, told
from tests.scenarios import World, world

GRANTED = ("được công nhận", "được tặng", "thông qua", "Chưa có thông tin", "None")


def minutes_of(case: World, key: str) -> Minutes:
    return minutes_content(case.conferences[key], case.administrator)


def report_of(case: World, key: str) -> str:
    content = year_report_content(case.editions[key], case.administrator)
    return told(year_report_paper(content))


# ── Bắc Giang: scores, proposals, next year's seats ──────────────────────────────────────────


@pytest.mark.django_db
def test_bac_giang_minutes_and_report():
    case = world("bac_giang")
    said = told(minutes_paper(minutes_of(case, "tong_ket")))
    assert not missing(
        said,
        "VIỆN KSND TỈNH BẮC GIANG CỤM THI ĐUA SỐ 2",
        "Thời gian bắt đầu: … giờ …, chiều ngày 25/11/2024",
        "Địa điểm: Viện kiểm sát nhân dân huyện Tân Yên",
        "có mặt 05/05 đơn vị: VKSND huyện Lục Ngạn; VKSND huyện Sơn Động; VKSND huyện Tân Yên; "
        "VKSND huyện Yên Dũng; VKSND huyện Yên Thế.",
        "năm 2024: đại diện Cụm thi đua trình bày.",
        "(số liệu minh họa)",
        "1 VKSND huyện Yên Thế 98,50 98,25 −0,25 98,25",
        "2 VKSND huyện Tân Yên 97,00 96,50 −0,50 96,50",
        "2 VKSND huyện Yên Dũng 96,50 96,50 0,00 96,50",
        "4 VKSND huyện Lục Ngạn 94,00 94,00 0,00 94,00",
        "4 VKSND huyện Sơn Động 95,00 94,00 −1,00 94,00",
        "Lý do chênh lệch của VKSND huyện Sơn Động: Mục I (57,00 → 56,00): Minh họa",
        "Đơn vị đồng hạng xếp theo thứ tự tên, không phải thứ hạng.",
        "Đề nghị Tập thể lao động xuất sắc (01 đơn vị): VKSND huyện Yên Thế.",
        "Đề nghị Giấy khen của Viện trưởng VKSND tỉnh Bắc Giang (02 đơn vị): "
        "VKSND huyện Tân Yên; VKSND huyện Yên Dũng. Biểu quyết: 100% ý kiến thống nhất.",
        "Hội đồng Thi đua - Khen thưởng VKSND tỉnh Bắc Giang, "
        "trình Viện trưởng VKSND tỉnh Bắc Giang",
        "Cụm phó: VKSND huyện Lục Ngạn (từ ngày 01/01/2025 là thị xã Chũ)",
        "Hội nghị kết thúc vào … giờ …, ngày 25/11/2024./. THƯ KÝ CHỦ TỌA Nơi nhận:",
    )
    assert re.search(r"Cụm trưởng .{,30}năm 2025: VKSND huyện Sơn Động", said)
    assert not found(said, *GRANTED, "5/5 ý kiến", "Bắc Giang, ngày")

    report = report_of(case, "cum_2")
    assert not missing(
        report,
        "Kính gửi: Hội đồng Thi đua - Khen thưởng Viện kiểm sát nhân dân tỉnh Bắc Giang",
        "gồm 05 đơn vị: VKSND huyện Lục Ngạn",
        "Cụm trưởng: …… - Cụm phó: …… II.",
        "(tổng kết, bình xét, suy tôn): chiều ngày 25/11/2024",
        "IV. KẾT QUẢ CHẤM ĐIỂM",
        "2 VKSND huyện Yên Dũng 96,50 96,50 0,00 96,50",
        "V. ĐỀ NGHỊ KHEN THƯỞNG 1. Đề nghị của hội nghị - Đề nghị Tập thể lao động xuất sắc",
        "VI. PHƯƠNG HƯỚNG NĂM 2025",
        "Cụm phó: VKSND huyện Lục Ngạn (từ ngày 01/01/2025 là thị xã Chũ)",
        "VII. KIẾN NGHỊ, ĐỀ XUẤT",
        "Nơi nhận: - Như trên;",
    )
    assert report.endswith("TM. CỤM THI ĐUA SỐ 2 CỤM TRƯỞNG")
    assert report.count("./.") == 1
    assert not found(report, *GRANTED, "Kết quả khen thưởng năm")


@pytest.mark.django_db
def test_every_page_with_invented_figures_says_so():
    case = world("bac_giang")
    for paper in (
        minutes_paper(minutes_of(case, "tong_ket")),
        year_report_paper(year_report_content(case.editions["cum_2"], case.administrator)),
    ):
        pages = pdf_pages(paper_pdf(paper))
        assert all(page.rstrip().endswith("Số liệu minh họa") for page in pages)


# ── Cụm 8: a mid-year meeting ────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_cum_8_mid_year_minutes():
    case = world("cum_8")
    said = told(minutes_paper(minutes_of(case, "so_ket")))
    assert not missing(
        said,
        "Sơ kết 6 tháng đầu năm 2023 của Cụm thi đua số 8",
        "Địa điểm: Trụ sở VKSND tỉnh Ninh Thuận",
        "Chủ trì: Phạm Thị Kim Liên, Viện trưởng VKSND tỉnh Quảng Ngãi (Đơn vị Cụm trưởng",
        "Phạm Thu, Viện trưởng VKSND tỉnh Ninh Thuận (Đơn vị Cụm phó",
        "Trần Văn Sang, Viện trưởng VKSND tỉnh Bình Định: Đánh giá cao",
        "có mặt …/06 đơn vị",
        "ngày … tháng … năm …./.",
    )
    motto = "Đoàn kết, trách nhiệm - Kỷ cương, liêm chính - Bản lĩnh, hiệu quả"
    assert said.count(motto) == 1
    assert not found(said, *GRANTED, "Xếp thứ", "Bảng điểm", "Đề nghị danh hiệu", "2024")
    assert said.index("Phạm Thị Kim Liên") < said.index("Phạm Thu,")


@pytest.mark.django_db
def test_both_chairs_sign_on_the_right():
    case = world("cum_8")
    words = pdf_words(paper_pdf(minutes_paper(minutes_of(case, "so_ket"))))
    posts = [word for word in words if word.text in {"KÝ", "TỌA"}]
    assert [word.text for word in posts] == ["KÝ", "TỌA", "TỌA"]
    assert [word.left > 105 for word in posts] == [False, True, True]


# ── Phú Yên: one meeting, two years, no date ─────────────────────────────────────────────────


@pytest.mark.django_db
def test_phu_yen_minutes_and_reports_of_both_years():
    case = world("phu_yen")
    said = told(minutes_paper(minutes_of(case, "hoi_nghi")))
    assert not missing(
        said,
        "Tổng kết năm 2023 của Cụm thi đua số 2; ký kết giao ước năm 2024 của Cụm thi đua số 2.",
        "Thời gian bắt đầu: … giờ …, ngày … tháng … năm …",
        "Địa điểm: ……",
        "có mặt 04/04 đơn vị",
        "Dự và chỉ đạo: Phạm Thị Liên, Phó Viện trưởng VKSND tỉnh",
        "Giao ước thi đua năm 2024: đã ký.",
        "Cờ thi đua dẫn đầu Khối năm 2023 (VKSND tối cao): VKSND thị xã Sông Cầu.",
    )
    assert not found(said, *GRANTED, "Xếp thứ", "Chủ trì: Phạm", "các đơn vị còn lại")

    told_of_2023 = report_of(case, "cum_2_2023")
    assert not missing(
        told_of_2023,
        "Cờ thi đua dẫn đầu Khối năm 2023 (VKSND tối cao): VKSND thị xã Sông Cầu.",
        "Tập thể lao động tiên tiến năm 2023 (VKSND tỉnh): VKSND huyện Tuy An; "
        "VKSND huyện Đồng Xuân; VKSND huyện Sơn Hòa.",
        "Cụm trưởng: …… - Cụm phó: ……",
    )
    assert not found(told_of_2023, *GRANTED, "các đơn vị còn lại", "Nguyễn Kim Hoàng")
    assert "Cờ thi đua dẫn đầu Khối" not in report_of(case, "cum_2_2024")


# ── Trà Vinh, Lạng Sơn: a farewell, a range of days, unnamed units ───────────────────────────


@pytest.mark.django_db
def test_cum_13_minutes_tell_the_farewell_and_its_report_the_registrations():
    case = world("cum_13")
    said = told(minutes_paper(minutes_of(case, "ky_ket")))
    assert not missing(
        said,
        "Ký kết giao ước, phát động năm 2024 của Cụm thi đua số 13; "
        "chia tay Cụm thi đua số 10 năm 2023.",
        "có mặt 06/06 đơn vị",
        "Khách mời: VKSND tỉnh Vĩnh Long (đại diện Cụm thi đua số 10 năm 2023); "
        "Huỳnh Hồng Việt, Phó Viện trưởng VKSND tỉnh Đồng Tháp (đại diện Cụm trưởng",
        "Nguyễn Thanh Bình, Phó Viện trưởng VKSND tỉnh Trà Vinh trình bày; thống nhất.",
        "Bế mạc – Nguyễn Văn Tùng",
    )
    assert "Xếp thứ" not in said
    report = report_of(case, "cum_13")
    assert not missing(
        report,
        "Kính gửi: Hội đồng Thi đua - Khen thưởng ngành Kiểm sát nhân dân",
        "Trà Vinh, ngày … tháng … năm …",
        "Cờ thi đua của Chính phủ: 06/06 đơn vị đăng ký.",
        "Cụm phó: VKSND tỉnh Sóc Trăng (Đinh Gia Hưng, Viện trưởng VKSND tỉnh Sóc Trăng).",
        "CỤM TRƯỞNG VIỆN TRƯỞNG VIỆN KSND TỈNH TRÀ VINH Nguyễn Văn Tùng",
    )
    old = report_of(case, "cum_10")
    assert not missing(old, "gồm …… đơn vị, trong đó có: VKSND tỉnh Đồng Tháp", "(chia tay)")
    assert not found(old, "Cờ thi đua của Chính phủ", "VKSND tỉnh Cà Mau", "Huỳnh Hồng Việt")


@pytest.mark.django_db
def test_lang_son_bloc_has_no_single_day_and_no_invented_departments():
    case = world("lang_son")
    said = told(minutes_paper(minutes_of(case, "khoi")))
    assert not missing(said, "trong các ngày 19, 20, 21/3/2024", "có mặt …/08 đơn vị", "BB-KTĐ")
    assert not found(said, "ngày 19/3", "ngày 20/3", "ngày 21/3", "Cụm thi đua số")
    report = report_of(case, "khoi")
    assert not missing(report, "08 đơn vị: ", "và 06 đơn vị khác", "Khối trưởng", "hồ sơ Khối")


# ── Any paper ────────────────────────────────────────────────────────────────────────────────

HEAD = Head("VKSND tỉnh A", "VIỆN KSND TỈNH A", "Hội đồng", "Cụm thi đua số 2", "Cụm", "CTĐ2")
PEOPLE = PeopleText(
    AttendanceText(1, 2, ("VKSND huyện B",), (("VKSND huyện C", "ốm"),)),
    secretaries=("Nguyễn Thị Ả",),
    secretary_names=("Nguyễn Thị Ả",),
    others="Phóng viên.\nCán bộ thi đua.",
)
UNSCORED = ScoreLine("VKSND huyện C", None, None, None, None)
HIGHER = replace(UNSCORED, unit="VKSND huyện B", rank=1)


def minutes(**changes: object) -> Minutes:
    plain = Minutes(
        head=HEAD,
        title="Hội nghị",
        purposes=("họp Hội đồng năm 2024 của Cụm thi đua số 2",),
        when="ngày 01/02/2024",
        ended="ngày 01/02/2024",
        place="",
        mode="trực tuyến",
        people=PEOPLE,
        programme=ProgrammeText(agenda="Một.\nHai."),
        outcome=OutcomeText(),
        is_draft=True,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def test_absences_secretary_mode_and_agenda_are_printed_where_known():
    said = told(minutes_paper(minutes()))
    assert not missing(
        said,
        "Hình thức: trực tuyến",
        "có mặt 01/02 đơn vị: VKSND huyện B.",
        "- Vắng 01 đơn vị: VKSND huyện C (lý do: ốm).",
        "- Thành phần khác: Phóng viên. Cán bộ thi đua.",
        "Thư ký: Nguyễn Thị Ả",
        "1. Chương trình Một. Hai. 2. Bế mạc, kết luận",
    )


def test_minutes_are_a_draft_until_recorded():
    draft = minutes_paper(minutes())
    assert "DỰ THẢO" in " ".join(pdf_pages(paper_pdf(draft))[0].split())
    assert minutes_file(minutes(), "pdf") == "bien-ban-hoi-nghi-du-thao.pdf"
    assert minutes_paper(minutes(is_draft=False)).is_draft is False


def test_provisional_points_say_so_and_a_unit_without_points_has_a_dash():
    lines = (
        replace(HIGHER, self_total=1, checked_total=3, reasons=("Mục I (1,00 → 3,00)",)),
        UNSCORED,
    )
    table = ScoreTable(
        "Cụm thi đua số 2", 2024, lines, is_agreed=False, is_illustrative=False, has_ties=False
    )
    said = paper_text(minutes_paper(minutes(outcome=OutcomeText(scores=(table,)))))
    assert "1\tVKSND huyện B\t1,00\t3,00\t+2,00\t—" in said
    assert "—\tVKSND huyện C\t—\t—\t—\t—" in said
    assert "Điểm và thứ hạng tạm tính, hội nghị chưa thống nhất." in said
    assert not found(said, "minh họa", "đồng hạng")


def test_two_groups_in_one_meeting_share_the_head_without_a_number():
    head = replace(HEAD, name="Cụm thi đua số 1, Cụm thi đua số 2", symbol="")
    paper = minutes_paper(minutes(head=head))
    assert paper.letterhead.issuer == "CỤM THI ĐUA SỐ 1, CỤM THI ĐUA SỐ 2"
    assert paper.letterhead.number == ""


@pytest.mark.django_db
def test_a_report_file_is_named_after_group_and_year():
    case = world("bac_giang")
    content = year_report_content(case.editions["cum_2"], case.administrator)
    assert year_report_file(content, "docx") == "bao-cao-tong-ket-cum-thi-dua-so-2-nam-2024.docx"

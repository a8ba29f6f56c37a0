"""The office enters a whole conference: from five members and their self-scores to the minutes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from awards.models import Award
from clusters.models import ClusterEdition, ReservedSeat
from conferences.models import Conference
from tests.browser import PHONE, barriers, overflow
from tests.core.test_files import picture
from tests.journeys.test_agreement import printed, sign_in
from tests.scenarios import World, world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Hội nghị tổng kết công tác thi đua khen thưởng năm 2024"
ROUTE = "Hội đồng Thi đua - Khen thưởng VKSND tỉnh Bắc Giang → Viện trưởng VKSND tỉnh Bắc Giang"
MEMBERS = ("Lục Ngạn", "Sơn Động", "Tân Yên", "Yên Dũng", "Yên Thế")
# Only where the checker differs from the unit: the points of criterion I.
CHECKED = {"Yên Thế": "58,75", "Tân Yên": "57.5", "Sơn Động": "56"}


@pytest.fixture
def bac_giang() -> World:
    return world("bac_giang", until="self-scores")


@pytest.fixture
def edition(bac_giang: World) -> ClusterEdition:
    return bac_giang.editions["cum_2"]


def go_on(page: Page, to: str) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".steps [aria-current]")).to_contain_text(to)


def fill(page: Page, **fields: str) -> None:
    """Type into text fields by name; `__` stands for the dashes of rows."""
    for name, text in fields.items():
        page.locator(f"[name='{name.replace('__', '-')}']").fill(text)


def choose(page: Page, **fields: str) -> None:
    for name, label in fields.items():
        page.locator(f"[name='{name.replace('__', '-')}']").select_option(label=label)


def begin(page: Page, edition: ClusterEdition) -> None:
    page.goto(f"/cum-khoi/{edition.pk}/")
    page.get_by_role("link", name="Nhập kết quả hội nghị").click()
    fill(page, title=TITLE, starts_on="25/11/2024")
    choose(page, purposes__0__kind="Tổng kết", time_of_day="chiều")
    for row, kind in enumerate(("Bình xét", "Suy tôn"), start=1):
        page.get_by_role("button", name="Thêm mục đích").click()
        choose(page, **{f"purposes__{row}__kind": kind})
        choose(page, **{f"purposes__{row}__edition_id": edition.label})
    fill(page, place="Viện kiểm sát nhân dân huyện Tân Yên", host_unit_id="VKSND huyện Tân Yên")
    go_on(page, "Thành phần")


def say_who_came_and_what_was_shown(page: Page) -> None:
    page.get_by_label("Tất cả có mặt", exact=True).check()
    fill(page, stated_unit_count="5")
    go_on(page, "Nội dung")
    papers = ("Dự thảo Báo cáo tổng kết năm 2024", "Bảng tổng hợp chấm điểm năm 2024")
    for row, name in enumerate(papers):
        page.get_by_role("button", name="Thêm tài liệu").click()
        fill(page, **{f"documents__{row}__name": name})
        fill(page, **{f"documents__{row}__capacity": "đại diện Cụm thi đua"})
        choose(page, **{f"documents__{row}__status": "Trình bày"})
    fill(page, proceedings="Các đơn vị kiểm tra, đối chiếu bảng điểm tự chấm và thảo luận.")
    go_on(page, "Điểm")


def check_scores(page: Page, edition: ClusterEdition) -> None:
    step = page.url
    page.goto(f"/cham-diem/xep-hang/{edition.pk}/")
    page.get_by_role("button", name="Mở đối chiếu").click()
    for unit in MEMBERS:
        page.goto(step)
        page.get_by_role("link", name=f"phiếu điểm VKSND huyện {unit}").click()
        page.get_by_role("button", name="Lấy điểm tự chấm").click()
        if unit in CHECKED:
            page.get_by_label("Điểm đối chiếu, tiêu chí I", exact=True).fill(CHECKED[unit])
            page.get_by_label("Lý do, tiêu chí I", exact=True).fill("Minh chứng chưa đủ")
        page.get_by_role("button", name="Lưu đối chiếu").click()
        expect(page.get_by_text("Đã lưu phiếu điểm.")).to_be_visible()
    page.goto(step)
    page.get_by_label("Hội nghị đã thống nhất bảng điểm").check()
    go_on(page, "Đề nghị")


def propose(page: Page) -> None:
    nominees = (
        ("VKSND huyện Yên Thế", "Tập thể lao động xuất sắc"),
        ("VKSND huyện Tân Yên", "Giấy khen"),
        ("VKSND huyện Yên Dũng", "Giấy khen"),
    )
    for row, (unit, title) in enumerate(nominees):
        page.get_by_role("button", name="Thêm đề nghị").click()
        choose(page, **{f"nominations__{row}__member": unit})
        field = page.locator(f"[name='nominations-{row}-title_id']")
        field.select_option(
            value=field.locator("option", has_text=title).first.get_attribute("value")
        )
        fill(page, **{f"nominations__{row}__vote_as_stated": "100% ý kiến thống nhất"})
    page.get_by_role("button", name="Điền tuyến trình thường dùng").click()
    expect(page.locator("[name='nominations-2-route']")).to_have_value(ROUTE)
    go_on(page, "năm sau")


def choose_next_leaders(page: Page) -> None:
    head, deputy = (page.locator("fieldset", has_text=f"Cụm {role}") for role in ("trưởng", "phó"))
    head.get_by_label("Đơn vị", exact=True).select_option(label="VKSND huyện Sơn Động")
    deputy.get_by_label("Đơn vị", exact=True).select_option(label="VKSND huyện Lục Ngạn")
    for seat in (head, deputy):
        seat.get_by_label("Cách chọn").select_option(label="bình chọn")
    deputy.get_by_label("Ghi kèm tên đơn vị").fill("từ ngày 01/01/2025 là thị xã Chũ")
    go_on(page, "Ảnh và tệp")


def attach_a_photo(page: Page, folder: Path) -> None:
    photo = folder / "toan-canh.jpg"
    photo.write_bytes(picture("JPEG"))
    fill(page, attachments__0__caption="Toàn cảnh hội nghị")
    page.locator("[name='attachments-0-file']").set_input_files(photo)
    expect(page.locator(".file-name").first).to_have_text(photo.name)
    go_on(page, "Kiểm tra")


@pytest.fixture
def recorded(page: Page, bac_giang: World, edition: ClusterEdition, tmp_path: Path) -> Conference:
    """The conference of 25/11/2024, entered step by step and recorded."""
    sign_in(page, bac_giang.office("bac_giang"))
    begin(page, edition)
    say_who_came_and_what_was_shown(page)
    check_scores(page, edition)
    propose(page)
    choose_next_leaders(page)
    attach_a_photo(page, tmp_path)
    page.get_by_role("button", name="Ghi nhận kết quả").click()
    expect(page.get_by_text("Đã ghi nhận kết quả hội nghị.")).to_be_visible()
    return Conference.objects.get()


def test_what_the_office_entered_is_what_everybody_reads(
    page: Page, recorded: Conference, edition: ClusterEdition
) -> None:
    said = page.inner_text("main")
    for words in ("chiều 25/11/2024", "Tập thể lao động xuất sắc", "100% ý kiến thống nhất", ROUTE):
        assert words in said
    assert "5/5 ý kiến" not in said

    page.goto(f"/cham-diem/xep-hang/{edition.pk}/")
    places = page.locator("table tbody tr").all_inner_texts()
    expected = (
        ("1", "Yên Thế", "98,25"),
        ("2", "Tân Yên", "96,50"),
        ("2", "Yên Dũng", "96,50"),
        ("4", "Lục Ngạn", "94,00"),
        ("4", "Sơn Động", "94,00"),
    )
    for line, (rank, unit, total) in zip(places, expected, strict=True):
        words = line.replace("\xa0", " ").split("\n")[0].split("\t")
        assert words[0].strip() == rank
        assert unit in line.replace("\xa0", " ")
        assert total in line

    minutes = printed(page, f"/hoi-nghi/{recorded.pk}/bien-ban.pdf")
    for words in (
        "chiều ngày 25/11/2024",
        "Viện kiểm sát nhân dân huyện Tân Yên",
        "05 đơn vị",
        "Cụm trưởng Cụm thi đua số 2 năm 2025: VKSND huyện Sơn Động",
        *MEMBERS,
        "Cụm phó: VKSND huyện Lục Ngạn (từ ngày 01/01/2025 là thị xã Chũ)",
    ):
        assert words in minutes
    assert "được công nhận" not in minutes
    assert "được tặng" not in minutes

    report = printed(page, f"/cum-khoi/{edition.pk}/bao-cao-tong-ket.pdf")
    assert "98,25" in report
    assert "Tập thể lao động xuất sắc" in report

    page.goto(f"/cum-khoi/{edition.pk}/")
    assert "dự kiến" in page.inner_text("main")
    seats = ReservedSeat.objects.order_by("-role").values_list("role", "label_year", "as_written")
    assert list(seats) == [
        ("head", 2025, ""),
        ("deputy", 2025, "từ ngày 01/01/2025 là thị xã Chũ"),
    ]
    assert not Award.objects.exists()


def test_the_form_works_without_scripts_and_on_a_phone(
    browser, live_server, bac_giang: World, edition: ClusterEdition
) -> None:
    plain = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport=PHONE, locale="vi-VN"
    )
    page = plain.new_page()
    sign_in(page, bac_giang.office("bac_giang"))
    page.goto(f"/hoi-nghi/moi/?edition={edition.pk}")
    fill(page, title=TITLE)
    page.get_by_label("Chưa rõ ngày").check()
    choose(page, purposes__0__kind="Sơ kết")
    go_on(page, "Thành phần")
    page.get_by_role("button", name="Thêm người chủ trì").click()
    fill(page, chairs__0__person="Phạm Thị Kim Liên")
    page.get_by_role("button", name="Thêm người chủ trì").click()
    expect(page.locator("[name='chairs-0-person']")).to_have_value("Phạm Thị Kim Liên")
    fill(page, chairs__1__person="Phạm Thu")
    go_on(page, "Nội dung")
    page.goto(f"/hoi-nghi/{Conference.objects.get().pk}/ket-qua/kiem-tra/")
    assert "Phạm Thị Kim Liên\nPhạm Thu" in page.inner_text("main")
    plain.close()


def test_a_mistake_takes_the_reader_to_it(
    page: Page, bac_giang: World, edition: ClusterEdition
) -> None:
    sign_in(page, bac_giang.office("bac_giang"))
    page.goto(f"/hoi-nghi/moi/?edition={edition.pk}")
    fill(page, title=TITLE, starts_on="31/02/2024")
    choose(page, purposes__0__kind="Tổng kết")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page).to_have_title("Lỗi: Nhập hội nghị mới – Thi đua ngành Kiểm sát")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Không có ngày 31/02/2024").click()
    expect(page.get_by_label("Ngày (hoặc từ ngày)")).to_be_focused()
    assert barriers(page) == []
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0

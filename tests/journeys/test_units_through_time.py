"""The year 2025 of Bắc Giang: opened from 2024, then its units split, are taken in and merge.

Chũ leaves Lục Ngạn and the city takes in Yên Dũng on 01/01/2025; on 01/07/2025 districts become a
region and the province itself becomes part of a new one. The papers of 2024 stay as they were.
"""

import pytest
from playwright.sync_api import Page, expect

from clusters.models import EmulationYear, ReservedSeat
from organizations.models import UnitName
from tests.browser import DESKTOP, PHONE, barriers, overflow
from tests.journeys.hand import follow, save, type_in, type_rows
from tests.journeys.test_agreement import printed, sign_in
from tests.journeys.test_from_empty import unit
from tests.scenarios import World, world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PROVINCE, NEW_PROVINCE = "VKSND tỉnh Bắc Giang", "VKSND tỉnh Bắc Ninh"
CITY, LUC_NGAN, CHU = "VKSND thành phố Bắc Giang", "VKSND huyện Lục Ngạn", "VKSND thị xã Chũ"
YEN_DUNG, SON_DONG, REGION = "VKSND huyện Yên Dũng", "VKSND huyện Sơn Động", "VKSND khu vực 3"
BASIS = "Nghị quyết 1191/NQ-UBTVQH15 ngày 28/9/2024"
NEW_YEAR, JULY = "01/01/2025", "01/07/2025"


@pytest.fixture
def bac_giang() -> World:
    return world("bac_giang")


def papers_of_2024(page: Page, bac_giang: World) -> dict[str, str]:
    """The words of every paper of the year, by its address."""
    edition = bac_giang.editions["cum_2"]
    conference = next(iter(bac_giang.conferences.values()))
    addresses = (
        f"/hoi-nghi/{conference.pk}/bien-ban.pdf",
        f"/cum-khoi/{edition.pk}/bao-cao-tong-ket.pdf",
        f"/cham-diem/xep-hang/{edition.pk}/bang-tong-hop.pdf",
        f"/nam-thi-dua/{edition.year_id}/danh-sach.pdf",
    )
    return {address: printed(page, address) for address in addresses}


def begin(page: Page, kind: str, about: str = "") -> None:
    """From the unit's own page, or from the register."""
    pk = UnitName.objects.filter(short_name=about).values_list("unit_id", flat=True).first()
    page.goto(f"/don-vi/{pk}/" if about else "/don-vi/bien-dong/")
    follow(page, "Biến động…" if about else "Ghi biến động")
    follow(page, kind)


def carry_out(page: Page, *answers: tuple[str, str]) -> None:
    """Answer each question by the first pair whose word it holds, then let it happen."""
    for group in page.locator("main form fieldset").all():
        asked = group.locator("legend").inner_text()
        chosen = next(choice for word, choice in answers if word in asked)
        group.get_by_label(chosen).first.check()
    save(page, "Thực hiện", says="Đã thực hiện")


def open_2025(page: Page) -> None:
    """The year from last year's groups, as they were."""
    page.goto("/nam-thi-dua/moi/")
    type_in(page, {"label_year": "2025"})
    save(page)
    page.goto(f"/nam-thi-dua/{EmulationYear.objects.get(label_year=2025).pk}/chia-cum/")
    page.get_by_role("button", name="Bắt đầu").click()
    save_board(page, "Lưu và xem thay đổi")
    page.get_by_role("button", name="Lập ").click()
    expect(page.locator("main")).to_contain_text("năm 2025")


def save_board(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).and_(page.locator(":visible")).last.click()
    expect(page.locator(".error-summary, .conflict")).to_have_count(0)


def split_chu_from_luc_ngan(page: Page) -> None:
    """Lục Ngạn goes on; a person says that the seat of the deputy follows Chũ."""
    begin(page, "Chia, tách", about=LUC_NGAN)
    expect(page.locator("[name=before_id]")).to_have_value(LUC_NGAN)
    type_in(page, {"fate": "goes-on", "on": NEW_YEAR, "basis": BASIS})
    new = {"full_name": "Viện kiểm sát nhân dân thị xã Chũ", "short_name": CHU}
    new |= {"kind": "VKSND cấp huyện", "parent_id": PROVINCE}
    type_rows(page, "after", "Thêm đơn vị mới", new)
    save(page, "Tiếp tục", says=f"{CHU} được tách ra từ {LUC_NGAN}")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.locator(".error-summary")).to_contain_text("Cần một người quyết định")
    assert not UnitName.objects.filter(short_name=CHU).exists()
    stays = f"{LUC_NGAN} ở lại, {CHU} tham gia"
    carry_out(page, ("Dự kiến", f"Chuyển cho {CHU}"), ("trong Cụm", stays))


def take_yen_dung_into_the_city(page: Page) -> None:
    begin(page, "Sáp nhập", about=YEN_DUNG)
    type_in(page, {"on": NEW_YEAR, "basis": BASIS, "after_id": CITY})
    save(page, "Tiếp tục", says=f"{YEN_DUNG} sáp nhập vào {CITY}")
    carry_out(page, ("Việc còn dở", CITY), ("trong Cụm", f"{CITY} vào thay"))


def join_three_into_a_region(page: Page) -> None:
    begin(page, "Hợp nhất", about=LUC_NGAN)
    others = {"before-1-unit_id": CHU}
    type_in(page, {"on": JULY, **others})
    page.get_by_role("button", name="Thêm đơn vị", exact=True).click()
    type_in(page, {"before-2-unit_id": SON_DONG, "kind": "VKSND khu vực", "parent_id": PROVINCE})
    type_in(page, {"full_name": "Viện kiểm sát nhân dân khu vực 3", "short_name": REGION})
    save(page, "Tiếp tục", says="hợp nhất thành")
    answers = (("Việc còn dở", REGION), ("Dự kiến", f"Chuyển cho {REGION}"))
    carry_out(page, *answers, ("trong Cụm", f"{REGION} vào thay"))


def join_the_provinces(page: Page) -> None:
    """The new province bears the name of one of the two that end."""
    begin(page, "Hợp nhất", about=PROVINCE)
    type_in(page, {"on": JULY, "before-1-unit_id": NEW_PROVINCE, "kind": "VKSND cấp tỉnh"})
    full = "Viện kiểm sát nhân dân tỉnh Bắc Ninh"
    type_in(page, {"parent_id": "VKSND tối cao", "full_name": full, "short_name": NEW_PROVINCE})
    save(page, "Tiếp tục", says="hợp nhất thành")
    carry_out(page, ("Việc còn dở", NEW_PROVINCE), ("đang trực thuộc", "Đặt dưới"))


def test_2025_is_entered_and_2024_stays_as_it_was(page: Page, bac_giang: World) -> None:
    office = bac_giang.office("bac_giang")
    sign_in(page, bac_giang.administrator)
    full = "Viện kiểm sát nhân dân tỉnh Bắc Ninh"
    unit(page, "VKSND cấp tỉnh", full, NEW_PROVINCE, "VKSND tối cao")
    sign_in(page, office)
    full = "Viện kiểm sát nhân dân thành phố Bắc Giang"
    unit(page, "VKSND cấp huyện", full, CITY, PROVINCE)
    before = papers_of_2024(page, bac_giang)
    open_2025(page)
    split_chu_from_luc_ngan(page)
    take_yen_dung_into_the_city(page)
    join_three_into_a_region(page)
    sign_in(page, bac_giang.administrator)
    join_the_provinces(page)

    deputy = ReservedSeat.objects.get(role="deputy")
    assert deputy.unit.label == REGION
    assert deputy.as_written == "từ ngày 01/01/2025 là thị xã Chũ"
    sign_in(page, office)
    assert papers_of_2024(page, bac_giang) == before
    told = " ".join(before.values())
    assert LUC_NGAN in told
    assert YEN_DUNG in told
    assert CHU not in told
    read_the_line(page)
    tell_namesakes_apart(page, bac_giang)


def read_the_line(page: Page) -> None:
    """From the unit's page to what it was and became; drawn for the eye, told in the table."""
    pk = UnitName.objects.get(short_name=CHU).unit_id
    page.goto(f"/don-vi/{pk}/")
    follow(page, "Đã là gì, trở thành gì")
    table = page.locator("main table").inner_text().replace("\xa0", " ")
    for words in (LUC_NGAN, CHU, SON_DONG, REGION, NEW_YEAR, JULY, BASIS):
        assert words in table
    assert page.locator("svg.line text", has_text=CHU).count() == 1
    assert barriers(page) == []
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0
    page.set_viewport_size(DESKTOP)
    page.goto("/tim-kiem/?q=luc+ngan")
    found = page.inner_text("main").replace("\xa0", " ")
    assert f"tách từ {LUC_NGAN} từ ngày {NEW_YEAR}" in found


def tell_namesakes_apart(page: Page, bac_giang: World) -> None:
    """The old and the new Bắc Ninh stand in a list of suggestions with their times."""
    sign_in(page, bac_giang.administrator)
    page.goto("/don-vi/bien-dong/moi/giai-the/")
    offered = page.locator("#units option").evaluate_all("all => all.map(each => each.value)")
    namesakes = [label for label in offered if label.startswith(NEW_PROVINCE)]
    assert sorted(namesakes) == [
        f"{NEW_PROVINCE} (từ {JULY})",
        f"{NEW_PROVINCE} (đến hết 30/06/2025)",
    ]

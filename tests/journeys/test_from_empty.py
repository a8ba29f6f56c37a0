"""From an empty database to printed papers, by hand: three people, a browser, no shell.

What two press articles tell is entered as an office would: Lạng Sơn 2024 with two clusters, a bloc
of which two members are named, and three conferences; Cụm 8 of 2023 with its mid-year conference.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from scoring.models import ScoreSheet
from tests.journeys.hand import follow, save, type_in, type_rows
from tests.journeys.office import (
    agreement,
    basis,
    come_in,
    criteria,
    edition,
    first_visit,
    in_charge,
    invite,
    invited,
    leaders,
    led_by,
    lock,
    members,
    place_of,
    procuracy,
    registration,
    scoring,
    sign_in_again,
    standings_of,
    title,
    unit,
    year,
)
from tests.journeys.test_agreement import printed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LANG_SON = "VKSND tỉnh Lạng Sơn"
CITY, OFFICE = "VKSND thành phố", "Văn phòng tổng hợp"
BLOC = "Khối thi đua các phòng Viện tỉnh"
GROUPS = ("Cụm thi đua số 1", "Cụm thi đua số 2", BLOC)
PHONG_1 = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự về "
    "an ninh, ma túy, kinh tế về tham nhũng, chức vụ (Phòng 1)"
)
CUM_1 = ("Cao Lộc", "Văn Lãng", "Chi Lăng", "Hữu Lũng", "Lộc Bình")
CUM_2 = ("Tràng Định", "Văn Quan", "Bình Gia", "Bắc Sơn", "Đình Lập")
CUM_8 = ("Ninh Thuận", "Quảng Ngãi", "Bình Định", "Phú Yên", "Khánh Hòa", "Quảng Nam")
MEETING = "Hội nghị phát động phong trào thi đua và ký kết Giao ước thi đua năm 2024"
MID_YEAR = "Hội nghị sơ kết phong trào thi đua, khen thưởng 6 tháng đầu năm 2023"
FLAG = "Cờ thi đua của VKSND tối cao"
CRITERIA = "Bảng tiêu chí năm 2024"
MOTTO = "Đoàn kết, trách nhiệm - Kỷ cương, liêm chính - Bản lĩnh, hiệu quả"


# ── A conference ─────────────────────────────────────────────────────────────────────────────


def next_step(page: Page, to: str) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".steps [aria-current]")).to_contain_text(to)


def record(page: Page) -> None:
    for step in ("Điểm", "Đề nghị", "năm sau", "Ảnh và tệp", "Kiểm tra"):
        next_step(page, step)
    page.get_by_role("button", name="Ghi nhận kết quả").click()
    expect(page.get_by_text("Đã ghi nhận kết quả hội nghị.")).to_be_visible()


def launch(page: Page, group: str, speaker: str) -> None:
    """One of the three conferences of Lạng Sơn: known to lie within three days, on none of them."""
    page.goto(place_of(group))
    follow(page, "Nhập kết quả hội nghị")
    type_in(page, {"title": MEETING})
    page.get_by_label("Chỉ biết họp trong các ngày").check()
    type_in(page, {"starts_on": "19/3/2024", "ends_on": "21/3/2024"})
    type_in(page, {"purposes-0-kind": "Phát động"})
    label = f"{group} năm 2024"
    signing = {"kind": "Ký kết giao ước", "edition_id": label}
    page.get_by_role("button", name="Thêm mục đích").click()
    type_in(page, {f"purposes-1-{name}": value for name, value in signing.items()})
    next_step(page, "Thành phần")
    next_step(page, "Nội dung")
    said = {"person": speaker, "post": "Phó Viện trưởng", "unit_id": LANG_SON}
    type_rows(page, "speeches", "Thêm phát biểu", {"kind": "Chỉ đạo", **said})
    record(page)


def hold_mid_year(page: Page) -> None:
    page.goto(place_of("Cụm thi đua số 8"))
    follow(page, "Nhập kết quả hội nghị")
    type_in(page, {"title": MID_YEAR, "period_label": "6 tháng đầu năm 2023"})
    page.get_by_label("Chưa rõ ngày").check()
    type_in(page, {"purposes-0-kind": "Sơ kết"})
    host = {"place": "Trụ sở VKSND tỉnh Ninh Thuận", "host_unit_id": "VKSND tỉnh Ninh Thuận"}
    type_in(page, host)
    next_step(page, "Thành phần")
    chairs = (("Phạm Thị Kim Liên", "Quảng Ngãi", "trưởng"), ("Phạm Thu", "Ninh Thuận", "phó"))
    type_rows(
        page,
        "chairs",
        "Thêm người chủ trì",
        *(
            {
                "person": name,
                "post": f"Viện trưởng VKSND tỉnh {place}",
                "unit_id": f"VKSND tỉnh {place}",
                "capacity": f"Đơn vị Cụm {role}",
            }
            for name, place, role in chairs
        ),
    )
    next_step(page, "Nội dung")
    sang = {"person": "Trần Văn Sang", "post": "Viện trưởng VKSND tỉnh Bình Định"}
    type_rows(
        page,
        "speeches",
        "Thêm phát biểu",
        {"kind": "Tham luận, đề nghị", **sang, "unit_id": "VKSND tỉnh Bình Định"},
    )
    record(page)


# ── The journeys ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def slips(page: Page) -> dict[str, str]:
    """What the administrator does in the first hour: units and accounts."""
    first_visit(page)
    unit(page, "VKSND tối cao", "Viện kiểm sát nhân dân tối cao", "VKSND tối cao")
    for place in ("Lạng Sơn", *CUM_8):
        procuracy(page, "tỉnh", place, "VKSND tối cao")
    return {
        "langson": invite(page, "vp.langson", "Vi Thị Lan", "Văn phòng", LANG_SON),
        "toicao": invite(page, "vp.toicao", "Lê Văn Tối", "Văn phòng", "VKSND tối cao"),
        "quangngai": invite(
            page, "cb.quangngai", "Võ Thị Ngãi", "Cán bộ đơn vị", "VKSND tỉnh Quảng Ngãi"
        ),
        "binhdinh": invite(
            page, "cb.binhdinh", "Hồ Văn Định", "Cán bộ đơn vị", "VKSND tỉnh Bình Định"
        ),
    }


def test_lang_son_2024_is_entered_by_hand_and_printed(page: Page, slips: dict[str, str]) -> None:
    come_in(page, slips["langson"])
    enter_units_of_lang_son(page)
    set_up_2024(page)
    compose_2024(page)
    choose_leaders_2024(page)
    speakers = ("Hồ Ngọc Bích", "Nông Văn Quảng", "Nguyễn Thúy Liễu")
    for group, speaker in zip(GROUPS, speakers, strict=True):
        launch(page, group, speaker)
    read_2024(page)
    print_2024(page)
    sign_the_agreement(page)
    register_and_score(page)
    put_a_deputy_in_charge(page)


def enter_units_of_lang_son(page: Page) -> None:
    procuracy(page, "thành phố", "", LANG_SON)
    for place in (*CUM_1, *CUM_2):
        procuracy(page, "huyện", place, LANG_SON)
    for name in (OFFICE, PHONG_1):
        unit(page, "Phòng, ban, văn phòng", name, name, LANG_SON)


def set_up_2024(page: Page) -> None:
    """Both papers, the year, two clusters and a bloc without a number."""
    basis(
        page,
        "huong-dan-09.pdf",
        kind="Hướng dẫn",
        reference="09/HD-VKSTC",
        issued_on="01/3/2024",
        issuer="Viện kiểm sát nhân dân tối cao",
        abstract="Tổ chức và hoạt động của các cụm thi đua, khối thi đua năm 2024",
    )
    basis(
        page,
        "cong-van-317.pdf",
        kind="Công văn",
        reference="317/VKS-VP",
        issued_on="11/3/2024",
        issuer="Viện kiểm sát nhân dân tỉnh Lạng Sơn",
        abstract="Chia cụm, khối thi đua năm 2024",
    )
    year(page, "2024")
    papers = bases_offered(page)
    for kind, number, name, count in (
        ("cluster", "1", GROUPS[0], "6"),
        ("cluster", "2", GROUPS[1], "5"),
        ("bloc", "", BLOC, "8"),
    ):
        edition(page, 2024, kind, number, name, count, *papers)


def compose_2024(page: Page) -> None:
    members(page, GROUPS[0], CITY, *(huyen(place) for place in CUM_1))
    members(page, GROUPS[1], *(huyen(place) for place in CUM_2))
    page.goto(f"{place_of(BLOC)}thanh-phan/")
    offered = page.locator("#units option").evaluate_all("all => all.map(each => each.value)")
    assert sorted(offered[:2]) == sorted([PHONG_1, OFFICE])
    members(page, BLOC, OFFICE, PHONG_1)


def choose_leaders_2024(page: Page) -> None:
    refuse_a_stranger_as_head(page, huyen("Bắc Sơn"))
    pairs = (
        (CITY, huyen("Hữu Lũng")),
        (huyen("Bắc Sơn"), huyen("Tràng Định")),
        (OFFICE, PHONG_1),
    )
    for group, (head, deputy) in zip(GROUPS, pairs, strict=True):
        leaders(page, group, *led_by(group, head, deputy, how="bình bầu"))


def read_2024(page: Page) -> None:
    """What anybody of the province reads: counts, roles, and no day that nobody stated."""
    page.goto("/nam/2024/")
    shown = page.inner_text("main").replace("\xa0", " ")
    for words in ("06 đơn vị", "05 đơn vị", "08 đơn vị"):
        assert words in shown
    page.goto(place_of(BLOC))
    shown = page.inner_text("main").replace("\xa0", " ")
    assert "nêu tên 2, chưa nêu tên 6" in shown
    assert "Khối trưởng" in shown
    for conference in Conference.objects.all():
        page.goto(f"/hoi-nghi/{conference.pk}/")
        assert "19, 20, 21/3/2024" in page.inner_text("main").replace("\xa0", " ")


def print_2024(page: Page) -> None:
    listed = printed(page, f"/nam-thi-dua/{EmulationYear.objects.get().pk}/danh-sach.pdf")
    for words in (
        *GROUPS[:2],
        "Khối thi đua",
        "09/HD-VKSTC",
        "317/VKS-VP",
        "ngày 01 tháng 3 năm 2024",
        "Chia cụm, khối thi đua năm 2024",
        PHONG_1,
        "06",
        "05",
        "08",
    ):
        assert words.lower() in listed.lower()
    assert not re.search(r"\b(19|20|21)/3/2024", listed)


def sign_the_agreement(page: Page) -> None:
    place = agreement(page, GROUPS[0], "Hoàn thành các chỉ tiêu công tác năm 2024.")
    paper = printed(page, f"{place}giao-uoc.pdf")
    assert "DỰ THẢO" not in paper
    for words in ("Cụm thi đua số 1", "năm 2024", "1. Hoàn thành các chỉ tiêu"):
        assert words in paper
    for place_name in ("THÀNH PHỐ", *(f"HUYỆN {each.upper()}" for each in CUM_1)):
        assert f"VIỆN KSND {place_name}" in paper


def register_and_score(page: Page) -> None:
    """A title one unit works for; a table of criteria and a sheet for each member of the group."""
    title(page, FLAG)
    registration(page, GROUPS[0], FLAG, huyen("Cao Lộc"))
    expect(page.locator("main")).to_contain_text("1/6")
    criteria(page, CRITERIA, ("I", "Công tác chuyên môn", "80"), ("II", "Xây dựng ngành", "20"))
    scoring(page, GROUPS[0], CRITERIA)
    sheets = ScoreSheet.objects.filter(round__edition__name=GROUPS[0])
    assert sheets.count() == 6
    page.goto(f"/cham-diem/phieu-diem/{sheets.order_by('pk')[0].pk}/")
    expect(page.locator("main")).to_contain_text("Công tác chuyên môn")


def put_a_deputy_in_charge(page: Page) -> None:
    """A speech gave him nothing; in charge of Cụm 1 he reads it, and changes nothing."""
    name = "Hồ Ngọc Bích"
    in_charge(page, GROUPS[0], name, "Phó Viện trưởng")
    expect(page.locator("main")).to_contain_text(name)
    sign_in_again(page, "quantri")
    come_in(page, invited(page, username="pv.bich", full_name=name, person=f"{name} – {LANG_SON}"))
    assert page.request.get(standings_of(GROUPS[0])).status == 200
    assert page.request.get(standings_of(GROUPS[1])).status == 404
    assert page.request.get(f"{place_of(GROUPS[0])}lanh-dao/").status == 403
    sheet = ScoreSheet.objects.filter(round__edition__name=GROUPS[0])[0]
    page.goto(f"/cham-diem/phieu-diem/{sheet.pk}/")
    expect(page.locator("main [name^=points_]")).to_have_count(0)


def huyen(place: str) -> str:
    return f"VKSND huyện {place}"


def bases_offered(page: Page) -> list[str]:
    """The labels under which a form offers the papers that were registered."""
    page.goto(f"/cum-khoi/moi/?nam={EmulationYear.objects.get().pk}")
    labels = page.locator("#bases option").evaluate_all("all => all.map(each => each.value)")
    assert len(labels) == 2
    return [str(label) for label in labels]


def refuse_a_stranger_as_head(page: Page, stranger: str) -> None:
    """A unit of the other cluster is not even offered as head."""
    page.goto(f"{place_of('Cụm thi đua số 1')}lanh-dao/")
    if not page.locator("[name='terms-0-unit_id']").count():
        page.get_by_role("button", name="Thêm vai trò").click()
    offered = page.locator("[name='terms-0-unit_id'] option").all_inner_texts()
    assert stranger not in offered
    assert "VKSND huyện Hữu Lũng" in offered


def test_cum_8_of_2023_is_copied_led_and_reported_by_its_head(
    page: Page, slips: dict[str, str]
) -> None:
    come_in(page, slips["toicao"])
    year(page, "2022")
    edition(page, 2022, "cluster", "8", "Cụm thi đua số 8", "")
    members(page, "Cụm thi đua số 8", *(f"VKSND tỉnh {place}" for place in CUM_8))
    leaders(
        page,
        "Cụm thi đua số 8",
        *led_by("Cụm", "VKSND tỉnh Bình Định", "VKSND tỉnh Quảng Ngãi"),
    )
    year(page, "2023", motto=MOTTO)
    page.goto(f"/nam-thi-dua/{EmulationYear.objects.get(label_year=2023).pk}/chia-cum/")
    for button in ("Bắt đầu", "Lưu và xem thay đổi", "Lập tất cả 01 cụm, khối"):
        page.get_by_role("button", name=button).click()
    copied = ClusterEdition.objects.get(year__label_year=2023)
    assert copied.memberships.count() == 6
    assert not copied.terms.exists()
    assert copied.continues is not None
    lead_2023(page, copied)
    lock(page, 2022)

    come_in(page, slips["quangngai"])
    hold_mid_year(page)
    held = Conference.objects.get()
    minutes = printed(page, f"/hoi-nghi/{held.pk}/bien-ban.pdf")
    for words in (
        "6 tháng đầu năm 2023",
        "VKSND tỉnh Ninh Thuận",
        "Đơn vị Cụm trưởng",
        "Đơn vị Cụm phó",
        "Trần Văn Sang",
    ):
        assert words in minutes
    assert minutes.index("Phạm Thị Kim Liên") < minutes.index("Phạm Thu")
    assert minutes.count(MOTTO) == 1
    assert "Xếp hạng" not in minutes

    come_in(page, slips["binhdinh"])
    page.goto(f"/hoi-nghi/{held.pk}/")
    assert MID_YEAR in page.inner_text("main").replace("\xa0", " ")
    expect(page.get_by_role("link", name="Mở lại")).to_have_count(0)
    assert page.request.get(f"/hoi-nghi/{held.pk}/mo-lai/").status == 403
    find_2022_locked(page, copied.continues)


def find_2022_locked(page: Page, led: ClusterEdition) -> None:
    """Whoever led in 2022 reads that year, and enters nothing in it any more."""
    page.goto("/nam/")
    expect(page.locator("main tr", has_text="2022")).to_contain_text("đã khóa")
    page.goto(f"/cum-khoi/{led.pk}/")
    expect(page.get_by_role("link", name="Nhập kết quả hội nghị")).to_have_count(0)
    assert page.request.get(f"/hoi-nghi/moi/?edition={led.pk}").status in {403, 404}


def lead_2023(page: Page, copied: ClusterEdition) -> None:
    page.goto(f"/cum-khoi/{copied.pk}/lanh-dao/")
    people = (("trưởng", "Quảng Ngãi", "Phạm Thị Kim Liên"), ("phó", "Ninh Thuận", "Phạm Thu"))
    type_rows(
        page,
        "terms",
        "Thêm vai trò",
        *(
            {
                "role": f"Cụm {role}",
                "unit_id": f"VKSND tỉnh {place}",
                "person": person,
                "post": "Viện trưởng",
            }
            for role, place, person in people
        ),
    )
    save(page)

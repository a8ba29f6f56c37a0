"""From an empty database to printed papers, by hand: three people, a browser, no shell.

What two press articles tell is entered as an office would: Lạng Sơn 2024 with two clusters, a bloc
of which two members are named, and three conferences; Cụm 8 of 2023 with its mid-year conference.
"""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from tests.journeys.hand import follow, save, type_in, type_rows
from tests.journeys.test_agreement import printed

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SECRET = "sen no tren ho tay 24"
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
MOTTO = "Đoàn kết, trách nhiệm - Kỷ cương, liêm chính - Bản lĩnh, hiệu quả"


# ── People ───────────────────────────────────────────────────────────────────────────────────


def first_visit(page: Page) -> None:
    """Whoever started the machine types the code it printed."""
    printed_code = StringIO()
    call_command("first_code", stdout=printed_code)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tài khoản quản trị đầu tiên")
    type_in(page, {"code": printed_code.getvalue().strip(), "username": "quantri"})
    type_in(page, {"full_name": "Đinh Thị Quản"} | passwords(page))
    page.get_by_role("button", name="Mở tài khoản và bắt đầu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bắt đầu")


def passwords(page: Page) -> dict[str, str]:
    fields = page.locator("input[type=password]").all()
    return {str(field.get_attribute("name")): SECRET for field in fields}


def invite(page: Page, username: str, name: str, role: str, unit: str) -> str:
    """Open an account and print its slip; the code on it."""
    page.goto("/tai-khoan/moi/")
    type_in(page, {"username": username, "full_name": name, "role": role, "unit": unit})
    save(page, "Mở tài khoản", "Tiếp theo: cấp mã kích hoạt")
    follow(page, "Cấp mã kích hoạt")
    page.get_by_role("button", name="Tạo mã").click()
    return page.locator(".slip-code").inner_text()


def come_in(page: Page, code: str) -> None:
    """The person who got the slip chooses a password."""
    page.context.clear_cookies()
    page.goto("/kich-hoat/")
    type_in(page, {"code": code.lower()})
    page.get_by_role("button", name="Tiếp tục").click()
    type_in(page, passwords(page))
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Đặt mật khẩu")


# ── The register ─────────────────────────────────────────────────────────────────────────────


def unit(page: Page, kind: str, full_name: str, short_name: str, parent: str = "") -> None:
    page.goto("/don-vi/moi/")
    type_in(page, {"kind": kind, "parent_id": parent})
    type_in(page, {"full_name": full_name, "short_name": short_name})
    save(page)


def procuracy(page: Page, level: str, place: str, parent: str) -> None:
    kind = {"tỉnh": "VKSND cấp tỉnh", "huyện": "VKSND cấp huyện", "thành phố": "VKSND cấp huyện"}
    name = f"{level} {place}".strip()
    unit(page, kind[level], f"Viện kiểm sát nhân dân {name}", f"VKSND {name}", parent)


def basis(page: Page, **facts: str) -> None:
    page.goto("/van-ban/can-cu/moi/")
    type_in(page, facts)
    save(page)


def year(page: Page, label_year: str, *bases: str, **facts: str) -> None:
    page.goto("/nam-thi-dua/moi/")
    type_in(page, {"label_year": label_year, **facts})
    type_rows(page, "bases", "Thêm căn cứ", *({"basis": each} for each in bases))
    save(page)


def edition(
    page: Page, label_year: int, kind: str, number: str, name: str, count: str, *bases: str
) -> None:
    of = EmulationYear.objects.get(label_year=label_year)
    page.goto(f"/cum-khoi/moi/?nam={of.pk}")
    facts = {"kind": kind, "number": number, "name": name, "stated_member_count": count}
    type_in(page, facts)
    type_rows(page, "bases", "Thêm căn cứ", *({"basis": each} for each in bases))
    save(page)


def place_of(name: str) -> str:
    newest = ClusterEdition.objects.filter(name=name).order_by("-year__label_year")[0]
    return f"/cum-khoi/{newest.pk}/"


def members(page: Page, group: str, *units: str) -> None:
    page.goto(f"{place_of(group)}thanh-phan/")
    type_rows(page, "members", "Thêm đơn vị", *({"unit_id": each} for each in units))
    save(page, says="Đã lưu thành phần.")


def leaders(page: Page, group: str, *terms: dict[str, str]) -> None:
    page.goto(f"{place_of(group)}lanh-dao/")
    type_rows(page, "terms", "Thêm vai trò", *terms)
    save(page)


def led_by(group: str, head: str, deputy: str, **more: str) -> list[dict[str, str]]:
    """Two rows: “Cụm trưởng”, “Cụm phó”, named after the kind of group."""
    kind = "Khối" if group.startswith("Khối") else "Cụm"
    rows = ((f"{kind} trưởng", head), (f"{kind} phó", deputy))
    return [{"role": role, "unit_id": each, **more} for role, each in rows]


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
        kind="Hướng dẫn",
        reference="09/HD-VKSTC",
        issued_on="01/3/2024",
        issuer="Viện kiểm sát nhân dân tối cao",
        abstract="Tổ chức và hoạt động của các cụm thi đua, khối thi đua năm 2024",
    )
    basis(
        page,
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

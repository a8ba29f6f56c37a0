"""The pictures of the user guide are taken by the browser, and show the pages as they are now.

A picture is kept with a digest of the words on its page. When a page says something else, this
test names the picture; PICTURES=1 takes all of them again.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from accounts.models import User
from clusters.models import EmulationYear
from tests.architecture.house import ROOT
from tests.browser import DESKTOP
from tests.journeys.places import (
    agreement,
    bac_giang,
    being_entered,
    cum_13,
    recorded,
    sheet_of,
    year,
)
from tests.journeys.test_agreement import sign_in
from tests.journeys.test_from_empty import first_visit, invite, unit
from tests.journeys.test_pages import begun  # noqa: F401 - the fixture

GUIDE = ROOT / "docs" / "huong-dan"
KEPT = GUIDE / "hinh" / "trang.json"
WIDEST = 1100
TAKE_AGAIN = bool(os.environ.get("PICTURES"))
# What differs every time a page is opened: times of day, codes, addresses of the test server.
PASSING = re.compile(
    r"\d\d/\d\d/\d{4} \d\d:\d\d|\d\d:\d\d|http://[^\s]+|[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3,}"
)


def kept() -> dict[str, str]:
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}


def words_of(page: Page) -> str:
    said = " ".join(page.inner_text("body").split())
    return sha256(PASSING.sub("…", said).encode()).hexdigest()[:16]


def take(page: Page, name: str) -> str:
    """Keep a picture of what the window shows; the digest of the page's words."""
    if TAKE_AGAIN:
        shown = Image.open(BytesIO(page.screenshot()))
        size = (WIDEST, shown.height * WIDEST // shown.width)
        small = shown.resize(size, Image.Resampling.LANCZOS)
        paletted = small.convert("RGB").quantize(128)
        paletted.save(GUIDE / "hinh" / f"{name}.png", optimize=True)
    return words_of(page)


Address = str | Callable[[], str]
# Who opens which page; the pictures bear the chapter's name.
OF_THE_DEMO: dict[str, tuple[str, Address]] = {
    "trang-chu": ("cumtruong", "/"),
    "don-vi": ("vanphong", "/don-vi/?q=yen"),
    "don-vi-moi": ("vanphong", "/don-vi/moi/"),
    "nguoi-moi": ("vanphong", "/nguoi/moi/"),
    "nam-moi": ("vanphong", "/nam-thi-dua/moi/"),
    "thanh-phan": ("vanphong", lambda: f"/cum-khoi/{bac_giang()}/thanh-phan/"),
    "lanh-dao": ("vanphong", lambda: f"/cum-khoi/{bac_giang()}/lanh-dao/"),
    "cum": ("vanphong", lambda: f"/cum-khoi/{bac_giang()}/"),
    "khoa-nam": ("vanphong", lambda: f"/nam-thi-dua/{year()}/khoa/"),
    "van-ban-moi": ("vanphong", "/van-ban/can-cu/moi/"),
    "giao-uoc": ("cumtruong", lambda: f"/giao-uoc/{agreement()}/"),
    "phat-hanh": ("cumtruong", lambda: f"/giao-uoc/{agreement()}/phat-hanh/"),
    "tieu-chi-moi": ("vanphong", "/cham-diem/tieu-chi/moi/"),
    "phieu-diem": ("cumtruong", lambda: f"/cham-diem/phieu-diem/{sheet_of('Trà Vinh')()}/"),
    "xep-hang": ("vanphong", lambda: f"/cham-diem/xep-hang/{bac_giang()}/"),
    "hoi-nghi-moi": ("vanphong", lambda: f"/hoi-nghi/{being_entered()}/ket-qua/thong-tin/"),
    "kiem-tra": ("vanphong", lambda: f"/hoi-nghi/{being_entered()}/ket-qua/kiem-tra/"),
    "hoi-nghi": ("vanphong", lambda: f"/hoi-nghi/{recorded()}/"),
    "dang-ky": ("cumtruong", lambda: f"/cum-khoi/{cum_13().pk}/dang-ky/"),
    "khen-thuong": ("vanphong", "/khen-thuong/"),
    "ca-nhan": ("vanphong", "/ca-nhan/"),
    "xac-thuc": ("lanhdao", "/ca-nhan/xac-thuc/"),
    "tai-khoan": ("quantri", "/tai-khoan/"),
    "bao-mat": ("quantri", "/bao-mat/"),
}
# A real code in a book would only confuse.
SLIP = {
    ".slip-code": "ABCD-EFGH-JKLM-NPQR",
    ".slip-address >> nth=0": "https://thidua.example.vn/kich-hoat/",
    ".slip-address >> nth=1": "https://thidua.example.vn/kich-hoat/ABCD-EFGH-JKLM-NPQR/",
}
OF_THE_FIRST_HOUR = ("bat-dau", "cac-buoc", "tai-khoan-moi", "phieu-tai-khoan")


@pytest.fixture(scope="module", autouse=True)
def kept_in_the_end() -> Iterator[dict[str, str]]:
    """What was taken again is written down once all is taken."""
    taken: dict[str, str] = {}
    yield taken
    if TAKE_AGAIN:
        lines = json.dumps(dict(sorted((kept() | taken).items())), indent=1)
        KEPT.write_text(f"{lines}\n", encoding="utf-8")


def outdated(taken: dict[str, str]) -> list[str]:
    known = kept()
    return [] if TAKE_AGAIN else [name for name in taken if known.get(name) != taken[name]]


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_pictures_of_the_demo_show_the_pages_as_they_are(
    page: Page,
    begun: None,  # noqa: F811
    kept_in_the_end: dict[str, str],
) -> None:
    page.set_viewport_size(DESKTOP)
    taken, who = {}, ""
    for name, (user, address) in sorted(OF_THE_DEMO.items(), key=lambda each: each[1][0]):
        if user != who:
            sign_in(page, User.objects.get(username=user))
            who = user
        page.goto(address if isinstance(address, str) else address())
        taken[name] = take(page, name)
    kept_in_the_end |= taken
    assert outdated(taken) == []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_pictures_of_the_first_hour_show_the_pages_as_they_are(
    page: Page, kept_in_the_end: dict[str, str]
) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto("/")
    taken = {"bat-dau": take(page, "bat-dau")}
    first_visit(page)
    taken["cac-buoc"] = take(page, "cac-buoc")
    unit(page, "VKSND tối cao", "Viện kiểm sát nhân dân tối cao", "VKSND tối cao")
    page.goto("/tai-khoan/moi/")
    taken["tai-khoan-moi"] = take(page, "tai-khoan-moi")
    invite(page, "vp.toicao", "Lê Văn Tối", "Văn phòng", "VKSND tối cao")
    for shown, example in SLIP.items():
        page.locator(shown).first.evaluate(f"each => each.textContent = '{example}'")
    taken["phieu-tai-khoan"] = take(page, "phieu-tai-khoan")
    kept_in_the_end |= taken
    assert outdated(taken) == []
    assert not EmulationYear.objects.exists()


def chapters() -> list[Path]:
    return sorted(GUIDE.glob("*.md"))


def test_every_picture_stands_in_a_chapter_and_every_chapter_finds_its_pictures() -> None:
    shown = {
        link
        for chapter in chapters()
        for link in re.findall(r"\]\(hinh/([a-z-]+)\.png\)", chapter.read_text(encoding="utf-8"))
    }
    assert shown == {path.stem for path in (GUIDE / "hinh").glob("*.png")}
    assert shown == {*OF_THE_DEMO, *OF_THE_FIRST_HOUR} == set(kept())


def test_the_contents_name_every_chapter_and_every_link_leads_somewhere() -> None:
    contents = (GUIDE / "README.md").read_text(encoding="utf-8")
    for chapter in chapters():
        assert chapter.name == "README.md" or f"]({chapter.name})" in contents
        for link in re.findall(r"\]\(([^)#]+)\)", chapter.read_text(encoding="utf-8")):
            assert (GUIDE / link).exists(), f"{chapter.name}: {link}"

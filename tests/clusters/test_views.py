"""Who opens which page of a year and a group, and what deleting, locking and taking a seat do."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Event
from awards.actions import add_title, register_title
from awards.enums import TitleKind
from clusters.actions import SeatFacts, join_group, lock_year, reserve_seat
from clusters.enums import GroupRole, HowChosen
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm
from conferences.actions import call_conference
from conferences.rules import GeneralFacts, PurposeRow
from core.pdf import PdfFailed
from organizations.actions import Provenance
from organizations.enums import Role
from tests.clusters.province import SAVE, Province, province
from tests.people import browser_of, person
from tests.typing_in import rows, send

pytestmark = pytest.mark.django_db
TAN, SON = "VKSND huyện Tân Yên", "VKSND huyện Sơn Động"
OF_EDITION = (
    "clusters:edition-edit",
    "clusters:edition-delete",
    "clusters:composition",
    "clusters:leadership",
    "clusters:supervision",
    "clusters:seat-take",
)
OF_YEAR = ("clusters:year-edit", "clusters:year-delete", "clusters:turn-new", "portal:year-lock")


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Bắc Giang", TAN, SON)


@pytest.fixture
def cluster(owner: Province) -> ClusterEdition:
    made = owner.set_up(owner.open_year(2024), number="2")
    owner.compose(made, TAN, SON)
    return made


def urls_of(cluster: ClusterEdition) -> list[str]:
    return [
        *(reverse(name, args=[cluster.pk]) for name in OF_EDITION),
        *(reverse(name, args=[cluster.year_id]) for name in OF_YEAR),
        f"{reverse('clusters:edition-new')}?nam={cluster.year_id}",
    ]


def answers(user, cluster: ClusterEdition) -> set[int]:
    browser = browser_of(user)
    return {
        status
        for url in urls_of(cluster)
        for status in (browser.get(url).status_code, browser.post(url).status_code)
    }


def test_only_the_owners_office_composes(owner: Province, cluster: ClusterEdition):
    member = person("canbo", Role.CLERK, owner.units[TAN])
    leader = person("lanhdao", Role.LEADER, owner.owner)
    office_below = person("vanphongduoi", Role.OFFICE, owner.units[TAN])
    for user in (member, leader, office_below, owner.by):
        assert answers(user, cluster) == {403}
    assert answers(province("VKSND tỉnh Phú Yên").office, cluster) == {404}
    assert ClusterEdition.objects.get() == cluster


def test_nobody_writes_in_a_locked_year(owner: Province, cluster: ClusterEdition):
    lock_year(year=cluster.year, by=owner.office)
    urls = [url for url in urls_of(cluster) if "/khoa/" not in url]
    for url in urls:
        assert owner.browser.get(url).status_code == 403
        assert owner.browser.post(url, {"save": "1"}).status_code == 403
    page = owner.browser.get(reverse("portal:edition", args=[cluster.pk])).content.decode()
    assert "Sửa thành phần" not in page


def test_a_year_that_was_never_asked_for_does_not_exist(owner: Province):
    for asked in ("", "?nam=", "?nam=x", "?nam=99999999999"):
        assert owner.browser.get(reverse("clusters:edition-new") + asked).status_code == 404


def test_an_office_opens_years_of_its_own_units_only(owner: Province):
    other = province("VKSND tỉnh Phú Yên").owner
    url = reverse("clusters:year-new")
    typed = {"owner_id": other.pk, "label_year": "2024"}
    assert send(owner.browser, url, typed, SAVE).status_code == 422
    assert not EmulationYear.objects.exists()
    assert browser_of(owner.by).get(url).status_code == 403


def test_buttons_are_there_for_whoever_may(owner: Province, cluster: ClusterEdition):
    links = [
        reverse("clusters:composition", args=[cluster.pk]),
        reverse("clusters:leadership", args=[cluster.pk]),
        reverse("clusters:supervision", args=[cluster.pk]),
        reverse("clusters:edition-edit", args=[cluster.pk]),
    ]
    member = person("canbo", Role.CLERK, owner.units[TAN])
    url = reverse("portal:edition", args=[cluster.pk])
    office, clerk = (browser_of(each).get(url).content.decode() for each in (owner.office, member))
    assert [link in office for link in links] == [True] * 4
    assert [link in clerk for link in links] == [False] * 4
    years = owner.browser.get(reverse("portal:years")).content.decode()
    assert reverse("clusters:year-new") in years
    groups = owner.browser.get(f"{reverse('portal:editions')}?nam=2024").content.decode()
    assert f"{reverse('clusters:edition-new')}?nam={cluster.year_id}" in groups


# Deleting


def test_a_group_without_history_goes_with_its_members_and_leaders(
    owner: Province, cluster: ClusterEdition
):
    owner.lead(cluster, {"role": "head", "unit_id": TAN})
    owner.type_in("supervision", cluster, **rows("supervisions", {"person": "Phạm Thị Liên"}))
    url = reverse("clusters:edition-delete", args=[cluster.pk])
    assert "Xóa cùng" in owner.browser.get(url).content.decode()
    assert owner.browser.post(url).status_code == 302
    assert not ClusterEdition.objects.exists()
    kept = Event.objects.get(name="edition.deleted").before
    assert kept is not None
    assert (kept["name"], len(kept["members"]), len(kept["terms"]), len(kept["supervisions"])) == (
        "Cụm thi đua số 2", 2, 1, 1,
    )  # fmt: skip
    assert owner.browser.post(url).status_code == 404


def test_a_group_with_history_stays_and_the_page_lists_what_depends_on_it(
    owner: Province, cluster: ClusterEdition
):
    facts = GeneralFacts(title="Hội nghị sơ kết", purposes=(PurposeRow("mid_year", cluster.pk),))
    call_conference(facts=facts, by=owner.office)
    title = add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=owner.by)
    register_title(edition=cluster, unit=owner.units[TAN], title=title, by=owner.by)
    url = reverse("clusters:edition-delete", args=[cluster.pk])
    for answer in (owner.browser.get(url), owner.browser.post(url)):
        page = answer.content.decode()
        assert "1 mục đích hội nghị: Sơ kết" in page
        assert "1 đăng ký danh hiệu" in page
    assert answer.status_code == 422
    assert ClusterEdition.objects.filter(pk=cluster.pk).exists()


def test_last_years_group_stays_once_this_year_goes_on_from_it(
    owner: Province, cluster: ClusterEdition
):
    later = owner.set_up(owner.open_year(2025), number="2", continues=cluster.pk)
    url = reverse("clusters:edition-delete", args=[cluster.pk])
    assert owner.browser.post(url).status_code == 422
    assert owner.browser.post(url.replace(str(cluster.pk), str(later.pk))).status_code == 302
    assert owner.browser.post(url).status_code == 302


def test_a_year_goes_only_while_it_is_empty(owner: Province, cluster: ClusterEdition):
    full = reverse("clusters:year-delete", args=[cluster.year_id])
    answer = owner.browser.post(full)
    assert answer.status_code == 422
    assert "1 cụm, khối: Cụm thi đua số 2 năm 2024" in answer.content.decode()
    empty = owner.open_year(2042)
    assert owner.browser.post(full.replace(str(cluster.year_id), str(empty.pk))).status_code == 302
    assert not EmulationYear.objects.filter(label_year=2042).exists()
    assert Event.objects.get(name="year.deleted").before["label_year"] == 2042


# A member with history


def test_a_member_that_registered_is_ended_not_left_out(owner: Province, cluster: ClusterEdition):
    title = add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=owner.by)
    register_title(edition=cluster, unit=owner.units[TAN], title=title, by=owner.by)
    answer = owner.compose(cluster, SON)
    assert answer.status_code == 422
    assert f"Không bỏ được {TAN} vì đang có 01 đăng ký danh hiệu" in answer.content.decode()
    rows_ = {"members-1-valid_to": "30/6/2024"}
    assert owner.type_in("composition", cluster, **rows_).status_code == 302
    assert cluster.memberships.get(unit=owner.units[TAN]).valid_to == date(2024, 7, 1)


# Locking


def test_locking_shows_what_is_unfinished_and_says_it_once(
    owner: Province, cluster: ClusterEdition
):
    facts = GeneralFacts(title="Hội nghị sơ kết", purposes=(PurposeRow("mid_year", cluster.pk),))
    call_conference(facts=facts, by=owner.office)
    url = reverse("portal:year-lock", args=[cluster.year_id])
    page = owner.browser.get(url).content.decode()
    assert "Hội nghị đang nhập" in page
    assert "Hội nghị sơ kết" in page
    assert "Ký giao ước" in page
    for _ in range(2):
        assert owner.browser.post(url).status_code == 302
    assert not EmulationYear.objects.get().is_open
    assert Event.objects.filter(name="year.locked").count() == 1


# Seats decided before


def reserve(owner: Province, cluster: ClusterEdition, label_year: int = 2025) -> None:
    seat = SeatFacts(
        GroupRole.HEAD,
        owner.units[SON],
        how=HowChosen.CHOSEN,
        decided_on=date(2024, 11, 25),
        origin=Provenance(source="Bài báo", as_written="Sơn Động"),
    )
    reserve_seat(edition=cluster, label_year=label_year, seat=seat, by=owner.by)


def test_a_seat_decided_before_is_offered_and_taken_with_one_button(
    owner: Province, cluster: ClusterEdition
):
    reserve(owner, cluster)
    later = owner.set_up(owner.open_year(2025), number="2")
    owner.compose(later, TAN, SON)
    browser = owner.browser
    page = browser.get(reverse("clusters:leadership", args=[later.pk]))
    assert f"Cụm trưởng: đã được bình chọn ngày 25/11/2024: {SON}" in page.content.decode()
    [(seat, _, _)] = page.context["offered"]
    take = reverse("clusters:seat-take", args=[later.pk])
    for _ in range(2):
        assert browser.post(take, {"seat": seat.pk}).status_code == 302
    term = LeadershipTerm.objects.get()
    assert (term.unit, term.how, term.decided_on, term.as_written) == (
        owner.units[SON], "chosen", date(2024, 11, 25), "Sơn Động",
    )  # fmt: skip
    assert browser.get(reverse("clusters:leadership", args=[later.pk])).context["offered"] == []


def test_a_seat_is_not_taken_for_a_unit_that_does_not_belong_or_by_another_group(
    owner: Province, cluster: ClusterEdition
):
    reserve(owner, cluster)
    later = owner.set_up(owner.open_year(2025), number="2")
    join_group(edition=later, unit=owner.units[TAN], by=owner.by)
    browser = owner.browser
    [(seat, _, _)] = browser.get(reverse("clusters:leadership", args=[later.pk])).context["offered"]
    for edition, words in (
        (later, f"{SON} không phải thành viên của Cụm thi đua số 2 năm 2025."),
        (cluster, "không còn chờ cụm, khối này nhận"),
    ):
        answer = browser.post(
            reverse("clusters:seat-take", args=[edition.pk]), {"seat": seat.pk}, follow=True
        )
        assert words in answer.content.decode()
    wrong = reverse("clusters:seat-take", args=[later.pk])
    assert browser.post(wrong, {"seat": "x"}).status_code == 404
    assert browser.get(wrong).status_code == 302
    assert not LeadershipTerm.objects.exists()


# The list as a file


def test_the_list_of_a_year_is_for_the_owners_side_and_leaves_its_row(
    owner: Province, cluster: ClusterEdition
):
    pdf, xlsx = (
        reverse(f"clusters:year-list-{kind}", args=[cluster.year_id]) for kind in ("pdf", "xlsx")
    )
    member = person("canbo", Role.CLERK, owner.units[TAN])
    leader = person("lanhdao", Role.LEADER, owner.owner)
    assert browser_of(member).get(pdf).status_code == 403
    assert browser_of(province("VKSND tỉnh Phú Yên").office).get(pdf).status_code == 404
    for user in (owner.office, leader, owner.by):
        assert browser_of(user).get(pdf).content.startswith(b"%PDF")
        assert browser_of(user).get(xlsx).content.startswith(b"PK")
    told = Event.objects.filter(name="paper.downloaded").values_list("after", flat=True)
    files = {each["file"] for each in told if each}
    assert files == {f"danh-sach-cum-khoi-thi-dua-nam-2024.{kind}" for kind in ("pdf", "xlsx")}
    assert len(told) == 6


def test_a_list_that_cannot_be_made_says_so_and_leaves_no_row(
    owner: Province, cluster: ClusterEdition, monkeypatch: pytest.MonkeyPatch
):
    def fail(_content: object) -> bytes:
        raise PdfFailed("too long")

    monkeypatch.setattr("clusters.views.papers.year_list_pdf", fail)
    answer = owner.browser.get(
        reverse("clusters:year-list-pdf", args=[cluster.year_id]), follow=True
    )
    assert "Chưa tạo được tệp PDF" in answer.content.decode()
    assert not Event.objects.filter(name="paper.downloaded").exists()

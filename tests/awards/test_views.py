"""The catalogue, registrations and awards as an office and a member's clerk enter them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from awards.actions import add_title, register_title
from awards.enums import TitleKind
from awards.models import Award, Title, TitleRegistration
from clusters.actions import lock_year
from clusters.enums import GroupRole
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from tests.conferences.meeting import Group, group
from tests.people import browser_of, person
from tests.typing_in import rows, send

pytestmark = pytest.mark.django_db
SAVE = "save=1"


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


@pytest.fixture
def flag(cluster: Group) -> Title:
    return add_title(name="Cờ thi đua", kind=TitleKind.TITLE, by=cluster.by)


def new_title(cluster: Group, **typed: str):
    url = reverse("awards:title-new")
    return send(browser_of(cluster.office), url, {"kind": "title", **typed}, SAVE)


def test_an_office_adds_a_title_with_its_other_names(cluster: Group):
    answer = new_title(cluster, name="Chiến sĩ thi đua cơ sở", aliases="CSTĐCS\n\nChiến sỹ TĐCS")
    assert answer.status_code == 302
    title = Title.objects.get()
    assert title.aliases.splitlines() == ["CSTĐCS", "Chiến sỹ TĐCS"]
    assert Event.objects.get(name="title.added").actor_id == str(cluster.office.pk)


def test_the_same_title_twice_is_refused_beside_its_name_and_nothing_typed_is_lost(
    cluster: Group, flag: Title
):
    answer = new_title(cluster, name="CO THI DUA", aliases="Cờ")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "đã là tên của “Cờ thi đua”" in page
    assert 'value="CO THI DUA"' in page
    assert Title.objects.count() == 1


def test_two_who_mend_a_title_at_once_see_both_texts(cluster: Group, flag: Title):
    url = reverse("awards:title-edit", args=[flag.pk])
    first, second = browser_of(cluster.office), browser_of(cluster.by)
    opened = second.get(url)
    assert send(first, url, {"name": "Cờ thi đua của Ngành"}, SAVE).status_code == 302
    version = opened.context["form"].version
    typed = {"kind": "title", "name": "Cờ thi đua VKSND", "aliases": "", "version": version}
    answer = second.post(url, typed | {"save": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Cờ thi đua VKSND" in page
    assert "Cờ thi đua của Ngành" in page
    flag.refresh_from_db()
    assert flag.name == "Cờ thi đua của Ngành"


def test_a_title_in_use_stays_and_the_refusal_says_who_uses_it(cluster: Group, flag: Title):
    register_title(
        edition=cluster.edition, unit=cluster.units["Tân Yên"], title=flag, by=cluster.by
    )
    answer = browser_of(cluster.office).post(reverse("awards:title-delete", args=[flag.pk]))
    assert answer.status_code == 422
    assert "1 đăng ký danh hiệu: Đăng ký Cờ thi đua" in answer.content.decode()
    assert Title.objects.filter(pk=flag.pk).exists()


def test_an_unused_title_goes_and_the_log_keeps_it(cluster: Group, flag: Title):
    browser_of(cluster.office).post(reverse("awards:title-delete", args=[flag.pk]))
    assert not Title.objects.exists()
    assert Event.objects.get(name="title.removed").before["name"] == "Cờ thi đua"


def test_a_clerk_reads_the_catalogue_and_changes_nothing(cluster: Group, flag: Title):
    clerk = browser_of(cluster.clerk("Tân Yên"))
    assert "Cờ thi đua" in clerk.get(reverse("awards:titles")).content.decode()
    for url in (reverse("awards:title-new"), reverse("awards:title-delete", args=[flag.pk])):
        assert clerk.post(url, {"name": "X", "kind": "title"}).status_code == 403
    assert Title.objects.get() == flag


def test_the_catalogue_costs_the_same_for_one_title_and_for_thirty(cluster: Group):
    browser, url = browser_of(cluster.office), reverse("awards:titles")
    counts = []
    for many in (1, 30):
        for number in range(many):
            add_title(name=f"Danh hiệu {many}-{number}", kind=TitleKind.FORM, by=cluster.by)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


# ── Registrations ────────────────────────────────────────────────────────────────────────────


def register(cluster: Group, by, title: Title, *places: str, **people: str):
    url = reverse("awards:registration-new", args=[cluster.edition.pk])
    units = [cluster.units[place].pk for place in places]
    persons = [
        {"person": name, "unit_id": cluster.units[place.replace("_", " ")].pk}
        for place, name in people.items()
    ]
    typed = {"title_id": title.pk, "units": units, **rows("people", *(persons or [{}]))}
    return send(browser_of(by), url, typed, SAVE)


def test_the_head_registers_several_units_and_a_person_at_once(cluster: Group, flag: Title):
    cluster.lead(GroupRole.HEAD, "Tân Yên")
    head = cluster.clerk("Tân Yên")
    register(cluster, head, flag, "Tân Yên", "Yên Thế", Sơn_Động="Nguyễn Văn  An")
    page = browser_of(head).get(reverse("awards:registrations", args=[cluster.edition.pk]))
    assert "Cờ thi đua: <b>2/5 (40%)</b>" in page.content.decode()
    assert "Nguyễn\xa0Văn\xa0An" in page.content.decode()
    assert TitleRegistration.objects.count() == 3


def test_posting_the_same_registration_fifty_times_registers_once(cluster: Group, flag: Title):
    for _ in range(50):
        register(cluster, cluster.office, flag, "Tân Yên", Tân_Yên="Trần Thị Bình")
    assert TitleRegistration.objects.count() == 2


def test_a_member_registers_itself_and_nobody_else(cluster: Group, flag: Title):
    clerk = cluster.clerk("Tân Yên")
    assert register(cluster, clerk, flag, "Yên Thế").status_code == 422
    assert register(cluster, clerk, flag, "Tân Yên").status_code == 302
    assert TitleRegistration.objects.get().unit == cluster.units["Tân Yên"]


def test_a_registration_of_nobody_is_refused(cluster: Group, flag: Title):
    answer = register(cluster, cluster.office, flag)
    assert answer.status_code == 422
    assert "Chọn ít nhất một đơn vị" in answer.content.decode()


def withdraw(cluster: Group, by, registration: TitleRegistration, **typed: str):
    url = reverse("awards:registration-withdraw", args=[registration.pk])
    return send(browser_of(by), url, typed, SAVE)


def test_giving_a_title_up_needs_a_day_that_has_come_and_a_reason(cluster: Group, flag: Title):
    clerk = cluster.clerk("Tân Yên")
    register(cluster, clerk, flag, "Tân Yên")
    row = TitleRegistration.objects.get()
    assert withdraw(cluster, clerk, row, on="26/11/2024", reason="Sáp nhập").status_code == 422
    assert withdraw(cluster, clerk, row, on="25/11/2024", reason=" ").status_code == 422
    assert withdraw(cluster, clerk, row, on="25/11/2024", reason="Sáp nhập").status_code == 302
    row.refresh_from_db()
    assert (row.withdrawn_on, row.withdrawn_why) == (date(2024, 11, 25), "Sáp nhập")


def test_whoever_withdraws_once_more_reads_when_it_was_done(cluster: Group, flag: Title):
    register(cluster, cluster.office, flag, "Yên Thế")
    row = TitleRegistration.objects.get()
    withdraw(cluster, cluster.office, row, on="25/11/2024", reason="Sáp nhập")
    again = reverse("awards:registration-withdraw", args=[row.pk])
    answer = browser_of(cluster.office).post(again, {"save": "1"}, follow=True)
    assert "Đăng ký đã rút từ ngày 25/11/2024." in answer.content.decode()


def test_a_member_neither_withdraws_for_another_nor_removes(cluster: Group, flag: Title):
    register(cluster, cluster.office, flag, "Yên Thế")
    row, clerk = TitleRegistration.objects.get(), cluster.clerk("Tân Yên")
    assert withdraw(cluster, clerk, row).status_code == 403
    remove = reverse("awards:registration-delete", args=[row.pk])
    assert browser_of(clerk).post(remove).status_code == 403
    assert browser_of(cluster.office).post(remove).status_code == 302
    assert not TitleRegistration.objects.exists()
    assert Event.objects.get(name="title.registration_removed").before["title"] == "Cờ thi đua"


def test_nothing_of_a_locked_year_changes(cluster: Group, flag: Title):
    register(cluster, cluster.office, flag, "Yên Thế")
    row = TitleRegistration.objects.get()
    lock_year(year=cluster.year, by=cluster.by)
    assert register(cluster, cluster.office, flag, "Tân Yên").status_code == 403
    for name in ("awards:registration-withdraw", "awards:registration-delete"):
        assert browser_of(cluster.office).post(reverse(name, args=[row.pk])).status_code == 403
    assert TitleRegistration.objects.get().withdrawn_on is None


# ── Awards ───────────────────────────────────────────────────────────────────────────────────


def enter(cluster: Group, title: Title, by=None, **typed: str):
    shown = {"unit_id": "VKSND huyện Tân Yên", "title_id": title.pk, **typed}
    return send(browser_of(by or cluster.office), reverse("awards:award-new"), shown, SAVE)


def test_an_award_without_years_is_entered_as_unknown(cluster: Group, flag: Title):
    assert enter(cluster, flag, authority="VKSND tối cao").status_code == 302
    award = Award.objects.get()
    assert (award.title_year, award.received_year, award.decided_on) == (None, None, None)


def test_the_same_award_twice_is_one_and_another_telling_of_it_is_refused(
    cluster: Group, flag: Title
):
    enter(cluster, flag, title_year="2023")
    assert enter(cluster, flag, title_year="2023").status_code == 302
    assert enter(cluster, flag, title_year="2023", authority="Chính phủ").status_code == 422
    assert Award.objects.count() == 1


def test_an_award_is_mended_and_taken_out(cluster: Group, flag: Title):
    enter(cluster, flag, title_year="2023")
    award = Award.objects.get()
    edit = reverse("awards:award-edit", args=[award.pk])
    send(browser_of(cluster.office), edit, {"title_year": "2022"}, SAVE)
    award.refresh_from_db()
    assert award.title_year == 2022
    browser_of(cluster.office).post(reverse("awards:award-delete", args=[award.pk]))
    assert not Award.objects.exists()
    assert Event.objects.get(name="award.removed").before["title_year"] == 2022


def test_mending_an_award_into_another_one_is_refused(cluster: Group, flag: Title):
    enter(cluster, flag, title_year="2022")
    enter(cluster, flag, title_year="2023")
    second = Award.objects.get(title_year=2023)
    edit = reverse("awards:award-edit", args=[second.pk])
    assert send(browser_of(cluster.office), edit, {"title_year": "2022"}, SAVE).status_code == 422


def test_an_office_enters_awards_of_the_units_in_its_care_alone(cluster: Group, flag: Title):
    phu_yen = NameParts("Viện kiểm sát nhân dân tỉnh Phú Yên", "VKSND tỉnh Phú Yên")
    owner = found_unit(kind=UnitKind.PROVINCE, name=phu_yen, by=cluster.by)
    elsewhere = person("vanphongkhac", Role.OFFICE, owner)
    assert enter(cluster, flag, by=elsewhere).status_code == 422
    enter(cluster, flag)
    award = Award.objects.get()
    edit = reverse("awards:award-edit", args=[award.pk])
    assert browser_of(elsewhere).get(edit).status_code == 403


def test_an_award_opened_and_saved_unchanged_leaves_no_trace(cluster: Group, flag: Title):
    enter(cluster, flag, title_year="2023")
    before = Event.objects.count()
    edit = reverse("awards:award-edit", args=[Award.objects.get().pk])
    assert send(browser_of(cluster.office), edit, {}, SAVE).status_code == 302
    title = reverse("awards:title-edit", args=[flag.pk])
    assert send(browser_of(cluster.office), title, {}, SAVE).status_code == 302
    assert Event.objects.count() == before

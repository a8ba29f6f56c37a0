"""Years and groups as an office types them: what is kept, what comes back and why."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Event
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, EmulationYear, LeadershipTerm, Membership, Supervision
from clusters.queries import leading_unit, seats_of
from documents.actions import BasisFacts, register_basis
from organizations.models import Person, Unit
from tests.clusters.province import SAVE, Province, province, said_wrong
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db
TAN, SON, YEN = (f"VKSND huyện {place}" for place in ("Tân Yên", "Sơn Động", "Yên Thế"))


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Bắc Giang", TAN, SON, YEN)


@pytest.fixture
def cluster(owner: Province) -> ClusterEdition:
    """Cụm thi đua số 2 of 2024 with its three members."""
    made = owner.set_up(owner.open_year(2024), number="2")
    assert owner.compose(made, TAN, SON, YEN).status_code == 302
    return made


def members(edition: ClusterEdition) -> set[str]:
    rows = edition.memberships.all()
    return {row.unit.names.get().short_name for row in rows}


# Years


def test_the_last_day_of_a_year_is_typed_and_stored_half_open(owner: Province):
    year = owner.open_year(2024, period_start="1/12/2023", period_end="30/11/2024")
    assert (year.period_start, year.period_end) == (date(2023, 12, 1), date(2024, 12, 1))
    page = owner.browser.get(reverse("clusters:year-edit", args=[year.pk]))
    assert fields_of(page)["period_end"] == "30/11/2024"
    shown = owner.browser.get(reverse("portal:year", args=[2024])).content.decode()
    assert "đến hết 30/11/2024" in shown


def test_a_year_shows_theme_motto_and_papers_named_by_their_numbers(owner: Province):
    facts = BasisFacts("Công văn", "317/VKS-VP", date(2024, 3, 11), abstract="Chia cụm, khối")
    basis = register_basis(facts=facts, by=owner.by)
    typed = rows("bases", {"basis": "317/vks-vp"}, {"basis": "317/VKS-VP"})
    year = owner.open_year(2024, theme="Đoàn kết", motto="Bản lĩnh - Hiệu quả", **typed)
    assert list(year.bases.all()) == [basis]
    shown = owner.browser.get(reverse("portal:year", args=[2024])).content.decode()
    for words in ("Đoàn kết", "Bản lĩnh - Hiệu quả", "317/VKS-VP"):
        assert words in shown


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"label_year": "năm nay"}, "Nhập số từ 1945 đến 2100."),
        ({"period_start": "31/12/2024", "period_end": "1/1/2024"}, "Ngày cuối phải từ ngày đầu"),
        ({"period_end": "31/02/2024"}, "Không có ngày 31/02/2024"),
        (rows("bases", {"basis": "không có thật"}), "Không có văn bản tên"),
        ({"owner_id": "999999"}, "Chọn một mục trong danh sách."),
    ],
)
def test_a_wrong_year_comes_back_with_what_was_typed(
    owner: Province, typed: dict[str, str], message: str
):
    said = {"label_year": "2024", "theme": "Giữ lại chủ đề", **typed}
    answer = send(owner.browser, reverse("clusters:year-new"), said, SAVE)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert fields_of(answer)["theme"] == "Giữ lại chủ đề"
    assert not EmulationYear.objects.exists()


def test_a_year_is_opened_once_and_pressing_twice_opens_no_second(owner: Province):
    url = reverse("clusters:year-new")
    page, typed = owner.browser.get(url), {"label_year": "2024", "theme": "Chủ đề"}
    for _ in range(2):
        assert resend(owner.browser, url, page, typed, SAVE).status_code == 302
    assert EmulationYear.objects.count() == 1
    other = resend(owner.browser, url, page, {"label_year": "2024"}, SAVE)
    assert (other.status_code, said_wrong(other)) == (422, ["Năm này đã được mở."])


def test_a_year_is_renumbered_only_while_it_has_no_group(owner: Province):
    year = owner.open_year(2042)
    url = reverse("clusters:year-edit", args=[year.pk])
    assert send(owner.browser, url, {"label_year": "2024"}, SAVE).status_code == 302
    owner.open_year(2023)
    taken = send(owner.browser, url, {"label_year": "2023"}, SAVE)
    assert said_wrong(taken) == ["Năm này đã được mở."]
    owner.set_up(EmulationYear.objects.get(pk=year.pk), number="1")
    refused = send(owner.browser, url, {"label_year": "2025"}, SAVE)
    assert said_wrong(refused) == ["Năm đã có cụm, khối: không đổi được số năm."]


# Groups


def test_a_name_typed_wins_over_the_proposed_one(owner: Province):
    year = owner.open_year()
    assert owner.set_up(year, number="3").name == "Cụm thi đua số 3"
    assert owner.set_up(year, "bloc", name="Khối các phòng").name == "Khối các phòng"
    assert owner.set_up(year, "bloc").name == "Khối thi đua"


def test_a_number_taken_is_refused_beside_it_and_a_double_press_makes_one(owner: Province):
    year = owner.open_year()
    url = f"{reverse('clusters:edition-new')}?nam={year.pk}"
    page = owner.browser.get(url)
    for _ in range(2):
        answer = resend(owner.browser, url, page, {"kind": "cluster", "number": "1"}, SAVE)
        assert answer.status_code == 302
    assert year.editions.count() == 1
    typed = {"kind": "cluster", "number": "1", "name": "Cụm khác"}
    refused = send(owner.browser, url, typed, SAVE)
    assert refused.context["form"].errors["number"] == ["Năm này đã có cụm, khối mang số đó."]


def test_the_predecessor_is_chosen_by_a_person_among_the_owners_earlier_groups(owner: Province):
    last = owner.set_up(owner.open_year(2023), number="2")
    stranger = province("VKSND tỉnh Phú Yên")
    foreign = stranger.set_up(stranger.open_year(2023), number="2")
    year = owner.open_year(2024)
    made = owner.set_up(year, number="2")
    assert made.continues is None
    url = reverse("clusters:edition-edit", args=[made.pk])
    wrong = send(owner.browser, url, {"continues": foreign.pk}, SAVE)
    assert wrong.status_code == 422
    assert send(owner.browser, url, {"continues": last.pk}, SAVE).status_code == 302
    made.refresh_from_db()
    assert made.continues == last
    second = f"{reverse('clusters:edition-new')}?nam={year.pk}"
    typed = {"kind": "cluster", "number": "3", "continues": last.pk}
    taken = send(owner.browser, second, typed, SAVE)
    assert said_wrong(taken) == ["Cụm thi đua số 2 đã tiếp nối cụm, khối này."]


# Members


def test_members_are_typed_by_any_spelling_and_shown_in_order(
    owner: Province, cluster: ClusterEdition
):
    assert members(cluster) == {TAN, SON, YEN}
    page = owner.browser.get(reverse("clusters:composition", args=[cluster.pk]))
    typed = fields_of(page)
    assert [typed[f"members-{number}-unit_id"] for number in range(4)] == [SON, TAN, YEN, ""]
    assert owner.compose(cluster, "vksnd huyen tan yen", SON).status_code == 302
    assert members(cluster) == {TAN, SON}


def test_more_members_than_stated_is_a_hint_and_no_refusal(
    owner: Province, cluster: ClusterEdition
):
    ClusterEdition.objects.update(stated_member_count=2)
    browser = owner.browser
    url = reverse("clusters:composition", args=[cluster.pk])
    assert send(browser, url, {"members-0-note": "Ghi chú"}, SAVE).status_code == 302
    page = browser.get(reverse("portal:edition", args=[cluster.pk])).content.decode()
    assert "Đã ghi 03 đơn vị, nhiều hơn số 02 văn bản nêu." in page
    assert "Đã ghi tên 03 đơn vị, nhiều hơn số 02 đã nêu." in page


def test_a_member_that_leaves_in_summer_is_ended_and_counts_no_more(
    owner: Province, cluster: ClusterEdition
):
    answer = owner.type_in("composition", cluster, **{"members-0-valid_to": "30/6/2024"})
    assert answer.status_code == 302
    assert Membership.objects.get(valid_to=date(2024, 7, 1)).unit == owner.units[SON]
    page = owner.browser.get(reverse("portal:edition", args=[cluster.pk])).content.decode()
    assert "02 đơn vị" in page


def test_a_wrong_name_among_members_is_refused_at_its_row_with_a_way_out(
    owner: Province, cluster: ClusterEdition
):
    answer = owner.compose(cluster, TAN, "VKSND huyện Tân")
    assert answer.status_code == 422
    assert said_wrong(answer) == [
        "Không có đơn vị tên “VKSND huyện Tân”. Có phải: VKSND huyện Tân Yên?"
    ]
    assert members(cluster) == {TAN, SON, YEN}


def test_a_member_that_leads_is_not_left_out(owner: Province, cluster: ClusterEdition):
    owner.lead(cluster, {"role": "head", "unit_id": TAN})
    answer = owner.compose(cluster, SON, YEN)
    assert answer.status_code == 422
    [message] = said_wrong(answer)
    assert f"Không bỏ được {TAN} vì đang có 01 vai trò trưởng, phó" in message
    assert members(cluster) == {TAN, SON, YEN}


# Leaders


def test_a_head_is_entered_corrected_replaced_and_the_right_goes_along(
    owner: Province, cluster: ClusterEdition
):
    first = {"role": "head", "unit_id": TAN, "person": "Nguyễn Văn A", "post": "Viện trưởng"}
    assert owner.lead(cluster, first).status_code == 302
    assert Person.objects.get(full_name="Nguyễn Văn A").unit == owner.units[TAN]
    ended = {**first, "valid_to": "30/6/2024"}
    second = {"role": "head", "unit_id": SON, "valid_from": "1/7/2024", "stands_in": "on"}
    assert owner.lead(cluster, ended, second).status_code == 302
    terms = list(
        LeadershipTerm.objects.order_by("valid_from", "pk").values_list("unit", "valid_to")
    )
    assert sorted(terms, key=str) == sorted(
        [(owner.units[TAN].pk, date(2024, 7, 1)), (owner.units[SON].pk, None)], key=str
    )
    cluster.refresh_from_db()
    assert leading_unit(cluster, GroupRole.HEAD) == owner.units[SON].pk
    assert seats_of(cluster)[GroupRole.HEAD].stands_in


def test_a_seat_left_without_unit_stays_empty(owner: Province, cluster: ClusterEdition):
    assert owner.type_in("leadership", cluster).status_code == 302
    assert not LeadershipTerm.objects.exists()
    answer = owner.lead(cluster, {"role": "deputy", "unit_id": TAN})
    assert answer.status_code == 302
    page = fields_of(owner.browser.get(reverse("clusters:leadership", args=[cluster.pk])))
    assert (page["terms-0-role"], page["terms-1-role"]) == ("deputy", "head")


@pytest.mark.parametrize(
    ("seats", "message"),
    [
        (
            ({"role": "head", "unit_id": TAN}, {"role": "deputy", "unit_id": TAN}),
            f"{TAN} không thể vừa là Cụm trưởng vừa là Cụm phó.",
        ),
        (
            ({"role": "head", "unit_id": TAN}, {"role": "head", "unit_id": SON}),
            f"Cụm trưởng trong thời gian này đã là {TAN}.",
        ),
    ],
)
def test_impossible_leaders_are_refused_at_their_row(
    owner: Province, cluster: ClusterEdition, seats: tuple[dict[str, str], ...], message: str
):
    answer = owner.lead(cluster, *seats)
    assert answer.status_code == 422
    assert said_wrong(answer)[0].startswith(message)
    assert not LeadershipTerm.objects.exists()


def test_a_unit_that_does_not_exist_is_no_leader(owner: Province, cluster: ClusterEdition):
    typed = rows("terms", {"role": "head", "unit_id": "0x1"})
    assert said_wrong(owner.type_in("leadership", cluster, **typed)) == [
        "Chọn một mục trong danh sách."
    ]


# In charge


def test_who_is_in_charge_is_a_person_of_the_owner_and_can_be_taken_back(
    owner: Province, cluster: ClusterEdition
):
    row = {"person": "Phạm Thị Liên", "post": "Phó Viện trưởng", "valid_from": "1/2/2024"}
    assert owner.type_in("supervision", cluster, **rows("supervisions", row)).status_code == 302
    assert Supervision.objects.get().person.unit == owner.owner
    dropped = {"supervisions-0-DELETE": "on"}
    assert owner.type_in("supervision", cluster, **dropped).status_code == 302
    assert not Supervision.objects.exists()
    assert Event.objects.filter(name="supervision.changed").count() == 2


def test_the_same_person_twice_is_refused(owner: Province, cluster: ClusterEdition):
    typed = rows("supervisions", {"person": "Phạm Thị Liên"}, {"person": "Phạm Thị Liên"})
    answer = owner.type_in("supervision", cluster, **typed)
    assert said_wrong(answer) == ["Phạm Thị Liên đã có ở một dòng trên."]


# Two at once


@pytest.mark.parametrize(
    ("page", "mine", "theirs"),
    [
        ("edition-edit", {"stated_member_count": "7"}, {"stated_member_count": "9"}),
        ("composition", {"members-0-note": "của tôi"}, {"members-0-note": "của bạn"}),
        ("leadership", {"terms-0-post": "Phó Viện trưởng"}, {"terms-0-post": "Viện trưởng"}),
        ("supervision", {"supervisions-0-post": "Phó"}, {"supervisions-0-post": "Trưởng"}),
    ],
)
def test_two_who_save_the_same_page_see_both_texts(
    owner: Province,
    cluster: ClusterEdition,
    page: str,
    mine: dict[str, str],
    theirs: dict[str, str],
):
    owner.lead(cluster, {"role": "head", "unit_id": TAN})
    owner.type_in("supervision", cluster, **rows("supervisions", {"person": "Phạm Thị Liên"}))
    url = reverse(f"clusters:{page}", args=[cluster.pk])
    late, early = owner.browser, owner.browser
    opened = late.get(url)
    assert send(early, url, theirs, SAVE).status_code == 302
    answer = resend(late, url, opened, mine, SAVE)
    assert answer.status_code == 409
    text = answer.content.decode()
    for words in (*mine.values(), *theirs.values()):
        assert words in text
    assert resend(late, url, answer, {}, SAVE).status_code == 302


def test_the_same_page_sent_twice_is_one_change(owner: Province, cluster: ClusterEdition):
    url = reverse("clusters:composition", args=[cluster.pk])
    opened, events = owner.browser.get(url), Event.objects.count()
    for _ in range(2):
        answer = resend(owner.browser, url, opened, {"members-0-note": "Mới"}, SAVE)
        assert answer.status_code == 302
    assert Event.objects.count() == events + 1


def test_two_versions_of_a_year_tell_the_last_day_as_it_is_typed(owner: Province):
    year = owner.open_year(2024, period_end="30/11/2024")
    url = reverse("clusters:year-edit", args=[year.pk])
    opened = owner.browser.get(url)
    send(owner.browser, url, {"period_end": "31/12/2024"}, SAVE)
    answer = resend(owner.browser, url, opened, {"period_end": "15/12/2024"}, SAVE)
    [difference] = answer.context["conflict"]
    assert (difference.typed, difference.stored) == ("15/12/2024", "31/12/2024")


def test_fields_nobody_offers_change_nothing(owner: Province, cluster: ClusterEdition):
    before = cluster.year_id, cluster.pk, Unit.objects.count()
    owner.type_in(
        "edition-edit", cluster, year="9", year_id="9", id="77", state="locked", owner="1"
    )
    cluster.refresh_from_db()
    assert (cluster.year_id, cluster.pk, Unit.objects.count()) == before
    assert cluster.year.is_open


def test_rows_can_be_added_without_scripts_and_nothing_is_saved(
    owner: Province, cluster: ClusterEdition
):
    url = reverse("clusters:composition", args=[cluster.pk])
    answer = send(owner.browser, url, {"members-0-note": "chưa lưu"}, "add_members=1")
    assert answer.status_code == 200
    typed = fields_of(answer)
    assert (typed["members-TOTAL_FORMS"], typed["members-0-note"]) == ("5", "chưa lưu")
    assert not Membership.objects.filter(note="chưa lưu").exists()

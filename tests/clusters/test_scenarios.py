"""Two articles entered by hand, page by page, as an office does it from an empty start."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.actions import lock_year
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, Supervision
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to, member_count, members_of, seats_of
from documents.actions import BasisFacts, register_basis
from organizations.actions import name_person
from organizations.enums import Role, UnitKind
from tests.clusters.province import SAVE, Province, province, said_wrong
from tests.people import browser_of, person
from tests.readers import poppler
from tests.typing_in import rows, send

pytestmark = pytest.mark.django_db

CITY = "VKSND thành phố"
CLUSTER_1 = (
    CITY,
    *(f"VKSND huyện {n}" for n in ("Cao Lộc", "Văn Lãng", "Chi Lăng", "Hữu Lũng", "Lộc Bình")),
)
CLUSTER_2 = tuple(
    f"VKSND huyện {n}" for n in ("Tràng Định", "Văn Quan", "Bình Gia", "Bắc Sơn", "Đình Lập")
)
OFFICE = "Văn phòng tổng hợp"
LONG = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự về "
    "an ninh, ma túy, kinh tế về tham nhũng, chức vụ (Phòng 1)"
)
ELECTED = {"how": "elected"}


@pytest.fixture
def lang_son(db: None) -> Province:
    """Units and the two papers stand in the register; the year is empty."""
    made = province("VKSND tỉnh Lạng Sơn", *CLUSTER_1, *CLUSTER_2)
    made.found(OFFICE, LONG, kind=UnitKind.DEPARTMENT)
    for kind, reference, day, abstract in (
        (
            "Hướng dẫn",
            "09/HD-VKSTC",
            date(2024, 3, 1),
            "Tổ chức và hoạt động của các cụm thi đua, khối thi đua",
        ),
        ("Công văn", "317/VKS-VP", date(2024, 3, 11), "Chia cụm, khối thi đua năm 2024"),
    ):
        register_basis(
            facts=BasisFacts(kind, reference, day, "Viện kiểm sát", abstract=abstract), by=made.by
        )
    return made


def enter(lang_son: Province) -> list[ClusterEdition]:
    """Year, two clusters, a bloc without a number, members and leaders: all typed."""
    papers = rows("bases", {"basis": "09/HD-VKSTC"}, {"basis": "317/VKS-VP"})
    year = lang_son.open_year(2024, source="Bài đăng ngày 25/3/2024", **papers)
    first = lang_son.set_up(year, number="1", stated_member_count="6", **papers)
    second = lang_son.set_up(year, number="2", stated_member_count="5", **papers)
    bloc = lang_son.set_up(year, "bloc", stated_member_count="8", **papers)
    for edition, members, head, deputy in (
        (first, CLUSTER_1, CITY, "VKSND huyện Hữu Lũng"),
        (second, CLUSTER_2, "VKSND huyện Bắc Sơn", "VKSND huyện Tràng Định"),
        (bloc, (OFFICE, LONG), OFFICE, LONG),
    ):
        assert lang_son.compose(edition, *members).status_code == 302
        seats = (
            {"role": "head", "unit_id": head, **ELECTED},
            {"role": "deputy", "unit_id": deputy, **ELECTED},
        )
        assert lang_son.lead(edition, *seats).status_code == 302
    return [first, second, bloc]


def test_one_letter_makes_two_clusters_and_a_bloc_of_eight_with_two_named(lang_son: Province):
    groups = enter(lang_son)
    assert [group.name for group in groups] == [
        "Cụm thi đua số 1",
        "Cụm thi đua số 2",
        "Khối thi đua",
    ]
    assert [member_count(group) for group in groups] == [6, 5, 8]
    assert [len(members_of(group)) for group in groups] == [6, 5, 2]
    page = lang_son.browser.get(reverse("portal:edition", args=[groups[2].pk])).content.decode()
    assert "và 06 đơn vị khác chưa nêu tên" in page
    assert LONG in page
    year = lang_son.browser.get(reverse("portal:year", args=[2024])).content.decode()
    assert "02 cụm, 01 khối" in year


def test_roles_are_named_after_the_group_and_need_no_person(lang_son: Province):
    first, _, bloc = enter(lang_son)
    seats = [*seats_of(first).values(), *seats_of(bloc).values()]
    assert [
        (seat.label, seat.name.short_name, seat.person, seat.how) for seat in seats if seat
    ] == [
        ("Cụm trưởng", CITY, "", "bình bầu"),
        ("Cụm phó", "VKSND huyện Hữu Lũng", "", "bình bầu"),
        ("Khối trưởng", OFFICE, "", "bình bầu"),
        ("Khối phó", LONG, "", "bình bầu"),
    ]


def test_the_bloc_is_offered_departments_of_its_province_and_no_procuracies(lang_son: Province):
    year = lang_son.open_year()
    bloc, cluster = lang_son.set_up(year, "bloc"), lang_son.set_up(year, number="1")
    offered = {
        edition.kind: lang_son.browser.get(reverse("clusters:composition", args=[edition.pk]))
        .context["form"]
        .suggestions[0][1]
        for edition in (bloc, cluster)
    }
    assert sorted(offered["bloc"]) == sorted([OFFICE, LONG])
    assert sorted(offered["cluster"]) == sorted([*CLUSTER_1, *CLUSTER_2])


def test_a_unit_of_another_cluster_cannot_lead_and_the_refusal_names_both(lang_son: Province):
    first, *_ = enter(lang_son)
    url = reverse("clusters:leadership", args=[first.pk])
    stranger = lang_son.units["VKSND huyện Bắc Sơn"].pk
    answer = send(lang_son.browser, url, {"terms-0-unit_id": stranger}, SAVE)
    assert answer.status_code == 422
    assert said_wrong(answer) == [
        "VKSND huyện Bắc Sơn không phải thành viên của Cụm thi đua số 1 năm 2024."
    ]
    head = seats_of(ClusterEdition.objects.get(pk=first.pk))[GroupRole.HEAD]
    assert head is not None
    assert head.name.short_name == CITY


def test_who_is_put_in_charge_of_one_cluster_reads_that_one_and_edits_nothing(lang_son: Province):
    first, second, _ = enter(lang_son)
    deputy = name_person(full_name="Nông Văn Quảng", unit=lang_son.owner, by=lang_son.by)
    deputy.user = person("nongvanquang")
    deputy.save()
    assert list(editions_visible_to(deputy.user)) == []
    row = {"person": "Nông Văn Quảng", "post": "Phó Viện trưởng", "wording": "phụ trách Cụm 2"}
    answer = lang_son.type_in("supervision", second, **rows("supervisions", row))
    assert answer.status_code == 302
    assert Supervision.objects.get().person == deputy
    assert list(editions_visible_to(deputy.user)) == [second]
    assert not can_manage_group(deputy.user, second)
    sees_first = browser_of(deputy.user).get(reverse("portal:edition", args=[first.pk]))
    assert sees_first.status_code == 404


def test_the_printed_list_says_names_counts_and_papers_and_invents_nothing(lang_son: Province):
    year = enter(lang_son)[0].year
    answer = lang_son.browser.get(reverse("clusters:year-list-pdf", args=[year.pk]))
    said = " ".join(poppler("pdftotext", answer.content, "-layout", output=("-",)).split())
    plain = " ".join(poppler("pdftotext", answer.content, "-raw", output=("-",)).split())
    for words in (
        "Cụm thi đua số 1 (06 đơn vị)",
        "Cụm thi đua số 2 (05 đơn vị)",
        "Khối thi đua (08 phòng)",
        "02 cụm, 01 khối thi đua",
        "số 09/HD-VKSTC ngày 01 tháng 02 năm 2024".replace("tháng 02", "tháng 3"),
        "số 317/VKS-VP ngày 11 tháng 3 năm 2024",
        "hia cụm, khối thi đua năm 2024",
        "và 06 phòng khác",
    ):
        assert words in said or words in plain, words
    assert LONG in plain
    for day in ("19/3", "20/3", "21/3", "ngày 19", "ngày 20 ", "ngày 21"):
        assert day not in said


# Cụm 8, 2022 → 2023


SIX = ("Bình Định", "Quảng Ngãi", "Ninh Thuận", "Quảng Nam", "Phú Yên", "Khánh Hòa")
NAMES = {place: f"VKSND tỉnh {place}" for place in SIX}


@pytest.fixture
def sector(db: None) -> Province:
    """VKSND tối cao with six provinces and its year 2022 as it was, typed and locked."""
    made = province("VKSND tối cao")
    made.owner.kind = UnitKind.SUPREME
    made.owner.save()
    made.found(*NAMES.values(), kind=UnitKind.PROVINCE)
    year = made.open_year(2022)
    cum_8 = made.set_up(year, number="8", stated_member_count="6")
    assert made.compose(cum_8, *NAMES.values()).status_code == 302
    lead(made, cum_8, ("Bình Định", "Trần Văn Sang"), ("Quảng Ngãi", "Phạm Thị Kim Liên"))
    lock_year(year=year, by=made.office)
    return made


def lead(sector: Province, edition: ClusterEdition, *seats: tuple[str, str]) -> None:
    typed = (
        {"role": role, "unit_id": NAMES[place], "person": name, "post": "Viện trưởng"}
        for role, (place, name) in zip(("head", "deputy"), seats, strict=True)
    )
    answer = sector.lead(edition, *typed)
    assert answer.status_code == 302, said_wrong(answer)


def copied(sector: Province) -> ClusterEdition:
    """The groups of 2022 set up again in 2023, as they were proposed."""
    year = sector.open_year(2023, motto="Đoàn kết, trách nhiệm - Kỷ cương, liêm chính")
    assert sector.turn(year, 2022).status_code == 302
    return year.editions.get()


def test_copying_a_year_copies_members_and_no_leaders(sector: Province):
    made = copied(sector)
    assert (made.number, made.name, member_count(made)) == ("8", "Cụm thi đua số 8", 6)
    assert made.continues == ClusterEdition.objects.get(year__label_year=2022)
    assert {member.name.short_name for member in members_of(made)} == set(NAMES.values())
    assert list(seats_of(made).values()) == [None, None]
    assert made.bases.count() == 0


def test_the_rotation_keeps_each_years_leaders_and_rights(sector: Province):
    made = copied(sector)
    lead(sector, made, ("Quảng Ngãi", "Phạm Thị Kim Liên"), ("Ninh Thuận", "Phạm Thu"))
    told = {
        edition.year.label_year: [
            seat.name.place_name or seat.name.short_name
            for seat in seats_of(edition).values()
            if seat
        ]
        for edition in ClusterEdition.objects.select_related("year")
    }
    assert told == {
        2022: [NAMES["Bình Định"], NAMES["Quảng Ngãi"]],
        2023: [NAMES["Quảng Ngãi"], NAMES["Ninh Thuận"]],
    }
    clerk = person("canbobinhdinh", Role.CLERK, sector.units[NAMES["Bình Định"]])
    assert made in editions_visible_to(clerk)
    for edition in ClusterEdition.objects.all():
        assert not can_manage_group(clerk, edition)


def test_a_change_of_person_next_year_leaves_this_years_person(sector: Province):
    made = copied(sector)
    lead(sector, made, ("Quảng Ngãi", "Phạm Thị Kim Liên"), ("Ninh Thuận", "Phạm Thu"))
    name_person(full_name="Người khác", unit=sector.units[NAMES["Quảng Ngãi"]], by=sector.by)
    head = seats_of(made)[GroupRole.HEAD]
    assert head is not None
    assert (head.person, head.post) == ("Phạm Thị Kim Liên", "Viện trưởng")


def test_a_unit_added_to_a_group_of_its_level_twice_is_refused_naming_the_other(sector: Province):
    made = copied(sector)
    other = sector.set_up(made.year, number="9")
    answer = sector.compose(other, NAMES["Phú Yên"])
    assert answer.status_code == 422
    assert said_wrong(answer) == ["VKSND tỉnh Phú Yên đã thuộc Cụm thi đua số 8 năm này."]
    own = province("VKSND tỉnh X")
    own.units |= {"VKSND tỉnh Phú Yên": sector.units[NAMES["Phú Yên"]]}
    below = own.set_up(own.open_year(2023), number="1")
    assert own.compose(below, NAMES["Phú Yên"]).status_code == 302

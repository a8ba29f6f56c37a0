"""Lạng Sơn 2024: one letter, two clusters, one bloc, three conferences within three days."""

import pytest
from django.urls import reverse

from clusters.actions import put_in_charge
from clusters.models import ClusterEdition, Supervision
from clusters.papers import year_list_paper
from clusters.queries import editions_visible_to, year_list
from conferences.models import Conference
from organizations.models import Person
from scoring.models import ScoreSheet
from scoring.policies import can_check_score_sheet, can_fill_in
from tests.demo import begin_scoring
from tests.people import browser_of, person
from tests.portal.test_views import opened
from tests.reports.reading import found, missing, told
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
LONG = (
    "Phòng Thực hành quyền công tố, kiểm sát điều tra, kiểm sát xét xử sơ thẩm án hình sự về "
    "an ninh, ma túy, kinh tế về tham nhũng, chức vụ"
)


@pytest.fixture
def lang_son(db: None) -> World:
    return world("lang_son")


def test_three_conferences_are_held_in_the_same_three_days_and_none_on_one_of_them(lang_son: World):
    page = opened("quantri", "/hoi-nghi/?nam=2024").text
    assert page.count("trong các ngày 19, 20, 21/3/2024") == 3
    held = Conference.objects.values_list("date_precision", "starts_on", "ends_on").distinct()
    assert [(precision, starts.day, ends.day) for precision, starts, ends in held] == [
        ("range", 19, 21)
    ]
    kinds = {
        frozenset(meeting.purposes.values_list("kind", flat=True))
        for meeting in Conference.objects.all()
    }
    assert kinds == {frozenset({"launch", "signing"})}


def test_who_gave_direction_at_a_conference_is_in_charge_of_nothing(lang_son: World):
    assert not Supervision.objects.exists()
    for name in ("Hồ Ngọc Bích", "Nông Văn Quảng", "Nguyễn Thúy Liễu"):
        speaker = Person.objects.get(full_name=name)
        speaker.user = person(f"nguoi{speaker.pk}")
        speaker.save()
        assert list(editions_visible_to(speaker.user)) == []


def test_who_is_in_charge_of_cluster_2_reads_its_scores_and_not_those_of_cluster_1(lang_son: World):
    first, second = lang_son.editions["cum_1"], lang_son.editions["cum_2"]
    for edition, name in ((first, "Bảng một"), (second, "Bảng hai")):
        begin_scoring(edition, lang_son.administrator, name)
    deputy = Person.objects.get(full_name="Nông Văn Quảng")
    deputy.user = person("nongvanquang")
    deputy.save()
    by, post = lang_son.administrator, "Phó Viện trưởng"
    put_in_charge(edition=second, person=deputy, post=post, by=by)
    browser = browser_of(deputy.user)
    seen = [browser.get(reverse("scoring:standings", args=[each.pk])) for each in (second, first)]
    assert [answer.status_code for answer in seen] == [200, 404]
    for sheet in ScoreSheet.objects.all():
        url = reverse("scoring:sheet", args=[sheet.pk])
        assert browser.get(url).status_code == (200 if sheet.round.edition == second else 404)
        assert not can_fill_in(deputy.user, sheet)
        assert not can_check_score_sheet(deputy.user, sheet)


def test_the_longest_name_is_whole_in_the_table_of_members_and_on_paper(lang_son: World):
    bloc = lang_son.editions["khoi"]
    page = opened("quantri", f"/cum-khoi/{bloc.pk}/").text
    assert LONG in " ".join(page.replace("\u00a0", " ").split())
    assert LONG in told(year_list_paper(year_list(bloc.year)))


def test_the_printed_list_of_the_year(lang_son: World):
    said = told(year_list_paper(year_list(lang_son.editions["khoi"].year)))
    assert not missing(
        said,
        "Cụm, khối thi đua năm 2024",
        "Cụm thi đua số 1 (06 đơn vị)",
        "Cụm thi đua số 2 (05 đơn vị)",
        "Khối thi đua các phòng Viện tỉnh (08 phòng)",
        "và 06 phòng khác chưa nêu tên",
    )
    named = ClusterEdition.objects.get(kind="bloc").memberships.count()
    assert (named, said.count(LONG)) == (2, 1)
    assert not found(
        said, "Phòng 2", "Phòng 3", "19/3", "20/3", "21/3", "ngày 19", "ngày 20 ", "ngày 21", "None"
    )

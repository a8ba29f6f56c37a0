"""“Chọn các đơn vị còn lại” stores who they are; who joins later was given nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Award, Title
from clusters.actions import join_group
from clusters.models import ClusterEdition
from conferences.actions import call_conference, record_conference
from conferences.enums import Step
from conferences.models import Conference
from conferences.rules import GeneralFacts, PurposeRow
from core.lists import WORDS
from organizations.enums import UnitKind
from tests.clusters.province import unit
from tests.people import browser_of
from tests.scenarios import World, world
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db
REST = ("VKSND huyện Đồng Xuân", "VKSND huyện Sơn Hòa", "VKSND huyện Tuy An")


@pytest.fixture
def phu_yen(db: None) -> World:
    return world("phu_yen", until="groups")


@pytest.fixture
def edition(phu_yen: World) -> ClusterEdition:
    return phu_yen.editions["cum_2_2023"]


@pytest.fixture
def office(phu_yen: World) -> Client:
    return browser_of(phu_yen.office("phu_yen"))


@pytest.fixture
def meeting(phu_yen: World, edition: ClusterEdition) -> Conference:
    facts = GeneralFacts(title="Hội nghị tổng kết", purposes=(PurposeRow("year_end", edition.pk),))
    return call_conference(facts=facts, by=phu_yen.administrator)


def title(name: str) -> Title:
    return Title.objects.get(name=name)


def award(unit_name: str, name: str, **more: str) -> dict[str, str]:
    return {"unit_id": unit_name, "title_id": str(title(name).pk), "title_year": "2023", **more}


@pytest.fixture
def saved(office: Client, edition: ClusterEdition, meeting: Conference) -> Conference:
    """One unit got the flag; the rest a title, by the button, with nothing typed after it."""
    url = reverse("portal:results", args=[meeting.pk, Step.PROPOSALS])
    flag = award("VKSND thị xã Sông Cầu", "Cờ thi đua dẫn đầu Khối")
    others = award("", "Tập thể lao động tiên tiến", authority="VKSND tỉnh")
    page = send(office, url, rows("awards", flag, others), f"rest={edition.pk}")
    assert page.status_code == 200
    assert not Award.objects.exists()
    shown = [fields_of(page)[f"awards-{number}-unit_id"] for number in range(4)]
    assert shown == ["VKSND thị xã Sông Cầu", *REST]
    assert resend(office, url, page, {}).status_code == 302
    return meeting


def test_exactly_three_rows_are_stored_each_with_its_unit(
    saved: Conference, edition: ClusterEdition
) -> None:
    stored = Award.objects.filter(title=title("Tập thể lao động tiên tiến")).order_by("position")
    assert [row.unit.names.get().short_name for row in stored] == list(REST)
    assert {(row.title_year, row.authority, row.edition) for row in stored} == {
        (2023, "VKSND tỉnh", edition)
    }
    assert Award.objects.count() == 4


def test_words_find_the_award_of_each_of_them(saved: Conference, office: Client) -> None:
    for words in ("tuy an", "dong xuan", "son hoa"):
        listed = office.get(reverse("portal:awards"), {WORDS: words}).content.decode()
        assert "1–1 trên 1" in listed
        assert "Tập thể lao động tiên tiến" in listed
    listed = office.get(reverse("portal:awards"), {WORDS: "tap the lao dong"}).content.decode()
    assert "1–3 trên 3" in listed


def test_a_unit_that_joins_later_was_given_nothing(
    saved: Conference, phu_yen: World, edition: ClusterEdition, office: Client
) -> None:
    record_conference(conference=saved, by=phu_yen.administrator)
    late = unit("VKSND huyện Phú Hòa", UnitKind.DISTRICT, phu_yen.administrator)
    join_group(edition=edition, unit=late, by=phu_yen.administrator)
    assert not Award.objects.filter(unit=late).exists()
    assert Award.objects.filter(edition=edition).count() == 4
    listed = office.get(reverse("portal:awards"), {WORDS: "phu hoa"}).content.decode()
    assert "Không có khen thưởng nào khớp" in listed
    page = office.get(reverse("portal:unit", args=[late.pk])).content.decode()
    assert "Tập thể lao động tiên tiến" not in page


def test_pressed_again_it_names_nobody_twice(
    saved: Conference, office: Client, edition: ClusterEdition
) -> None:
    url = reverse("portal:results", args=[saved.pk, Step.PROPOSALS])
    page = send(office, url, {}, f"rest={edition.pk}")
    assert resend(office, url, page, {}).status_code == 302
    assert Award.objects.count() == 4

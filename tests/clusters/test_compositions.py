"""A year that holds two compositions, one until 30 June, another from 1 July."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from clusters.models import ClusterEdition
from clusters.papers import year_list_paper, year_list_xlsx
from clusters.queries import periods_of, year_list
from documents.papers import paper_text
from organizations.actions import rename_unit
from organizations.rules import NameFacts
from tests.clusters.province import Province, province
from tests.typing_in import rows

pytestmark = pytest.mark.django_db

OLD = ("VKSND huyện Lục Ngạn", "VKSND huyện Yên Dũng", "VKSND huyện Tân Yên")
NEW = "VKSND khu vực 3"
FIRST = "Từ 01/01/2024 đến hết 30/06/2024: 03 đơn vị"
SECOND = "Từ 01/07/2024 đến hết 31/12/2024: 02 đơn vị"


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Bắc Giang", *OLD, NEW)


@pytest.fixture
def cluster(owner: Province) -> ClusterEdition:
    """Two units leave at the end of June, another one joins; a third stays all year."""
    made = owner.set_up(owner.open_year(2024), number="2")
    typed = rows(
        "members",
        {"unit_id": OLD[0], "valid_to": "30/06/2024"},
        {"unit_id": OLD[1], "valid_to": "30/06/2024"},
        {"unit_id": OLD[2]},
        {"unit_id": NEW, "valid_from": "01/07/2024"},
    )
    assert owner.type_in("composition", made, **typed).status_code == 302
    return made


def names(cluster: ClusterEdition) -> list[tuple[str, list[str]]]:
    return [
        (period.heading, [member.name.short_name for member in period.members])
        for period in periods_of(cluster)
    ]


def test_both_compositions_stand_in_order_with_their_days(cluster: ClusterEdition):
    assert names(cluster) == [(FIRST, [*OLD[:1], OLD[2], OLD[1]]), (SECOND, [OLD[2], NEW])]


def test_one_list_all_year_has_no_periods(owner: Province):
    made = owner.set_up(owner.open_year(2024), number="1")
    owner.compose(made, *OLD)
    assert periods_of(made) == ()
    typed = rows("members", *({"unit_id": name, "valid_from": "01/01/2024"} for name in OLD))
    owner.type_in("composition", made, **typed)
    assert periods_of(made) == ()


def test_a_period_that_is_over_bears_the_names_of_its_last_day(
    owner: Province, cluster: ClusterEdition
):
    typed = NameFacts("Viện KSND thị xã Chũ", "VKSND thị xã Chũ", valid_from=date(2024, 8, 1))
    for unit in (owner.units[OLD[0]], owner.units[OLD[2]]):
        rename_unit(unit=unit, facts=typed, by=owner.by)
    first, second = names(cluster)
    assert OLD[0] in first[1]
    assert OLD[2] in first[1]
    assert second[1].count("VKSND thị xã Chũ") == 1


def test_the_page_of_the_group_shows_both(owner: Province, cluster: ClusterEdition):
    page = owner.browser.get(reverse("portal:edition", args=[cluster.pk])).content.decode()
    assert page.index(FIRST) < page.index(OLD[0]) < page.index(SECOND) < page.index(NEW)


def test_the_printed_list_and_its_workbook_show_both(cluster: ClusterEdition):
    content = year_list(cluster.year)
    said = " ".join(paper_text(year_list_paper(content)).split())
    assert said.index(FIRST) < said.index("huyện Lục Ngạn") < said.index(SECOND)
    assert said.index(SECOND) < said.index("khu vực 3")
    sheet = load_workbook(BytesIO(year_list_xlsx(content))).active
    notes = [str(row[5]) for row in sheet.values if row[1] == "Cụm thi đua số 2"]
    assert [note.split(".")[0] for note in notes] == [FIRST] * 3 + [SECOND] * 2

"""Tables of criteria: made, corrected, copied, sealed, deleted; by whom, and on which pages."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from core.dependants import InUse
from core.versions import Stale, version_of
from organizations.enums import UnitKind
from scoring.actions import (
    CannotSetCriteria,
    CriteriaFacts,
    correct_criteria_set,
    create_criteria_set,
    delete_criteria_set,
)
from scoring.models import CriteriaSet, Criterion
from scoring.queries import criteria_facts_of, criteria_sets_visible_to, figures_of
from scoring.rules import CriterionFacts
from tests.people import browser_of
from tests.scoring.group import CRITERIA, TWO_LEVELS, Group, group

pytestmark = pytest.mark.django_db
TABLE = CriteriaFacts("Bảng tiêu chí năm 2025", TWO_LEVELS, meant_for=UnitKind.DISTRICT)


@pytest.fixture
def trio(administrator: User) -> Group:
    return group(3, administrator)


@pytest.fixture
def table(trio: Group) -> CriteriaSet:
    return create_criteria_set(owner=trio.owner, facts=TABLE, by=trio.office)


def url(name: str, *arguments: int) -> str:
    return reverse(f"scoring:{name}", args=arguments)


def page_of(response: HttpResponse) -> str:
    return response.content.decode().replace("\u00a0", " ")


def typed(facts: CriteriaFacts, **more: str) -> dict[str, str]:
    """What the form of a table sends."""
    data = {"name": facts.name, "meant_for": facts.meant_for, "rows-TOTAL_FORMS": "", **more}
    for number, row in enumerate(facts.rows):
        points = "" if row.max_points is None else str(row.max_points).replace(".", ",")
        cells = {"code": row.code, "name": row.name, "under": row.under, "kind": str(row.kind)}
        for name, value in (cells | {"max_points": points}).items():
            data[f"rows-{number}-{name}"] = value
    data |= {"rows-TOTAL_FORMS": str(len(facts.rows)), "rows-INITIAL_FORMS": "0", "save": "1"}
    return data | more


# Making and correcting


def test_a_table_of_two_levels_is_read_as_it_was_typed(table: CriteriaSet) -> None:
    assert criteria_facts_of(table) == TABLE
    assert Criterion.objects.get(code="I.3").parent == Criterion.objects.get(code="I")


def test_a_name_is_given_once_by_an_owner(trio: Group, table: CriteriaSet) -> None:
    again = CriteriaFacts(" BẢNG  tiêu chí năm 2025 ", CRITERIA)
    with pytest.raises(CannotSetCriteria) as refused:
        create_criteria_set(owner=trio.owner, facts=again, by=trio.office)
    assert [problem.field for problem in refused.value.problems] == ["name"]
    other = group(1, trio.by, name="Cụm thi đua số 7")
    assert create_criteria_set(owner=other.owner, facts=again, by=trio.by).pk
    with pytest.raises(CannotSetCriteria):
        create_criteria_set(owner=trio.owner, facts=CriteriaFacts(" ", CRITERIA), by=trio.by)


def test_an_older_copy_overwrites_nothing(trio: Group, table: CriteriaSet) -> None:
    opened = version_of(TABLE)
    mine, theirs = CriteriaFacts("Của tôi", CRITERIA), CriteriaFacts("Của họ", CRITERIA)
    correct_criteria_set(criteria_set=table, facts=theirs, version=opened, by=trio.office)
    with pytest.raises(Stale):
        correct_criteria_set(criteria_set=table, facts=mine, version=opened, by=trio.office)
    correct_criteria_set(criteria_set=table, facts=theirs, version=opened, by=trio.office)
    assert criteria_facts_of(CriteriaSet.objects.get(pk=table.pk)) == theirs
    assert Event.objects.filter(name="criteria_set.corrected").count() == 1


def test_a_used_table_is_sealed_and_stays(trio: Group) -> None:
    trio.open(TWO_LEVELS)
    used = trio.round.criteria_set
    with pytest.raises(CannotSetCriteria, match="hãy lập bảng mới từ bảng này"):
        correct_criteria_set(criteria_set=used, facts=TABLE, version="", by=trio.office)
    with pytest.raises(InUse, match="1 đợt chấm điểm: Chấm điểm Cụm thi đua số 1"):
        delete_criteria_set(criteria_set=used, by=trio.office)


def test_an_unused_table_goes_with_its_lines_and_the_log_keeps_it(
    trio: Group, table: CriteriaSet
) -> None:
    delete_criteria_set(criteria_set=table, by=trio.office)
    assert not Criterion.objects.exists()
    kept = Event.objects.get(name="criteria_set.deleted").before
    assert [row["code"] for row in kept["rows"]] == [row.code for row in TWO_LEVELS]


# Who sees them


def test_a_table_is_read_by_its_owners_side_and_by_those_it_scores(trio: Group) -> None:
    other = group(1, trio.by, name="Cụm thi đua số 9")
    trio.open()
    table = trio.round.criteria_set
    readers = (trio.office, trio.leader, trio.clerk(1), trio.by)
    assert all(table in criteria_sets_visible_to(reader) for reader in readers)
    assert not criteria_sets_visible_to(other.clerk(0)).exists()
    assert browser_of(other.office).get(url("criteria-set", table.pk)).status_code == 404


def test_an_unused_table_is_the_owners_own_matter(trio: Group, table: CriteriaSet) -> None:
    assert table in criteria_sets_visible_to(trio.leader)
    assert not criteria_sets_visible_to(trio.clerk(0)).exists()


@pytest.mark.parametrize("name", ["edit", "copy", "delete"])
def test_only_the_owners_office_changes_a_table(name: str, trio: Group, table: CriteriaSet) -> None:
    address = url(f"criteria-set-{name}", table.pk)
    for reader in (trio.leader, trio.by):
        assert browser_of(reader).get(address).status_code == 403
        assert browser_of(reader).post(address, typed(TABLE)).status_code == 403
    assert browser_of(trio.office).get(address).status_code == 200
    assert browser_of(trio.clerk(0)).get(address).status_code == 404


# Pages


def test_an_office_types_a_table_and_reads_it(trio: Group) -> None:
    client = browser_of(trio.office)
    data = typed(TABLE, owner_id=str(trio.owner.pk))
    page = page_of(client.post(url("criteria-set-new"), data, follow=True))
    assert criteria_facts_of(CriteriaSet.objects.get()) == TABLE
    for words in (
        "Đã lập bảng tiêu chí.",
        "Các dòng cộng được 60,00, tính tối đa 55,00",
        "Điểm thưởng cộng thêm vào tổng, không tính vào thang điểm.",
        "95,00",
        "VKSND cấp huyện",
    ):
        assert words in page
    assert client.post(url("criteria-set-new"), data).status_code == 422
    assert CriteriaSet.objects.count() == 1


def test_a_table_is_not_made_in_the_name_of_others(trio: Group) -> None:
    other = group(1, trio.by, name="Cụm thi đua số 9")
    data = typed(TABLE, owner_id=str(other.owner.pk))
    response = browser_of(trio.office).post(url("criteria-set-new"), data)
    assert "Chọn một mục trong danh sách." in page_of(response)
    assert not CriteriaSet.objects.exists()


def test_a_row_is_added_and_moved_without_scripts_and_without_saving(trio: Group) -> None:
    client = browser_of(trio.office)
    data = typed(TABLE, owner_id=str(trio.owner.pk))
    del data["save"]
    grown = client.post(url("criteria-set-new"), data | {"add_rows": "1"})
    assert 'name="rows-6-code"' in page_of(grown)
    moved = page_of(client.post(url("criteria-set-new"), data | {"up_rows": "2"}))
    assert moved.index('value="I.2"') < moved.index('value="I.1"')
    assert not CriteriaSet.objects.exists()


def test_what_is_wrong_stands_at_its_row_and_nothing_typed_is_lost(trio: Group) -> None:
    wrong = (*CRITERIA, CriterionFacts("V.1", "a" * 501, under="V"))
    data = typed(CriteriaFacts("Bảng", wrong), owner_id=str(trio.owner.pk))
    page = page_of(browser_of(trio.office).post(url("criteria-set-new"), data))
    assert "tối đa 500" in page
    assert "a" * 501 in page
    data["rows-2-name"] = "Ngắn"
    response = browser_of(trio.office).post(url("criteria-set-new"), data)
    assert response.status_code == 422
    assert "Không có mục lớn mã V trong bảng." in page_of(response)
    assert "Nhập điểm tối đa của tiêu chí V.1." in page_of(response)


def test_two_offices_at_once_see_both_versions(trio: Group, table: CriteriaSet) -> None:
    client = browser_of(trio.office)
    theirs = CriteriaFacts("Tên của họ", TWO_LEVELS)
    opened = version_of(TABLE)
    correct_criteria_set(criteria_set=table, facts=theirs, version=opened, by=trio.by)
    data = typed(CriteriaFacts("Tên của tôi", TWO_LEVELS), version=opened)
    response = client.post(url("criteria-set-edit", table.pk), data)
    assert response.status_code == 409
    assert "Tên của họ" in page_of(response)
    assert 'value="Tên của tôi"' in page_of(response)


def test_a_sealed_table_shows_the_way_out(trio: Group) -> None:
    trio.open(TWO_LEVELS)
    used, client = trio.round.criteria_set, browser_of(trio.office)
    assert "Lập từ bảng này" in page_of(client.get(url("criteria-set-edit", used.pk)))
    late = client.post(url("criteria-set-edit", used.pk), typed(TABLE))
    assert "hãy lập bảng mới từ bảng này" in page_of(late)
    assert "Không xóa được" in page_of(client.get(url("criteria-set-delete", used.pk)))
    copy = page_of(client.get(url("criteria-set-copy", used.pk)))
    assert copy.count('value="I.') >= 3
    data = typed(TABLE, owner_id=str(trio.owner.pk))
    client.post(url("criteria-set-copy", used.pk), data)
    assert CriteriaSet.objects.count() == 2
    assert len(figures_of(trio.sheet(0)).lines) == 5


def test_a_table_is_deleted_after_asking(trio: Group, table: CriteriaSet) -> None:
    client = browser_of(trio.office)
    assert "6 dòng tiêu chí" in page_of(client.get(url("criteria-set-delete", table.pk)))
    page = page_of(client.post(url("criteria-set-delete", table.pk), follow=True))
    assert "Đã xóa bảng tiêu chí." in page
    assert not CriteriaSet.objects.exists()


def test_fields_nobody_shows_change_nothing(trio: Group, table: CriteriaSet) -> None:
    hostile = {"id": "999", "owner": "1", "owner_id": "1", "source": "x", "added_by_hand": "on"}
    data = typed(TABLE, version=version_of(TABLE), **hostile)
    browser_of(trio.office).post(url("criteria-set-edit", table.pk), data)
    stored = CriteriaSet.objects.get()
    assert (stored.pk, stored.owner_id, stored.source) == (table.pk, trio.owner.pk, "")
    assert not stored.added_by_hand


def test_the_list_is_found_by_words_and_asks_the_same_for_1_and_30(trio: Group) -> None:
    client, counts = browser_of(trio.office), []
    for count in (1, 30):
        while CriteriaSet.objects.count() < count:
            facts = CriteriaFacts(f"Bảng tiêu chí số {CriteriaSet.objects.count()}", TWO_LEVELS)
            create_criteria_set(owner=trio.owner, facts=facts, by=trio.by)
        with CaptureQueriesContext(connection) as asked:
            client.get(url("criteria-sets"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
    assert "Bảng tiêu chí số 7" in page_of(client.get(url("criteria-sets"), {"q": "bang so 7"}))
    unused = page_of(client.get(url("criteria-sets"), {"dung": "da-dung"}))
    assert "Bảng tiêu chí số" not in unused
    assert client.get(url("criteria-sets"), {"xuat": "xlsx"}).content[:2] == b"PK"

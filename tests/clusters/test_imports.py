"""Compositions of a year from a workbook."""

from datetime import date
from typing import Any

import pytest

from audit.models import Event
from clusters.actions import lock_year, save_composition
from clusters.imports import COMPOSITION_IMPORT, compositions_given
from clusters.models import ClusterEdition, EmulationYear, Membership
from clusters.queries import composition_of
from clusters.rules import CompositionFacts
from core.versions import version_of
from organizations.enums import UnitKind
from organizations.imports import RowsRefused, take_over
from organizations.models import ImportRun, Unit
from tests.clusters.province import Province, province, unit
from tests.organizations.importing import filled_in, kinds, said, sent

pytestmark = pytest.mark.django_db
HUYEN = ("VKSND huyện Cao Lộc", "VKSND huyện Chi Lăng", "VKSND huyện Hữu Lũng")
JULY, JUNE_30 = date(2024, 7, 1), date(2024, 6, 30)


@pytest.fixture
def made() -> Province:
    found = province("VKSND tỉnh Lạng Sơn", *HUYEN)
    found.open_year()
    return found


def year() -> EmulationYear:
    return EmulationYear.objects.get()


def member(
    called: str, number: str = "1", kind: str = "Cụm thi đua", **more: Any
) -> dict[str, Any]:
    return {"kind": kind, "number": number, "unit": called} | more


def send(made: Province, *rows: dict[str, Any]) -> ImportRun:
    content = filled_in(COMPOSITION_IMPORT, {"compositions": list(rows)})
    return sent(content, made.office, COMPOSITION_IMPORT, year().pk)


def take(made: Province, *rows: dict[str, Any]) -> ImportRun:
    run = send(made, *rows)
    take_over(COMPOSITION_IMPORT, run, made.office)
    return run


def test_groups_are_set_up_with_their_members(made: Province) -> None:
    made.found("Phòng 1", kind=UnitKind.DEPARTMENT)
    take(
        made,
        member(HUYEN[0], stated="11"),
        member(HUYEN[1]),
        member("Phòng 1", number="", kind="Khối thi đua", name="Khối thi đua VKSND tỉnh"),
    )
    cluster, bloc = ClusterEdition.objects.order_by("-kind")
    if cluster.kind == "bloc":
        cluster, bloc = bloc, cluster
    assert (cluster.name, cluster.number, cluster.stated_member_count) == (
        "Cụm thi đua số 1",
        "1",
        11,
    )
    assert cluster.memberships.count() == 2
    assert (bloc.name, bloc.number) == ("Khối thi đua VKSND tỉnh", "")


def test_what_is_given_out_comes_in_again(made: Province) -> None:
    take(made, member(HUYEN[0], stated="11"), member(HUYEN[1], valid_to=JUNE_30, note="chuyển"))
    take(made, {"kind": "Khối thi đua", "name": "Khối trống"})
    given = compositions_given(made.office, year().pk)
    assert set(kinds(send(made, *given["compositions"]))) == {"unchanged"}
    Membership.objects.all().delete()
    ClusterEdition.objects.all().delete()
    take(made, *given["compositions"])
    assert compositions_given(made.office, year().pk) == given


def test_members_are_added_and_their_days_corrected_nobody_is_left_out(made: Province) -> None:
    take(made, member(HUYEN[0]), member(HUYEN[1]))
    run = take(made, member(HUYEN[1], valid_to=JUNE_30), member(HUYEN[2], stated="3"))
    assert kinds(run) == ["changes", "new"]
    rows = {row.unit: row.valid_to for row in Membership.objects.all()}
    assert rows == {
        made.units[HUYEN[0]]: None,
        made.units[HUYEN[1]]: JULY,
        made.units[HUYEN[2]]: None,
    }
    assert ClusterEdition.objects.get().stated_member_count == 3
    assert Event.objects.filter(name="composition.changed").count() == 2


def test_a_count_alone_is_a_change(made: Province) -> None:
    take(made, member(HUYEN[0]))
    assert kinds(send(made, member(HUYEN[0], stated="9"))) == ["changes"]
    assert kinds(send(made, member("", stated="9"))) == ["changes"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([member(HUYEN[0]), member(HUYEN[0], number="2")], "đã thuộc Cụm thi đua số"),
        ([member("VKSND huyện Không Có")], "Chưa có đơn vị tên"),
        ([member(HUYEN[0], code="#999999")], "Không có đơn vị nào mang mã"),
        ([member(HUYEN[0], kind="Nhóm")], "không có trong danh mục"),
        ([member(HUYEN[0], stated="0")], "Nhập số từ 1 đến 200."),
        ([member(HUYEN[0], stated="3"), member(HUYEN[1], stated="4")], "ghi 3."),
        ([member(HUYEN[0], valid_from=JULY, valid_to=JUNE_30)], "Ngày cuối phải từ ngày đầu"),
        ([member(HUYEN[0], name="Cụm một"), member(HUYEN[1], name="Cụm hai")], "tên là “Cụm một”"),
    ],
)
def test_a_row_that_cannot_be_says_why(
    made: Province, rows: list[dict[str, Any]], words: str
) -> None:
    run = send(made, *rows)
    assert any(kind == "refused" and words in text for kind, text in said(run)), said(run)
    with pytest.raises(RowsRefused):
        take_over(COMPOSITION_IMPORT, run, made.office)
    assert not ClusterEdition.objects.exists()


def test_a_member_of_another_group_of_the_year_is_refused(made: Province) -> None:
    take(made, member(HUYEN[0], number="2"))
    ((kind, words),) = said(send(made, member(HUYEN[0])))
    assert (kind, words) == ("refused", f"{HUYEN[0]} đã thuộc Cụm thi đua số 2 năm này.")


def test_a_unit_that_ended_before_the_year_is_refused(made: Province) -> None:
    Unit.objects.filter(pk=made.units[HUYEN[0]].pk).update(exists_to=date(2023, 7, 1))
    ((kind, words),) = said(send(made, member(HUYEN[0])))
    assert kind == "refused"
    assert "Trong thời gian này không có" in words
    code = {"code": f"#{made.units[HUYEN[0]].pk}"}
    ((kind, words),) = said(send(made, member(HUYEN[0], **code)))
    assert "đã kết thúc từ ngày 01/07/2023" in words


def test_names_borne_by_several_units_need_a_number(made: Province) -> None:
    for name in ("VKSND tỉnh A", "VKSND tỉnh B"):
        owner = unit(name, UnitKind.PROVINCE, made.by)
        made.units[name] = unit("Phòng 1", UnitKind.DEPARTMENT, made.by, owner)
    ((kind, words),) = said(send(made, member("Phòng 1")))
    assert kind == "refused"
    assert "thuộc VKSND tỉnh A" in words
    assert f"#{made.units['VKSND tỉnh B'].pk}" in words
    code = f"#{made.units['VKSND tỉnh B'].pk}"
    assert kinds(send(made, member("Phòng 1", code=code))) == ["new"]


def test_a_locked_year_takes_nothing(made: Province) -> None:
    run = send(made, member(HUYEN[0]))
    lock_year(year=year(), by=made.office)
    with pytest.raises(RowsRefused):
        take_over(COMPOSITION_IMPORT, run, made.office)
    run.refresh_from_db()
    assert "đã khóa" in said(run)[0][1]
    assert not ClusterEdition.objects.exists()


def test_another_office_takes_nothing(made: Province) -> None:
    other = province("VKSND tỉnh Phú Yên")
    content = filled_in(COMPOSITION_IMPORT, {"compositions": [member(HUYEN[0])]})
    run = sent(content, other.office, COMPOSITION_IMPORT, year().pk)
    assert kinds(run) == ["refused"]


def test_a_list_changed_since_the_check_is_judged_again(made: Province) -> None:
    take(made, member(HUYEN[0]))
    run = send(made, member(HUYEN[1]))
    edition = ClusterEdition.objects.get()
    stored = composition_of(edition)
    save_composition(
        edition=edition, facts=CompositionFacts(), version=version_of(stored), by=made.office
    )
    take_over(COMPOSITION_IMPORT, run, made.office)
    assert [row.unit for row in edition.memberships.all()] == [made.units[HUYEN[1]]]

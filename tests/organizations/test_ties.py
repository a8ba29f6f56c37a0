"""Units that share a name are told apart; units that came from each other are tied in words."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.models import User
from organizations.actions import Journal, carry_out, plan_event
from organizations.enums import EventKind, UnitKind
from organizations.models import Unit, UnitEvent, UnitName
from organizations.queries import NamedUnits, ties_of, unit_book
from organizations.rules import AfterRow, BeforeRow, EventFacts
from tests.organizations.register import lang_son, unit

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
TODAY, JULY = date(2024, 11, 25), date(2025, 7, 1)


def happened(kind: str, by: User, before: tuple[BeforeRow, ...], after: AfterRow) -> None:
    event = plan_event(facts=EventFacts(kind, JULY, before=before, after=(after,)), by=by)
    carry_out(event=event, journal=Journal(event), by=by)


def labels(name: str) -> set[str]:
    return {label for label in unit_book(TODAY).labels.values() if label.startswith(name)}


def test_units_of_one_name_in_two_provinces_are_told_apart_by_the_unit_above(
    lang_son: SimpleNamespace,
) -> None:
    unit("huyện Cao Lộc", lang_son.elsewhere, lang_son.administrator)
    assert labels("VKSND huyện Cao Lộc") == {
        "VKSND huyện Cao Lộc (VKSND tỉnh Lạng Sơn)",
        "VKSND huyện Cao Lộc (VKSND tỉnh Phú Yên)",
    }


def test_the_old_and_the_new_bearer_of_a_name_are_told_apart_by_their_time(
    lang_son: SimpleNamespace,
) -> None:
    old = unit("huyện Bình Gia", lang_son.province, lang_son.administrator)
    full, short = "Viện kiểm sát nhân dân huyện Bình Gia", "VKSND huyện Bình Gia"
    before = (BeforeRow(old.pk), BeforeRow(lang_son.district.pk))
    place = {"kind": UnitKind.REGION, "parent_id": lang_son.province.pk}
    new_unit = AfterRow(full_name=full, short_name=short, **place)
    happened(EventKind.MERGE, lang_son.administrator, before, new_unit)
    assert labels(short) == {f"{short} (đến hết 30/06/2025)", f"{short} (từ 01/07/2025)"}
    new = UnitEvent.objects.get().parts.get(side="after").unit_id
    ties = {key: [tie.words for tie in said] for key, said in ties_of([old.pk, new or 0]).items()}
    assert ties[old.pk] == [f"sẽ là {short} từ ngày 01/07/2025"]
    assert ties[new or 0] == [f"trước là {short}, VKSND huyện Cao Lộc từ ngày 01/07/2025"]


def test_names_that_say_why_a_unit_was_found_stand_in_vietnamese_order(
    lang_son: SimpleNamespace,
) -> None:
    an_loc = unit("huyện Ân Lộc", lang_son.province, lang_son.administrator)
    before = (BeforeRow(lang_son.district.pk), BeforeRow(an_loc.pk))
    place = {"kind": UnitKind.REGION, "parent_id": lang_son.province.pk}
    region = AfterRow(full_name="VKSND khu vực 1", short_name="Khu vực 1", **place)
    happened(EventKind.MERGE, lang_son.administrator, before, region)
    name = UnitName.objects.get(short_name="Khu vực 1")
    assert NamedUnits("lộc").why(name) == "kế thừa VKSND huyện Ân Lộc, VKSND huyện Cao Lộc"


def test_what_neither_time_nor_place_tells_apart_gets_its_number(lang_son: SimpleNamespace) -> None:
    Unit.objects.update(exists_from=date(2000, 1, 1))
    twins = [unit("huyện Chi Lăng", lang_son.province, lang_son.administrator)]
    twins.append(unit("huyện Chi Lăng", lang_son.elsewhere, lang_son.administrator))
    twins[1].parents.update(parent=lang_son.province)
    place = "VKSND tỉnh Lạng Sơn"
    assert labels("VKSND huyện Chi Lăng") == {
        f"VKSND huyện Chi Lăng ({place}, mã {twin.pk})" for twin in twins
    }


@pytest.mark.parametrize(
    ("kind", "ours", "theirs"),
    [
        (EventKind.ABSORB, "nhập vào", "nhận sáp nhập"),
        (EventKind.TRANSFER, "chuyển một phần địa bàn cho", "nhận một phần địa bàn của"),
    ],
)
def test_a_tie_reads_from_both_ends(
    lang_son: SimpleNamespace, kind: str, ours: str, theirs: str
) -> None:
    other = unit("huyện Bình Gia", lang_son.province, lang_son.administrator)
    before = (BeforeRow(lang_son.district.pk),)
    happened(kind, lang_son.administrator, before, AfterRow(unit_id=other.pk))
    ties = ties_of([lang_son.district.pk, other.pk])
    since = "từ ngày 01/07/2025"
    assert [tie.words for tie in ties[lang_son.district.pk]] == [
        f"{ours} VKSND huyện Bình Gia {since}"
    ]
    assert [tie.words for tie in ties[other.pk]] == [f"{theirs} VKSND huyện Cao Lộc {since}"]


def test_a_new_unit_above_ties_nobody(lang_son: SimpleNamespace) -> None:
    before = (BeforeRow(lang_son.district.pk),)
    above = AfterRow(unit_id=lang_son.elsewhere.pk)
    happened(EventKind.MOVE, lang_son.administrator, before, above)
    assert ties_of([lang_son.district.pk]) == {}


def test_names_before_and_after_today_are_told(lang_son: SimpleNamespace) -> None:
    name = AfterRow(full_name="Viện kiểm sát nhân dân Cao Lộc", short_name="VKSND Cao Lộc")
    before = (BeforeRow(lang_son.district.pk),)
    happened(EventKind.RENAME, lang_son.administrator, before, name)
    (tie,) = ties_of([lang_son.district.pk])[lang_son.district.pk]
    assert tie.words == "từ ngày 01/07/2025 mang tên VKSND Cao Lộc"

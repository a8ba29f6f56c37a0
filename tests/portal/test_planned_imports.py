"""A workbook decides nothing for a person: an event that raises a question is left as planned."""

from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.models import User
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    lock_year,
    open_edition,
    open_year,
    reserve_seat,
)
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, Membership
from core.days import vn_date
from documents.actions import register_basis
from documents.rules import BasisFacts, DutyRow
from organizations.enums import EventKind, EventState, Role, UnitKind
from organizations.imports import RowsRefused, take_over, verdicts_of
from organizations.models import ImportRun, Unit, UnitEvent, UnitName
from organizations.queries import name_on, parents_on
from portal.imports import UNIT_IMPORT
from tests.organizations.importing import filled_in, imported, kinds, said, sent
from tests.organizations.register import lang_son, unit
from tests.people import browser_of, person
from tests.portal.confirming import again, confirm

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
JULY, AUGUST, JUNE_30 = date(2025, 7, 1), date(2025, 8, 1), date(2025, 6, 30)
V = "Viện kiểm sát nhân dân "
DISTRICT = "VKSND huyện Cao Lộc"


@pytest.fixture
def here(lang_son: SimpleNamespace) -> SimpleNamespace:
    """Beside the district with something to decide, one that nothing hangs on."""
    lang_son.quiet = unit("huyện Yên Lặng", lang_son.province, lang_son.administrator)
    lang_son.by = lang_son.administrator
    return lang_son


def row(code: str, name: str, kind: UnitKind, **more: Any) -> dict[str, Any]:
    names = {"full_name": f"{V}{name}", "short_name": f"VKSND {name}"}
    return {"code": code, "kind": kind.label, **names, **more}


def abolished(*units: str, on: date = JULY) -> dict[str, Any]:
    return {"kind": EventKind.ABOLISH.label, "on": on, "before": "; ".join(units)}


def group_of(here: SimpleNamespace, *members: Unit) -> ClusterEdition:
    year = open_year(owner=here.province, facts=YearFacts(label_year=2025), by=here.by)
    facts = EditionFacts(kind="cluster", number="2", name="Cụm thi đua số 2")
    edition = open_edition(year=year, facts=facts, by=here.by)
    for each in members:
        join_group(edition=edition, unit=each, by=here.by)
    return edition


def merged(here: SimpleNamespace) -> dict[str, list[dict[str, Any]]]:
    """The province, with districts below and accounts, becomes another one with its neighbour."""
    codes = [f"#{each.pk}" for each in (here.province, here.elsewhere)]
    old = [{"code": code, "exists_to": JUNE_30, "name_to": JUNE_30} for code in codes]
    old = [each | {"full_name": each_name} for each, each_name in zip(old, NAMES, strict=True)]
    new = row("MOI", "tỉnh Mới", UnitKind.PROVINCE, parent="VKSND tối cao", exists_from=JULY)
    kind = EventKind.MERGE.label
    merge = {"kind": kind, "on": JULY, "before": "; ".join(codes), "after": "MOI"}
    return {"units": [*old, new], "events": [merge]}


NAMES = (f"{V}tỉnh Lạng Sơn", f"{V}tỉnh Phú Yên")


def test_an_event_with_a_question_waits_and_one_without_is_carried_out(here: SimpleNamespace):
    group_of(here, here.district)
    rows = {"events": [abolished(DISTRICT), abolished("VKSND huyện Yên Lặng")]}
    run = sent(filled_in(UNIT_IMPORT, rows), here.by)
    (planned, words), (new, _) = said(run)
    assert (planned, new) == ("planned", "new")
    assert words.startswith("Cần người quyết định: VKSND huyện Cao Lộc trong Cụm")
    assert not UnitEvent.objects.exists()  # a look at what would happen leaves nothing behind
    assert verdicts_of(run)[0].event_id is None
    take_over(UNIT_IMPORT, run, here.by)
    waiting = UnitEvent.objects.get(state=EventState.PLANNED)
    assert again(here.district).exists_to is None
    assert again(here.quiet).exists_to == JULY
    run.refresh_from_db()
    assert [each.event_id for each in verdicts_of(run)] == [waiting.pk, None]
    assert [kind for kind, _ in said(sent(filled_in(UNIT_IMPORT, rows), here.by))] == [
        "unchanged",
        "unchanged",
    ]
    confirm(waiting, here.by, membership="end", heir="none")
    assert again(here.district).exists_to == JULY
    assert Membership.objects.get().valid_to == JULY


def seat(here: SimpleNamespace) -> None:
    edition = group_of(here)
    chosen = SeatFacts(GroupRole.HEAD, here.district)
    reserve_seat(edition=edition, label_year=2026, seat=chosen, by=here.by)


def below(here: SimpleNamespace) -> None:
    unit("Phòng 1", here.district, here.by, kind=UnitKind.DEPARTMENT)


def account(here: SimpleNamespace) -> None:
    person("canbocaoloc", Role.CLERK, here.district)


def duty(here: SimpleNamespace) -> None:
    row = DutyRow("Gửi báo cáo", unit_id=here.district.pk)
    register_basis(facts=BasisFacts("Công văn", "15/VKS-VP", duties=(row,)), by=here.by)


def closed(here: SimpleNamespace) -> None:
    lock_year(year=group_of(here, here.district).year, by=here.by)


@pytest.mark.parametrize("left", [seat, below, account, duty, closed])
def test_whatever_a_unit_leaves_is_for_a_person_to_decide(here: SimpleNamespace, left: Any):
    left(here)
    imported({"events": [abolished(DISTRICT)]}, here.by)
    assert UnitEvent.objects.get().state == EventState.PLANNED
    assert again(here.district).exists_to is None


def test_what_a_planned_merger_would_bring_is_not_written_either(here: SimpleNamespace):
    rows = merged(here)
    run = imported(rows, here.by)
    run.refresh_from_db()
    assert kinds(run) == ["unchanged", "unchanged", "planned", "planned"]
    assert not UnitName.objects.filter(short_name="VKSND tỉnh Mới").exists()
    province = again(here.province)
    assert (province.exists_to, province.names.get().valid_to) == (None, None)
    assert parents_on([here.district], JULY) == {here.district.pk: province.pk}
    assert set(kinds(sent(filled_in(UNIT_IMPORT, rows), here.by))) == {"unchanged"}
    new = confirm(UnitEvent.objects.get(), here.by).parts.get(side="after").unit
    assert parents_on([here.district], JULY) == {here.district.pk: new.pk}
    last = sent(filled_in(UNIT_IMPORT, rows), here.by)
    assert "refused" not in kinds(last)
    assert kinds(last)[2:] == ["unchanged", "unchanged"]


def test_a_district_named_with_its_new_place_stays_until_the_merger_happens(here: SimpleNamespace):
    rows = merged(here)
    code = f"#{here.district.pk}"
    rows["units"] += [
        {"code": code, "parent": f"#{here.province.pk}", "parent_to": JUNE_30},
        {"code": code, "parent": "MOI", "parent_from": JULY},
    ]
    imported(rows, here.by)
    link = here.district.parents.get()
    assert (link.parent, link.valid_to) == (here.province, None)


def refused(rows: dict[str, Any], by: User) -> str:
    """Why nothing of it is taken over."""
    run = sent(filled_in(UNIT_IMPORT, rows), by)
    assert "refused" in kinds(run)
    with pytest.raises(RowsRefused):
        take_over(UNIT_IMPORT, run, by)
    assert not UnitEvent.objects.filter(carried_out_at__isnull=False).exists()
    return next(words for kind, words in said(run) if kind == "refused")


def test_a_unit_below_one_that_is_yet_to_be_is_refused(here: SimpleNamespace):
    rows = merged(here)
    rows["units"].append(row("KV1", "khu vực 1", UnitKind.REGION, parent="MOI"))
    words = "Cấp trên chỉ có khi biến động lập đơn vị đó được thực hiện"
    assert refused(rows, here.by).startswith(words)
    assert not UnitEvent.objects.exists()
    rows["units"].pop()
    imported(rows, here.by)
    rows["units"].append(row("KV1", "khu vực 1", UnitKind.REGION, parent="MOI"))
    assert refused(rows, here.by).startswith(words)  # the merger is planned from before


def test_an_event_that_needs_one_that_waits_is_refused_or_waits_too(here: SimpleNamespace):
    rows = merged(here)
    later = {"kind": EventKind.ABOLISH.label, "on": AUGUST, "before": "MOI"}
    assert "VKSND tỉnh Mới (mã MOI) chỉ có khi" in refused(
        rows | {"events": [*rows["events"], later]}, here.by
    )
    account(here)
    quiet = f"#{here.quiet.pk}"
    taken = {
        "kind": EventKind.ABSORB.label,
        "on": JULY,
        "before": DISTRICT,
        "after": quiet,
    }
    run = imported({"events": [abolished(quiet, on=AUGUST), taken]}, here.by)
    run.refresh_from_db()
    assert kinds(run) == ["planned", "planned"]
    assert "phải thực hiện trước" in said(run)[0][1]


def test_a_move_that_waits_leaves_the_unit_where_it_stands(here: SimpleNamespace):
    group_of(here, here.district)
    code = f"#{here.district.pk}"
    places = [
        {"code": code, "parent": f"#{here.province.pk}", "parent_to": JUNE_30},
        {"code": code, "parent": f"#{here.elsewhere.pk}", "parent_from": JULY},
    ]
    move = {
        "kind": EventKind.MOVE.label,
        "on": JULY,
        "before": DISTRICT,
        "after": f"#{here.elsewhere.pk}",
    }
    rows = {"units": places, "events": [move]}
    imported(rows, here.by)
    assert parents_on([here.district], JULY) == {here.district.pk: here.province.pk}
    assert set(kinds(sent(filled_in(UNIT_IMPORT, rows), here.by))) == {"unchanged"}


def test_a_renaming_asks_nothing_unless_a_closed_year_bears_the_name(here: SimpleNamespace):
    code = f"#{here.district.pk}"
    names = [
        {"code": code, "full_name": f"{V}huyện Cao Lộc", "name_to": JUNE_30},
        {"code": code, "full_name": f"{V}thị xã Cao Lộc", "name_from": JULY},
    ]
    rows = {"units": names, "events": [{"kind": "Đổi tên", "on": JULY, "before": code}]}
    closed(here)
    imported(rows, here.by)
    assert here.district.names.get().valid_to is None
    assert set(kinds(sent(filled_in(UNIT_IMPORT, rows), here.by))) == {"unchanged"}
    UnitEvent.objects.all().delete()
    quiet = {"units": [each | {"code": "Y"} for each in names], "events": rows["events"]}
    quiet["units"][0] |= {"full_name": f"{V}huyện Yên Lặng"}
    imported(quiet | {"events": [rows["events"][0] | {"before": "Y"}]}, here.by)
    assert name_on(here.quiet, JULY).full_name == f"{V}thị xã Cao Lộc"


def test_a_day_in_a_cell_ends_no_unit_that_something_hangs_on(here: SimpleNamespace):
    group_of(here, here.district)
    rows = {"units": [{"code": f"#{here.district.pk}", "exists_to": JUNE_30}]}
    assert "Hãy ghi biến động của đơn vị." in refused(rows, here.by)
    imported({"units": [{"code": f"#{here.quiet.pk}", "exists_to": JUNE_30}]}, here.by)
    assert again(here.quiet).exists_to == JULY


def test_what_is_impossible_shows_before_anything_is_taken_over(here: SimpleNamespace):
    happens = abolished("VKSND huyện Yên Lặng")
    moved = {"kind": "Đổi cấp trên", "on": JULY, "before": DISTRICT, "after": "VKSND tỉnh Lạng Sơn"}
    words = refused({"events": [happens, moved]}, here.by)
    assert "đang trực thuộc VKSND tỉnh Lạng Sơn" in words


def test_an_office_takes_over_nothing_that_becomes_of_its_own_unit(here: SimpleNamespace):
    own = f"#{here.province.pk}"
    new_name = {"code": own, "full_name": f"{V}Xứ Lạng", "name_from": JULY}
    old_name = {"code": own, "full_name": NAMES[0], "name_to": JUNE_30}
    for rows in (
        {"units": [{"code": own, "exists_to": JUNE_30}]},
        {"units": [old_name, new_name]},
        {"events": [abolished(own)]},
    ):
        assert refused(rows, here.office).startswith("Chỉ văn phòng đơn vị cấp trên")
    imported({"units": [{"code": own, "note": "Trụ sở mới"}]}, here.office)
    imported({"events": [abolished("VKSND huyện Yên Lặng")]}, here.office)
    assert again(here.quiet).exists_to == JULY


def test_the_page_says_what_waits_and_leads_to_it(here: SimpleNamespace):
    account(here)
    browser = browser_of(here.by)
    run = sent(filled_in(UNIT_IMPORT, {"events": [abolished(DISTRICT)]}), here.by)
    address = reverse("portal:import", args=[run.pk])
    shown = browser.get(address).content.decode()
    assert "lưu thành <b>dự kiến</b>, chưa thực hiện" in shown
    assert "Xem và xác nhận" not in shown
    shown = browser.post(address, {"do": "take"}, follow=True).content.decode()
    waiting = reverse("portal:unit-event", args=[UnitEvent.objects.get().pk])
    assert "còn để dự kiến vì cần người quyết định" in shown
    assert f'<a href="{waiting}">Xem và xác nhận</a>' in shown
    assert ImportRun.objects.get().state == "taken_over"


# The reference of units


def load() -> str:
    out = StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def test_the_reference_leaves_provinces_with_something_below_as_planned(here: SimpleNamespace):
    """Phú Yên has a district of its own and an account; Lạng Sơn was not merged."""
    unit("huyện Sông Hinh", here.elsewhere, here.by)
    told = load()
    (event,) = UnitEvent.objects.filter(state=EventState.PLANNED, kind=EventKind.MERGE)
    assert here.elsewhere in {part.unit for part in event.parts.all()}
    assert "1 biến động còn ở dự kiến" in told
    assert "VKSND tỉnh Phú Yên" in told
    assert again(here.elsewhere).exists_to is None
    assert UnitEvent.objects.filter(kind=EventKind.MERGE).count() == 23
    told = load()
    assert "0 mới, 0 thay đổi" in told
    assert f"Từ ngày {vn_date(JULY)}" not in told
    assert "Đã ở dự kiến, chờ người xác nhận." in told
    confirm(event, here.by, heir="after-0", below="after-0")
    assert "0 mới, 0 thay đổi" in load()


def test_a_renaming_of_nothing_is_refused_beside_an_event_that_waits(here: SimpleNamespace):
    group_of(here, here.district)
    imported({"events": [abolished(DISTRICT)]}, here.by)
    rename = {"kind": EventKind.RENAME.label, "on": JULY}
    run = sent(filled_in(UNIT_IMPORT, {"events": [rename]}), here.by)
    assert said(run) == [("refused", "Thiếu đơn vị trước.")]

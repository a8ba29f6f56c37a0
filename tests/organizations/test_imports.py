"""Units and events from a workbook: what each row comes to, all or nothing, out and in again."""

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import User
from audit.models import Event
from core.workbooks import CannotRead
from organizations.actions import NameParts, found_unit
from organizations.enums import ImportState, UnitKind
from organizations.imports import (
    RowsRefused,
    begin_run,
    check_more,
    notes_of,
    rows_of,
    take_over,
    verdicts_of,
    with_reasons,
)
from organizations.imports.giving import units_given
from organizations.imports.tables import UNITS
from organizations.models import ImportRun, Unit, UnitEvent, UnitName, UnitParent
from organizations.queries import name_on, parents_on
from organizations.queries.whole import unit_index
from portal.imports import UNIT_IMPORT
from tests.organizations.importing import (
    book,
    filled_in,
    imported,
    kinds,
    said,
    sent,
    upload,
)
from tests.organizations.register import lang_son

__all__ = ["lang_son"]
pytestmark = pytest.mark.django_db
V = "Viện kiểm sát nhân dân "
JULY, NEW_YEAR = date(2025, 7, 1), date(2025, 1, 1)
JUNE_30, YEARS_END = date(2025, 6, 30), date(2024, 12, 31)


def row(
    code: str, locality: str, kind: UnitKind = UnitKind.PROVINCE, **more: Any
) -> dict[str, Any]:
    names = {"full_name": f"{V}{locality}", "short_name": f"VKSND {locality}"}
    return {"code": code, "kind": kind.label, **names, **more}


def top() -> dict[str, Any]:
    return row("TC", "tối cao", UnitKind.SUPREME)


def vinh_long() -> dict[str, list[dict[str, Any]]]:
    """Two provinces become a third one that bears the name of the first."""
    return {
        "units": [
            top(),
            row("VL", "tỉnh Vĩnh Long", parent="TC", exists_to=JUNE_30),
            row("BT", "tỉnh Bến Tre", parent="VKSND tối cao", exists_to=JUNE_30),
            row("VL2", "tỉnh Vĩnh Long", parent="TC", exists_from=JULY),
            row("HUE", "tỉnh Thừa Thiên Huế", parent="TC", name_to=YEARS_END),
            {"code": "HUE", "full_name": f"{V}thành phố Huế", "name_from": NEW_YEAR},
            row("KV1", "khu vực 1", UnitKind.REGION, parent="VL2"),
        ],
        "events": [
            {"kind": "Hợp nhất thành đơn vị mới", "on": JULY, "before": "VL; BT", "after": "VL2"},
            {"kind": "Đổi tên", "on": NEW_YEAR, "before": "HUE"},
        ],
    }


def short(name: str) -> Unit:
    return UnitName.objects.get(short_name=name).unit


# A whole register


def test_a_register_with_its_events_is_taken_over_and_found_again(administrator: User) -> None:
    run = imported(vinh_long(), administrator)
    assert run.state != ImportState.TAKEN_OVER  # the copy in hand; the row says otherwise
    assert ImportRun.objects.get(pk=run.pk).state == ImportState.TAKEN_OVER
    old, new = (unit.unit for unit in UnitName.objects.filter(short_name="VKSND tỉnh Vĩnh Long"))
    assert (old.exists_to, new.exists_from) == (JULY, JULY)
    merger = UnitEvent.objects.get(kind="merge")
    assert {part.unit_id for part in merger.parts.filter(side="after")} == {new.pk}
    assert parents_on([short("VKSND khu vực 1")], JULY) == {short("VKSND khu vực 1").pk: new.pk}
    hue = UnitName.objects.get(full_name=f"{V}thành phố Huế").unit
    assert name_on(hue, YEARS_END).short_name == "VKSND tỉnh Thừa Thiên Huế"
    assert set(kinds(sent(filled_in(UNIT_IMPORT, vinh_long()), administrator))) == {"unchanged"}


def test_what_is_given_out_comes_in_again_unchanged(administrator: User) -> None:
    imported(vinh_long(), administrator)
    again = sent(filled_in(UNIT_IMPORT, units_given(administrator)), administrator)
    assert set(kinds(again)) == {"unchanged"}


def by_place(given_out: Any) -> list[list[tuple[str, Any]]]:
    """Rows with codes replaced by the place of the unit among the others."""
    codes: dict[str, str] = {}
    for cells in given_out["units"]:
        codes.setdefault(cells["code"], f"đơn vị {len(codes)}")

    def told(key: str, value: Any) -> Any:
        if key in {"code", "parent", "before", "after"} and value:
            return "; ".join(codes[each.strip()] for each in value.split(";"))
        return value

    return [
        sorted((key, told(key, value)) for key, value in cells.items() if value is not None)
        for table in ("units", "events")
        for cells in given_out[table]
    ]


def emptied() -> None:
    for model in (UnitEvent, UnitName, UnitParent, Unit):
        model.objects.all().delete()


def test_in_an_empty_database_the_same_comes_out_again(administrator: User) -> None:
    imported(vinh_long(), administrator)
    first = units_given(administrator)
    content = filled_in(UNIT_IMPORT, first)
    emptied()
    take_over(UNIT_IMPORT, sent(content, administrator), administrator)
    first_rows, second_rows = by_place(first), by_place(units_given(administrator))
    assert sorted(map(str, unplaced(first_rows))) == sorted(map(str, unplaced(second_rows)))


def unplaced(rows: list[list[tuple[str, Any]]]) -> list[list[tuple[str, Any]]]:
    """Units that events founded come out in another place than they went in."""
    keys = {"code", "parent", "before", "after"}
    return [[(key, value) for key, value in cells if key not in keys] for cells in rows]


DAYS = st.dates(date(2000, 1, 1), date(2024, 12, 31))
WORDS = st.sampled_from(["Sơn Động", "Lục Ngạn", "Đắk Song", "Ea H'leo", "Mù Cang Chải", "=1+1"])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    units=st.lists(
        st.tuples(
            WORDS, st.lists(DAYS, max_size=3, unique=True), st.sampled_from(["", "Krông – Ô", "'x"])
        ),
        max_size=6,
        unique_by=lambda each: each[0],
    )
)
def test_whatever_is_in_the_register_comes_in_again_unchanged(
    administrator: User, units: list[Any]
) -> None:
    emptied()
    supreme = found_unit(
        kind=UnitKind.SUPREME, name=NameParts(f"{V}tối cao", "VKSND tối cao"), by=administrator
    )
    for place, days, symbol in units:
        unit = Unit.objects.create(kind=UnitKind.DISTRICT, note=symbol.strip())
        UnitParent.objects.create(unit=unit, parent=supreme)
        days = [None, *sorted(days)]
        for number, day in enumerate(days):
            ends = days[number + 1] if number + 1 < len(days) else None
            name = f"VKSND {place} {number}" if number else f"VKSND {place}"
            UnitName.objects.create(
                unit=unit, full_name=name, short_name=name, valid_from=day, valid_to=ends
            )
    run = sent(filled_in(UNIT_IMPORT, units_given(administrator)), administrator)
    assert set(kinds(run)) == {"unchanged"}


# Which unit a row means


def test_a_number_and_another_name_are_refused(lang_son: SimpleNamespace) -> None:
    rows = [row(f"#{lang_son.district.pk}", "huyện Lộc Bình", UnitKind.DISTRICT)]
    run = sent(filled_in(UNIT_IMPORT, {"units": rows}), lang_son.administrator)
    (verdict,) = verdicts_of(run)
    assert (verdict.kind.value, verdict.column) == ("refused", "code")
    assert "VKSND huyện Cao Lộc" in verdict.words


def test_an_ambiguous_name_is_refused_with_both_candidates(lang_son: SimpleNamespace) -> None:
    for province in (lang_son.province, lang_son.elsewhere):
        name = NameParts("Văn phòng tổng hợp", "Văn phòng tổng hợp")
        found_unit(kind=UnitKind.DEPARTMENT, name=name, parent=province, by=lang_son.administrator)
    rows = [{"full_name": "Văn phòng tổng hợp", "kind": "Phòng, ban, văn phòng"}]
    ((kind, words),) = said(sent(filled_in(UNIT_IMPORT, {"units": rows}), lang_son.administrator))
    assert kind == "refused"
    assert "thuộc VKSND tỉnh Lạng Sơn" in words
    assert "thuộc VKSND tỉnh Phú Yên" in words
    rows[0]["parent"] = "VKSND tỉnh Phú Yên"
    assert kinds(sent(filled_in(UNIT_IMPORT, {"units": rows}), lang_son.administrator)) == [
        "unchanged"
    ]


def test_the_same_name_under_another_parent_is_a_new_unit(lang_son: SimpleNamespace) -> None:
    name = NameParts("Văn phòng tổng hợp", "Văn phòng tổng hợp")
    found_unit(
        kind=UnitKind.DEPARTMENT, name=name, parent=lang_son.province, by=lang_son.administrator
    )
    cells = {"full_name": name.full_name, "kind": "Phòng, ban, văn phòng"}
    imported({"units": [cells | {"parent": "VKSND tỉnh Phú Yên"}]}, lang_son.administrator)
    assert UnitName.objects.filter(full_name=name.full_name).count() == 2


def test_two_codes_for_one_unit_are_refused(administrator: User) -> None:
    rows = [top(), row("A", "tỉnh A", parent="TC"), row("B", "tỉnh A", parent="TC")]
    assert kinds(sent(filled_in(UNIT_IMPORT, {"units": rows}), administrator)) == [
        "new",
        "new",
        "refused",
    ]


# What is changed


def test_names_are_added_and_ended_an_empty_cell_says_nothing(lang_son: SimpleNamespace) -> None:
    code = f"#{lang_son.district.pk}"
    rows = [
        {"code": code, "full_name": f"{V}huyện Cao Lộc", "name_to": YEARS_END, "symbol": "VKS-CL"},
        {"code": code, "full_name": f"{V}thị xã Cao Lộc", "name_from": NEW_YEAR},
    ]
    run = imported({"units": rows}, lang_son.administrator)
    assert kinds(run) == ["changes", "new"]
    assert "đến hết ngày: trống → 31/12/2024" in said(run)[0][1]
    before, after = lang_son.district.names.order_by("valid_to")[:2]
    assert {before.short_name, after.short_name} == {"VKSND huyện Cao Lộc", f"{V}thị xã Cao Lộc"}
    assert Event.objects.filter(name="unit.corrected", thing_id=lang_son.district.pk).count() == 1


def test_names_may_exchange_their_days(lang_son: SimpleNamespace) -> None:
    district = lang_son.district
    district.names.update(valid_to=NEW_YEAR)
    later = UnitName.objects.create(
        unit=district, full_name="Tên sau", short_name="Tên sau", valid_from=NEW_YEAR
    )
    code = f"#{district.pk}"
    rows = [
        {"code": code, "full_name": f"{V}huyện Cao Lộc", "name_to": JUNE_30},
        {"code": code, "full_name": "Tên sau", "name_from": JULY},
    ]
    imported({"units": rows}, lang_son.administrator)
    later.refresh_from_db()
    assert later.valid_from == JULY
    assert district.names.get(valid_to=JULY).short_name == "VKSND huyện Cao Lộc"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"exists_from": JULY, "exists_to": YEARS_END}, "Ngày kết thúc phải sau ngày bắt đầu."),
        ({"name_from": "31/02/2024"}, "Không đọc được ngày “31/02/2024”."),
        ({"name_from": "01/01/1700"}, "Năm phải từ 1945"),
        ({"kind": "Ty"}, "không có trong danh mục"),
        ({"kind": None}, "Thiếu “Loại đơn vị”."),
        ({"parent": "VKSND tỉnh Không Có"}, "Chưa có đơn vị tên"),
        ({"parent": "#999999"}, "Không có đơn vị nào mang mã #999999."),
        ({"symbol": "K" * 41}, "tối đa 40"),
        ({"exists_to": YEARS_END, "name_from": JULY}, "sau ngày cuối cùng của đơn vị"),
        ({"parent": "X"}, "không thể là cấp trên của chính mình"),
    ],
)
def test_a_row_that_cannot_be_says_why(
    administrator: User, cells: dict[str, Any], words: str
) -> None:
    rows = [top(), row("X", "tỉnh X", parent="TC") | cells]
    run = sent(filled_in(UNIT_IMPORT, {"units": rows}), administrator)
    assert kinds(run)[1] == "refused"
    assert words in said(run)[1][1]
    with pytest.raises(RowsRefused):
        take_over(UNIT_IMPORT, run, administrator)
    assert not Unit.objects.exists()


def test_overlapping_names_are_refused(administrator: User) -> None:
    rows = [row("TC", "tối cao", UnitKind.SUPREME), {"code": "TC", "full_name": "Tên khác"}]
    run = sent(filled_in(UNIT_IMPORT, {"units": rows}), administrator)
    assert ("refused", "Trong thời gian này đơn vị đã mang tên “VKSND tối cao”.") in said(run)


def test_a_circle_of_stored_units_is_refused(lang_son: SimpleNamespace) -> None:
    cells = {"code": f"#{lang_son.supreme.pk}", "parent": f"#{lang_son.district.pk}"}
    ((kind, words),) = said(
        sent(filled_in(UNIT_IMPORT, {"units": [cells]}), lang_son.administrator)
    )
    assert (kind, words) == ("refused", "Đơn vị không thể là cấp trên của chính mình.")


# Events


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"before": "VL"}, "Thiếu đơn vị trước."),
        ({"after": ""}, "Thiếu đơn vị sau."),
        ({"before": "VL; Không Có"}, "Chưa có đơn vị tên “Không Có”."),
    ],
)
def test_an_impossible_event_saves_nothing(
    administrator: User, event: dict[str, Any], words: str
) -> None:
    rows = vinh_long()
    imported({"units": rows["units"][:3]}, administrator)
    rows["events"][0] |= event
    run = sent(filled_in(UNIT_IMPORT, rows), administrator)
    if "refused" not in kinds(run):
        with pytest.raises(RowsRefused):
            take_over(UNIT_IMPORT, run, administrator)
        run.refresh_from_db()
    assert any(kind == "refused" and words in text for kind, text in said(run)), said(run)
    assert not UnitEvent.objects.exists()


def test_a_split_and_a_move_between_units_that_are_there(lang_son: SimpleNamespace) -> None:
    rows = {
        "units": [row("MOI", "thị xã Mới", UnitKind.DISTRICT, parent="VKSND tỉnh Lạng Sơn")],
        "events": [
            {
                "kind": "Chia, tách",
                "on": NEW_YEAR,
                "before": f"#{lang_son.district.pk}",
                "after": "MOI",
                "ends": "Không",
                "basis": "Nghị quyết 1191",
            },
            {
                "kind": "Đổi cấp trên",
                "on": JULY,
                "before": "VKSND huyện Cao Lộc",
                "after": "VKSND tỉnh Phú Yên",
            },
        ],
    }
    imported(rows, lang_son.administrator)
    made = short("VKSND thị xã Mới")
    assert (made.exists_from, made.source) == (NEW_YEAR, "Nghị quyết 1191")
    lang_son.district.refresh_from_db()
    assert lang_son.district.exists_to is None
    assert parents_on([lang_son.district], JULY) == {lang_son.district.pk: lang_son.elsewhere.pk}
    assert set(kinds(sent(filled_in(UNIT_IMPORT, rows), lang_son.administrator))) == {"unchanged"}


# Rights


def test_an_office_enters_units_below_its_own_only(lang_son: SimpleNamespace) -> None:
    mine = row("A", "huyện Bình Gia", UnitKind.DISTRICT, parent="VKSND tỉnh Lạng Sơn")
    theirs = row("B", "huyện Tuy An", UnitKind.DISTRICT, parent="VKSND tỉnh Phú Yên")
    on_top = row("C", "tỉnh Mới")
    moved = {"code": f"#{lang_son.province.pk}", "parent": "VKSND tỉnh Phú Yên"}
    renamed = {"code": f"#{lang_son.elsewhere.pk}", "full_name": f"{V}tỉnh Phú Yên", "symbol": "X"}
    rows = [mine, theirs, on_top, moved, renamed]
    run = sent(filled_in(UNIT_IMPORT, {"units": rows}), lang_son.office)
    assert kinds(run) == ["new", "refused", "refused", "refused", "refused"]
    imported({"units": [mine]}, lang_son.office)
    assert short("VKSND huyện Bình Gia").parents.get().parent == lang_son.province


def test_an_office_is_given_its_own_units(lang_son: SimpleNamespace) -> None:
    codes = [cells["code"] for cells in units_given(lang_son.office)["units"]]
    assert codes == [f"#{lang_son.province.pk}", f"#{lang_son.district.pk}"]


# The way of a workbook


def test_nothing_is_taken_over_twice_and_a_file_sent_again_is_the_same(administrator: User) -> None:
    content = filled_in(UNIT_IMPORT, {"units": [top()]})
    run = sent(content, administrator)
    assert sent(content, administrator).pk == run.pk
    run.refresh_from_db()
    for _ in range(3):
        take_over(UNIT_IMPORT, run, administrator)
    assert Unit.objects.count() == 1
    assert Event.objects.filter(name="import.taken_over").count() == 1
    assert sent(content, administrator).pk != run.pk


def test_what_changed_since_the_check_is_judged_again(administrator: User) -> None:
    run = sent(filled_in(UNIT_IMPORT, vinh_long()), administrator)
    name = NameParts("Tên khác", "Tên khác")
    for _ in range(2):
        found_unit(
            kind=UnitKind.SUPREME, name=NameParts(f"{V}tối cao", "Tối cao"), by=administrator
        )
    found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)
    with pytest.raises(RowsRefused, match="chưa nhập dòng nào"):
        take_over(UNIT_IMPORT, run, administrator)
    run.refresh_from_db()
    assert verdicts_of(run)[0].is_refused
    assert Unit.objects.count() == 3


def test_an_unfinished_check_takes_nothing_over(administrator: User) -> None:
    content = filled_in(UNIT_IMPORT, {"units": [top()]})
    run = begin_run(UNIT_IMPORT, upload=upload(content), target=None, by=administrator)
    with pytest.raises(RowsRefused, match="Chưa kiểm tra xong"):
        take_over(UNIT_IMPORT, run, administrator)
    check_more(UNIT_IMPORT, run, administrator)
    check_more(UNIT_IMPORT, run, administrator)
    assert kinds(run) == ["new"]


def test_the_rows_come_back_with_their_reasons(administrator: User) -> None:
    rows = [top(), row("X", "tỉnh X", parent="TC", symbol="=HYPERLINK(1)") | {"kind": "Ty"}]
    run = sent(filled_in(UNIT_IMPORT, {"units": rows}), administrator)
    content = with_reasons(UNIT_IMPORT.tables, rows_of(run), verdicts_of(run))
    again = sent(content, administrator)
    assert [each.texts for each in rows_of(again)] == [each.texts for each in rows_of(run)]
    assert notes_of(again) == []
    assert said(again)[1][1].startswith("“Ty” không có trong danh mục")


def test_columns_in_any_order_unknown_ones_are_told(administrator: User) -> None:
    heading = ["Ngày nhập", "TÊN ĐẦY ĐỦ", "Loại đơn vị", "Mã"]
    rows = [["", "Bảng kê", "", ""], heading, ["x", f"{V}tối cao", "VKSND tối cao", "TC"]]
    run = sent(book(("Tờ 1", [["a", "b", "c", "d"], *rows])), administrator)
    assert kinds(run) == ["new"]
    assert notes_of(run) == ["Trang “Tờ 1”: không dùng đến cột “Ngày nhập”."]


def test_a_workbook_without_the_table_says_what_is_missing(administrator: User) -> None:
    content = book(("Khác", [["Cột", "Nữa"], ["1", "2"]]))
    with pytest.raises(CannotRead, match="cần cột “Mã”, “Tên đầy đủ”"):
        begin_run(UNIT_IMPORT, upload=upload(content), target=None, by=administrator)
    empty = filled_in(UNIT_IMPORT, {"units": []})
    with pytest.raises(CannotRead, match="chưa có dòng nào"):
        begin_run(UNIT_IMPORT, upload=upload(empty), target=None, by=administrator)


def test_hidden_rows_and_columns_are_read_and_told(administrator: User) -> None:
    made = load_workbook(io.BytesIO(filled_in(UNIT_IMPORT, {"units": [top()]})))
    made["Đơn vị"].row_dimensions[2].hidden = True
    made["Đơn vị"].column_dimensions["C"].hidden = True
    written = io.BytesIO()
    made.save(written)
    run = sent(written.getvalue(), administrator)
    assert kinds(run) == ["new"]
    assert notes_of(run) == [
        "Trang “Đơn vị” có cột đang ẩn, vẫn được đọc: Tên đầy đủ.",
        "Trang “Đơn vị” có dòng đang ẩn, vẫn được đọc: 2.",
    ]


def test_rows_of_all_sheets_together_are_bounded(
    administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("organizations.imports.reading.MOST_ROWS", 3)
    content = filled_in(UNIT_IMPORT, vinh_long())
    with pytest.raises(CannotRead, match="000 dòng"):
        begin_run(UNIT_IMPORT, upload=upload(content), target=None, by=administrator)


def test_a_formula_is_refused_with_its_address(administrator: User) -> None:
    made = load_workbook(io.BytesIO(filled_in(UNIT_IMPORT, {"units": [top()]})))
    made["Đơn vị"]["C2"] = "=A2&B2"
    written = io.BytesIO()
    made.save(written)
    run = sent(written.getvalue(), administrator)
    assert said(run) == [("refused", "Ô C2 có công thức; hãy dán giá trị.")]


def test_the_example_of_the_template_is_no_row(administrator: User) -> None:
    example = {column.key: column.example for column in UNITS.columns if column.example}
    run = sent(filled_in(UNIT_IMPORT, {"units": [example, top()]}), administrator)
    assert len(rows_of(run)) == 1


def test_old_codings_are_told_with_what_they_say(administrator: User) -> None:
    rows = [top() | {"full_name": "ViÖn kiÓm tèi cao"}]
    ((kind, words),) = said(sent(filled_in(UNIT_IMPORT, {"units": rows}), administrator))
    assert kind == "refused"
    assert "TCVN3: “Viện kiểm tối cao”" in words


def test_the_register_is_read_in_three_queries(
    lang_son: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        index = unit_index()
    assert index.name(lang_son.district.pk) == "VKSND huyện Cao Lộc"

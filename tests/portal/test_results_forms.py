"""The forms of the results: what each step reads, shows and gives back."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from conferences.models import Conference
from conferences.rules import (
    AttendanceRow,
    GeneralFacts,
    ParticipantRow,
    PeopleFacts,
    PurposeRow,
    SeatRow,
    SeatsFacts,
)
from core.form_errors import errors_in
from core.forms.pickers import UnitField
from core.problems import Problem
from organizations.actions import NameParts, found_unit
from organizations.enums import UnitKind
from portal.forms.general import GeneralForm
from portal.forms.people import PeopleForm
from portal.forms.proposals import ProposalsForm
from portal.forms.seats import SeatsForm
from portal.queries.results import Entered
from portal.queries.scene import Scene
from portal.views.results import STEPS
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
NOBODY = PeopleFacts()
CASES = ("bac_giang", "phu_yen", "cum_8", "lang_son", "cum_13")


def sent_back(form) -> QueryDict:
    """Everything the form shows, as a browser sends it."""
    data = QueryDict(mutable=True)
    data["version"] = form.version
    for part in (form, *form.rows.values()):
        fields = [field for row in getattr(part, "forms", [part]) for field in row]
        fields += list(getattr(part, "management_form", []))
        for field in fields:
            value = field.value()
            shown = field.field.widget.format_value(value) if value is not None else ""
            shown = shown[0] if isinstance(shown, list) else shown
            if value is not None and value is not False:
                data[field.html_name] = "on" if value is True else shown or ""
    return data


@pytest.mark.parametrize("case", CASES)
def test_whatever_the_five_articles_tell_passes_through_the_form_unchanged(case):
    told = world(case)
    for conference in told.conferences.values():
        scene = Scene(user=told.administrator, conference=conference)
        for step, facts in Entered(conference).facts.items():
            shown = STEPS[step].form(facts, scene=scene)
            again = STEPS[step].form(facts, scene=scene, data=sent_back(shown))
            assert again.is_valid(), (step, list(errors_in(again)))
            assert again.facts() == facts


@pytest.fixture
def bac_giang() -> World:
    return world("bac_giang")


def scene_of(told: World) -> Scene:
    (conference,) = told.conferences.values()
    return Scene(user=told.administrator, conference=conference)


# ── Units and people ─────────────────────────────────────────────────────────────────────────


def unit_field(scene: Scene) -> UnitField:
    field = UnitField(required=False)
    field.offer(scene)
    return field


def refusal(scene: Scene, text: str) -> str:
    with pytest.raises(ValidationError) as caught:
        unit_field(scene).clean(text)
    return caught.value.messages[0]


def test_members_are_offered_first_then_units_of_the_owner(bac_giang):
    found_unit(
        kind=UnitKind.DISTRICT,
        name=NameParts("Viện kiểm sát nhân dân huyện A Lưới", "VKSND huyện A Lưới"),
        by=bac_giang.administrator,
    )
    offered = list(scene_of(bac_giang).units.labels.values())
    assert offered[:6] == [
        "VKSND huyện Lục Ngạn",
        "VKSND huyện Sơn Động",
        "VKSND huyện Tân Yên",
        "VKSND huyện Yên Dũng",
        "VKSND huyện Yên Thế",
        "VKSND tỉnh Bắc Giang",
    ]
    assert offered.index("VKSND huyện A Lưới") > 5


@pytest.mark.parametrize(
    "text",
    ["VKSND huyện Tân Yên", "vksnd huyen tan yen", "Viện kiểm sát nhân dân huyện Tân Yên", " "],
)
def test_a_unit_is_found_by_either_name_marks_and_case_aside(bac_giang, text):
    expected = bac_giang.units["huyện Tân Yên"].pk if text.strip() else None
    assert unit_field(scene_of(bac_giang)).clean(text) == expected


def test_a_name_nobody_bears_is_refused_with_the_nearest(bac_giang):
    message = refusal(scene_of(bac_giang), "Tân Yên")
    assert message == "Không có đơn vị tên “Tân Yên”. Có phải: VKSND huyện Tân Yên?"


def test_a_name_like_no_other_points_to_the_list(bac_giang):
    assert refusal(scene_of(bac_giang), "Hội Nông dân").endswith(
        "Chọn đơn vị trong danh sách gợi ý."
    )


def test_units_of_one_name_are_told_apart_by_the_unit_above(bac_giang):
    parents = [bac_giang.units["bac_giang"], bac_giang.units["lang_son"]]
    first, second = (
        found_unit(
            kind=UnitKind.DISTRICT,
            name=NameParts("Viện kiểm sát nhân dân huyện Châu Thành", "VKSND huyện Châu Thành"),
            parent=parent,
            by=bac_giang.administrator,
        )
        for parent in parents
    )
    scene = scene_of(bac_giang)
    field = unit_field(scene)
    assert field.prepare_value(first.pk) == "VKSND huyện Châu Thành (VKSND tỉnh Bắc Giang)"
    assert field.clean("VKSND huyện Châu Thành (VKSND tỉnh Lạng Sơn)") == second.pk
    assert refusal(scene, "VKSND huyện Châu Thành").startswith("Có 2 đơn vị tên")


# ── Thông tin chung ──────────────────────────────────────────────────────────────────────────


def test_a_meeting_of_one_day_shows_that_day_once(bac_giang):
    (conference,) = bac_giang.conferences.values()
    form = GeneralForm(Entered(conference).facts["thong-tin"], scene=scene_of(bac_giang))
    assert form["starts_on"].value().isoformat() == "2024-11-25"
    assert form["ends_on"].value() is None
    said = {line.label: line.text for line in form.lines(form.stored)}
    assert said["Thời gian"] == "chiều 25/11/2024"
    assert said["Giai đoạn"] == ""


def test_editions_are_offered_by_year_and_owner(bac_giang):
    purposes = (PurposeRow("year_end", bac_giang.editions["cum_2"].pk),)
    form = GeneralForm(GeneralFacts(title="", purposes=purposes), scene=scene_of(bac_giang))
    choices = dict(form.rows["purposes"].forms[0].fields["edition_id"].choices)
    assert choices["Năm 2024 – VKSND tỉnh Bắc Giang"][0][1] == "Cụm thi đua số 2 năm 2024"


# ── Thành phần ───────────────────────────────────────────────────────────────────────────────


def people_form(told: World, stored: PeopleFacts = NOBODY, **typed: str) -> PeopleForm:
    scene = scene_of(told)
    if not typed:
        return PeopleForm(stored, scene=scene)
    data = sent_back(PeopleForm(stored, scene=scene))
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return PeopleForm(stored, scene=scene, data=data)


def units(told: World, *names: str) -> list[int]:
    return [told.units[f"huyện {name}"].pk for name in names]


def test_all_were_there_in_one_click(bac_giang):
    form = people_form(bac_giang, attendance="all")
    assert form.is_valid()
    assert [row.is_present for row in form.facts().attendance] == [True] * 5


def test_all_were_there_but_one_with_its_reason(bac_giang):
    (away,) = units(bac_giang, "Yên Thế")
    typed = {f"presence_{away}": "absent", f"reason_{away}": "họp Ban cán sự"}
    form = people_form(bac_giang, attendance="except", **typed)
    assert form.is_valid()
    absent = [row for row in form.facts().attendance if not row.is_present]
    assert absent == [AttendanceRow(away, is_present=False, reason="họp Ban cán sự")]
    assert len(form.facts().attendance) == 5


def test_nobody_told_who_was_there(bac_giang):
    form = people_form(bac_giang, attendance="unknown")
    assert form.is_valid()
    assert form.facts().attendance == ()


def test_only_some_units_are_known_to_have_been_there(bac_giang):
    (known,) = units(bac_giang, "Tân Yên")
    form = people_form(bac_giang, attendance="some", **{f"presence_{known}": "present"})
    assert form.is_valid()
    assert form.facts().attendance == (AttendanceRow(known, is_present=True),)


def test_saying_all_and_naming_one_absent_is_a_contradiction(bac_giang):
    (away,) = units(bac_giang, "Yên Thế")
    form = people_form(bac_giang, attendance="all", **{f"presence_{away}": "absent"})
    assert not form.is_valid()
    assert form.errors["attendance"] == [
        "Đã ghi vắng VKSND huyện Yên Thế: chọn “Tất cả có mặt, trừ …”."
    ]


def test_saying_all_but_and_naming_nobody_is_a_contradiction(bac_giang):
    form = people_form(bac_giang, attendance="except")
    assert not form.is_valid()
    assert "Ghi ít nhất một đơn vị vắng" in form.errors["attendance"][0]


@pytest.mark.parametrize(("present", "way"), [((), "unknown"), (("Tân Yên",), "some")])
def test_what_is_stored_chooses_the_way_it_is_said(bac_giang, present, way):
    rows = tuple(AttendanceRow(key, is_present=True) for key in units(bac_giang, *present))
    assert people_form(bac_giang, PeopleFacts(attendance=rows))["attendance"].value() == way


def test_people_keep_their_order_within_their_part(bac_giang):
    people = (
        ParticipantRow("chair", "Phạm Thị Kim Liên"),
        ParticipantRow("chair", "Phạm Thu"),
        ParticipantRow("guest", unit_id=bac_giang.units["lang_son"].pk),
    )
    form = people_form(bac_giang, PeopleFacts(people=people), attendance="unknown")
    assert form.is_valid()
    assert form.facts().people == people


def test_a_problem_of_a_person_stands_in_his_part(bac_giang):
    people = (ParticipantRow("chair", "Phạm Thu"), ParticipantRow("guest", "Lê Văn B"))
    form = people_form(bac_giang, PeopleFacts(people=people), attendance="unknown")
    assert form.is_valid()
    form.refuse([Problem("Sai.", "people-1-post"), Problem("Lạ.", "people-9-post")])
    assert form.rows["guests"].forms[0].errors == {"post": ["Sai."]}
    assert form.non_field_errors() == ["Lạ."]


def test_who_was_there_reads_by_name(bac_giang):
    away, there = units(bac_giang, "Yên Thế", "Tân Yên")
    rows = (AttendanceRow(there, True), AttendanceRow(away, False, "bận"))
    form = people_form(bac_giang)
    said = {line.label: line.text for line in form.lines(PeopleFacts(attendance=rows))}
    assert said["Có mặt"] == "VKSND huyện Tân Yên"
    assert said["Vắng"] == "VKSND huyện Yên Thế (bận)"


# ── Năm sau ──────────────────────────────────────────────────────────────────────────────────


def seats_form(told: World, **typed: str) -> SeatsForm:
    scene, stored = scene_of(told), SeatsFacts()
    data = sent_back(SeatsForm(stored, scene=scene))
    data.update(
        {
            f"{name}_{told.editions['cum_2'].pk}_{role}": value
            for role, values in typed.items()
            for name, value in values.items()
        }
    )
    return SeatsForm(stored, scene=scene, data=data)


def test_seats_are_for_the_following_year(bac_giang):
    edition, (son_dong,) = bac_giang.editions["cum_2"], units(bac_giang, "Sơn Động")
    form = seats_form(bac_giang, head={"unit_id": str(son_dong), "how": "chosen"})
    assert [group.title for group in form.groups] == ["Cụm trưởng năm 2025", "Cụm phó năm 2025"]
    assert form.is_valid()
    assert form.facts() == SeatsFacts((SeatRow(edition.pk, 2025, "head", son_dong, "chosen"),))


def test_words_about_a_seat_without_its_unit_are_not_dropped_in_silence(bac_giang):
    form = seats_form(bac_giang, deputy={"as_written": "từ ngày 01/01/2025 là thị xã Chũ"})
    assert not form.is_valid()
    assert [error.message for error in errors_in(form)] == [
        "Đơn vị: Chọn đơn vị, hoặc xóa các ô bên dưới."
    ]


def test_a_problem_of_a_seat_stands_at_its_field(bac_giang):
    edition, (son_dong,) = bac_giang.editions["cum_2"], units(bac_giang, "Sơn Động")
    form = seats_form(bac_giang, deputy={"unit_id": str(son_dong)})
    assert form.is_valid()
    assert form.facts().seats[0].role == "deputy"
    form.refuse([Problem("Sai.", "seats-0-how"), Problem("Lạ.", "seats-0-label_year")])
    assert form.errors[f"how_{edition.pk}_deputy"] == ["Sai."]
    assert form.errors[f"unit_id_{edition.pk}_deputy"] == ["Lạ."]


# ── Đề nghị, khen thưởng ─────────────────────────────────────────────────────────────────────


def proposals_form(told: World, conference: Conference, **typed: str) -> ProposalsForm:
    scene = Scene(user=told.administrator, conference=conference)
    stored = Entered(conference).facts["de-nghi"]
    data = sent_back(ProposalsForm(stored, scene=scene))
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return ProposalsForm(stored, scene=scene, data=data)


def test_the_usual_route_is_filled_in_only_where_asked_and_empty(bac_giang):
    (conference,) = bac_giang.conferences.values()
    form = proposals_form(
        bac_giang,
        conference,
        nominations__0__route="",
        nominations__1__route="Khác",
        fill_route="1",
    )
    routes = [row["route"].value() for row in form.rows["nominations"]]
    assert routes[:2] == [
        "Hội đồng Thi đua - Khen thưởng VKSND tỉnh Bắc Giang → Viện trưởng VKSND tỉnh Bắc Giang",
        "Khác",
    ]
    assert form.added_to


def test_the_remaining_units_become_a_row_each():
    told = world("phu_yen")
    (conference,) = told.conferences.values()
    edition = next(row.edition for row in conference.purposes.all() if row.kind == "year_end")
    typed = {
        "awards__TOTAL_FORMS": "2",
        "awards__0__unit_id": "VKSND thị xã Sông Cầu",
        "awards__1__unit_id": "",
        "awards__1__authority": "VKSND tỉnh",
        "awards__1__title_year": "2023",
    }
    form = proposals_form(told, conference, rest=str(edition.pk), **typed)
    rows = form.rows["awards"].forms
    assert [row["unit_id"].value() for row in rows] == [
        "VKSND thị xã Sông Cầu",
        "VKSND huyện Đồng Xuân",
        "VKSND huyện Sơn Hòa",
        "VKSND huyện Tuy An",
    ]
    assert {row["authority"].value() for row in rows[1:]} == {"VKSND tỉnh"}


def test_nominees_are_members_of_the_group_that_meets(bac_giang):
    (conference,) = bac_giang.conferences.values()
    stranger = bac_giang.units["lang_son"].pk
    member = f"{bac_giang.editions['cum_2'].pk}:{stranger}"
    form = proposals_form(bac_giang, conference, nominations__0__member=member)
    assert not form.is_valid()
    assert form.rows["nominations"].forms[0].errors == {"member": ["Chọn một mục trong danh sách."]}

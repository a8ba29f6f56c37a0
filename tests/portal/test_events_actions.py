"""An event confirmed: everything it touches is shown, every question answered, all or nothing."""

from datetime import date

import pytest

from accounts.models import User
from agreements.models import Agreement
from audit.models import Event
from clusters.actions import (
    CannotFollow,
    EditionFacts,
    YearFacts,
    join_group,
    lock_year,
    open_edition,
    open_year,
)
from clusters.models import ClusterEdition, Membership, ReservedSeat
from core.dates import now
from core.versions import Stale, version_of
from documents.models import Paper
from organizations.actions import (
    CannotCarryOut,
    CannotPlanEvent,
    name_person,
    plan_event,
    take_back,
)
from organizations.enums import EventKind, EventState, Role, UnitKind
from organizations.models import Appointment, Unit, UnitEvent
from organizations.queries import parents_on
from organizations.rules import EventFacts
from portal.actions import (
    CannotConfirm,
    CannotTakeEventBack,
    confirm_event,
    take_event_back,
)
from portal.queries.events import consequences_of, obstacles_to_taking_back
from tests.organizations.happenings import (
    NEW_YEAR,
    SUMMER,
    Province,
    called,
    event,
    made_by,
    new,
    there,
)
from tests.people import person
from tests.portal.confirming import again, confirm, happen, keys_asked
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db
LAST_DAY, AUTUMN = date(2025, 6, 30), date(2025, 10, 1)
IN_2024 = date(2024, 12, 1)
DUNG, YEN = "huyện Yên Dũng", "huyện Yên Thế"


@pytest.fixture
def here(administrator: User) -> Province:
    return Province(administrator)


@pytest.fixture
def bac_giang() -> World:
    """November 2024: the year is open, the sheets are being filled in."""
    return world("bac_giang", until="self-scores")


def merge(here: Province, *units: Unit) -> EventFacts:
    return event(EventKind.MERGE, SUMMER, units, (new("khu vực 1", here.unit),))


# What is shown


def test_everything_that_hangs_on_a_unit_is_shown_by_kind(bac_giang):
    by, unit = bac_giang.administrator, bac_giang.units[DUNG]
    bac_giang.clerk(DUNG)
    somebody = name_person(full_name="Nguyễn Văn Tùng", unit=unit, by=by)
    Appointment.objects.create(person=somebody, unit=unit, post="Viện trưởng")
    planned = plan_event(facts=event(EventKind.ABOLISH, IN_2024, (unit,)), by=by)
    shown = consequences_of(planned, by)
    texts = {each.kind: each.text for each in shown.touched}
    assert list(texts) == [
        "Thành viên cụm, khối",
        "Phiếu điểm chưa thống nhất",
        "Người giữ chức vụ",
        "Tài khoản",
    ]
    assert texts["Thành viên cụm, khối"] == "VKSND huyện Yên Dũng: Cụm thi đua số 2 năm 2024"
    assert texts["Phiếu điểm chưa thống nhất"].startswith("VKSND huyện Yên Dũng: Cụm thi đua số 2")
    assert texts["Người giữ chức vụ"] == "VKSND huyện Yên Dũng: Viện trưởng Nguyễn Văn Tùng"
    assert texts["Tài khoản"].endswith("(Cán bộ đơn vị VKSND huyện Yên Dũng): chỉ còn xem")
    assert all(each.url for each in shown.touched[:2])


def test_conferences_registrations_terms_and_seats_are_shown(settings):
    made = world("cum_13")
    edition = made.editions["cum_13"]
    conference = next(iter(made.conferences.values()))
    conference.state, conference.recorded_at = "entering", None
    conference.save()
    head = edition.terms.get(role="head")
    planned = plan_event(
        facts=event(EventKind.RENAME, date(2024, 12, 1), (head.unit,), (called("tỉnh mới"),)),
        by=made.administrator,
    )
    kinds = [each.kind for each in consequences_of(planned, made.administrator).touched]
    assert {"Thành viên cụm, khối", "Cụm trưởng, Cụm phó", "Hội nghị đang nhập"} <= set(kinds)
    assert "Đăng ký danh hiệu" in kinds
    stranger = person("nguoila")
    assert not any(each.url for each in consequences_of(planned, stranger).touched)


def test_a_renaming_asks_nothing(here):
    ngan = here.district("Lục Ngạn")
    planned = plan_event(
        facts=event(EventKind.RENAME, SUMMER, (ngan,), (called("thị xã Chũ"),)), by=here.by
    )
    assert keys_asked(planned, here.by) == set()
    assert confirm(planned, here.by).state == EventState.IN_FORCE


def test_the_heir_of_a_merger_is_proposed_and_that_of_an_abolition_is_not(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    shown = consequences_of(plan_event(facts=merge(here, one, two), by=here.by), here.by)
    assert [(each.key, each.proposed) for each in shown.questions] == [
        (f"heir-{one.pk}", "after-0"),
        (f"heir-{two.pk}", "after-0"),
    ]
    abolition = event(EventKind.ABOLISH, SUMMER, (one,))
    (asked,) = consequences_of(plan_event(facts=abolition, by=here.by), here.by).questions
    assert asked.proposed == ""
    assert [value for value, _ in asked.choices] == [
        f"unit-{here.unit.pk}",
        f"unit-{two.pk}",
        "none",
    ]


def test_units_below_one_that_ends_go_somewhere(here):
    north = here.found("tỉnh Bắc Ninh", here.top, UnitKind.PROVINCE)
    district = here.district("Lục Ngạn")
    office = here.found("Văn phòng", district, UnitKind.DEPARTMENT)
    both = event(
        EventKind.MERGE, SUMMER, (here.unit, north), (new("tỉnh mới", here.top, "province"),)
    )
    planned = plan_event(facts=both, by=here.by)
    questions = {each.key: each for each in consequences_of(planned, here.by).questions}
    asked = questions[f"below-{district.pk}"]
    assert [value for value, _ in asked.choices] == ["after-0", f"unit-{here.top.pk}"]
    assert asked.proposed == "after-0"
    assert f"below-{office.pk}" not in questions
    done = confirm(planned, here.by)
    assert parents_on([district], LAST_DAY) == {district.pk: here.unit.pk}
    assert parents_on([district], SUMMER) == {district.pk: made_by(done).pk}


@pytest.mark.parametrize(("answer", "until"), [("end", SUMMER), ("above", None)])
def test_a_unit_below_may_end_with_it_or_go_one_higher(here, answer, until):
    district = here.district("Lục Ngạn")
    office = here.found("Văn phòng", district, UnitKind.DEPARTMENT)
    chosen = answer if until else f"unit-{here.unit.pk}"
    happen(event(EventKind.ABOLISH, SUMMER, (district,)), here.by, below=chosen, heir="none")
    assert again(office).exists_to == until
    above = district if until else here.unit
    assert parents_on([office], SUMMER) == {office.pk: above.pk}
    assert again(district).heir is None


def test_a_unit_does_not_come_to_stand_below_itself(here):
    """The district takes its province in: it cannot be asked to stand under itself."""
    district = here.district("Lục Ngạn")
    inner = here.found("Văn phòng", district, UnitKind.DEPARTMENT)
    planned = plan_event(
        facts=event(EventKind.ABSORB, SUMMER, (here.unit,), (there(inner),)), by=here.by
    )
    questions = {each.key: each for each in consequences_of(planned, here.by).questions}
    with pytest.raises(CannotConfirm) as caught:
        confirm(planned, here.by)
    assert caught.value.problems[0].field == f"answers-below-{district.pk}"
    values = [value for value, _ in questions[f"below-{district.pk}"].choices]
    assert values == ["after-0", f"unit-{here.top.pk}"]
    absorbed = plan_event(
        facts=event(EventKind.ABSORB, SUMMER, (here.unit,), (there(district),)), by=here.by
    )
    choices = consequences_of(absorbed, here.by).questions[1].choices
    assert [value for value, _ in choices] == [f"unit-{here.top.pk}"]


def test_a_unit_below_with_a_post_that_begins_later_does_not_end(here):
    district = here.district("Lục Ngạn")
    office = here.found("Văn phòng", district, UnitKind.DEPARTMENT)
    somebody = name_person(full_name="Nguyễn Văn Tùng", unit=office, by=here.by)
    Appointment.objects.create(person=somebody, unit=office, post="Chánh", valid_from=AUTUMN)
    planned = plan_event(facts=event(EventKind.ABOLISH, SUMMER, (district,)), by=here.by)
    with pytest.raises(CannotConfirm) as caught:
        confirm(planned, here.by, below="end", heir="none")
    assert caught.value.problems[0].field == f"answers-below-{office.pk}"
    Unit.objects.filter(pk=office.pk).update(exists_from=AUTUMN)
    with pytest.raises(CannotConfirm, match="có từ sau ngày này"):
        confirm(planned, here.by, below="end", heir="none")
    assert again(district).exists_to is None


# Confirming


def test_every_question_must_be_answered_by_one_of_its_choices(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    planned = plan_event(facts=merge(here, one, two), by=here.by)
    version = version_of(consequences_of(planned, here.by))
    said = {f"heir-{one.pk}": "after-9"}
    with pytest.raises(CannotConfirm) as caught:
        confirm_event(event=planned, answers=said, version=version, by=here.by)
    assert [problem.field for problem in caught.value.problems] == [
        f"answers-heir-{one.pk}",
        f"answers-heir-{two.pk}",
    ]
    assert again(one).exists_to is None


def test_a_world_that_changed_meanwhile_is_shown_again(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    planned = plan_event(facts=merge(here, one, two), by=here.by)
    shown = consequences_of(planned, here.by)
    here.found("Văn phòng", one, UnitKind.DEPARTMENT)
    said = {question.key: question.proposed for question in shown.questions}
    with pytest.raises(Stale) as caught:
        confirm_event(event=planned, answers=said, version=version_of(shown), by=here.by)
    assert len(caught.value.stored.questions) == 3


def test_confirming_twice_is_confirming_once(here):
    one, two = here.district("Lục Ngạn"), here.district("Yên Dũng")
    planned = plan_event(facts=merge(here, one, two), by=here.by)
    first = confirm(planned, here.by)
    again_confirmed = confirm_event(event=planned, answers={}, version="cũ", by=here.by)
    assert first == again_confirmed
    assert UnitEvent.objects.get().changes.filter(before__isnull=True).count() == 3
    told = Event.objects.get(name="unit_event.carried_out").after
    assert told["decided"][0].endswith("làm tiếp?: VKSND khu vực 1")


def test_members_and_seats_go_as_answered_or_nothing_is_done(bac_giang):
    by, dung, yen = (bac_giang.administrator, *(bac_giang.units[key] for key in (DUNG, YEN)))
    facts = event(EventKind.ABSORB, IN_2024, (dung,), (there(yen),))
    planned = plan_event(facts=facts, by=by)
    with pytest.raises(CannotConfirm):
        confirm(planned, by)  # nothing is proposed for the membership
    done = confirm(planned, by, membership="end")
    assert Membership.objects.get(unit=dung).valid_to == IN_2024
    assert again(dung).heir == yen
    take_event_back(event=done, by=by)
    assert Membership.objects.get(unit=dung).valid_to is None
    assert (again(dung).heir, again(dung).exists_to) == (None, None)
    with pytest.raises(CannotFollow):
        _into_two_groups(bac_giang, planned)
    assert again(dung).exists_to is None


def _into_two_groups(bac_giang: World, planned: UnitEvent) -> None:
    edition, yen = bac_giang.editions["cum_2"], bac_giang.units[YEN]
    other = ClusterEdition.objects.create(year=edition.year, kind="bloc", name="Khối thi đua")
    Membership.objects.filter(unit=yen).update(edition=other)
    confirm(planned, bac_giang.administrator, membership="after-0")


def test_a_plan_overtaken_by_another_is_not_confirmed(here):
    ngan = here.district("Lục Ngạn")
    facts = event(EventKind.RENAME, SUMMER, (ngan,), (called("thị xã Chũ"),))
    planned = plan_event(facts=facts, by=here.by)
    happen(event(EventKind.ABOLISH, NEW_YEAR, (ngan,)), here.by, heir="none")
    with pytest.raises(CannotCarryOut):
        confirm(planned, here.by)
    with pytest.raises(CannotPlanEvent):
        plan_event(facts=facts, by=here.by)


def test_a_place_that_begins_later_under_a_unit_that_ended_goes_along(here):
    """In autumn a new office was put below the district; then its end in summer is entered."""
    district = here.district("Lục Ngạn")
    office = made_by(
        happen(
            event(EventKind.FOUND, AUTUMN, (), (new("Văn phòng", district, "department"),)), here.by
        )
    )
    done = happen(
        event(EventKind.ABOLISH, SUMMER, (district,)),
        here.by,
        below=f"unit-{here.unit.pk}",
        heir="none",
    )
    assert office.parents.get().parent_id == here.unit.pk
    take_event_back(event=done, by=here.by)
    assert office.parents.get().parent_id == district.pk


# Whose it is to confirm


@pytest.fixture
def above(here: Province) -> ClusterEdition:
    """A district is a member of a cluster its province's owner has set up."""
    year = open_year(owner=here.top, facts=YearFacts(label_year=2025), by=here.by)
    facts = EditionFacts(kind="cluster", number="4", name="Cụm thi đua số 4")
    edition = open_edition(year=year, facts=facts, by=here.by)
    join_group(edition=edition, unit=here.district("Lục Ngạn"), by=here.by)
    return edition


NAMED = "cụm, khối của VKSND tối cao: Văn phòng VKSND tối cao phải xác nhận"


def test_members_of_groups_of_an_owner_above_its_office_decides_on(here, above):
    unit = above.memberships.get().unit
    office, top = (person(f"vp{each.pk}", Role.OFFICE, each) for each in (here.unit, here.top))
    planned = plan_event(facts=event(EventKind.ABOLISH, SUMMER, (unit,)), by=office)
    answers = {"membership": "end", "heir": "none"}
    with pytest.raises(CannotConfirm, match=NAMED):
        confirm(planned, office, **answers)
    assert again(unit).exists_to is None
    done = confirm(planned, top, **answers)
    assert above.memberships.get().valid_to == SUMMER
    told = Event.objects.get(name="unit_event.carried_out").after["decided"]
    assert any("(cụm, khối của VKSND tối cao): Thôi từ ngày" in each for each in told)
    with pytest.raises(CannotTakeEventBack, match=NAMED):
        take_event_back(event=done, by=office)
    take_event_back(event=done, by=top)
    assert above.memberships.get().valid_to is None


def test_seats_kept_by_an_owner_above_are_its_offices_too(here, above):
    unit = above.memberships.get().unit
    above.memberships.all().delete()
    office = person("vanphong", Role.OFFICE, here.unit)
    ReservedSeat.objects.create(
        owner=here.top, chosen_in=above, label_year=2026, role="head", unit=unit
    )
    takes = event(EventKind.ABSORB, SUMMER, (unit,), (there(here.district("Yên Thế")),))
    planned = plan_event(facts=takes, by=office)
    with pytest.raises(CannotConfirm, match=NAMED):
        confirm(planned, office, seat="after-0")
    done = confirm(planned, here.by, seat="after-0")
    with pytest.raises(CannotTakeEventBack, match=NAMED):
        take_event_back(event=done, by=office)


def test_a_unit_that_leaves_its_owner_is_asked_about_the_seat_kept_for_it(here, above):
    """The province set the seat aside; the district goes to another province."""
    unit = above.memberships.get().unit
    above.memberships.all().delete()
    year = open_year(owner=here.unit, facts=YearFacts(label_year=2025), by=here.by)
    facts = EditionFacts(kind="bloc", name="Khối huyện")
    own = open_edition(year=year, facts=facts, by=here.by)
    for chose in (own, above):
        owner = chose.year.owner
        ReservedSeat.objects.create(
            owner=owner, chosen_in=chose, label_year=2026, role="head", unit=unit
        )
    other = here.found("tỉnh Bắc Ninh", here.top, UnitKind.PROVINCE)
    planned = plan_event(facts=event(EventKind.MOVE, SUMMER, (unit,), (there(other),)), by=here.by)
    (seat,) = (key for key in keys_asked(planned, here.by) if key.startswith("seat"))
    kept = ReservedSeat.objects.get(chosen_in=own)
    assert seat == f"seat-{kept.pk}"
    done = confirm(planned, here.by, seat="end")
    assert list(ReservedSeat.objects.all()) == [ReservedSeat.objects.get(chosen_in=above)]
    take_event_back(event=done, by=here.by)
    assert ReservedSeat.objects.get(chosen_in=own).unit == unit


def test_what_becomes_of_its_own_unit_no_office_confirms(here):
    office = person("vanphong", Role.OFFICE, here.unit)
    facts = event(EventKind.RENAME, SUMMER, (here.unit,), (called("tỉnh Kinh Bắc"),))
    planned = plan_event(facts=facts, by=here.by)
    with pytest.raises(CannotConfirm, match="Chỉ văn phòng đơn vị cấp trên"):
        confirm(planned, office)
    assert confirm(planned, person("toicao", Role.OFFICE, here.top)).state == EventState.IN_FORCE


# Taking back


def test_what_was_planned_only_has_nothing_to_take_back(here):
    ngan = here.district("Lục Ngạn")
    planned = plan_event(facts=event(EventKind.ABOLISH, SUMMER, (ngan,)), by=here.by)
    take_event_back(event=planned, by=here.by)
    assert UnitEvent.objects.get().state == EventState.PLANNED


def _issued(agreement: Agreement, by: User) -> Paper:
    paper = Paper.objects.create(
        kind="agreement",
        title="Giao ước thi đua năm 2024",
        content={},
        template_version="1",
        issued_at=now(),
        issued_by=by,
    )
    Agreement.objects.filter(pk=agreement.pk).update(paper=paper, state="issued")
    return paper


def test_a_paper_issued_since_keeps_the_event(settings):
    made = world("cum_13")
    by, unit = made.administrator, made.units["ca_mau"]
    done = happen(event(EventKind.RENAME, NEW_YEAR, (unit,), (called("tỉnh mới"),)), by)
    assert obstacles_to_taking_back(done) == []
    agreement = made.editions["cum_13"].agreement
    paper = agreement.paper or _issued(agreement, by)
    UnitEvent.objects.filter(pk=done.pk).update(carried_out_at=paper.issued_at)
    with pytest.raises(CannotTakeEventBack) as caught:
        take_event_back(event=done, by=by)
    assert f": {paper.title}." in str(caught.value)


def test_a_year_locked_since_keeps_the_event(bac_giang):
    by, dung = bac_giang.administrator, bac_giang.units[DUNG]
    done = happen(event(EventKind.ABOLISH, IN_2024, (dung,)), by, membership="end", heir="none")
    lock_year(year=bac_giang.editions["cum_2"].year, by=by)
    with pytest.raises(CannotTakeEventBack, match="đã khóa"):
        take_event_back(event=done, by=by)


def test_a_move_is_taken_back_though_the_unit_above_issued_papers(here):
    ngan = here.district("Lục Ngạn")
    done = happen(event(EventKind.MOVE, SUMMER, (ngan,), (there(here.top),)), here.by)
    assert obstacles_to_taking_back(done) == []
    take_back(event=done, by=here.by)
    assert parents_on([ngan], SUMMER) == {ngan.pk: here.unit.pk}

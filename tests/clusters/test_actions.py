"""Opening years and groups, joining, leading, reserving seats."""

from dataclasses import replace
from datetime import date

import pytest

from audit.models import Event
from clusters.actions import (
    CannotJoin,
    CannotLead,
    CannotOpenEdition,
    CannotOpenYear,
    EditionFacts,
    SeatFacts,
    YearFacts,
    YearIsLocked,
    carry_out_turn,
    correct_edition,
    correct_year,
    delete_edition,
    delete_year,
    drop_turn,
    join_group,
    lock_year,
    open_edition,
    open_year,
    put_in_charge,
    release_seat,
    reserve_seat,
    rest_on,
    rest_year_on,
    save_composition,
    save_leadership,
    save_supervision,
    save_turn,
    start_turn,
    take_offered_seat,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole, HowChosen
from clusters.models import ClusterEdition, LeadershipTerm, Membership, ReservedSeat
from clusters.queries import composition_of, edition_facts, leadership_of, year_facts
from clusters.rules import CompositionFacts, LeadershipFacts, SupervisionFacts, TurnPlan
from core.versions import version_of
from documents.actions import BasisFacts, CannotRegister, register_basis
from organizations.actions import Provenance, name_person
from tests.scenarios import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def bac_giang() -> World:
    return world("bac_giang", until="groups")


@pytest.fixture
def cum_2(bac_giang: World) -> ClusterEdition:
    return bac_giang.editions["cum_2"]


def test_a_year_is_opened_once_per_owner(bac_giang: World) -> None:
    owner, by = bac_giang.units["bac_giang"], bac_giang.administrator
    with pytest.raises(CannotOpenYear) as refused:
        open_year(owner=owner, facts=YearFacts(2024), by=by)
    assert refused.value.problems[0].field == "label_year"


def test_two_owners_may_differ_about_the_same_year(bac_giang: World) -> None:
    facts = YearFacts(2024, theme="Chủ đề khác")
    year = open_year(owner=bac_giang.units["phu_yen"], facts=facts, by=bac_giang.administrator)
    assert bac_giang.case.shelf.years["2024"].theme == ""
    assert year.theme == "Chủ đề khác"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (EditionFacts(GroupKind.CLUSTER, "Cụm khác", number="2"), "number"),
        (EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 2", number="3"), "name"),
    ],
)
def test_number_and_name_are_unique_within_owner_year_and_kind(
    cum_2: ClusterEdition, facts: EditionFacts, field: str, bac_giang: World
) -> None:
    with pytest.raises(CannotOpenEdition) as refused:
        open_edition(year=cum_2.year, facts=facts, by=bac_giang.administrator)
    assert refused.value.problems[0].field == field


def test_a_bloc_may_bear_the_number_of_a_cluster_or_none(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    for name, number in (("Khối số 2", "2"), ("Khối các phòng", ""), ("Khối Văn phòng", "")):
        facts = EditionFacts(GroupKind.BLOC, name, number=number)
        open_edition(year=cum_2.year, facts=facts, by=bac_giang.administrator)
    assert cum_2.year.editions.filter(kind=GroupKind.BLOC).count() == 3


def test_a_unit_joins_one_group_of_an_owner_in_a_year(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    facts, by = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 3", "3"), bac_giang.administrator
    other = open_edition(year=cum_2.year, facts=facts, by=by)
    with pytest.raises(CannotJoin, match="VKSND huyện Tân Yên đã thuộc Cụm thi đua số 2"):
        join_group(edition=other, unit=bac_giang.units["huyện Tân Yên"], by=by)
    assert not Membership.objects.filter(edition=other).exists()


def test_only_a_member_leads(cum_2: ClusterEdition, bac_giang: World) -> None:
    seat = SeatFacts(GroupRole.HEAD, bac_giang.units["huyện Bắc Sơn"])
    with pytest.raises(CannotLead) as refused:
        take_the_lead(edition=cum_2, seat=seat, by=bac_giang.administrator)
    message = refused.value.problems[0].message
    assert message == ("VKSND huyện Bắc Sơn không phải thành viên của Cụm thi đua số 2 năm 2024.")
    assert not LeadershipTerm.objects.exists()


def test_a_taken_seat_is_not_taken_twice(cum_2: ClusterEdition, bac_giang: World) -> None:
    by = bac_giang.administrator
    first = SeatFacts(GroupRole.HEAD, bac_giang.units["huyện Sơn Động"])
    take_the_lead(edition=cum_2, seat=first, by=by)
    second = SeatFacts(GroupRole.HEAD, bac_giang.units["huyện Tân Yên"])
    with pytest.raises(CannotLead, match="Cụm trưởng đã có đơn vị giữ"):
        take_the_lead(edition=cum_2, seat=second, by=by)
    LeadershipTerm.objects.update(valid_to=date(2024, 7, 1))
    with pytest.raises(CannotLead, match="Cụm trưởng đã có đơn vị giữ"):
        take_the_lead(edition=cum_2, seat=second, by=by)


def test_nobody_is_head_and_deputy(cum_2: ClusterEdition, bac_giang: World) -> None:
    by, unit = bac_giang.administrator, bac_giang.units["huyện Tân Yên"]
    take_the_lead(edition=cum_2, seat=SeatFacts(GroupRole.HEAD, unit), by=by)
    with pytest.raises(CannotLead, match="vừa là Cụm trưởng vừa là Cụm phó"):
        take_the_lead(edition=cum_2, seat=SeatFacts(GroupRole.DEPUTY, unit), by=by)


def test_saving_what_stands_there_changes_nothing(cum_2: ClusterEdition, bac_giang: World) -> None:
    by, events = bac_giang.administrator, Event.objects.count()
    correct_year(year=cum_2.year, facts=year_facts(cum_2.year), version="", by=by)
    correct_edition(edition=cum_2, facts=edition_facts(cum_2), version="", by=by)
    save_composition(edition=cum_2, facts=composition_of(cum_2), version="", by=by)
    save_leadership(edition=cum_2, facts=LeadershipFacts(), version="", by=by)
    save_supervision(edition=cum_2, facts=SupervisionFacts(), version="", by=by)
    assert Event.objects.count() == events


def test_a_group_goes_on_only_from_an_earlier_one_of_its_owner(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 3", "3", continues=cum_2.pk)
    with pytest.raises(CannotOpenEdition) as refused:
        open_edition(year=cum_2.year, facts=facts, by=bac_giang.administrator)
    assert refused.value.problems[0].field == "continues"


def test_head_and_deputy_exchange_their_seats_in_one_save(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    by = bac_giang.administrator
    first, second = (bac_giang.units[f"huyện {place}"] for place in ("Tân Yên", "Sơn Động"))
    take_the_lead(edition=cum_2, seat=SeatFacts(GroupRole.HEAD, first), by=by)
    take_the_lead(edition=cum_2, seat=SeatFacts(GroupRole.DEPUTY, second), by=by)
    stored = leadership_of(cum_2)
    head, deputy = stored.terms
    exchanged = (replace(head, unit_id=second.pk), replace(deputy, unit_id=first.pk))
    version = version_of(stored)
    save_leadership(edition=cum_2, facts=LeadershipFacts(exchanged), version=version, by=by)
    assert leadership_of(cum_2).terms == exchanged


def test_correcting_both_seats_at_once_keeps_each_ones_origin(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    by = bac_giang.administrator
    for role, place in ((GroupRole.HEAD, "Tân Yên"), (GroupRole.DEPUTY, "Sơn Động")):
        unit, origin = bac_giang.units[f"huyện {place}"], Provenance(source=f"Nguồn {role}")
        take_the_lead(edition=cum_2, seat=SeatFacts(role, unit, origin=origin), by=by)
    stored = leadership_of(cum_2)
    typed = LeadershipFacts(tuple(replace(term, post="Viện trưởng") for term in stored.terms))
    save_leadership(edition=cum_2, facts=typed, version=version_of(stored), by=by)
    sources = dict(LeadershipTerm.objects.values_list("role", "source"))
    assert sources == {"head": "Nguồn head", "deputy": "Nguồn deputy"}


def test_a_correction_keeps_where_the_fact_came_from(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    by, unit = bac_giang.administrator, bac_giang.units["huyện Tân Yên"]
    origin = Provenance(source="Bài báo", as_written="đơn vị Cụm trưởng", added_by_hand=True)
    someone = name_person(full_name="Nguyễn Văn A", unit=None, by=by)
    seat = SeatFacts(GroupRole.HEAD, unit, person=someone, origin=origin)
    take_the_lead(edition=cum_2, seat=seat, by=by)
    stored = leadership_of(cum_2)
    typed = LeadershipFacts((replace(stored.terms[0], post="Viện trưởng"),))
    save_leadership(edition=cum_2, facts=typed, version=version_of(stored), by=by)
    term = LeadershipTerm.objects.get()
    assert (term.post, term.person) == ("Viện trưởng", someone)
    assert (term.source, term.as_written, term.added_by_hand) == (
        "Bài báo", "đơn vị Cụm trưởng", True,
    )  # fmt: skip


def test_a_seat_is_reserved_before_its_group_exists_and_can_be_given_back(
    cum_2: ClusterEdition, bac_giang: World
) -> None:
    by = bac_giang.administrator
    seat = SeatFacts(
        GroupRole.DEPUTY,
        bac_giang.units["huyện Lục Ngạn"],
        how=HowChosen.CHOSEN,
        decided_on=date(2024, 11, 25),
        origin=Provenance(as_written="từ ngày 01/01/2025 là thị xã Chũ"),
    )
    reserved = reserve_seat(edition=cum_2, label_year=2025, seat=seat, by=by)
    assert (reserved.owner, reserved.chosen_in) == (bac_giang.units["bac_giang"], cum_2)
    assert reserved.label == "Cụm phó Cụm 2 năm 2025"
    assert reserved.as_written == "từ ngày 01/01/2025 là thị xã Chũ"
    assert not ClusterEdition.objects.filter(year__label_year=2025).exists()
    release_seat(seat=reserved, by=by, reason="mở lại hội nghị")
    assert not ReservedSeat.objects.exists()
    assert Event.objects.get(name="seat.released").reason == "mở lại hội nghị"


def test_choosing_again_replaces_the_choice(cum_2: ClusterEdition, bac_giang: World) -> None:
    for key in ("huyện Sơn Động", "huyện Tân Yên"):
        seat = SeatFacts(GroupRole.HEAD, bac_giang.units[key])
        reserve_seat(edition=cum_2, label_year=2025, seat=seat, by=bac_giang.administrator)
    assert ReservedSeat.objects.get().unit == bac_giang.units["huyện Tân Yên"]


def test_a_year_is_locked_once(cum_2: ClusterEdition, bac_giang: World) -> None:
    for _ in range(2):
        lock_year(year=cum_2.year, by=bac_giang.administrator)
    assert not cum_2.year.is_open
    assert Event.objects.filter(name="year.locked").count() == 1


def test_nothing_in_a_locked_year_changes(cum_2: ClusterEdition, bac_giang: World) -> None:
    by, unit = bac_giang.administrator, bac_giang.units["huyện Tuy An"]
    basis = register_basis(facts=BasisFacts("Chỉ thị", reference="01/CT"), by=by)
    person = name_person(full_name="Phạm Thị Liên", unit=None, by=by)
    lock_year(year=cum_2.year, by=by)
    member = bac_giang.units["huyện Tân Yên"]
    writes = [
        lambda: join_group(edition=cum_2, unit=unit, by=by),
        lambda: take_the_lead(edition=cum_2, seat=SeatFacts(GroupRole.HEAD, member), by=by),
        lambda: rest_on(edition=cum_2, basis=basis, by=by),
        lambda: rest_year_on(year=cum_2.year, basis=basis, by=by),
        lambda: put_in_charge(edition=cum_2, person=person, post="Phó Viện trưởng", by=by),
        lambda: open_edition(year=cum_2.year, facts=EditionFacts(GroupKind.BLOC, "Khối"), by=by),
        lambda: correct_year(year=cum_2.year, facts=YearFacts(2024), version="", by=by),
        lambda: delete_year(year=cum_2.year, by=by),
        lambda: correct_edition(edition=cum_2, facts=edition_facts(cum_2), version="", by=by),
        lambda: delete_edition(edition=cum_2, by=by),
        lambda: save_composition(edition=cum_2, facts=CompositionFacts(), version="", by=by),
        lambda: save_leadership(edition=cum_2, facts=LeadershipFacts(), version="", by=by),
        lambda: save_supervision(edition=cum_2, facts=SupervisionFacts(), version="", by=by),
        lambda: take_offered_seat(edition=cum_2, seat=ReservedSeat(), by=by),
        lambda: start_turn(year=cum_2.year, last_year=None, by=by),
        lambda: save_turn(year=cum_2.year, facts=TurnPlan(), version="", by=by),
        lambda: drop_turn(year=cum_2.year, by=by),
        lambda: carry_out_turn(year=cum_2.year, version="", by=by),
    ]
    before = Event.objects.count()
    for write in writes:
        with pytest.raises(YearIsLocked, match="Năm 2024 đã khóa"):
            write()
    assert Event.objects.count() == before


def test_a_paper_is_identified_by_number_day_and_issuer_together(bac_giang: World) -> None:
    by = bac_giang.administrator
    for day in (date(2014, 1, 2), date(2017, 12, 27), date(2021, 12, 27), date(2023, 12, 18)):
        facts = BasisFacts("Chỉ thị", "02/CT-VKSTC", day, "Viện trưởng VKSND tối cao")
        register_basis(facts=facts, by=by)
    with pytest.raises(CannotRegister) as refused:
        register_basis(facts=facts, by=by)
    assert refused.value.problems[0].field == "reference"

from datetime import date

import pytest

from agreements import queries
from agreements.actions import draft_agreement, note_signing
from agreements.queries import (
    agreement_of,
    agreement_record,
    agreement_rows,
    agreement_text,
    agreements_listed,
    agreements_visible_to,
    editions_without_agreement,
    found,
    scene_of,
    waiting_for,
)
from agreements.rules import CounterText
from awards.actions import withdraw_registration
from awards.enums import TitleKind
from awards.models import Title
from clusters.actions import EditionFacts, open_edition
from clusters.enums import GroupKind
from clusters.models import ClusterEdition
from conferences.enums import ConferenceState, DatePrecision
from conferences.models import Conference
from organizations.enums import Role
from tests.agreements.signing import DAY, draft, group, issued, write
from tests.people import person
from tests.touching import told_of

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 25)


@pytest.fixture
def made():
    return group()


def fresh(agreement):
    return agreements_visible_to(person("quantri2", Role.ADMINISTRATOR)).get(pk=agreement.pk)


def meeting(made, **about):
    held = Conference.objects.create(title="Hội nghị ký kết", **about)
    held.purposes.create(position=1, kind="signing", edition=made.edition)
    return held


def test_members_owner_and_administrator_know_of_it_and_nobody_else(made, stranger):
    agreement = draft(made)
    leader = person("lanhdao", Role.LEADER, made.owner)
    for user in (made.administrator, made.office(), leader, made.clerk("Cà Mau")):
        assert list(agreements_visible_to(user)) == [agreement]
    assert not agreements_visible_to(stranger).exists()


def test_the_list_says_parties_signers_owner_and_state(made):
    draft(made)
    row = agreement_rows(agreements_listed(made.administrator))[0]
    assert (row.group, row.year, row.owner) == ("Cụm thi đua số 13", 2024, "VKSND tối cao")
    assert (row.parties, row.signers) == (6, 0)
    assert (row.is_draft, row.state) == (True, "Dự thảo")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(made, count, django_assert_num_queries):
    draft(made)
    for number in range(1, count):
        facts = EditionFacts(GroupKind.CLUSTER, f"Cụm thi đua số {number}", str(number))
        edition = open_edition(year=made.edition.year, facts=facts, by=made.administrator)
        draft_agreement(edition=edition, by=made.administrator)
    agreements = agreements_listed(made.administrator)
    with django_assert_num_queries(2):
        assert len(agreement_rows(list(agreements))) == count


def test_groups_without_agreement_are_offered_to_who_runs_them(made):
    clerk = made.clerk("Trà Vinh")
    assert editions_without_agreement(clerk, 2024) == [made.edition]
    assert editions_without_agreement(made.clerk("Cà Mau"), 2024) == []
    assert agreement_of(made.edition) is None
    agreement = draft(made)
    assert editions_without_agreement(clerk, 2024) == []
    assert agreement_of(made.edition) == agreement


def test_a_draft_waits_for_who_may_issue_it(made):
    agreement = draft(made)
    waiting = waiting_for(made.clerk("Trà Vinh"), TODAY)
    assert [each.title for each in waiting] == ["Giao ước thi đua Cụm thi đua số 13 năm 2024"]
    assert waiting[0].url == f"/giao-uoc/{agreement.pk}/"
    assert waiting_for(made.clerk("Cà Mau"), TODAY) == []


def test_an_issued_agreement_waits_for_nobody(made):
    issued(made)
    assert waiting_for(made.office(), TODAY) == []


@pytest.mark.parametrize(
    "text", ["giao uoc", "Giao ước Cụm 13", "giao ước thi đua 2024", "cum so 13"]
)
def test_search_finds_it_by_group_number_and_year(made, text):
    draft(made)
    hits = found(text, made.clerk("Cà Mau"))
    assert [(hit.kind, hit.detail) for hit in hits] == [("Giao ước", "VKSND tối cao · Dự thảo")]


def test_search_tells_a_stranger_nothing(made, stranger):
    draft(made)
    assert found("giao ước", stranger) == []
    assert found("giao ước cụm 99", made.administrator) == []


def test_a_units_record_names_the_agreements_it_is_a_party_of(made, stranger):
    draft(made)
    touched = told_of(queries, made.units["Cà Mau"], made.administrator)
    assert [(each.text, each.year) for each in touched] == [
        ("Bên ký giao ước thi đua của Cụm thi đua số 13", 2024)
    ]
    assert told_of(queries, made.units["Cà Mau"], stranger) == []
    assert told_of(queries, made.owner, made.administrator) == []


def test_a_withdrawn_registration_is_not_counted(made):
    flag = Title.objects.create(kind=TitleKind.TITLE, name="Cờ thi đua của Chính phủ")
    rows = [made.register(place, flag) for place in made.units]
    agreement = draft(made)
    assert agreement_text(agreement).counters == (CounterText(flag.name, 6, 6),)
    withdraw_registration(
        registration=rows[0], on=TODAY, reason="Không đủ điều kiện", by=made.administrator
    )
    text = agreement_text(agreement)
    assert text.counters == (CounterText(flag.name, 5, 6),)
    assert text.registrations[0].titles == ()
    record = agreement_record(agreement, made.administrator)
    assert [each.text for each in record.registered.counts] == ["5/6 (83,33%)"]


def test_members_nobody_has_named_are_counted_and_not_invented(made):
    ClusterEdition.objects.filter(pk=made.edition.pk).update(stated_member_count=8)
    text = agreement_text(fresh(draft(made)))
    assert (len(text.parties), text.unnamed) == (6, 2)


@pytest.mark.parametrize(
    ("about", "line"),
    [
        ({}, "Căn cứ kết quả thống nhất của các đơn vị tại Hội nghị ngày … tháng … năm …"),
        (
            {"date_precision": DatePrecision.DAY, "starts_on": DAY, "ends_on": DAY},
            "Căn cứ kết quả thống nhất của các đơn vị tại Hội nghị ngày 29 tháng 3 năm 2024",
        ),
        (
            {
                "date_precision": DatePrecision.RANGE,
                "starts_on": date(2024, 3, 19),
                "ends_on": date(2024, 3, 21),
            },
            "Căn cứ kết quả thống nhất của các đơn vị tại Hội nghị "
            "trong các ngày 19, 20, 21/3/2024",
        ),
    ],
)
def test_the_meeting_that_agreed_is_cited_as_precisely_as_it_is_known(made, about, line):
    agreement = draft(made)
    write(agreement, made.administrator, conference_id=meeting(made, **about).pk)
    assert line not in agreement_text(fresh(agreement)).bases
    note_signing(agreement=agreement, adopted_as_stated="Thống nhất", by=made.administrator)
    assert agreement_text(agreements_visible_to(made.administrator).get()).bases[-1] == line


def test_agreeing_without_a_known_meeting_is_cited_without_one(made):
    agreement = draft(made)
    note_signing(agreement=agreement, adopted_as_stated="Thống nhất", by=made.administrator)
    assert agreement_text(fresh(agreement)).bases[-1] == (
        "Căn cứ kết quả thống nhất của các đơn vị"
    )


def test_a_meeting_still_being_entered_is_linked_only_for_who_enters_it(made):
    agreement, held = draft(made), meeting(made)
    write(agreement, made.administrator, conference_id=held.pk)
    agreement = fresh(agreement)
    assert agreement_record(agreement, made.clerk("Cà Mau")).conference is None
    assert agreement_record(agreement, made.clerk("Trà Vinh")).conference == held
    assert held.state == ConferenceState.ENTERING


def test_forms_offer_members_meetings_and_every_legal_basis(made):
    agreement, held = draft(made), meeting(made)
    scene = scene_of(agreement, made.administrator)
    assert [name for _, name in scene.members][:2] == ["VKSND tỉnh Bạc Liêu", "VKSND tỉnh Bến Tre"]
    assert scene.members == scene.units
    assert scene.conferences == ((held.pk, "Hội nghị ký kết, Chưa rõ ngày"),)
    assert [words for _, words in scene.bases] == [
        "Hướng dẫn 09/HD-VKSTC ngày 01/03/2024 – Tổ chức và hoạt động của các cụm thi đua, khối "
        "thi đua năm 2024",
        "Chỉ thị 02/CT-VKSTC ngày 18/12/2023 – Công tác thi đua, khen thưởng",
        "Chỉ thị – Công tác của ngành Kiểm sát nhân dân năm 2024",
    ]


def test_a_party_that_left_the_group_stays_in_the_form(made):
    agreement = draft(made)
    made.edition.memberships.filter(unit=made.units["Cà Mau"]).delete()
    scene = scene_of(agreement, made.administrator)
    left = (made.units["Cà Mau"].pk, "VKSND tỉnh Cà Mau")
    assert left not in scene.members
    assert scene.units[-1] == left

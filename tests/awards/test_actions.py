"""Titles, registrations, nominations and awards: four records, none ever taken for another."""

import unicodedata
from datetime import date
from fractions import Fraction

import pytest

from audit.models import Event
from awards import queries
from awards.actions import (
    CannotAddTitle,
    CannotPropose,
    CannotRecordAward,
    CannotRegisterTitle,
    CannotWithdraw,
    add_title,
    correct_award,
    record_award,
    register_title,
    remove_award,
    save_proposals,
    withdraw_registration,
)
from awards.enums import TitleKind
from awards.models import Award, Nomination, Title, TitleRegistration
from awards.policies import (
    can_add_title,
    can_record_award,
    can_register_title,
    can_withdraw_registration,
)
from awards.queries import (
    award_facts,
    awards_visible_to,
    found,
    nominations_of,
    nominations_that_count,
    proposals_of,
    registrations_of,
    remaining_members,
    title_named,
    titles,
)
from awards.rules import AwardFacts, AwardRow, NominationRow, ProposalFacts
from clusters.actions import YearIsLocked, lock_year
from conferences.actions import CannotEdit, record_conference
from conferences.enums import PurposeKind
from conferences.models import Conference
from conferences.rules import PurposeRow
from core.versions import Stale, version_of
from organizations.actions import Provenance
from organizations.enums import Role
from tests.conferences.meeting import Group, group
from tests.people import person
from tests.touching import told_of

pytestmark = pytest.mark.django_db

VOTE = "100% ý kiến thống nhất"
WITHDRAWN = date(2024, 6, 30)


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


@pytest.fixture
def flag(cluster: Group) -> Title:
    return add_title(
        name="Cờ thi đua ngành Kiểm sát nhân dân",
        kind=TitleKind.TITLE,
        aliases=("Cờ thi đua của Ngành kiểm sát",),
        by=cluster.by,
    )


@pytest.fixture
def commended(cluster: Group) -> Title:
    return add_title(name="Giấy khen", kind=TitleKind.FORM, by=cluster.by)


def propose(cluster: Group, draft: Conference, *rows) -> ProposalFacts:
    """Save as somebody who has just opened the step."""
    facts = ProposalFacts(
        tuple(row for row in rows if isinstance(row, NominationRow)),
        tuple(row for row in rows if isinstance(row, AwardRow)),
    )
    version = version_of(proposals_of(draft))
    save_proposals(conference=draft, facts=facts, version=version, by=cluster.office)
    return facts


def nominee(cluster: Group, place: str, title: Title, **more: str) -> NominationRow:
    return NominationRow(cluster.edition.pk, cluster.units[place].pk, title.pk, **more)


# ── The catalogue ────────────────────────────────────────────────────────────────────────────


def test_a_title_is_known_by_its_name_and_its_aliases(flag: Title) -> None:
    assert title_named("cờ thi đua của ngành kiểm sát") == flag
    assert title_named(unicodedata.normalize("NFD", flag.name)) == flag
    assert title_named("Cờ thi đua") is None


@pytest.mark.parametrize(
    ("name", "alias", "field"),
    [
        ("co thi dua cua nganh kiem sat", "", "name"),
        ("Cờ dẫn đầu khối", "Cờ thi đua ngành Kiểm sát nhân dân", "aliases"),
        ("  ", "", "name"),
    ],
)
def test_titles_that_share_a_label_are_left_for_a_person_to_merge(
    cluster: Group, flag: Title, name: str, alias: str, field: str
) -> None:
    with pytest.raises(CannotAddTitle) as refused:
        add_title(name=name, kind=TitleKind.TITLE, aliases=(alias,), by=cluster.by)
    assert refused.value.problems[0].field == field
    assert list(titles()) == [flag]


# ── Registrations ────────────────────────────────────────────────────────────────────────────


def register(cluster: Group, title: Title, *places: str) -> list[TitleRegistration]:
    return [
        register_title(
            edition=cluster.edition, unit=cluster.units[place], title=title, by=cluster.office
        )
        for place in places
    ]


def withdraw(cluster: Group, registration: TitleRegistration, reason: str = "Sáp nhập") -> None:
    withdraw_registration(registration=registration, on=WITHDRAWN, reason=reason, by=cluster.office)


def test_the_counter_follows_a_withdrawal(cluster: Group, flag: Title) -> None:
    rows = register(cluster, flag, *cluster.units)
    [count] = registrations_of(cluster.edition).counts
    assert (count.share, count.text) == (Fraction(1), "5/5 (100%)")
    withdraw(cluster, rows[0])
    registrations = registrations_of(cluster.edition)
    assert registrations.counts[0].text == "4/5 (80%)"
    assert len(registrations.rows) == 5
    assert [row.withdrawn_why for row in registrations.rows if row.withdrawn_on] == ["Sáp nhập"]


def test_registering_twice_is_one_registration_and_a_withdrawn_one_comes_back(
    cluster: Group, flag: Title
) -> None:
    [first], [again] = (register(cluster, flag, "Yên Thế") for _ in range(2))
    assert first == again
    withdraw(cluster, first)
    register(cluster, flag, "Yên Thế")
    first.refresh_from_db()
    assert (first.withdrawn_on, first.withdrawn_why) == (None, "")
    assert Event.objects.filter(name="title.registered").count() == 2


def test_only_members_register_and_only_while_the_year_is_open(cluster: Group, flag: Title) -> None:
    with pytest.raises(CannotRegisterTitle, match="VKSND tỉnh Bắc Giang không phải thành viên"):
        register_title(edition=cluster.edition, unit=cluster.owner, title=flag, by=cluster.office)
    [row] = register(cluster, flag, "Yên Thế")
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        register(cluster, flag, "Tân Yên")
    with pytest.raises(YearIsLocked):
        withdraw(cluster, row)


def test_a_withdrawal_gives_its_reason_once(cluster: Group, flag: Title) -> None:
    [row] = register(cluster, flag, "Yên Thế")
    with pytest.raises(CannotWithdraw):
        withdraw(cluster, row, "  ")
    withdraw(cluster, row)
    withdraw(cluster, row, "một lý do khác")
    row.refresh_from_db()
    assert row.withdrawn_why == "Sáp nhập"


def test_an_unknown_number_of_members_gives_no_share(cluster: Group, flag: Title) -> None:
    cluster.edition.is_list_incomplete = True
    cluster.edition.save()
    register(cluster, flag, "Yên Thế")
    [count] = registrations_of(cluster.edition).counts
    assert (count.members, count.share, count.text) == (None, None, "1")


# ── Proposals ────────────────────────────────────────────────────────────────────────────────


def test_proposals_are_read_back_as_they_were_saved(
    cluster: Group, flag: Title, commended: Title
) -> None:
    draft = cluster.draft()
    facts = propose(
        cluster,
        draft,
        nominee(cluster, "Yên Thế", flag, vote_as_stated=VOTE, route="Hội đồng → Viện trưởng"),
        nominee(cluster, "Tân Yên", commended),
        AwardRow(cluster.owner.pk, flag.pk, "Cờ", None, 2024, "VKSND tối cao", "ghi chú"),
    )
    assert proposals_of(draft) == facts
    assert nominations_of(draft)[0].vote_as_stated == VOTE


def test_a_nomination_counts_once_the_meeting_is_recorded_and_is_never_an_award(
    cluster: Group, flag: Title
) -> None:
    draft = cluster.draft()
    propose(cluster, draft, nominee(cluster, "Yên Thế", flag))
    assert not nominations_that_count(cluster.edition)
    record_conference(conference=draft, by=cluster.office)
    [counted] = nominations_that_count(cluster.edition)
    assert counted.unit == cluster.units["Yên Thế"]
    assert not Award.objects.exists()


def test_a_nominee_must_belong_to_the_group(cluster: Group, flag: Title) -> None:
    draft = cluster.draft()
    stranger = NominationRow(cluster.edition.pk, cluster.owner.pk, flag.pk)
    with pytest.raises(CannotPropose, match="VKSND tỉnh Bắc Giang không phải thành viên"):
        propose(cluster, draft, nominee(cluster, "Yên Thế", flag), stranger)
    assert not Nomination.objects.exists()


def test_an_old_group_that_is_bidden_farewell_proposes_nothing(cluster: Group, flag: Title) -> None:
    old = cluster.another_edition(2023, "Cụm thi đua số 10")
    farewell = PurposeRow(PurposeKind.FAREWELL, old.pk)
    draft = cluster.draft(purposes=(*cluster.year_end().purposes, farewell))
    unit = cluster.units["Yên Thế"].pk
    with pytest.raises(CannotPropose):
        propose(cluster, draft, NominationRow(old.pk, unit, flag.pk))
    propose(cluster, draft, AwardRow(unit, flag.pk, edition_id=old.pk))
    assert Award.objects.get().edition == old


def test_two_clerks_do_not_overwrite_each_other(cluster: Group, flag: Title) -> None:
    draft = cluster.draft()
    opened = version_of(proposals_of(draft))
    mine = ProposalFacts((nominee(cluster, "Yên Thế", flag),))
    theirs = ProposalFacts((nominee(cluster, "Tân Yên", flag),))
    for _ in range(2):
        save_proposals(conference=draft, facts=mine, version=opened, by=cluster.office)
    with pytest.raises(Stale):
        save_proposals(conference=draft, facts=theirs, version=opened, by=cluster.by)
    assert Nomination.objects.get().unit == cluster.units["Yên Thế"]
    assert Event.objects.filter(name="conference.proposals_saved").count() == 1


def test_nothing_is_proposed_after_recording_or_in_a_locked_year(
    cluster: Group, flag: Title
) -> None:
    draft, other = cluster.draft(), cluster.draft(title="Hội nghị khác")
    record_conference(conference=draft, by=cluster.office)
    with pytest.raises(CannotEdit):
        propose(cluster, draft, nominee(cluster, "Yên Thế", flag))
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        propose(cluster, other, nominee(cluster, "Yên Thế", flag))
    assert not Nomination.objects.exists()


def test_the_remaining_units_are_stored_by_name(cluster: Group, commended: Title) -> None:
    draft, leader = cluster.draft(), cluster.units["Tân Yên"].pk
    rest = remaining_members(cluster.edition, {leader})
    propose(cluster, draft, *(AwardRow(unit, commended.pk, title_year=2024) for unit in rest))
    named = [award.unit for award in Award.objects.order_by("position")]
    assert named == [cluster.units[p] for p in ("Lục Ngạn", "Sơn Động", "Yên Dũng", "Yên Thế")]


# ── Awards ───────────────────────────────────────────────────────────────────────────────────


def test_an_award_without_a_meeting_is_entered_once_with_its_source(
    cluster: Group, flag: Title
) -> None:
    told = AwardRow(cluster.owner.pk, flag.pk, received_year=2024, authority=" VKSND  tối cao ")
    origin = Provenance(source="Bài báo", note="năm nhận")
    first, again = (record_award(award=told, origin=origin, by=cluster.office) for _ in range(2))
    assert first == again == Award.objects.get()
    assert (first.authority, first.source, first.note) == ("VKSND tối cao", "Bài báo", "năm nhận")
    assert (first.title_year, first.conference) == (None, None)


def test_an_award_of_a_locked_year_or_an_impossible_year_is_refused(
    cluster: Group, flag: Title
) -> None:
    unit = cluster.units["Yên Thế"].pk
    with pytest.raises(CannotRecordAward):
        record_award(award=AwardRow(unit, flag.pk, title_year=24), by=cluster.office)
    lock_year(year=cluster.year, by=cluster.by)
    of_year = AwardRow(unit, flag.pk, edition_id=cluster.edition.pk)
    with pytest.raises(YearIsLocked):
        record_award(award=of_year, by=cluster.office)
    assert not Award.objects.exists()


def test_an_award_of_a_group_stays_as_it_is_once_the_year_is_locked(
    cluster: Group, flag: Title
) -> None:
    of_year = AwardRow(cluster.units["Yên Thế"].pk, flag.pk, edition_id=cluster.edition.pk)
    award = record_award(award=of_year, by=cluster.office)
    lock_year(year=cluster.year, by=cluster.by)
    with pytest.raises(YearIsLocked):
        remove_award(award=award, by=cluster.office)
    typed, version = AwardFacts(award.unit_id, flag.pk), version_of(award_facts(award))
    with pytest.raises(YearIsLocked):
        correct_award(award=award, facts=typed, version=version, by=cluster.office)
    assert Award.objects.get() == award


def test_awards_are_open_to_all_once_their_meeting_is_recorded(cluster: Group, flag: Title) -> None:
    draft, stranger = cluster.draft(), person("nguoila")
    propose(cluster, draft, AwardRow(cluster.units["Yên Thế"].pk, flag.pk, title_year=2023))
    assert awards_visible_to(cluster.office).count() == 1
    assert awards_visible_to(cluster.by).count() == 1
    assert not awards_visible_to(stranger).exists()
    record_conference(conference=draft, by=cluster.office)
    assert awards_visible_to(stranger).count() == 1


def test_awards_are_found_by_title_and_by_unit(cluster: Group, flag: Title) -> None:
    record_award(award=AwardRow(cluster.units["Yên Thế"].pk, flag.pk), by=cluster.office)
    anyone = person("nguoila")
    [hit] = found("cờ ngành kiểm sát", anyone)
    assert (hit.title, hit.detail) == (flag.name, "1 lượt khen thưởng")
    [hit] = found("yen the", anyone)
    assert hit.title == "1 lượt khen thưởng của đơn vị có tên “yen the”"
    assert found("tan yen", anyone) == []


def test_a_units_record_keeps_award_nomination_and_registration_apart(
    cluster: Group, flag: Title, commended: Title
) -> None:
    unit = cluster.units["Yên Thế"]
    record_award(award=AwardRow(unit.pk, flag.pk, title_year=2023), by=cluster.office)
    record_award(award=AwardRow(unit.pk, flag.pk, received_year=2022), by=cluster.office)
    record_award(award=AwardRow(unit.pk, flag.pk), by=cluster.office)
    [registration] = register(cluster, flag, "Yên Thế")
    withdraw(cluster, registration)
    draft = cluster.draft()
    propose(cluster, draft, nominee(cluster, "Yên Thế", commended))
    record_conference(conference=draft, by=cluster.office)
    told = told_of(queries, unit, cluster.office)
    group = cluster.edition.name
    assert {(row.kind, row.text, row.year, row.note) for row in told} == {
        ("Đề nghị", "Giấy khen", 2024, group),
        ("Đăng ký", flag.name, 2024, f"{group}; đã rút"),
        ("Khen thưởng", flag.name, 2023, ""),
        ("Khen thưởng", flag.name, 2022, "Nhận năm 2022"),
        ("Khen thưởng", flag.name, None, "Chưa rõ năm"),
    }
    kinds = {row.kind for row in told_of(queries, unit, person("nguoila"))}
    assert kinds == {"Khen thưởng"}


# ── Rights ───────────────────────────────────────────────────────────────────────────────────


def test_who_may_do_what_with_titles(cluster: Group, flag: Title) -> None:
    member = cluster.clerk("Yên Thế")
    [registration] = register(cluster, flag, "Yên Thế")
    assert can_register_title(cluster.office, cluster.edition)
    assert can_withdraw_registration(cluster.office, registration)
    assert can_add_title(cluster.office)
    assert can_record_award(cluster.by)
    assert can_register_title(member, cluster.edition)  # its own unit
    assert can_withdraw_registration(member, registration)
    assert not can_withdraw_registration(cluster.clerk("Tân Yên"), registration)
    assert not can_add_title(member)
    assert not can_record_award(person("lanhdao", Role.LEADER, cluster.owner))

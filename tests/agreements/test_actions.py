from dataclasses import replace
from unicodedata import normalize

import pytest

from agreements.actions import (
    CannotChange,
    CannotDraft,
    cite_basis,
    draft_agreement,
    note_signing,
    save_agreement_text,
    save_parties,
    save_signing,
)
from agreements.models import Agreement
from agreements.queries import parties_of, signing_of, text_of
from agreements.rules import ClauseRow, PartiesFacts, PartyRow, SigningFacts, TextFacts
from audit.models import Event
from clusters.actions import YearIsLocked, join_group, lock_year
from conferences.models import Conference
from core.versions import Stale, version_of
from documents.actions import register_basis
from organizations.actions import Provenance
from organizations.models import Person
from tests.agreements.signing import BASES, CLAUSE, DAY, draft, group, issued, procuracy, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return group()


def save_text(agreement, facts, by, version=None):
    version = version or version_of(text_of(agreement))
    save_agreement_text(agreement=agreement, facts=facts, version=version, by=by)


def save_rows(agreement, rows, by, version=None):
    version = version or version_of(parties_of(agreement))
    save_parties(agreement=agreement, facts=PartiesFacts(tuple(rows)), version=version, by=by)


def units_of(agreement):
    return [row.unit_id for row in parties_of(agreement).parties]


def test_a_new_agreement_lists_head_and_deputy_first_then_the_others_by_name(made):
    source = Provenance(source="Bài báo")
    agreement = draft_agreement(edition=made.edition, origin=source, by=made.administrator)
    order = ("Trà Vinh", "Sóc Trăng", "Bạc Liêu", "Bến Tre", "Cà Mau", "Kiên Giang")
    assert units_of(agreement) == [made.units[place].pk for place in order]
    assert agreement.source == "Bài báo"
    assert Event.objects.filter(name="agreement.drafted").count() == 1


def test_an_edition_has_one_agreement(made):
    draft_agreement(edition=made.edition, by=made.administrator)
    with pytest.raises(CannotDraft, match="đã có giao ước"):
        draft_agreement(edition=made.edition, by=made.administrator)
    assert Agreement.objects.count() == 1


def test_the_text_is_kept_clean_and_the_log_has_both_versions(made):
    agreement = draft(made)
    decomposed = normalize("NFD", "Hội trường  Viện")
    facts = replace(
        text_of(agreement),
        place=f"  {decomposed} ",
        dated_on=DAY,
        clauses=(ClauseRow("", ""), ClauseRow(" Một ", " Hai\n")),
    )
    save_text(agreement, facts, made.administrator)
    stored = text_of(Agreement.objects.get(pk=agreement.pk))
    assert stored.place == "Hội trường Viện"
    assert stored.dated_on == DAY
    assert stored.clauses == (ClauseRow("Một", "Hai"),)
    event = Event.objects.filter(name="agreement.text_saved").latest("pk")
    assert event.before["clauses"][0]["heading"] == CLAUSE.heading
    assert event.after["clauses"] == [{"heading": "Một", "body": "Hai", "is_illustrative": False}]


def test_saving_the_same_text_twice_changes_and_logs_nothing_more(made):
    agreement = draft(made)
    version = version_of(text_of(agreement))
    facts = replace(text_of(agreement), place="Hội trường")
    for _ in range(2):
        save_text(agreement, facts, made.administrator, version)
    assert Event.objects.filter(name="agreement.text_saved", after__place="Hội trường").count() == 1


def test_whoever_saves_an_older_text_is_told_and_overwrites_nothing(made):
    agreement = draft(made)
    version = version_of(text_of(agreement))
    write(agreement, made.administrator, place="Hội trường A")
    with pytest.raises(Stale) as stale:
        save_text(agreement, TextFacts(place="Hội trường B"), made.administrator, version)
    assert stale.value.stored.place == "Hội trường A"
    agreement.refresh_from_db()
    assert agreement.place == "Hội trường A"


def test_two_clerks_on_text_and_parties_do_not_disturb_each_other(made):
    agreement = draft(made)
    version = version_of(parties_of(agreement))
    write(agreement, made.administrator, place="Hội trường")
    save_rows(agreement, [PartyRow(made.units["Cà Mau"].pk)], made.administrator, version)
    assert units_of(agreement) == [made.units["Cà Mau"].pk]


def test_what_cannot_stand_is_refused_and_nothing_is_saved(made):
    agreement = draft(made)
    with pytest.raises(CannotChange) as refused:
        write(agreement, made.administrator, place="x" * 301, clauses=(ClauseRow("Tiêu đề", ""),))
    assert len(refused.value.problems) == 2
    assert text_of(agreement).clauses == (CLAUSE,)


def test_the_meeting_must_be_one_of_this_group(made):
    agreement = draft(made)
    of_others = Conference.objects.create(title="Hội nghị của cụm khác")
    with pytest.raises(CannotChange, match="của chính cụm"):
        write(agreement, made.administrator, conference_id=of_others.pk)
    ours = Conference.objects.create(title="Hội nghị ký kết")
    ours.purposes.create(position=1, kind="signing", edition=made.edition)
    write(agreement, made.administrator, conference_id=ours.pk)
    agreement.refresh_from_db()
    assert agreement.conference == ours


def test_a_paper_is_cited_once_and_at_the_end(made):
    agreement = draft_agreement(edition=made.edition, by=made.administrator)
    papers = [register_basis(facts=facts, by=made.administrator) for facts in BASES]
    for basis in [*papers, papers[0]]:
        cite_basis(agreement=agreement, basis=basis, by=made.administrator)
    assert text_of(agreement).bases == tuple(basis.pk for basis in papers)
    assert Event.objects.filter(name="agreement.basis_cited").count() == 3


def test_signers_become_persons_of_their_unit(made):
    agreement = draft(made)
    unit = made.units["Trà Vinh"]
    row = PartyRow(unit.pk, " Nguyễn  Văn Tùng ", "Viện trưởng", "TM. Hội đồng")
    save_rows(agreement, [row], made.administrator)
    assert parties_of(agreement).parties == (
        PartyRow(unit.pk, "Nguyễn Văn Tùng", "Viện trưởng", "TM. Hội đồng"),
    )
    assert Person.objects.get(full_name="Nguyễn Văn Tùng").unit == unit


def test_parties_must_be_members_each_once(made):
    agreement = draft(made)
    stranger = procuracy("Đồng Tháp", made.administrator)
    before = parties_of(agreement)
    twice = [PartyRow(stranger.pk), PartyRow(stranger.pk)]
    with pytest.raises(CannotChange) as refused:
        save_rows(agreement, twice, made.administrator)
    assert [problem.message for problem in refused.value.problems] == [
        "VKSND tỉnh Đồng Tháp được ghi hai lần, bỏ bớt một dòng.",
        "VKSND tỉnh Đồng Tháp không phải thành viên của cụm, khối năm này.",
    ]
    assert parties_of(agreement) == before


def test_saving_the_parties_as_they_are_logs_nothing(made):
    agreement = draft(made)
    save_rows(agreement, parties_of(agreement).parties, made.administrator)
    assert not Event.objects.filter(name="agreement.parties_saved").exists()


def test_a_unit_that_joins_later_is_no_party_by_itself(made):
    agreement = draft(made)
    late = procuracy("An Giang", made.administrator)
    join_group(edition=made.edition, unit=late, by=made.administrator)
    assert late.pk not in units_of(agreement)


def test_what_is_said_of_the_signing_is_kept_in_its_own_words(made):
    agreement = draft(made)
    said = {"adopted_as_stated": "Tất cả thống nhất", "signed_as_stated": "Các đơn vị ký kết"}
    for _ in range(2):
        note_signing(agreement=agreement, by=made.administrator, **said)
    agreement.refresh_from_db()
    assert signing_of(agreement) == SigningFacts(*said.values())
    assert Event.objects.filter(name="agreement.signing_noted").count() == 1


def test_the_signing_too_is_checked_and_guarded(made):
    agreement = draft(made)
    opened = version_of(signing_of(agreement))
    note_signing(agreement=agreement, adopted_as_stated="Thống nhất", by=made.administrator)
    with pytest.raises(Stale):
        save_signing(
            agreement=agreement,
            facts=SigningFacts("Khác"),
            version=opened,
            by=made.administrator,
        )
    with pytest.raises(CannotChange):
        note_signing(agreement=agreement, adopted_as_stated="x" * 501, by=made.administrator)


def test_an_issued_agreement_refuses_every_change_but_the_note_on_signing(made):
    agreement, by = issued(made), made.administrator
    basis = agreement.cited.first().basis
    for change in (
        lambda: write(agreement, by, place="Nơi khác"),
        lambda: save_rows(agreement, [], by),
        lambda: cite_basis(agreement=agreement, basis=basis, by=by),
    ):
        with pytest.raises(CannotChange, match="đã phát hành"):
            change()
    note_signing(agreement=agreement, signed_as_stated="Đã ký", by=by)
    agreement.refresh_from_db()
    assert agreement.signed_as_stated == "Đã ký"


def test_a_locked_year_refuses_everything(made):
    agreement, by = draft(made), made.administrator
    lock_year(year=made.edition.year, by=by)
    for change in (
        lambda: write(agreement, by, place="Nơi khác"),
        lambda: save_rows(agreement, [], by),
        lambda: note_signing(agreement=agreement, signed_as_stated="Đã ký", by=by),
        lambda: draft_agreement(edition=made.edition, by=by),
    ):
        with pytest.raises(YearIsLocked):
            change()

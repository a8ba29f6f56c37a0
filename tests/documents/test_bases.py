"""Papers that came in: entered once, mended, taken out while nothing rests on them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from audit.models import Event
from clusters.actions import YearFacts, open_year, rest_year_on
from core.dependants import InUse
from core.versions import Stale, version_of
from documents.actions import (
    BasisFacts,
    CannotDo,
    CannotRegister,
    delete_basis,
    finish_duty,
    register_basis,
    reopen_duty,
    save_basis,
)
from documents.models import BasisFile, Duty, LegalBasis
from documents.policies import can_do_duty, can_keep_basis, can_register_basis
from documents.queries import basis_facts, bytes_of, done_facts, waiting_for
from documents.rules import BasisFileRow, DoneFacts, DutyRow
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from tests.core.test_files import PDF, office, upload
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db

GUIDE = BasisFacts(
    "Hướng dẫn",
    "09/HD-VKSTC",
    date(2024, 3, 1),
    "Hội đồng Thi đua - Khen thưởng ngành KSND",
    abstract="Tổ chức và hoạt động của các cụm thi đua, khối thi đua năm 2024",
)
LETTER = BasisFacts("Công văn", "317/VKS-VP", date(2024, 3, 11), "VKSND tỉnh Lạng Sơn")
BY_WHEN = date(2024, 3, 31)
TODAY = date(2024, 11, 25)


@pytest.fixture
def unit(administrator):
    name = NameParts("Viện kiểm sát nhân dân tỉnh Lạng Sơn", "VKSND tỉnh Lạng Sơn")
    return found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)


@pytest.fixture
def other(administrator):
    name = NameParts("Viện kiểm sát nhân dân tỉnh Cao Bằng", "VKSND tỉnh Cao Bằng")
    return found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)


@pytest.fixture
def clerk(unit):
    return person("vanphong", Role.OFFICE, unit)


def save(basis, by, files=None, **changes):
    stored = basis_facts(LegalBasis.objects.get(pk=basis.pk))
    facts, version = replace(stored, **changes), version_of(stored)
    return save_basis(basis=basis, facts=facts, files=files or {}, version=version, by=by)


def with_duty(unit, by, **changes):
    duty = DutyRow("Ký giao ước, gửi về", unit.pk, BY_WHEN)
    return register_basis(facts=replace(GUIDE, duties=(duty,), **changes), by=by)


# ── Entering ─────────────────────────────────────────────────────────────────────────────────


def test_a_paper_is_kept_by_the_unit_that_entered_it_with_its_files_and_sums(clerk, unit):
    basis = register_basis(facts=GUIDE, files={0: upload("Hướng dẫn.pdf", PDF)}, by=clerk)
    kept = basis.files.get()
    assert basis.kept_by == unit
    assert (kept.name, bytes_of(kept)) == ("Hướng dẫn.pdf", PDF)
    event = Event.objects.get(name="basis.registered")
    assert event.after["sha256"] == {"Hướng dẫn.pdf": kept.sha256}


def test_the_same_bytes_twice_are_one_file(clerk):
    files = {0: upload("a.pdf", PDF), 1: upload("b.pdf", PDF)}
    assert register_basis(facts=GUIDE, files=files, by=clerk).files.count() == 1


@pytest.mark.parametrize("reference", ["09/HD-VKSTC", "09/hd-vkstc", " 09/HD-VKSTC  "])
def test_a_paper_that_is_there_is_named(clerk, reference):
    first = register_basis(facts=GUIDE, by=clerk)
    with pytest.raises(CannotRegister, match="trùng số, ngày và cơ quan") as refused:
        register_basis(facts=replace(GUIDE, reference=reference), by=clerk)
    assert refused.value.same == first


def test_without_a_number_kind_issuer_and_abstract_tell_papers_apart(clerk):
    unnumbered = replace(GUIDE, reference="")
    register_basis(facts=unnumbered, by=clerk)
    register_basis(facts=replace(unnumbered, abstract="Việc khác"), by=clerk)
    with pytest.raises(CannotRegister):
        register_basis(facts=unnumbered, by=clerk)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": " "}, "Ghi loại văn bản"),
        ({"reference": "9" * 61}, "dài quá 60"),
        ({"in_force_from": BY_WHEN, "in_force_to": BY_WHEN}, "phải sau ngày có hiệu lực"),
        ({"duties": (DutyRow("", due_on=BY_WHEN),)}, "Ghi việc phải làm"),
        ({"duties": (DutyRow("x" * 501),)}, "Dài quá 500"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_kept(clerk, changes, says):
    with pytest.raises(CannotRegister, match=says):
        register_basis(facts=replace(GUIDE, **changes), by=clerk)
    assert not LegalBasis.objects.exists()


def test_a_file_of_another_kind_is_refused_with_everything_else(clerk):
    files = {0: upload("anh.svg", b"<svg/>")}
    with pytest.raises(CannotRegister, match="không đúng loại"):
        register_basis(facts=GUIDE, files=files, by=clerk)
    assert not LegalBasis.objects.exists()
    assert not BasisFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_identical_posts_at_once_enter_one_paper():
    by = person("quantri", Role.ADMINISTRATOR)
    browser = browser_of(by)
    sent = {"kind": "Công văn", "reference": "317/VKS-VP", "issued_on": "11/3/2024"}
    sent |= {f"{rows}-TOTAL_FORMS": 0 for rows in ("files", "duties")}
    sent |= {f"{rows}-INITIAL_FORMS": 0 for rows in ("files", "duties")}

    def post(_number):
        try:
            return browser.post("/van-ban/can-cu/moi/", sent).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as posts:
        assert sorted(posts.map(post, range(8))) == [302] + [422] * 7
    assert LegalBasis.objects.count() == 1


# ── Mending ──────────────────────────────────────────────────────────────────────────────────


def test_a_saved_change_stands_in_the_log_with_both_versions(clerk):
    basis = register_basis(facts=GUIDE, by=clerk)
    save(basis, clerk, issuer_also="VKSND tối cao", in_force_to=BY_WHEN)
    basis.refresh_from_db()
    event = Event.objects.get(name="basis.corrected")
    assert basis.in_force_to == BY_WHEN
    assert (event.before["issuer_also"], event.after["issuer_also"]) == ("", "VKSND tối cao")
    assert "vksnd toi cao" in basis.search_text


def test_posting_file_and_duty_again_recognises_both(clerk, unit):
    basis = register_basis(facts=GUIDE, by=clerk)
    stored = basis_facts(basis)
    typed = replace(stored, files=(BasisFileRow(),), duties=(DutyRow("Ký giao ước", unit.pk),))
    for _ in range(2):
        files = {0: upload("a.pdf", PDF)}
        save_basis(basis=basis, facts=typed, files=files, version=version_of(stored), by=clerk)
    assert (basis.files.count(), basis.duties.count()) == (1, 1)
    assert Event.objects.filter(name="basis.corrected").count() == 1


def test_who_saves_an_older_text_is_told(clerk):
    basis = register_basis(facts=GUIDE, by=clerk)
    version = version_of(basis_facts(basis))
    save(basis, clerk, note="Bản của người khác")
    facts = replace(GUIDE, note="Bản của tôi")
    with pytest.raises(Stale):
        save_basis(basis=basis, facts=facts, version=version, by=clerk)


def test_a_paper_does_not_become_another_one_or_replace_itself(clerk):
    guide, letter = (register_basis(facts=facts, by=clerk) for facts in (GUIDE, LETTER))
    with pytest.raises(CannotRegister, match="đã có"):
        save(
            letter, clerk, reference=guide.reference, issued_on=guide.issued_on, issuer=GUIDE.issuer
        )
    with pytest.raises(CannotRegister, match="chính nó"):
        save(guide, clerk, replaced_by_id=guide.pk)
    save(guide, clerk, replaced_by_id=letter.pk)
    assert list(letter.replaces.all()) == [guide]


def test_a_file_whose_row_is_gone_is_gone_from_the_disk(clerk, django_capture_on_commit_callbacks):
    files = {0: upload("a.pdf", PDF), 1: upload("b.docx", office("word/document.xml"))}
    basis = register_basis(facts=GUIDE, files=files, by=clerk)
    first, second = basis_facts(basis).files
    gone = basis.files.get(pk=first.key).file.name
    with django_capture_on_commit_callbacks(execute=True):
        stored = basis_facts(basis)
        typed = replace(stored, files=(second,))
        save_basis(basis=basis, facts=typed, version=version_of(stored), by=clerk)
    assert basis_facts(basis).files == (second,)
    assert not default_storage.exists(gone)


# ── Taking out ───────────────────────────────────────────────────────────────────────────────


def test_an_unused_paper_goes_with_files_and_duties_and_the_log_keeps_it(
    clerk, unit, django_capture_on_commit_callbacks
):
    basis = with_duty(unit, clerk)
    with django_capture_on_commit_callbacks(execute=True):
        delete_basis(basis=basis, by=clerk)
    assert not LegalBasis.objects.exists()
    assert not Duty.objects.exists()
    before = Event.objects.get(name="basis.deleted").before
    assert (before["reference"], len(before["duties"])) == ("09/HD-VKSTC", 1)


def test_a_paper_something_rests_on_stays_and_the_refusal_says_what(clerk, unit):
    basis = register_basis(facts=GUIDE, by=clerk)
    year = open_year(owner=unit, facts=YearFacts(2024), by=clerk)
    rest_year_on(year=year, basis=basis, by=clerk)
    newer = register_basis(facts=LETTER, by=clerk)
    save(newer, clerk, replaced_by_id=basis.pk)
    with pytest.raises(InUse, match="Hết hiệu lực từ") as refused:
        delete_basis(basis=basis, by=clerk)
    assert "317/VKS-VP" in str(refused.value)
    assert LegalBasis.objects.filter(pk=basis.pk).exists()


# ── Duties ───────────────────────────────────────────────────────────────────────────────────


def test_what_a_paper_asks_for_waits_for_its_unit_until_it_is_done(clerk, unit, other):
    basis = with_duty(unit, clerk)
    member, head = person("canbo", Role.CLERK, unit), person("thutruong", Role.HEAD, unit)
    stranger = person("canbokhac", Role.CLERK, other)
    for user in (clerk, member, head):
        [task] = waiting_for(user, TODAY)
        assert (task.title, task.due_on) == ("Ký giao ước, gửi về", BY_WHEN)
        assert task.detail == "Theo Hướng dẫn 09/HD-VKSTC"
    assert waiting_for(stranger, TODAY) == []
    duty = basis.duties.get()
    done = DoneFacts(date(2024, 3, 20), "Đã gửi bản ký")
    for _ in range(2):
        finish_duty(duty=duty, facts=done, version=version_of(done_facts(duty)), by=member)
    assert waiting_for(clerk, TODAY) == []
    assert Event.objects.filter(name="duty.finished").count() == 1
    for _ in range(2):
        reopen_duty(duty=duty, by=member)
    assert len(waiting_for(clerk, TODAY)) == 1
    assert Event.objects.filter(name="duty.reopened").count() == 1


def test_a_duty_nobody_is_named_for_waits_for_nobody(clerk):
    register_basis(facts=replace(GUIDE, duties=(DutyRow("Ký giao ước"),)), by=clerk)
    assert waiting_for(clerk, TODAY) == []


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (DoneFacts(), "Ghi ngày hoàn thành"),
        (DoneFacts(date(2024, 11, 26)), "ở sau hôm nay"),
        (DoneFacts(BY_WHEN, "x" * 501), "Dài quá"),
    ],
)
def test_a_duty_is_done_on_a_day_that_has_come(clerk, unit, done, says):
    duty = with_duty(unit, clerk).duties.get()
    with pytest.raises(CannotDo, match=says):
        finish_duty(duty=duty, facts=done, version=version_of(done_facts(duty)), by=clerk)


def test_two_who_finish_it_differently_are_told(clerk, unit):
    duty = with_duty(unit, clerk).duties.get()
    opened = version_of(done_facts(duty))
    finish_duty(duty=duty, facts=DoneFacts(BY_WHEN), version=opened, by=clerk)
    with pytest.raises(Stale):
        finish_duty(duty=duty, facts=DoneFacts(TODAY), version=opened, by=clerk)


def test_a_duty_that_is_done_stays_and_keeps_its_day(clerk, unit):
    basis = with_duty(unit, clerk)
    duty = basis.duties.get()
    done = DoneFacts(BY_WHEN)
    finish_duty(duty=duty, facts=done, version=version_of(done_facts(duty)), by=clerk)
    with pytest.raises(CannotRegister, match="không bỏ được"):
        save(basis, clerk, duties=())
    row = basis_facts(basis).duties[0]
    save(basis, clerk, duties=(replace(row, due_on=TODAY),))
    duty.refresh_from_db()
    assert (duty.due_on, duty.done_on) == (TODAY, BY_WHEN)


def test_a_clerk_charges_his_own_unit_alone(unit, other):
    by = person("canbo", Role.CLERK, unit)
    with pytest.raises(CannotRegister, match="đơn vị của mình"):
        with_duty(other, by)
    basis = with_duty(unit, by)
    with pytest.raises(CannotRegister, match="đơn vị của mình"):
        save(basis, by, duties=(replace(basis_facts(basis).duties[0], unit_id=other.pk),))


# ── Rights ───────────────────────────────────────────────────────────────────────────────────


def test_who_enters_mends_and_does(administrator, clerk, unit, other, stranger):
    basis = with_duty(other, clerk)
    duty = basis.duties.get()
    leader, colleague = person("lanhdao", Role.LEADER, unit), person("canbo", Role.CLERK, unit)
    charged = person("canbokhac", Role.CLERK, other)
    people = (administrator, clerk, colleague, charged, leader, stranger)
    assert [can_register_basis(user) for user in people] == [True] * 4 + [False] * 2
    assert [can_keep_basis(user, basis) for user in people] == [True] * 3 + [False] * 3
    assert [can_do_duty(user, duty) for user in people] == [False] * 3 + [True] + [False] * 2
    kept_by_nobody = register_basis(facts=LETTER, by=administrator)
    assert [can_keep_basis(user, kept_by_nobody) for user in people] == [True] + [False] * 5

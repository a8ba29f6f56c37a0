"""Who has signed k/n, scans of what was signed, clauses of last year, members that joined late."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.storage import default_storage

from agreements.actions import (
    CannotChange,
    add_missing_parties,
    discard_agreement,
    keep_copy,
    save_signatures,
    withdraw_copy,
)
from agreements.models import Agreement, Clause, Party, SignedCopy
from agreements.queries import (
    agreement_record,
    agreement_rows,
    agreements_listed,
    clause_sources,
    parties_of,
    signatures_of,
    signed_of,
    text_of,
)
from agreements.rules import (
    CopyFacts,
    SignatureRow,
    SignaturesFacts,
    WithdrawalFacts,
)
from audit.models import Event
from clusters.actions import (
    EditionFacts,
    YearFacts,
    YearIsLocked,
    join_group,
    lock_year,
    open_edition,
    open_year,
)
from clusters.enums import GroupKind
from core.versions import Stale, version_of
from tests.agreements.signing import CLAUSE, draft, group, issued, procuracy
from tests.core.test_files import PDF, office, picture, upload
from tests.people import browser_of

pytestmark = pytest.mark.django_db

SIGNED_ON = date(2024, 4, 5)


@pytest.fixture
def made():
    return group(("Trà Vinh", "Sóc Trăng", "Bến Tre"))


@pytest.fixture
def clerk(made):
    return browser_of(made.clerk("Trà Vinh"))


def sign(agreement, by, *rows, version=None):
    version = version or version_of(signatures_of(agreement.paper))
    save_signatures(agreement=agreement, facts=SignaturesFacts(rows), version=version, by=by)


def rows_of(agreement):
    return signatures_of(agreement.paper).signatures


def page(answer):
    return answer.content.decode()


# ── Signatures ───────────────────────────────────────────────────────────────────────────────


def test_nobody_is_said_to_have_signed_until_somebody_enters_it(made):
    agreement, by = issued(made), made.administrator
    assert signed_of(draft(group(("Cà Mau",), administrator=by))) is None
    assert signed_of(agreement).phrase == "chữ ký: chưa có thông tin"
    first, second, third = rows_of(agreement)
    sign(
        agreement,
        by,
        replace(first, state="signed", signed_on=SIGNED_ON),
        replace(second, state="signed", signer="  Trần  Văn B "),
        replace(third, state="not_yet"),
    )
    assert signed_of(agreement).words == "2/3"
    [row] = [each for each in agreement_rows(list(agreements_listed(by))) if not each.is_draft]
    assert row.signed.words == "2/3"
    states = [(each.is_signed, each.is_awaited) for each in agreement_record(agreement, by).parties]
    assert states == [(True, False), (True, False), (False, True)]
    assert rows_of(agreement)[1].signer == "Trần Văn B"
    sign(agreement, by, *rows_of(agreement))
    event = Event.objects.get(name="agreement.signatures_saved")
    assert event.after["signatures"][0]["signed_on"] == "2024-04-05"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"signed_on": SIGNED_ON}, "Chọn “Đã ký”"),
        ({"state": "not_yet", "signer": "Ai đó"}, "Chọn “Đã ký”"),
        ({"state": "signed", "signed_on": date(2024, 11, 26)}, "ở sau hôm nay"),
        ({"state": "signed", "signer": "x" * 201}, "200"),
    ],
)
def test_what_cannot_be_is_refused(made, changes, says):
    agreement = issued(made)
    first, *others = rows_of(agreement)
    with pytest.raises(CannotChange, match=says):
        sign(agreement, made.administrator, replace(first, **changes), *others)
    assert signed_of(agreement).count == 0


def test_nobody_is_added_to_those_the_paper_names(made):
    agreement = issued(made)
    more = SignatureRow(made.owner.pk, "signed")
    for rows in ((*rows_of(agreement), more), rows_of(agreement)[1:]):
        with pytest.raises(CannotChange, match="tải lại trang"):
            sign(agreement, made.administrator, *rows)


def test_signatures_are_guarded_and_an_unissued_agreement_has_none(made):
    agreement, by = issued(made), made.administrator
    opened = version_of(signatures_of(agreement.paper))
    first, *others = rows_of(agreement)
    sign(agreement, by, replace(first, state="signed"), *others)
    with pytest.raises(Stale):
        sign(agreement, by, replace(first, state="not_yet"), *others, version=opened)
    other = draft(group(("Cà Mau",), administrator=by))
    with pytest.raises(CannotChange, match="Chưa phát hành"):
        save_signatures(agreement=other, facts=SignaturesFacts(), version="", by=by)
    lock_year(year=made.edition.year, by=by)
    with pytest.raises(YearIsLocked):
        sign(agreement, by, *rows_of(agreement))


def test_signatures_are_entered_on_a_page_and_shown(made, clerk):
    agreement = issued(made)
    at = f"/giao-uoc/{agreement.pk}/"
    shown = page(clerk.get(f"{at}chu-ky/"))
    assert shown.index("Đơn vị Cụm trưởng") < shown.index("VKSND tỉnh Sóc Trăng")
    sent = {"version": version_of(signatures_of(agreement.paper)), "save": "1"}
    sent |= {"signatures-TOTAL_FORMS": 3, "signatures-INITIAL_FORMS": 0}
    for number, row in enumerate(rows_of(agreement)):
        sent |= {f"signatures-{number}-unit_id": row.unit_id, f"signatures-{number}-state": ""}
    sent |= {"signatures-0-state": "signed", "signatures-0-signed_on": "5/4/2024"}
    wrong = sent | {"signatures-1-signed_on": "5/4/2024"}
    answer = clerk.post(f"{at}chu-ky/", wrong)
    assert answer.status_code == 422
    assert "Chọn “Đã ký” nếu ghi ngày ký" in page(answer)
    assert clerk.post(f"{at}chu-ky/", sent).url == at
    shown = page(clerk.get(at))
    assert "đã ký 1/3" in shown
    assert "ngày 05/04/2024" in shown
    assert "đã ký 1/3" in page(clerk.get("/giao-uoc/?nam=2024"))
    assert "đã ký 1/3" in page(clerk.get(f"/cum-khoi/{made.edition.pk}/"))
    answer = clerk.post(f"{at}chu-ky/", sent | {"signatures-0-signed_on": ""})
    assert answer.status_code == 409
    assert "VKSND tỉnh Trà Vinh: Đã ký" in page(answer)


def test_before_issuing_the_pages_of_signing_lead_back(made, clerk):
    agreement = draft(made)
    for place in ("chu-ky/", "ban-chup/moi/"):
        assert clerk.get(f"/giao-uoc/{agreement.pk}/{place}").url == f"/giao-uoc/{agreement.pk}/"


# ── Scans ────────────────────────────────────────────────────────────────────────────────────


def keep(agreement, by, name="ban-ky.pdf", content=PDF, note=""):
    file = upload(name, content) if content is not None else None
    return keep_copy(agreement=agreement, facts=CopyFacts(note), file=file, by=by)


def test_a_scan_is_served_byte_for_byte_with_its_sum_shown(made, clerk):
    agreement = issued(made)
    at = f"/giao-uoc/{agreement.pk}/"
    scan = picture("JPEG", comment=b"scanner")
    for file, name in ((scan, "../Bản ký.jpg"), (PDF, "ban-ky.pdf")):
        assert clerk.post(f"{at}ban-chup/moi/", {"file": upload(name, file), "save": "1"}).url == at
    pdf, photo = agreement.signed_copies.order_by("-pk")
    for copy, content, way in ((photo, scan, "attachment"), (pdf, PDF, "inline")):
        answer = clerk.get(f"/giao-uoc/ban-chup/{copy.pk}/")
        assert answer.content == content
        assert answer["Content-Disposition"].startswith(way)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert copy.sha256 in page(clerk.get(at))
    assert photo.name == "Bản ký.jpg"
    assert Event.objects.filter(name="agreement.downloaded").count() == 2


def test_the_same_scan_twice_is_kept_once(made):
    agreement, by = issued(made), made.administrator
    assert keep(agreement, by) == keep(agreement, by, name="lan-hai.pdf")
    assert Event.objects.filter(name="agreement.copy_kept").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", None, "Chọn tệp bản chụp"),
        ("a.pdf", b"<html>" + PDF, "không đúng loại"),
        ("a.docx", office("word/document.xml"), "không phải bản chụp"),
    ],
)
def test_what_is_no_scan_is_refused(made, name, content, says):
    with pytest.raises(CannotChange, match=says):
        keep(issued(made), made.administrator, name, content)
    assert not SignedCopy.objects.exists()


def test_a_draft_has_nothing_to_scan_and_a_long_note_is_refused(made):
    by = made.administrator
    with pytest.raises(CannotChange, match="Phát hành giao ước trước"):
        keep(draft(group(("Cà Mau",), administrator=by)), by)
    with pytest.raises(CannotChange):
        keep(issued(made), by, note="x" * 501)


def test_a_wrong_scan_is_withdrawn_with_its_reason_and_kept(made, clerk):
    agreement, by = issued(made), made.administrator
    copy = keep(agreement, by)
    at = f"/giao-uoc/ban-chup/{copy.pk}/"
    assert clerk.get(f"{at}rut/").status_code == 200
    assert clerk.post(f"{at}rut/", {"reason": ""}).status_code == 422
    assert clerk.post(f"{at}rut/", {"reason": "Chụp nhầm"}).status_code == 302
    withdraw_copy(copy=copy, facts=WithdrawalFacts("Lý do khác"), by=by)
    copy.refresh_from_db()
    assert copy.withdrawn_reason == "Chụp nhầm"
    assert Event.objects.get(name="agreement.copy_withdrawn").reason == "Chụp nhầm"
    assert default_storage.exists(copy.file.name)
    member = browser_of(made.clerk("Bến Tre"))
    assert clerk.get(at).content == PDF
    assert member.get(at).status_code == 404
    assert "Chụp nhầm" in page(member.get(f"/giao-uoc/{agreement.pk}/"))
    assert keep(agreement, by) != copy
    with pytest.raises(CannotChange, match="Ghi lý do"):
        withdraw_copy(copy=copy, facts=WithdrawalFacts(" "), by=by)
    with pytest.raises(CannotChange):
        withdraw_copy(copy=copy, facts=WithdrawalFacts("x" * 501), by=by)


def test_scans_follow_the_rights_of_the_agreement(made, stranger):
    agreement = issued(made)
    copy = keep(agreement, made.administrator)
    at = f"/giao-uoc/ban-chup/{copy.pk}/"
    member = browser_of(made.clerk("Bến Tre"))
    assert member.get(at).content == PDF
    assert member.get(f"{at}rut/").status_code == 403
    assert member.get(f"/giao-uoc/{agreement.pk}/ban-chup/moi/").status_code == 403
    for place in (at, f"{at}rut/"):
        assert browser_of(stranger).get(place).status_code == 404


# ── Clauses of last year, members that joined, giving a draft up ─────────────────────────────


@pytest.fixture
def next_year(made):
    """The edition of 2025 that continues the one of 2024, with a draft of its own."""
    issued(made)
    by = made.administrator
    year = open_year(owner=made.owner, facts=YearFacts(2025), by=by)
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 13", "13")
    edition = open_edition(year=year, facts=facts, by=by)
    edition.continues = made.edition
    edition.save()
    for unit in made.units.values():
        join_group(edition=edition, unit=unit, by=by)
    return Agreement.objects.create(edition=edition)


def test_clauses_of_the_year_before_are_shown_and_saved_only_when_asked(made, next_year):
    office = browser_of(made.office())
    [source] = clause_sources(next_year, made.administrator)
    assert source.is_previous
    at = f"/giao-uoc/{next_year.pk}/sua/"
    assert "Lấy điều khoản từ giao ước khác" in page(office.get(at))
    shown = page(office.get(f"{at}?tu={source.agreement.pk}"))
    assert "Đang hiện 01 điều khoản" in shown
    assert CLAUSE.body in shown
    assert re.search(r'name="clauses-0-is_illustrative"[^>]* checked', shown)
    assert version_of(text_of(next_year)) in shown
    assert text_of(next_year).clauses == ()
    sent = {"version": version_of(text_of(next_year)), "save": "1"}
    sent |= {"bases-TOTAL_FORMS": 0, "bases-INITIAL_FORMS": 0}
    sent |= {"clauses-TOTAL_FORMS": 1, "clauses-INITIAL_FORMS": 0}
    sent |= {"clauses-0-heading": CLAUSE.heading, "clauses-0-body": CLAUSE.body}
    office.post(f"{at}?tu={source.agreement.pk}", sent | {"clauses-0-is_illustrative": "on"})
    assert text_of(next_year).clauses == (CLAUSE,)


def test_taking_over_asks_before_it_replaces(made, next_year):
    Clause.objects.create(agreement=next_year, position=1, body="Điều đã viết")
    office = browser_of(made.office())
    [source] = clause_sources(next_year, made.administrator)
    shown = page(office.get(f"/giao-uoc/{next_year.pk}/sua/?tu={source.agreement.pk}"))
    assert "01 điều khoản hiện có được thay" in shown
    assert text_of(next_year).clauses[0].body == "Điều đã viết"


def test_clauses_of_other_owners_and_of_itself_are_not_offered(made, next_year):
    other = issued(group(("Cà Mau",), administrator=made.administrator))
    sources = [each.agreement for each in clause_sources(next_year, made.administrator)]
    assert other not in sources
    assert next_year not in sources
    office = browser_of(made.office())
    for key in (other.pk, "x", 10**30):
        shown = page(office.get(f"/giao-uoc/{next_year.pk}/sua/?tu={key}"))
        assert "Đang hiện" not in shown


def test_a_member_that_joined_is_offered_and_added_once(made, clerk):
    agreement = draft(made)
    late = procuracy("An Giang", made.administrator)
    join_group(edition=made.edition, unit=late, by=made.administrator)
    at = f"/giao-uoc/{agreement.pk}/"
    assert "Đơn vị mới chưa có tên trong các bên ký: VKSND tỉnh An Giang" in page(clerk.get(at))
    for _ in range(2):
        assert clerk.post(f"{at}cac-ben/bo-sung/").url == at
    assert [row.unit_id for row in parties_of(agreement).parties][-1] == late.pk
    assert add_missing_parties(agreement=agreement, by=made.administrator) == 0
    assert clerk.get(f"{at}cac-ben/bo-sung/").url == f"{at}cac-ben/"


def test_nobody_joins_a_paper_that_is_issued(made, clerk):
    agreement = issued(made)
    late = procuracy("An Giang", made.administrator)
    join_group(edition=made.edition, unit=late, by=made.administrator)
    answer = clerk.post(f"/giao-uoc/{agreement.pk}/cac-ben/bo-sung/", follow=True)
    assert "không sửa được nữa" in page(answer)
    assert len(parties_of(agreement).parties) == 3


def test_a_draft_is_given_up_with_its_parts_and_the_log_keeps_them(made, clerk):
    agreement = draft(made)
    at = f"/giao-uoc/{agreement.pk}/xoa/"
    assert "3 bên ký" in page(clerk.get(at))
    assert clerk.post(at).url == "/giao-uoc/?nam=2024"
    assert not Agreement.objects.exists()
    assert not Party.objects.exists()
    before = Event.objects.get(name="agreement.discarded").before
    assert before["text"]["clauses"][0]["heading"] == CLAUSE.heading


def test_what_was_issued_is_not_given_up(made, clerk):
    agreement = issued(made)
    answer = clerk.post(f"/giao-uoc/{agreement.pk}/xoa/", follow=True)
    assert "Giao ước đã phát hành lúc " in page(answer)
    with pytest.raises(CannotChange):
        discard_agreement(agreement=agreement, by=made.administrator)
    assert Agreement.objects.filter(pk=agreement.pk).exists()

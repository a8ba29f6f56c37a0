"""An issued paper is never changed: another one names it, replaces or amends it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256

import pytest
from django.db import connection

from agreements.actions import (
    PDF,
    CannotChange,
    cancel_correction,
    discard_agreement,
    issue_agreement,
    plan_correction,
    save_parties,
)
from agreements.enums import AgreementState
from agreements.models import Agreement
from agreements.queries import (
    agreement_text,
    correction_of,
    papers_of,
    parties_of,
    shown_text,
    text_of,
    waiting_for,
)
from agreements.rules import CorrectionPlan, PartiesFacts
from audit.models import Event
from clusters.actions import YearIsLocked, lock_year
from core.dates import today
from core.versions import Stale, version_of
from documents.actions import CannotCorrect, CorrectionFacts, PaperFacts, issue_paper
from documents.enums import Correction, PaperKind, PaperState
from documents.models import Paper
from documents.queries import bytes_of, file_of
from tests.agreements.signing import DAY, draft, group, issued, write
from tests.people import browser_of

pytestmark = pytest.mark.django_db

WRONG_NAME = "ghi sai họ tên người ký"


@pytest.fixture
def made():
    return group(("Trà Vinh", "Sóc Trăng"))


def plan(agreement, by, way=Correction.REPLACES, reason=WRONG_NAME):
    version = version_of(correction_of(Agreement.objects.get(pk=agreement.pk)))
    facts = CorrectionPlan(way, reason)
    plan_correction(agreement=agreement, facts=facts, version=version, by=by)
    agreement.refresh_from_db()


def corrected(made, way):
    """An issued agreement and the paper that puts it right."""
    agreement = issued(made, dated_on=DAY)
    old, by = agreement.paper, made.administrator
    plan(agreement, by, way)
    write(agreement, by, place="Hội trường mới")
    new = issue_agreement(agreement=agreement, by=by)
    agreement.refresh_from_db()
    old.refresh_from_db()
    return agreement, old, new


@pytest.mark.parametrize(
    ("way", "state", "became"),
    [
        (Correction.REPLACES, PaperState.SUPERSEDED, "Đã thay thế bởi văn bản ngày 29/03/2024"),
        (Correction.AMENDS, PaperState.ISSUED, "Đã đính chính bởi văn bản ngày 29/03/2024"),
    ],
)
def test_the_new_paper_names_the_old_one_which_stays_byte_for_byte(made, way, state, became):
    agreement = issued(made, dated_on=DAY)
    before = bytes_of(file_of(agreement.paper, PDF))
    by = made.administrator
    plan(agreement, by, way)
    write(agreement, by, place="Hội trường mới")
    old, new = agreement.paper, issue_agreement(agreement=agreement, by=by)
    old.refresh_from_db()
    agreement.refresh_from_db()
    assert (new.corrects, new.correction, new.correction_reason) == (old, way, WRONG_NAME)
    assert (agreement.paper, agreement.state, agreement.correction) == (new, "issued", "")
    assert old.state == state
    assert bytes_of(file_of(old, PDF)) == before
    assert file_of(old, PDF).sha256 == sha256(before).hexdigest()
    assert new.content["correction"] == (
        f"Văn bản này {way.label.lower()} {old.title} ngày 29 tháng 3 năm 2024. "
        f"Lý do: {WRONG_NAME}."
    )
    latest, first = papers_of(agreement)
    assert (latest.paper, latest.became, latest.way) == (new, "", way.label)
    assert first.became.startswith(became)


def test_while_it_is_written_readers_see_what_is_in_force(made):
    agreement = issued(made, dated_on=DAY)
    text = shown_text(agreement)
    plan(agreement, made.administrator)
    write(agreement, made.administrator, place="Hội trường mới")
    agreement.refresh_from_db()
    assert shown_text(agreement) == text
    assert agreement_text(agreement).place == "Hội trường mới"
    [task] = waiting_for(made.clerk("Trà Vinh"), today())
    assert task.detail == "Thay thế: đang soạn, chưa phát hành"


def test_giving_it_up_brings_text_and_parties_back(made):
    agreement, by = issued(made, dated_on=DAY), made.administrator
    text, parties = text_of(agreement), parties_of(agreement)
    plan(agreement, by)
    write(agreement, by, place="Hội trường mới", clauses=(), bases=(), dated_on=None)
    fewer = PartiesFacts((replace(parties.parties[0], signer="Nguyễn Văn A"),))
    save_parties(agreement=agreement, facts=fewer, version=version_of(parties), by=by)
    for _ in range(2):
        cancel_correction(agreement=agreement, by=by)
    agreement = Agreement.objects.get(pk=agreement.pk)
    assert (text_of(agreement), parties_of(agreement)) == (text, parties)
    assert (agreement.state, agreement.before_correction) == (AgreementState.ISSUED, None)
    assert Event.objects.filter(name="agreement.correction_cancelled").count() == 1
    assert Paper.objects.count() == 1


def test_giving_it_up_bears_that_a_basis_is_gone_meanwhile(made):
    agreement, by = issued(made, dated_on=DAY), made.administrator
    gone = agreement.cited.order_by("position")[0].basis
    plan(agreement, by)
    write(agreement, by, bases=())
    gone.delete()
    cancel_correction(agreement=agreement, by=by)
    assert gone.pk not in text_of(Agreement.objects.get(pk=agreement.pk)).bases


def test_corrections_form_a_line_and_no_paper_is_corrected_twice(made):
    agreement, old, new = corrected(made, Correction.AMENDS)
    plan(agreement, made.administrator, Correction.REPLACES, "đổi nội dung")
    latest = issue_agreement(agreement=agreement, by=made.administrator)
    agreement.refresh_from_db()
    assert [view.paper for view in papers_of(agreement)] == [latest, new, old]
    facts = PaperFacts(
        kind=PaperKind.AGREEMENT,
        title="Khác",
        dated_on=None,
        content={},
        template_version="1",
        files=(),
        corrects=CorrectionFacts(old, Correction.REPLACES, "x"),
    )
    with pytest.raises(CannotCorrect, match="đã có văn bản sửa"):
        issue_paper(facts=facts, by=made.administrator)


def test_planning_again_the_same_is_nothing_and_another_reason_is_kept(made):
    agreement, by = issued(made), made.administrator
    for _ in range(2):
        plan(agreement, by)
    assert Event.objects.filter(name="agreement.correction_planned").count() == 1
    opened = version_of(CorrectionPlan())
    facts = CorrectionPlan(Correction.AMENDS, "khác")
    with pytest.raises(Stale):
        plan_correction(agreement=agreement, facts=facts, version=opened, by=by)
    plan(agreement, by, Correction.AMENDS, "  lý do  khác ")
    assert correction_of(agreement) == CorrectionPlan(Correction.AMENDS, "lý do khác")


@pytest.mark.parametrize(
    ("way", "reason", "says"), [("", "x", "Chọn đính chính"), ("amends", " ", "Ghi lý do")]
)
def test_way_and_reason_must_be_said(made, way, reason, says):
    with pytest.raises(CannotChange, match=says):
        plan(issued(made), made.administrator, way, reason)


def test_a_draft_is_simply_edited_and_an_issued_one_is_never_discarded(made):
    agreement, by = draft(made), made.administrator
    with pytest.raises(CannotChange, match="còn là dự thảo"):
        plan(agreement, by)
    issue_agreement(agreement=agreement, by=by)
    with pytest.raises(CannotChange, match="không sửa được nữa"):
        discard_agreement(agreement=agreement, by=by)
    plan(agreement, by)
    with pytest.raises(CannotChange, match="không xóa được"):
        discard_agreement(agreement=agreement, by=by)


def test_a_locked_year_refuses_to_begin_and_to_give_up(made):
    agreement, by = issued(made), made.administrator
    plan(agreement, by)
    lock_year(year=made.edition.year, by=by)
    with pytest.raises(YearIsLocked):
        cancel_correction(agreement=agreement, by=by)
    with pytest.raises(YearIsLocked):
        plan(agreement, by, reason="khác")


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_the_correction_at_once_make_one_paper():
    made = group(("Trà Vinh", "Sóc Trăng"))
    agreement = issued(made)
    plan(agreement, made.administrator)
    clerk = browser_of(made.clerk("Trà Vinh"))
    version = version_of(agreement_text(agreement))

    def click(_number):
        try:
            at = f"/giao-uoc/{agreement.pk}/phat-hanh/"
            return clerk.post(at, {"version": version}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clicks:
        assert list(clicks.map(click, range(2))) == [302, 302]
    assert Paper.objects.count() == 2


# ── Pages ────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_way_in_the_browser(made):
    agreement = issued(made, dated_on=DAY)
    old = agreement.paper
    clerk, at = browser_of(made.clerk("Trà Vinh")), f"/giao-uoc/{agreement.pk}/"
    version = version_of(CorrectionPlan())
    sent = {"way": "replaces", "reason": WRONG_NAME, "version": version}
    assert clerk.get(f"{at}dinh-chinh/").status_code == 200
    assert clerk.post(f"{at}dinh-chinh/", sent).url == at
    shown = clerk.get(at).content.decode()
    assert "Đang soạn bản thay thế" in shown
    assert clerk.get(f"{at}du-thao.pdf").content.startswith(b"%PDF-")
    assert clerk.get(f"{at}du-thao.docx")["Content-Disposition"].startswith("attachment")
    assert clerk.get(f"{at}giao-uoc.pdf").content == bytes_of(file_of(old, PDF))
    agreement.refresh_from_db()
    version = version_of(agreement_text(agreement))
    assert "Văn bản này thay thế" in clerk.get(f"{at}phat-hanh/").content.decode()
    clerk.post(f"{at}phat-hanh/", {"version": version})
    member = browser_of(made.clerk("Sóc Trăng"))
    shown = member.get(at).content.decode()
    assert "Đã thay thế bởi văn bản ngày 29/03/2024" in shown
    kept = file_of(old, PDF)
    assert member.get(f"/giao-uoc/tep/{kept.pk}/").content == bytes_of(kept)
    assert clerk.get(f"{at}du-thao.pdf").url == at


def test_giving_up_asks_first(made):
    agreement = issued(made)
    clerk, at = browser_of(made.clerk("Trà Vinh")), f"/giao-uoc/{agreement.pk}/dinh-chinh/thoi/"
    assert clerk.get(at).url == f"/giao-uoc/{agreement.pk}/"
    plan(agreement, made.administrator)
    assert "vẫn có hiệu lực" in clerk.get(at).content.decode()
    assert clerk.post(at).url == f"/giao-uoc/{agreement.pk}/"
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ISSUED


def test_papers_of_others_do_not_exist_and_members_only_read(made, stranger):
    agreement = issued(made)
    kept = file_of(agreement.paper, PDF)
    assert browser_of(stranger).get(f"/giao-uoc/tep/{kept.pk}/").status_code == 404
    facts = PaperFacts(PaperKind.MINUTES, "Biên bản", None, {}, "1", ())
    alone = issue_paper(facts=facts, by=made.administrator)
    orphan = alone.files.create(name="x", media_type=PDF, size=1, sha256="0" * 64)
    office = browser_of(made.office())
    assert office.get(f"/giao-uoc/tep/{orphan.pk}/").status_code == 404
    member = browser_of(made.clerk("Sóc Trăng"))
    for place in ("dinh-chinh/", "dinh-chinh/thoi/", "du-thao.pdf"):
        assert member.get(f"/giao-uoc/{agreement.pk}/{place}").status_code == 403

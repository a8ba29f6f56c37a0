import re

import pytest
from django.core.files.storage import default_storage

from agreements.actions import DOCX, PDF, issue_agreement, note_signing
from agreements.models import Agreement
from agreements.queries import agreement_text, parties_of, text_of
from audit.models import Event
from core.pdf import PdfFailed
from core.versions import version_of
from documents.models import Paper
from documents.queries import bytes_of, file_of
from tests.agreements.signing import CLAUSE, DAY, draft, group, issued, write
from tests.people import browser_of

pytestmark = pytest.mark.django_db

WRITING = ("sua", "cac-ben", "ky-ket", "phat-hanh")
READING = ("", "giao-uoc.pdf", "giao-uoc.docx")


@pytest.fixture
def made():
    return group()


@pytest.fixture
def clerk(made):
    return browser_of(made.clerk("Trà Vinh"))


def at(agreement, place=""):
    tail = f"{place}/" if place and "." not in place else place
    return f"/giao-uoc/{agreement.pk}/{tail}"


def page(response):
    return response.content.decode()


def typed(agreement, **changes):
    """What a browser sends back of the text form, with some fields typed over."""
    facts = text_of(Agreement.objects.get(pk=agreement.pk))
    sent = {
        "version": version_of(facts),
        "conference_id": facts.conference_id or "",
        "place": facts.place,
        "place_name": facts.place_name,
        "dated_on": "",
        "copies": facts.copies or "",
        "closing": facts.closing,
        **rows("bases", [{"order": n, "basis": key} for n, key in enumerate(facts.bases, 1)]),
        **rows("clauses", [{"order": 1, "heading": CLAUSE.heading, "body": CLAUSE.body}]),
    }
    return sent | changes


def rows(name, lines):
    sent = {f"{name}-TOTAL_FORMS": len(lines), f"{name}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        sent |= {f"{name}-{number}-{field}": value for field, value in line.items()}
    return sent


# ── Reading ──────────────────────────────────────────────────────────────────────────────────


def test_the_list_shows_the_year_with_state_and_parties(made, clerk):
    draft(made)
    shown = page(clerk.get("/giao-uoc/?nam=2024"))
    assert "0/1 giao ước đã phát hành" in shown
    assert "06 đơn vị" in shown
    assert "đã nhập người ký 0/6" in shown
    assert "Dự thảo" in shown


def test_a_year_without_agreements_says_who_makes_them(made, clerk):
    shown = page(clerk.get("/giao-uoc/"))
    assert "Chưa có giao ước" in shown
    assert "Soạn giao ước" in shown
    assert "Soạn giao ước" not in page(browser_of(made.clerk("Cà Mau")).get("/giao-uoc/"))


def test_the_page_says_text_parties_bases_state_and_what_is_missing(made, clerk):
    agreement = draft(made, dated_on=DAY)
    note_signing(agreement=agreement, signed_as_stated="Đã cùng ký kết", by=made.administrator)
    shown = page(clerk.get(at(agreement)))
    for words in (
        "(Nội dung minh họa)",
        "Đơn vị Cụm trưởng",
        "Đã cùng ký kết",
        "Chỉ thị số 02/CT-VKSTC",
        "Chưa nhập người ký: VKSND tỉnh Trà Vinh",
        "Xem trước PDF",
        "Tải Word",
        "Phát hành",
        "29/03/2024",
    ):
        assert words in shown


def test_a_member_reads_everything_and_is_offered_nothing_to_change(made):
    agreement = draft(made)
    shown = page(browser_of(made.clerk("Cà Mau")).get(at(agreement)))
    assert "Đơn vị Cụm trưởng" in shown
    for words in ("Sửa nội dung", "Sửa các bên", "Phát hành", "Ghi việc thống nhất"):
        assert words not in shown


@pytest.mark.parametrize("place", [*READING, *WRITING])
def test_for_a_stranger_it_does_not_exist(made, stranger, place):
    agreement = draft(made)
    browser = browser_of(stranger)
    assert browser.get(at(agreement, place)).status_code == 404
    if place in WRITING:
        assert browser.post(at(agreement, place)).status_code == 404


@pytest.mark.parametrize("place", WRITING)
def test_a_member_cannot_write_and_nothing_changes(made, place):
    agreement = draft(made)
    browser, before = browser_of(made.clerk("Cà Mau")), agreement_text(agreement)
    events = Event.objects.count()
    sent = typed(agreement, place="Nơi khác") | {"version": version_of(before)}
    assert browser.get(at(agreement, place)).status_code == 403
    assert browser.post(at(agreement, place), sent).status_code == 403
    assert agreement_text(Agreement.objects.get(pk=agreement.pk)) == before
    assert not Paper.objects.exists()
    assert Event.objects.count() == events


# ── Beginning ────────────────────────────────────────────────────────────────────────────────


def test_the_head_unit_begins_the_agreement_and_a_second_click_opens_the_same(made, clerk):
    for _ in range(2):
        answer = clerk.post("/giao-uoc/moi/", {"edition": made.edition.pk})
        assert answer.url == at(Agreement.objects.get(), "sua")
    assert clerk.get("/giao-uoc/moi/").url == "/giao-uoc/"


def test_only_who_runs_a_group_he_knows_may_begin(made, clerk, stranger):
    new, edition = "/giao-uoc/moi/", {"edition": made.edition.pk}
    assert browser_of(made.clerk("Cà Mau")).post(new, edition).status_code == 403
    assert browser_of(stranger).post(new, edition).status_code == 404
    assert clerk.post(new, {"edition": "x"}).status_code == 404
    assert not Agreement.objects.exists()


# ── Forms ────────────────────────────────────────────────────────────────────────────────────


def test_the_text_is_saved_as_typed(made, clerk):
    agreement = draft(made)
    sent = typed(
        agreement,
        place="  Hội trường A ",
        dated_on="29/3/2024",
        copies="7",
        **rows(
            "clauses",
            [
                {"order": 2, "heading": "Hai", "body": "Điều hai", "is_illustrative": "on"},
                {"order": 1, "heading": "Một", "body": "Điều một"},
                {"order": "", "heading": "", "body": ""},
                {"order": 3, "heading": "Ba", "body": "Bỏ đi", "DELETE": "on"},
            ],
        ),
    )
    assert clerk.post(at(agreement, "sua"), sent).url == at(agreement)
    facts = text_of(Agreement.objects.get(pk=agreement.pk))
    assert (facts.place, facts.dated_on, facts.copies) == ("Hội trường A", DAY, 7)
    assert [row.heading for row in facts.clauses] == ["Một", "Hai"]
    assert facts.clauses[1].is_illustrative
    assert len(facts.bases) == 3


def test_saving_the_form_untouched_changes_nothing(made, clerk):
    agreement = draft(made)
    shown = page(clerk.get(at(agreement, "sua")))
    assert version_of(text_of(agreement)) in shown
    before, events = text_of(agreement), Event.objects.count()
    sent = typed(agreement, **{"clauses-0-is_illustrative": "on"})
    assert clerk.post(at(agreement, "sua"), sent).status_code == 302
    assert text_of(Agreement.objects.get(pk=agreement.pk)) == before
    assert Event.objects.count() == events


def test_a_wrong_day_is_told_on_top_and_at_the_field_and_nothing_is_lost(made, clerk):
    agreement = draft(made)
    sent = typed(agreement, dated_on="31/02/2024", place="Hội trường chưa lưu")
    answer = clerk.post(at(agreement, "sua"), sent)
    shown = page(answer)
    assert answer.status_code == 422
    assert shown.count("Không có ngày 31/02/2024") == 2
    assert "Lỗi: " in shown
    assert 'value="Hội trường chưa lưu"' in shown
    assert text_of(Agreement.objects.get(pk=agreement.pk)).place == ""


def test_a_basis_cited_twice_is_refused(made, clerk):
    agreement = draft(made)
    key = text_of(agreement).bases[0]
    sent = typed(
        agreement, **rows("bases", [{"order": 1, "basis": key}, {"order": 2, "basis": key}])
    )
    answer = clerk.post(at(agreement, "sua"), sent)
    assert answer.status_code == 422
    assert "Mỗi căn cứ chỉ ghi một lần." in page(answer)


def test_one_more_row_without_scripts_keeps_what_was_typed_and_saves_nothing(made, clerk):
    agreement = draft(made)
    sent = typed(agreement, place="Đang gõ", add_clauses="1")
    shown = page(clerk.post(at(agreement, "sua"), sent))
    assert 'name="clauses-1-body"' in shown
    assert 'value="Đang gõ"' in shown
    assert text_of(Agreement.objects.get(pk=agreement.pk)).place == ""


def test_whoever_saves_second_gets_both_versions_and_may_save_again(made, clerk):
    agreement = draft(made)
    sent = typed(agreement, place="Bản của tôi")
    write(agreement, made.administrator, place="Bản của người khác")
    answer = clerk.post(at(agreement, "sua"), sent)
    shown = page(answer)
    assert answer.status_code == 409
    assert "Bản của người khác" in shown
    assert 'value="Bản của tôi"' in shown
    version = re.search(r'name="version" value="(\w+)"', shown)[1]
    assert clerk.post(at(agreement, "sua"), sent | {"version": version}).status_code == 302
    assert text_of(Agreement.objects.get(pk=agreement.pk)).place == "Bản của tôi"


def test_parties_are_reordered_and_signers_entered(made, clerk):
    agreement = draft(made)
    first, second = (row.unit_id for row in parties_of(agreement).parties[:2])
    lines = [
        {"order": 2, "unit_id": first},
        {"order": 1, "unit_id": second, "signer": "Đinh Gia Hưng", "post": "Viện trưởng"},
    ]
    version = {"version": version_of(parties_of(agreement))}
    clerk.post(at(agreement, "cac-ben"), rows("parties", lines) | version)
    parties = parties_of(Agreement.objects.get(pk=agreement.pk)).parties
    assert [row.unit_id for row in parties] == [second, first]
    assert parties[0].signer == "Đinh Gia Hưng"
    assert "Đinh\xa0Gia\xa0Hưng" in page(clerk.get(at(agreement)))


def test_the_form_of_the_parties_offers_the_members_and_says_how_posts_are_written(made, clerk):
    shown = page(clerk.get(at(draft(made), "cac-ben")))
    assert shown.count("selected>VKSND tỉnh Cà Mau") == 1
    assert "Chưa biết thì để trống." in shown


def test_a_party_entered_twice_is_refused(made, clerk):
    agreement = draft(made)
    unit = parties_of(agreement).parties[0].unit_id
    sent = rows("parties", [{"unit_id": unit}, {"unit_id": unit}])
    version = {"version": version_of(parties_of(agreement))}
    answer = clerk.post(at(agreement, "cac-ben"), sent | version)
    assert answer.status_code == 422
    assert "VKSND tỉnh Trà Vinh được ghi hai lần" in page(answer)


def test_signing_is_noted_even_on_an_issued_agreement(made, clerk):
    agreement = issued(made)
    shown = page(clerk.get(at(agreement, "ky-ket")))
    version = re.search(r'name="version" value="(\w+)"', shown)[1]
    sent = {"version": version, "adopted_as_stated": "", "signed_as_stated": "Ký ngày 29/3"}
    assert clerk.post(at(agreement, "ky-ket"), sent).url == at(agreement)
    assert Agreement.objects.get().signed_as_stated == "Ký ngày 29/3"


def test_forms_of_an_issued_agreement_lead_back_and_a_late_save_keeps_what_was_typed(made, clerk):
    agreement = draft(made)
    sent = typed(agreement, place="Gõ dở dang")
    issue_agreement(agreement=agreement, by=made.administrator)
    assert clerk.get(at(agreement, "sua")).url == at(agreement)
    answer = clerk.post(at(agreement, "sua"), sent)
    assert answer.status_code == 422
    assert "đã phát hành, không sửa được nữa" in page(answer)
    assert 'value="Gõ dở dang"' in page(answer)
    assert Agreement.objects.get().place == ""


# ── Issuing and files ────────────────────────────────────────────────────────────────────────


def test_the_page_before_issuing_lists_obstacles_and_offers_no_button(made, clerk):
    agreement = draft(made, clauses=())
    shown = page(clerk.get(at(agreement, "phat-hanh")))
    assert "Nhập ít nhất một điều khoản của giao ước." in shown
    assert 'btn btn-primary">Phát hành' not in shown
    version = version_of(agreement_text(agreement))
    assert clerk.post(at(agreement, "phat-hanh"), {"version": version}).status_code == 422
    assert not Paper.objects.exists()


def test_what_is_merely_unknown_is_listed_and_does_not_stop(made, clerk):
    agreement = draft(made)
    shown = page(clerk.get(at(agreement, "phat-hanh")))
    assert "Chưa nhập người ký" in shown
    assert 'btn btn-primary">Phát hành' in shown


def test_issuing_something_else_than_was_shown_asks_to_look_again(made, clerk):
    agreement = draft(made)
    version = version_of(agreement_text(agreement))
    write(agreement, made.administrator, place="Nơi khác")
    answer = clerk.post(at(agreement, "phat-hanh"), {"version": version})
    assert answer.status_code == 409
    assert "Nội dung vừa được sửa" in page(answer)
    assert not Paper.objects.exists()


def test_once_issued_the_kept_bytes_are_served_without_rendering(made, clerk, monkeypatch):
    agreement = issued(made)
    monkeypatch.setattr("agreements.views.files._RENDER", {})
    monkeypatch.setattr("documents.papers.markup.render_pdf", None)
    for place, media_type in (("giao-uoc.pdf", PDF), ("giao-uoc.docx", DOCX)):
        answer = clerk.get(at(agreement, place))
        assert answer.content == bytes_of(file_of(agreement.paper, media_type))
        assert answer["Content-Type"] == media_type
    shown = page(clerk.get(at(agreement)))
    for file in agreement.paper.files.all():
        assert file.sha256 in shown


def test_a_pdf_opens_in_the_browser_and_word_is_saved_under_a_name_without_accents(made, clerk):
    agreement = draft(made)
    stem = "giao-uoc-cum-thi-dua-so-13-nam-2024-du-thao"
    assert clerk.get(at(agreement, "giao-uoc.pdf"))["Content-Disposition"] == (
        f'inline; filename="{stem}.pdf"'
    )
    assert clerk.get(at(agreement, "giao-uoc.docx"))["Content-Disposition"] == (
        f'attachment; filename="{stem}.docx"'
    )


def test_whoever_takes_a_file_stands_in_the_log(made, clerk):
    agreement = draft(made)
    clerk.get(at(agreement, "giao-uoc.pdf"))
    event = Event.objects.get(name="agreement.draft_downloaded")
    assert event.after == {"file": "giao-uoc-cum-thi-dua-so-13-nam-2024-du-thao.pdf"}
    issue_agreement(agreement=agreement, by=made.administrator)
    clerk.get(at(agreement, "giao-uoc.pdf"))
    event = Event.objects.get(name="agreement.downloaded")
    kept = file_of(Agreement.objects.get().paper, PDF)
    assert event.after == {"file": kept.name, "sha256": kept.sha256}


def test_a_damaged_file_is_never_handed_out(made, clerk):
    agreement = issued(made)
    kept = file_of(agreement.paper, PDF)
    default_storage.delete(kept.file.name)
    answer = clerk.get(at(agreement, "giao-uoc.pdf"), follow=True)
    assert "Tệp lưu không còn nguyên vẹn" in page(answer)
    assert not Event.objects.filter(name="agreement.downloaded").exists()


def test_a_print_that_fails_is_said_in_words(made, clerk, monkeypatch):
    def fail(*_args, **_options):
        raise PdfFailed

    monkeypatch.setattr("documents.papers.markup.render_pdf", fail)
    agreement = draft(made)
    answer = clerk.get(at(agreement, "giao-uoc.pdf"), follow=True)
    assert "Chưa tạo được tệp PDF" in page(answer)
    version = version_of(agreement_text(agreement))
    answer = clerk.post(at(agreement, "phat-hanh"), {"version": version})
    assert answer.status_code == 503
    assert "Chưa tạo được tệp PDF" in page(answer)
    assert not Paper.objects.exists()


def test_an_issued_agreement_needs_no_second_issuing(made, clerk):
    agreement = issued(made)
    assert clerk.get(at(agreement, "phat-hanh")).url == at(agreement)
    assert clerk.post(at(agreement, "phat-hanh")).url == at(agreement)
    assert Paper.objects.count() == 1

"""Photos and scans in the results form: kept whole, refused in words, never lost in silence."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from conferences.actions import call_conference
from conferences.enums import Step
from conferences.models import Attachment, Conference
from conferences.queries import attachments_of
from conferences.rules import AttachmentRow, GeneralFacts, PurposeRow
from tests.people import browser_of
from tests.scenarios import World, world
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> World:
    return world("bac_giang", until="groups")


@pytest.fixture
def draft(told: World) -> Conference:
    purposes = (PurposeRow("year_end", told.editions["cum_2"].pk),)
    facts = GeneralFacts(title="Hội nghị tổng kết", purposes=purposes)
    return call_conference(facts=facts, by=told.administrator)


@pytest.fixture
def office(told: World) -> Client:
    return browser_of(told.office("bac_giang"))


@pytest.fixture
def url(draft: Conference) -> str:
    return reverse("portal:results", args=[draft.pk, Step.FILES])


def photo(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return file.getvalue()


def upload(content: bytes, name: str = "toan-canh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_caption_is_kept_where_the_photo_is_not_at_hand(office, draft, url):
    send(office, url, rows("attachments", {"kind": "photo", "caption": "Toàn cảnh hội nghị"}))
    assert attachments_of(draft).attachments == (AttachmentRow("photo", "Toàn cảnh hội nghị"),)


def test_a_photo_is_kept_byte_for_byte_and_served_to_its_editors(told, office, draft, url):
    content = photo()
    send(office, url, rows("attachments", {"caption": "Toàn cảnh", "file": upload(content)}))
    row = Attachment.objects.get()
    link = reverse("portal:attachment", args=[row.pk])
    assert f'href="{link}"' in office.get(url).content.decode()

    shown = office.get(link)
    assert b"".join(shown.streaming_content) == content
    assert shown["Content-Type"] == "image/jpeg"
    member = browser_of(told.clerk("huyện Tân Yên"))
    assert member.get(link).status_code == 404


def test_a_file_the_store_has_lost_is_not_found(office, url):
    send(office, url, rows("attachments", {"file": upload(photo())}))
    row = Attachment.objects.get()
    row.file.storage.delete(row.file.name)
    assert office.get(reverse("portal:attachment", args=[row.pk])).status_code == 404


def test_a_kept_photo_stays_when_only_its_caption_changes(office, url):
    send(office, url, rows("attachments", {"file": upload(photo())}))
    before = Attachment.objects.get()
    send(office, url, {"attachments-0-caption": "Đại biểu"})
    after = Attachment.objects.get()
    assert (after.pk, after.sha256, after.caption) == (before.pk, before.sha256, "Đại biểu")


def test_a_row_that_is_dropped_takes_its_photo_along(office, url):
    send(office, url, rows("attachments", {"file": upload(photo())}))
    send(office, url, {"attachments-0-DELETE": "on"})
    assert not Attachment.objects.exists()


def test_the_same_upload_sent_twice_is_kept_once(office, url):
    page = office.get(url)
    for _ in range(2):
        typed = rows("attachments", {"file": upload(photo())})
        assert resend(office, url, page, typed).status_code == 302
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "rong.jpg", "Tệp rỗng hoặc không đến nơi. Chọn lại tệp."),
        (photo()[:-200], "nua.jpg", "bị hỏng, không mở được. Chọn lại ảnh."),
        (b"%PDF-1.7 nua chung", "bien-ban.pdf", "bị hỏng hoặc chưa đủ. Chọn lại tệp PDF."),
        (b"MZ\x90\x00", "anh.jpg", "không đúng loại."),
        (b"<svg onload=alert(1)>", "anh.svg", "không đúng loại."),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_and_nothing_is_saved(
    office, draft, url, content, name, message
):
    typed = rows(
        "attachments",
        {"caption": "Toàn cảnh"},
        {"kind": "scan", "caption": "Biên bản", "file": upload(content, name)},
    )
    page = send(office, url, typed)
    assert page.status_code == 422
    assert message in page.content.decode()
    assert "Ảnh, tệp 2, Tệp: " in page.content.decode()
    assert fields_of(page)["attachments-1-caption"] == "Biên bản"
    assert attachments_of(draft).attachments == ()


def test_files_that_must_be_chosen_again_are_named(office, url):
    good, bad = upload(photo(), "tot.jpg"), upload(b"MZ", "xau.jpg")
    page = send(office, url, rows("attachments", {"file": good}, {"kind": "photo", "file": bad}))
    assert "Hãy chọn lại: tot.jpg; xau.jpg." in page.content.decode()


def test_an_upload_that_breaks_off_is_answered_not_crashed(office, draft, url):
    body = b"--x\r\nContent-Disposition: form-data; name"
    page = office.generic("POST", url, body, content_type="multipart/form-data; boundary=x")
    assert page.status_code in {400, 403, 422}
    assert attachments_of(draft).attachments == ()

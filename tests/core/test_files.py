"""An upload is what its bytes say, whatever its name says."""

import io
import unicodedata
import zipfile
from hashlib import sha256
from zlib import crc32

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core import files
from core.files import CannotKeep, checked

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def picture(kind: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def office(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(CannotKeep) as refused:
        checked(upload(name, content))
    [problem] = refused.value.problems
    assert problem.field == "file"
    return problem.message


@pytest.mark.parametrize(
    ("name", "content", "kept_as", "media_type"),
    [
        ("anh.jpg", picture("JPEG"), "anh.jpg", "image/jpeg"),
        ("ANH.JPEG", picture("JPEG", progressive=True), "ANH.jpeg", "image/jpeg"),
        ("anh.jpg", picture("PNG"), "anh.png", "image/png"),
        ("giao-uoc", PDF, "giao-uoc.pdf", "application/pdf"),
        ("bang.docx", office("xl/workbook.xml"), "bang.xlsx", EXCEL),
        ("bien.ban.docx", office("word/document.xml"), "bien.ban.docx", WORD),
    ],
)
def test_a_file_is_told_by_its_content(name, content, kept_as, media_type):
    told = checked(upload(name, content))
    assert (told.name, told.media_type) == (kept_as, media_type)
    assert (told.size, told.sha256) == (len(content), sha256(content).hexdigest())


def test_a_photo_with_a_second_picture_behind_it_is_a_jpeg():
    content = picture("MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert checked(upload("anh.jpg", content)).media_type == "image/jpeg"


def test_a_file_is_left_at_its_start():
    file = upload("a.pdf", PDF)
    checked(file)
    assert file.read() == PDF


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Ảnh\\Hội nghị.pdf", "Hội nghị.pdf"),
        (unicodedata.normalize("NFD", "Hội nghị.pdf"), "Hội nghị.pdf"),
        ("gdp.\u202efdp", "gdp.fdp.pdf"),
        ('a:b?"<c>|*.pdf', "a-b---c---.pdf"),
        ("...", "tep.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a" * 300 + ".pdf", "a" * 150 + ".pdf"),
    ],
)
def test_a_name_is_one_safe_part_in_nfc(name, safe):
    assert files.safe_name(name, "application/pdf") == safe


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tệp rỗng"),
        (b"<html><script>alert(1)</script>", "không đúng loại"),
        (b"MZ\x90\x00 program", "không đúng loại"),
        (b"\xd0\xcf\x11\xe0 old Word", "không đúng loại"),
        (PDF[:-6], "chưa đủ"),
        (picture("PNG")[:-40], "bị hỏng"),
        (picture("JPEG")[:-400], "bị hỏng"),
        (b"\xff\xd8\xff", "bị hỏng"),
        (office("word/document.xml")[:-30], "bị hỏng"),
        (office("notes.txt"), "không đúng loại"),
        (office("word/document.xml", "word/vbaProject.bin"), "có macro"),
    ],
)
def test_what_is_not_kept_says_why(content, says):
    assert says in refusal("Ảnh hội nghị.jpg", content)


def test_the_message_names_the_file_without_its_folder():
    assert refusal("C:\\Ảnh\\Hội nghị.jpg", b"").startswith("“Hội nghị.jpg”")


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 1024)
    assert "Chọn tệp nhỏ hơn" in refusal("a.pdf", PDF.rjust(1025))


def test_a_picture_with_too_many_points_is_refused_unopened():
    assert "12001 × 1" in refusal("a.png", picture("PNG", (12_001, 1)))
    head = bytearray(picture("PNG"))
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    head[29:33] = crc32(head[12:29]).to_bytes(4, "big")
    assert "ảnh quá lớn" in refusal("a.png", bytes(head))


# ── What an enemy uploads ────────────────────────────────────────────────────────────────────


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", b"<x/>"), *parts):
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("anh.jpg", b"<!doctype html><script>alert(1)</script>"),
        ("giao-uoc.pdf", b"<html><script>alert(1)</script><!--" + PDF),
        ("giao-uoc.pdf", b"GIF89a" + PDF),
        ("anh.gif", b"GIF89a" + b"\x00" * 40),
    ],
)
def test_what_could_be_two_things_at_once_is_refused(name, content):
    assert "không đúng loại" in refusal(name, content)


def test_blank_space_before_a_pdf_is_borne():
    assert checked(upload("a.pdf", b"\xef\xbb\xbf\r\n" + PDF)).media_type == "application/pdf"


def test_an_archive_that_unpacks_to_hundreds_of_megabytes_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_UNPACKED", 1_000_000)
    bomb = zipped(("word/document.xml", b"0" * 1_000_001))
    assert len(bomb) < 5_000
    assert "nén quá nhiều" in refusal("a.docx", bomb)


def test_an_archive_of_very_many_parts_is_refused_by_its_list_alone(monkeypatch):
    parts = [(f"word/{number}" + "x" * 150, b"") for number in range(3_000)]
    many = zipped(("word/document.xml", b"<x/>"), *parts)
    monkeypatch.setattr(files.zipfile, "ZipFile", None)
    assert "quá nhiều phần" in refusal("a.docx", many)


def test_a_name_of_255_letters_of_ours_fits_on_a_disk():
    name = files.safe_name("ễ" * 255 + ".pdf", "application/pdf")
    assert len(name.encode()) <= 240
    assert name == "ễ" * 78 + ".pdf"

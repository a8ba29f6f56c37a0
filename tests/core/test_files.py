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

"""A photo keeps its picture and loses what the camera wrote around it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.files import checked, photo_of
from core.pictures import without_traces
from tests.core.test_files import PDF, picture

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
SECRET = b"Nha rieng"


def photo(**options: object) -> bytes:
    """As a telephone takes it: where, with what, and turned on its side."""
    exif = Image.Exif()
    exif[MAKER] = SECRET.decode()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    return picture("JPEG", exif=exif.tobytes(), comment=SECRET, **options)


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 1}])
def test_place_and_maker_are_gone_and_the_picture_is_the_same(options):
    before = photo(**options)
    after = without_traces(before)
    exif = opened(after).getexif()
    assert SECRET in before
    assert SECRET not in after
    assert dict(exif) == {ORIENTATION: 6}
    assert not exif.get_ifd(GPS)
    assert opened(after).tobytes() == opened(before).tobytes()


def test_what_hangs_behind_the_end_is_cut_off():
    html = b"<html><script>alert(1)</script>"
    for content in (picture("JPEG"), picture("PNG")):
        assert without_traces(content + html) == without_traces(content)
        assert not without_traces(content + html).endswith(html)


def test_a_second_picture_goes():
    two = picture("MPO", save_all=True, append_images=[Image.new("RGB", (64, 48))])
    assert opened(without_traces(two)).format == "JPEG"
    assert len(without_traces(two)) < len(two)


def test_a_png_loses_its_texts():
    said = PngInfo()
    said.add_text("Comment", SECRET.decode())
    before = picture("PNG", pnginfo=said)
    after = without_traces(before)
    assert SECRET in before
    assert SECRET not in after
    assert opened(after).tobytes() == opened(before).tobytes()


def test_doing_it_twice_changes_nothing_more():
    once = without_traces(photo())
    assert without_traces(once) == once


@pytest.mark.parametrize("content", [picture("JPEG")[:300], picture("PNG")[:60], b"\xff\xd8\xff"])
def test_a_broken_picture_is_told(content):
    with pytest.raises(ValueError, match=r"picture|part"):
        without_traces(content)


def test_what_is_no_picture_comes_back_as_it_is():
    assert without_traces(PDF) == PDF
    for content in (PDF, picture("JPEG")[:300], b""):
        file = SimpleUploadedFile("a", content)
        assert photo_of(file) is file
        assert file.read() == content


def test_an_upload_keeps_its_name():
    clean = photo_of(SimpleUploadedFile("anh.jpg", photo()))
    assert checked(clean).name == "anh.jpg"
    assert SECRET not in clean.read()


@pytest.mark.parametrize("exif", [b"Exif\x00\x00XX", b"Exif\x00\x00II*\x00\xff\xff", b"khac"])
def test_exif_that_makes_no_sense_goes_too(exif):
    plain = picture("JPEG")
    odd = plain[:2] + b"\xff\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain[2:]
    assert without_traces(odd) == without_traces(plain)

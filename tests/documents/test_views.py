"""The pages of papers that came in, as a browser sends and reads them."""

import re
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.utils.html import escape

from audit.models import Event
from core.versions import version_of
from documents.models import Duty, LegalBasis
from documents.queries import basis_facts
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from tests.core.test_files import PDF, office, picture, upload
from tests.people import browser_of, person

pytestmark = pytest.mark.django_db

NEW = "/van-ban/can-cu/moi/"


@pytest.fixture
def unit(administrator):
    name = NameParts("Viện kiểm sát nhân dân tỉnh Lạng Sơn", "VKSND tỉnh Lạng Sơn")
    return found_unit(kind=UnitKind.PROVINCE, name=name, by=administrator)


@pytest.fixture
def clerk(unit):
    return browser_of(person("vanphong", Role.OFFICE, unit))


def typed(files=(), duties=(), **fields):
    """What a browser sends of the form."""
    sent = {"kind": "Hướng dẫn", "reference": "09/HD-VKSTC", "issued_on": "1/3/2024", "save": "1"}
    sent |= {"issuer": "Hội đồng Thi đua - Khen thưởng ngành KSND"}
    for name, rows in (("files", files), ("duties", duties)):
        sent |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            sent |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return sent | fields


def page(answer):
    return answer.content.decode()


DUTY = {
    "what": "Ký giao ước, gửi về trước ngày 31/3/2024",
    "unit_id": "VKSND tỉnh Lạng Sơn",
    "due_on": "31/3/2024",
}


def test_both_papers_of_lang_son_are_entered_by_hand_and_their_duty_waits_at_home(clerk, unit):
    guide = typed(files=[{"file": upload("09.pdf", PDF)}], duties=[DUTY])
    assert clerk.post(NEW, guide).status_code == 302
    letter = typed(
        kind="Công văn",
        reference="317/VKS-VP",
        issued_on="11/03/2024",
        issuer="VKSND tỉnh Lạng Sơn",
        duties=[DUTY],
    )
    assert clerk.post(NEW, letter).status_code == 302
    guide, letter = LegalBasis.objects.order_by("pk")
    assert (guide.issued_on, letter.issued_on) == (date(2024, 3, 1), date(2024, 3, 11))
    home = page(clerk.get("/"))
    assert "Ký giao ước, gửi về trước ngày 31/3/2024" in home
    for words in ("Theo Hướng dẫn 09/HD-VKSTC", "Theo Công văn 317/VKS-VP"):
        assert home.count(words) == 1
    shown = page(clerk.get(f"/van-ban/can-cu/{guide.pk}/"))
    for words in ("09.pdf", guide.files.get().sha256, "31/03/2024", "Ghi đã làm xong"):
        assert words in shown


def test_the_usual_kinds_are_suggested_and_others_taken(clerk):
    shown = page(clerk.get(NEW))
    for kind in ("Chỉ thị", "Hướng dẫn", "Công văn", "Nghị định"):
        assert f'value="{kind}"' in shown
    clerk.post(NEW, typed(kind="Thông báo kết luận"))
    assert LegalBasis.objects.get().kind == "Thông báo kết luận"


def test_what_is_not_known_stays_empty_and_says_so(clerk):
    clerk.post(NEW, typed(reference="", issued_on="", issuer=""))
    basis = LegalBasis.objects.get()
    assert (basis.reference, basis.issued_on, basis.issuer) == ("", None, "")
    assert page(clerk.get(f"/van-ban/can-cu/{basis.pk}/")).count("Chưa có thông tin") >= 3


def test_a_paper_that_is_there_is_linked_and_nothing_typed_is_lost(clerk):
    clerk.post(NEW, typed())
    answer = clerk.post(NEW, typed(note="Ghi chú đang gõ"))
    shown = page(answer)
    assert answer.status_code == 422
    assert f'<a href="/van-ban/can-cu/{LegalBasis.objects.get().pk}/">' in shown
    assert "trùng số, ngày và cơ quan ban hành" in shown
    assert "Ghi chú đang gõ" in shown


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"issued_on": "31/2/2024"}, "Không có ngày 31/2/2024"),
        ({"kind": ""}, "Cần nhập mục này"),
        ({"duties": [{"what": "", "due_on": "31/3/2024"}]}, "Cần nhập mục này"),
        ({"duties": [{"what": "Ký", "unit_id": "VKSND sao Hỏa"}]}, "Không có đơn vị tên"),
        ({"replaced_by_id": "Luật không có"}, "Không có văn bản tên"),
        ({"files": [{"file": upload("a.svg", b"<svg/>")}]}, "không đúng loại"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(clerk, fields, says):
    answer = clerk.post(NEW, typed(**fields))
    assert answer.status_code == 422
    assert says in page(answer)
    assert not LegalBasis.objects.exists()


def test_words_with_tags_are_shown_as_words(clerk):
    nasty = "<script>alert(1)</script>"
    clerk.post(NEW, typed(abstract=nasty, duties=[{"what": nasty}]))
    shown = page(clerk.get(f"/van-ban/can-cu/{LegalBasis.objects.get().pk}/"))
    assert nasty not in shown
    assert escape(nasty) in shown


def test_the_form_shows_what_is_kept_and_an_older_one_is_told(clerk):
    clerk.post(NEW, typed(files=[{"file": upload("09.pdf", PDF)}], duties=[DUTY]))
    basis = LegalBasis.objects.get()
    edit = f"/van-ban/can-cu/{basis.pk}/sua/"
    shown = page(clerk.get(edit))
    assert "09.pdf" in shown
    version = re.search(r'name="version" value="(\w+)"', shown)[1]
    assert version == version_of(basis_facts(basis))
    kept = [{"key": row.key, "name": row.name} for row in basis_facts(basis).files]
    duty = [DUTY | {"key": Duty.objects.get().pk}]
    mine = typed(files=kept, duties=duty, version=version, note="Bản của tôi")
    theirs = typed(files=kept, duties=duty, version=version, note="Bản của họ")
    assert clerk.post(edit, theirs).status_code == 302
    answer = clerk.post(edit, mine)
    assert answer.status_code == 409
    assert "Bản của họ" in page(answer)
    assert "Bản của tôi" in page(answer)
    basis.refresh_from_db()
    assert (basis.note, basis.files.count(), basis.duties.count()) == ("Bản của họ", 1, 1)


def test_a_file_comes_back_byte_for_byte_and_is_taken_for_nothing_else(clerk):
    word, photo = office("word/document.xml"), picture("PNG")
    rows = [
        {"file": upload(name, content)}
        for name, content in (("../a.pdf", PDF), ("b.docx", word), ("c.png", photo))
    ]
    clerk.post(NEW, typed(files=rows))
    files = LegalBasis.objects.get().files.order_by("position")
    for file, content, way in zip(
        files, (PDF, word, photo), ("inline", "attachment", "attachment"), strict=True
    ):
        answer = clerk.get(f"/van-ban/can-cu/tep/{file.pk}/")
        assert answer.content == content
        assert answer["Content-Disposition"] == f'{way}; filename="{file.name}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == file.media_type
    event = Event.objects.filter(name="basis.downloaded").first()
    assert event.after == {"file": "a.pdf", "sha256": files[0].sha256}


def test_a_damaged_file_is_never_handed_out(clerk):
    clerk.post(NEW, typed(files=[{"file": upload("09.pdf", PDF)}]))
    file = LegalBasis.objects.get().files.get()
    default_storage.delete(file.file.name)
    default_storage.save(file.file.name, upload("x", b"%PDF-1.7 other %%EOF"))
    answer = clerk.get(f"/van-ban/can-cu/tep/{file.pk}/", follow=True)
    assert "không còn nguyên vẹn" in page(answer)
    assert not Event.objects.filter(name="basis.downloaded").exists()


def test_a_duty_is_finished_and_taken_back(clerk):
    clerk.post(NEW, typed(duties=[DUTY]))
    duty = Duty.objects.get()
    at = f"/van-ban/viec/{duty.pk}/"
    version = re.search(r'name="version" value="(\w+)"', page(clerk.get(at)))[1]
    assert clerk.post(at, {"done_on": "", "version": version}).status_code == 422
    sent = {"done_on": "20/3/2024", "done_note": "Đã gửi bản ký", "version": version}
    assert clerk.post(at, sent).url == f"/van-ban/can-cu/{duty.basis_id}/"
    shown = page(clerk.get(f"/van-ban/can-cu/{duty.basis_id}/"))
    assert "Xong ngày 20/03/2024: Đã gửi bản ký" in shown
    assert DUTY["what"] not in page(clerk.get("/"))
    clerk.post(f"{at}chua-xong/")
    assert DUTY["what"] in page(clerk.get("/"))
    assert clerk.get(f"{at}chua-xong/").status_code == 302


def test_an_unused_paper_is_deleted_after_asking(clerk):
    clerk.post(NEW, typed(files=[{"file": upload("09.pdf", PDF)}], duties=[DUTY]))
    at = f"/van-ban/can-cu/{LegalBasis.objects.get().pk}/xoa/"
    asked = page(clerk.get(at))
    assert "1 tệp" in asked
    assert "1 việc phải làm" in asked
    assert clerk.post(at).url == "/van-ban/"
    assert not LegalBasis.objects.exists()


def test_a_paper_in_use_is_not_deleted_and_says_by_what(clerk):
    clerk.post(NEW, typed())
    old = LegalBasis.objects.get()
    clerk.post(NEW, typed(reference="317/VKS-VP", replaced_by_id="09/HD-VKSTC"))
    answer = clerk.post(f"/van-ban/can-cu/{old.pk}/xoa/")
    assert answer.status_code == 422
    assert "317/VKS-VP" in page(answer)
    assert LegalBasis.objects.count() == 2


def test_the_page_of_a_replaced_paper_says_by_what(clerk):
    clerk.post(NEW, typed())
    new = LegalBasis.objects.get()
    clerk.post(NEW, typed(reference="01/HD", replaced_by_id="09/HD-VKSTC"))
    old = LegalBasis.objects.get(reference="01/HD")
    assert "Đã được thay bằng" in page(clerk.get(f"/van-ban/can-cu/{old.pk}/"))
    assert "Thay cho" in page(clerk.get(f"/van-ban/can-cu/{new.pk}/"))


def test_who_only_reads_is_offered_nothing_and_changes_nothing(clerk, stranger):
    clerk.post(NEW, typed(duties=[DUTY]))
    basis, reader = LegalBasis.objects.get(), browser_of(stranger)
    shown = page(reader.get(f"/van-ban/can-cu/{basis.pk}/"))
    assert DUTY["what"] in shown
    for words in ("Sửa văn bản", "Ghi đã làm xong", "Xóa"):
        assert words not in shown
    for at in (
        f"can-cu/{basis.pk}/sua/",
        f"can-cu/{basis.pk}/xoa/",
        f"viec/{Duty.objects.get().pk}/",
    ):
        assert reader.get(f"/van-ban/{at}").status_code == 403
        assert reader.post(f"/van-ban/{at}", typed()).status_code == 403
    assert reader.get(NEW).status_code == 403
    assert basis_facts(basis) == basis_facts(LegalBasis.objects.get())


def test_fields_nobody_offers_change_nothing(clerk, unit):
    clerk.post(
        NEW, typed(kept_by=999, kept_by_id=999, id=987_654_321, sort_key="x", added_by_hand="on")
    )
    basis = LegalBasis.objects.get()
    assert (basis.kept_by, basis.added_by_hand) == (unit, False)
    assert basis.pk != 987_654_321

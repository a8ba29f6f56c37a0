"""Captions and files: what is broken is refused whole, what is kept stays byte for byte."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.models import Event
from conferences.actions import CannotSave, discard_conference, save_attachments
from conferences.models import Attachment, Conference
from conferences.queries import attachments_of, attachments_visible_to
from conferences.rules import AttachmentFacts, AttachmentRow
from core.versions import Stale, version_of
from tests.conferences.meeting import Group, group
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster(db: None) -> Group:
    return group()


def photo(shade: int = 0, name: str = "Toàn cảnh.jpg") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 30), (shade, 90, 60)).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def save(cluster: Group, draft: Conference, *rows: AttachmentRow, version="", **files) -> None:
    """Save as somebody who has just opened the step; files by `row0=…`, `row1=…`."""
    save_attachments(
        conference=draft,
        facts=AttachmentFacts(rows),
        files={int(row.removeprefix("row")): file for row, file in files.items()},
        version=version or version_of(attachments_of(draft)),
        by=cluster.office,
    )


VIEW = AttachmentRow("photo", "Toàn cảnh hội nghị")


def test_a_caption_may_be_known_where_the_file_is_not(cluster: Group) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW)
    assert attachments_of(draft) == AttachmentFacts((VIEW,))
    save(cluster, draft)
    assert attachments_of(draft) == AttachmentFacts()


def test_a_file_is_kept_byte_for_byte_under_its_sum(cluster: Group) -> None:
    draft, file = cluster.draft(), photo()
    save(cluster, draft, VIEW, row0=file)
    kept = Attachment.objects.get()
    with kept.file.open() as stored:
        assert stored.read() == photo().read()
    assert (kept.file_name, kept.media_type) == ("Toàn cảnh.jpg", "image/jpeg")
    assert kept.sha256 in str(Event.objects.get(name="conference.attachments_saved").after)
    assert attachments_of(draft).attachments[0].key == kept.pk


def test_the_same_files_sent_twice_are_kept_once(cluster: Group) -> None:
    draft = cluster.draft()
    opened = version_of(attachments_of(draft))
    for _ in range(2):
        save(cluster, draft, VIEW, version=opened, row0=photo())
    assert Attachment.objects.count() == 1
    assert Event.objects.filter(name="conference.attachments_saved").count() == 1


def test_rows_move_and_captions_change_without_touching_the_files(cluster: Group) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW, AttachmentRow("photo", "Ký"), row0=photo(), row1=photo(9, "ky.jpg"))
    first, second = attachments_of(draft).attachments
    sums = set(Attachment.objects.values_list("sha256", flat=True))
    save(cluster, draft, AttachmentRow("scan", "Ký kết", second.key), VIEW, first)
    rows = attachments_of(draft).attachments
    assert [row.caption for row in rows] == ["Ký kết", VIEW.caption, VIEW.caption]
    assert [row.file_name for row in rows] == ["ky.jpg", "", "Toàn cảnh.jpg"]
    assert set(Attachment.objects.exclude(file="").values_list("sha256", flat=True)) == sums


def test_a_new_file_takes_the_place_of_the_old(
    cluster: Group, django_capture_on_commit_callbacks
) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW, row0=photo())
    old = Attachment.objects.get()
    key = AttachmentRow("photo", VIEW.caption, old.pk)
    with django_capture_on_commit_callbacks(execute=True):
        save(cluster, draft, key, row0=photo(9))
    new = Attachment.objects.get()
    assert new.sha256 != old.sha256
    assert default_storage.exists(new.file.name)
    assert not default_storage.exists(old.file.name)


def test_all_broken_files_are_named_at_once_and_nothing_is_saved(cluster: Group) -> None:
    draft = cluster.draft()
    broken = {"row0": SimpleUploadedFile("a.jpg", b""), "row2": SimpleUploadedFile("b.jpg", b"MZ")}
    with pytest.raises(CannotSave) as refused:
        save(cluster, draft, VIEW, VIEW, VIEW, row1=photo(), **broken)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["attachments-0-file", "attachments-2-file"]
    assert {problem.step for problem in refused.value.problems} == {"tep"}
    assert not Attachment.objects.exists()


def test_a_file_of_another_conference_cannot_be_claimed(cluster: Group) -> None:
    other, draft = cluster.draft(title="Hội nghị khác"), cluster.draft()
    save(cluster, other, VIEW, row0=photo())
    foreign = attachments_of(other).attachments[0]
    with pytest.raises(CannotSave) as refused:
        save(cluster, draft, foreign)
    assert refused.value.problems[0].field == "attachments-0-file"
    assert Attachment.objects.get().conference == other


def test_a_file_removed_meanwhile_is_a_conflict_not_an_error(cluster: Group) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW, row0=photo())
    opened = attachments_of(draft)
    save(cluster, draft)
    with pytest.raises(Stale):
        save(cluster, draft, *opened.attachments, version=version_of(opened))


def test_discarding_a_draft_deletes_its_files(
    cluster: Group, django_capture_on_commit_callbacks
) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW, row0=photo())
    name = Attachment.objects.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        discard_conference(conference=draft, by=cluster.office)
    assert not default_storage.exists(name)


def test_files_of_a_draft_exist_for_its_editors_alone(cluster: Group) -> None:
    draft = cluster.draft()
    save(cluster, draft, VIEW, AttachmentRow("photo", "Chỉ có chú thích"), row0=photo())
    assert [row.caption for row in attachments_visible_to(cluster.office)] == [VIEW.caption]
    assert not attachments_visible_to(cluster.clerk("Yên Thế"))
    assert not attachments_visible_to(person("nguoila"))

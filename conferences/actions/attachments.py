"""Photos and scans of a conference: captions in the facts, new files beside them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from audit.actions import record
from conferences.actions.drafts import CannotSave, forget_file, locked_draft
from conferences.enums import AttachmentKind, Step
from conferences.models import Attachment, Conference
from conferences.queries import attachments_of
from conferences.rules import AttachmentFacts, AttachmentRow, attachment_problems, cleaned
from core.files import CannotKeep, CheckedFile, checked, photo_of
from core.problems import Problem
from core.versions import changes, plain

Uploads = Mapping[int, "File[Any]"]


@transaction.atomic
def save_attachments(
    *, conference: Conference, facts: AttachmentFacts, files: Uploads, version: str, by: User
) -> None:
    """Save “Ảnh và tệp”. `files` holds new files by the index of their row.

    A row with a key keeps its file unless a new one comes; a file whose row is gone is deleted.
    The same post twice, files included, is a no-op. Raises `CannotSave` (broken, too big or
    unknown files name their row), `CannotEdit`, `YearIsLocked`, `Stale`.
    """
    draft, files = locked_draft(conference), _untraced(facts, files)
    kept = list(Attachment.objects.filter(conference=draft).order_by("position"))
    looked_into = _looked_into(files)
    typed = _recognised(cleaned(facts), looked_into, kept)
    stored = attachments_of(draft)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotSave.if_any(attachment_problems(typed, [row.pk for row in kept if row.file]))
    new = {n: files[n] for n, row in enumerate(typed.attachments) if n in files and not row.key}
    _write(draft, typed, new, looked_into)
    sums = {"sha256": {looked_into[n].name: looked_into[n].sha256 for n in new}}
    after = plain(attachments_of(draft)) | sums
    record("conference.attachments_saved", draft, by=by, before=plain(stored), after=after)


def note_download(*, attachment: Attachment, by: User) -> None:
    """Leave in the log who took a photo or scan of a conference."""
    conference, after = attachment.conference, {"file": attachment.file_name}
    record("conference.attachment_downloaded", conference, by=by, after=after)


def _untraced(facts: AttachmentFacts, files: Uploads) -> Uploads:
    """Photos lose place, time and maker's notes; scans are kept byte for byte."""
    photos = {n for n, row in enumerate(facts.attachments) if row.kind == AttachmentKind.PHOTO}
    return {n: photo_of(file) if n in photos else file for n, file in files.items()}


def _looked_into(files: Uploads) -> dict[int, CheckedFile]:
    """Every file checked; all that are wrong at once."""
    looked_into, problems = {}, []
    for index, file in files.items():
        try:
            looked_into[index] = checked(file)
        except CannotKeep as refused:
            place = f"attachments-{index}-file"
            problems += [Problem(each.message, place, Step.FILES) for each in refused.problems]
    CannotSave.if_any(problems)
    return looked_into


def _recognised(
    facts: AttachmentFacts, new: Mapping[int, CheckedFile], kept: list[Attachment]
) -> AttachmentFacts:
    """Rows as they will be read back; a file that is already kept at its place is not new."""
    by_place = dict(enumerate(kept))
    by_key = {row.pk: row for row in kept if row.file}
    return AttachmentFacts(
        tuple(
            _recognised_row(row, new.get(index), by_place.get(index), by_key)
            for index, row in enumerate(facts.attachments)
        )
    )


def _recognised_row(
    row: AttachmentRow,
    new: CheckedFile | None,
    at_place: Attachment | None,
    by_key: Mapping[int, Attachment],
) -> AttachmentRow:
    if new and at_place and at_place.sha256 == new.sha256:
        return replace(row, key=at_place.pk, file_name=at_place.file_name)
    if new:
        return replace(row, key=None, file_name=new.name)
    known = by_key.get(row.key or 0)
    return replace(row, file_name=known.file_name if known else "")


def _write(
    conference: Conference,
    facts: AttachmentFacts,
    new: Uploads,
    looked_into: Mapping[int, CheckedFile],
) -> None:
    keys = [row.key for row in facts.attachments if row.key]
    for gone in Attachment.objects.filter(conference=conference).exclude(pk__in=keys):
        if gone.file:
            forget_file(gone.file)
        gone.delete()
    for position, row in enumerate(facts.attachments):
        values = {"position": position, "kind": row.kind, "caption": row.caption}
        if row.key:
            Attachment.objects.filter(pk=row.key).update(**values)
        elif position in new:
            _keep(Attachment(conference=conference, **values), new[position], looked_into[position])
        else:
            Attachment.objects.create(conference=conference, **values)


def _keep(row: Attachment, file: "File[Any]", told: CheckedFile) -> None:
    row.file_name, row.media_type = told.name, told.media_type
    row.size, row.sha256 = told.size, told.sha256
    row.file.save(told.sha256, file, save=True)

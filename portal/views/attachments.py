"""A kept photo or scan, byte for byte."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.queries import reader
from conferences.actions import note_download
from conferences.enums import AttachmentKind
from conferences.queries import attachments_visible_to
from core.pages import page, signed_in

# Shown in the browser: photos, whose traces were taken out, and PDF; the rest is downloaded.
SHOWN = frozenset({"image/jpeg", "image/png"})
PDF = "application/pdf"


@page(allow=signed_in)
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """The file under its own name, for readers of its conference."""
    user = reader(request)
    row = get_object_or_404(attachments_visible_to(user), pk=pk)
    is_photo = row.kind == AttachmentKind.PHOTO
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_download(attachment=row, by=user)
    return FileResponse(
        content,
        as_attachment=not (row.media_type == PDF or (is_photo and row.media_type in SHOWN)),
        filename=row.file_name,
        content_type=row.media_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )

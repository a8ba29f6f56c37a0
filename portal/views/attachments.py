"""A kept photo or scan, byte for byte."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.queries import reader
from conferences.queries import attachments_visible_to
from core.pages import page, signed_in

# Shown in the browser; everything else is offered for download.
SHOWN = frozenset({"image/jpeg", "image/png", "application/pdf"})


@page(allow=signed_in)
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """The file under its own name, for readers of its conference."""
    row = get_object_or_404(attachments_visible_to(reader(request)), pk=pk)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=row.media_type not in SHOWN,
        filename=row.file_name,
        content_type=row.media_type,
    )

"""Handing out a file so that a browser takes it for nothing but what it is."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from core.pages import Failed
from core.pdf import PdfFailed

PDF = "application/pdf"
NO_PDF = "Chưa tạo được tệp PDF. Thử lại sau ít phút; nếu vẫn lỗi, báo người quản trị."
# What a browser may open by itself; everything else is saved to the disk.
_OPENED = frozenset({PDF, "image/jpeg", "image/png"})


def printed(render: Callable[[], bytes], *, back: str) -> bytes:
    """The paper; where it cannot be made, the reader is told so on the page `back`."""
    try:
        return render()
    except PdfFailed as failed:
        raise Failed(NO_PDF, back) from failed


def handed_out(content: bytes, *, name: str, media_type: str, inline: bool = True) -> HttpResponse:
    """The bytes under their own name: never guessed at, never kept by a cache on the way.

    Even what is opened in the browser runs nothing; a PDF keeps its viewer.
    """
    is_opened = inline and media_type in _OPENED
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(not is_opened, name) or ""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The kept file of a paper that came in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.queries import reader
from core.downloads import PDF, handed_out
from core.pages import page, signed_in
from documents.actions import note_basis_download
from documents.models import BasisFile
from documents.queries import DamagedFile, bases_visible_to, bytes_of

DAMAGED = "Tệp lưu không còn nguyên vẹn nên không mở được. Hãy báo người quản trị."


@page(allow=signed_in)
def basis_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Byte for byte as it came in; only a PDF opens in the browser."""
    user = reader(request)
    files = BasisFile.objects.select_related("basis").filter(basis__in=bases_visible_to(user))
    file = get_object_or_404(files, pk=pk)
    try:
        content = bytes_of(file)
    except DamagedFile:
        messages.error(request, DAMAGED)
        return redirect("portal:basis", pk=file.basis_id)
    note_basis_download(file=file, by=user)
    is_pdf = file.media_type == PDF
    return handed_out(content, name=file.name, media_type=file.media_type, inline=is_pdf)

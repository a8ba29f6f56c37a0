"""One box for everything."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from core.pages import page, signed_in
from core.text import one_line
from portal.queries.gathered import found


@page(allow=signed_in)
def search(request: HttpRequest) -> HttpResponse:
    """What the words find among all the reader may see, kind by kind."""
    text = one_line(request.GET.get("q", ""))[:200]
    groups = found(text, reader(request))
    count = sum(len(hits) for hits in groups.values())
    shown = {
        "title": f"Tìm “{text}”" if text else "Tìm kiếm",
        "summary": f"{count} kết quả" if text else "",
        "text": text,
        "groups": groups.items(),
    }
    return render(request, "portal/search.html", shown)

"""The register of papers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.queries import reader
from clusters.queries import shown_year
from core.dates import today
from core.lists import shown
from core.pages import page, signed_in
from documents.policies import can_keep_basis, can_register_basis
from documents.queries import bases_visible_to, duties_of, in_order
from portal.queries.papers import SECTIONS, citations_of, section_named


@page(allow=signed_in)
def papers(request: HttpRequest) -> HttpResponse:
    """Legal bases, agreements by state, and what can be printed from the data of one year."""
    user, section = reader(request), section_named(request.GET.get("muc", ""))
    of, found = section.made(user, shown_year(user, request.GET.get("nam", "")))
    more = {"section": section, "sections": SECTIONS, "may_register": can_register_basis(user)}
    return shown(request, "portal/papers.html", of, found, today=today(), **more)


@page(allow=signed_in)
def basis(request: HttpRequest, pk: int) -> HttpResponse:
    """One legal basis and who rests on it."""
    user = reader(request)
    found = get_object_or_404(bases_visible_to(user), pk=pk)
    context = {
        "basis": found,
        "cited": citations_of(found, user),
        "duties": duties_of(found, user),
        "files": found.files.order_by("position", "pk"),
        "replaces": in_order(found.replaces.all()),
        "may_keep": can_keep_basis(user, found),
        "today": today(),
    }
    return render(request, "portal/basis.html", context)

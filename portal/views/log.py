"""The log: who did what, as far as the reader may know."""

from django.http import Http404, HttpRequest, HttpResponse

from accounts.queries import reader
from core.lists import shown
from core.pages import page, signed_in
from portal.queries.log import log_list, log_rows
from portal.queries.log_rights import BY_SLUG, events_of, events_visible_to, may_read_log_of


@page(allow=signed_in)
def log(request: HttpRequest) -> HttpResponse:
    """Everything that was done to what the reader answers for, newest first."""
    user = reader(request)
    of = log_list(user, "Nhật ký", "nhat-ky")
    return shown(request, "portal/log.html", of, events_visible_to(user), about="")


@page(allow=signed_in)
def log_of(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What was done to one thing."""
    user = reader(request)
    about = BY_SLUG.get(kind)
    if about is None or not may_read_log_of(user, about, pk):
        raise Http404
    events = events_of(user, about, pk)
    newest = log_rows(list(events.filter(thing_type=about.type).order_by("-pk")[:1]))
    name = newest[0].thing if newest else about.label
    of = log_list(user, f"Nhật ký: {name}", f"nhat-ky-{kind}-{pk}")
    return shown(request, "portal/log.html", of, events, about=name)

"""Where one is signed in, and signing out there."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.actions.sessions import end_sessions
from accounts.queries import reader
from accounts.queries.sessions import name_of, sessions_of
from accounts.rules.tries import hours_in_words
from core.pages import page, signed_in

NONE_ENDED = "Không có phiên nào khác để kết thúc."


@page(allow=signed_in, writes=True)
def sessions(request: HttpRequest) -> HttpResponse:
    """The list; `end` names one session, `others` means all but this one."""
    user, here = reader(request), request.session.session_key or ""
    if request.method != "POST":
        rows = sessions_of(user, here=here)
        limits = {"idle": settings.SESSION_COOKIE_AGE, "lifetime": settings.SESSION_LIFETIME}
        shown = {name: hours_in_words(seconds) for name, seconds in limits.items()}
        return render(request, "accounts/sessions.html", {"rows": rows, **shown})
    only = request.POST.get("end", "")
    ended = 0
    if "others" in request.POST or (only and only != name_of(here)):
        ended = end_sessions(user=user, by=user, but=here, only=only)
    messages.success(request, f"Đã kết thúc {ended} phiên." if ended else NONE_ENDED)
    return redirect("accounts:sessions")

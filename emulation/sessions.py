"""Sessions: who is signed in where, for how long, and what happens when one is over.

A session ends two hours after its last use and twelve hours after signing in, whichever comes
first. Its row is written at most every five minutes, so that reading stays cheap.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from accounts.models import Session
from emulation.headers import Answering

SEEN_EVERY = 300
OVER = "het-phien"  # told to the sign-in page, so that it can say why it is there


class SessionStore(DatabaseStore):
    """Rows of accounts.Session; what they tell of a signing-in stands in the session itself."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        if SESSION_KEY in data:
            data.setdefault("started", _now())
            data.setdefault("seen", _now())
        row = super().create_model_instance(data)
        assert isinstance(row, Session)  # noqa: S101 - the model named above
        row.user_id = data.get(SESSION_KEY)
        row.browser, row.network = data.get("browser", ""), data.get("network", "")
        if "started" in data:
            row.started_at, row.last_seen_at = _moment(data["started"]), _moment(data["seen"])
            end = row.started_at + timedelta(seconds=settings.SESSION_LIFETIME)
            row.expire_date = min(row.expire_date, end)
        return row

    @classmethod
    def clear_expired(cls) -> None:
        Session.objects.filter(expire_date__lt=timezone.now()).delete()


class KeepSignedIn:
    """A session that is used lives on; one row written every five minutes says so."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session
        if SESSION_KEY in session and _now() - session.get("seen", 0) >= SEEN_EVERY:
            session["seen"] = _now()
        return self.get_response(request)


class AskToSignIn(LoginRequiredMiddleware):
    """Visitors sign in first and come back to the page; a session that is over is named."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        asked = {"next": _page_of(request)}
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY not in request.session:
            asked[OVER] = "1"
        return HttpResponseRedirect(
            f"{resolve_url(settings.LOGIN_URL)}?{urlencode(asked, safe='/')}"
        )


def _page_of(request: HttpRequest) -> str:
    """Where to come back to: of a form that was sent, the page it stood on."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if request.method == "POST" and referer.netloc == request.get_host():
        return referer.path + (f"?{referer.query}" if referer.query else "")
    return request.get_full_path()


def _now() -> int:
    return int(timezone.now().timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

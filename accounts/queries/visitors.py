"""Who knocks, before anybody knows who it is."""

import secrets
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, loads
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.rules import username_from
from accounts.rules.networks import network_of
from accounts.rules.tries import Visitor

KNOWN_FOR = 400 * 24 * 3600  # as long as browsers keep a cookie
SALT = "accounts.known-browser"
_MOST_ACCOUNTS = 20  # of one shared machine


def network(request: HttpRequest) -> str:
    """The network a request comes from; headers count only from proxies the settings name."""
    return network_of(
        remote=request.META.get("REMOTE_ADDR", ""),
        forwarded=request.META.get("HTTP_X_FORWARDED_FOR", ""),
        trusted=settings.TRUSTED_PROXIES,
    )


def account_digest(username: str) -> str:
    """Stands for a name that was typed, whether anybody bears it or not."""
    return salted_hmac("accounts.tries", username_from(username)).hexdigest()


def visitor(request: HttpRequest, username: str) -> Visitor:
    """The browser, if this account has signed in with it before; else the network."""
    kept = _kept(request)
    if account_digest(username)[:16] in kept["accounts"]:
        return Visitor(f"browser {kept['id']}", is_known=True)
    return Visitor(f"network {network(request)}")


def known_browser(request: HttpRequest, username: str) -> dict[str, Any]:
    """What the browser is to keep now that this account has signed in with it."""
    kept = _kept(request)
    account = account_digest(username)[:16]
    others = [each for each in kept["accounts"] if each != account]
    return {"id": kept["id"], "accounts": [account, *others][:_MOST_ACCOUNTS]}


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What this browser was given; a forged or foreign cookie counts as none."""
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        kept: dict[str, Any] = loads(cookie, salt=SALT, max_age=KNOWN_FOR)
    except BadSignature:
        kept = {"id": secrets.token_urlsafe(12), "accounts": []}
    return kept

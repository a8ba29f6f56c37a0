"""Sessions begin, and are ended by their owner or by an administrator."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Session, User
from accounts.queries.sessions import living, name_of
from accounts.queries.visitors import network
from accounts.rules.browsers import browser_in_words
from audit.actions import record


def begin_session(*, request: HttpRequest, user: User) -> None:
    """Sign somebody in who has shown who he is: a session with a new key, and where it is used.

    Those that are long over are cleared away.
    """
    login(request, user)
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    where = {
        "network": network(request),
        "browser": browser_in_words(request.headers.get("User-Agent", "")),
    }
    request.session.update(where)
    record("account.signed_in", user, by=user, after=where)


def note_sign_out(*, user: User) -> None:
    record("account.signed_out", user, by=user)


@transaction.atomic
def end_sessions(*, user: User, by: User, but: str = "", only: str = "") -> int:
    """Sign the user out: everywhere, everywhere `but` the session of this key, or `only` in the
    one of this name (`queries.sessions.name_of`). Tells how many sessions ended.
    """
    keys = [row.session_key for row in living(user) if row.session_key != but]
    if only:
        keys = [key for key in keys if name_of(key) == only]
    Session.objects.filter(session_key__in=keys).delete()
    if keys:
        record("sessions.ended", user, by=by, after={"count": len(keys)})
    return len(keys)

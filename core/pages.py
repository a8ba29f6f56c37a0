"""Every screen wears `@page`: who may open it, and whether it may write.

A view without it fails a test; a view that was not announced as writing cannot write.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
AccessRule = Callable[[Any], bool]

SAFE = frozenset({"GET", "HEAD"})
# A download leaves its row in the log; reading a message takes it out of the session.
_MAY_ALWAYS_WRITE = ("audit_event", "accounts_session")
_WRITE = re.compile(
    r"\s*(insert|update|delete|replace|create|alter|drop|truncate)\b", re.IGNORECASE
)


class Late(Exception):
    """What the reader may do is done, or can no longer be done: he is told so on the page named."""

    level = messages.INFO

    def __init__(self, words: str, back: str) -> None:
        super().__init__(words)
        self.back = back


class Failed(Late):
    """What the reader may do could not be done now, through no fault of his."""

    level = messages.ERROR


class ReadOnlyPageWroteError(RuntimeError):
    """A page that only shows tried to change the database: a programming error."""


def anyone(_user: Any) -> bool:
    """Open to visitors. The pages that say so are one tested list."""
    return True


def signed_in(user: Any) -> bool:
    return bool(user.is_authenticated)


def page(*, allow: AccessRule, writes: bool = False) -> Callable[[View[P]], View[P]]:
    """Mark a view with its access rule.

    `allow(user)` is asked first: False is 403. Which rows exist for the reader is a query of the
    view (404). Without `writes`, only GET and HEAD are answered; a GET may never write. A view
    that raises `Late` leads to the page it names, with its words.
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not allow(request.user):
                raise PermissionDenied
            try:
                if request.method in SAFE:
                    with connection.execute_wrapper(_refuse_writes):
                        return view(request, *args, **kwargs)
                if not writes or request.method != "POST":
                    return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if writes else [])])
                with _still_there():
                    return view(request, *args, **kwargs)
            except Late as late:
                messages.add_message(request, late.level, str(late))
                return redirect(late.back)

        guarded.page_rule = allow  # type: ignore[attr-defined]
        guarded.page_writes = writes  # type: ignore[attr-defined]
        return login_not_required(guarded) if allow is anyone else guarded

    return wrap


@contextmanager
def _still_there() -> Iterator[None]:
    """What somebody quicker deleted, after it was found and before it was locked, is gone (404)."""
    try:
        yield
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


def about_year(request: HttpRequest, year: int) -> None:
    """Tell the frame which year this page is about; without it the frame follows `?nam=`."""
    request.about_year = year  # type: ignore[attr-defined]


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if _WRITE.match(sql) and not any(table in sql for table in _MAY_ALWAYS_WRITE):
        raise ReadOnlyPageWroteError(sql[:200])
    return execute(sql, params, many, context)


def way_back(request: HttpRequest) -> str:
    """The page of ours that sent the reader here (`?ve=`); empty for anything else."""
    path = request.GET.get("ve", "")
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and path.startswith("/") else ""

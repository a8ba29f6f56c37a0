"""Who must sign in with a second factor has one, or does nothing else before."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.models import User
from emulation.headers import Answering
from organizations.queries.second_factor import with_second_factor

SET_UP = "accounts:second-factor"
# The way to a second factor, and out.
OPEN = frozenset({SET_UP, "accounts:sign-out"})


class Backend(ModelBackend):
    """Users come with what is asked of them, in the query that fetches them anyway."""

    def get_user(self, user_id: Any) -> User | None:
        user = with_second_factor(User.objects.all()).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class SetUpFirst:
    """Sends a user who lacks a demanded second factor to the page that sets it up."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        is_open = match is not None and match.view_name in OPEN
        if is_open or not getattr(request.user, "lacks_second_factor", False):
            return None
        return redirect(SET_UP)

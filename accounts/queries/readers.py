"""Who is asking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def reader(request: HttpRequest) -> User:
    """The user behind a request to a page that needs signing in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user

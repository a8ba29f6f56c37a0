"""Who is asking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User
from accounts.rules import OwnFacts


def reader(request: HttpRequest) -> User:
    """The user behind a request to a page that needs signing in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def own_facts(user: User) -> OwnFacts:
    """What one corrects of one's own account."""
    return OwnFacts(user.full_name)

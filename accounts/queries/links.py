"""Which one-time codes still open something."""

from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from accounts.enums import Purpose
from accounts.models import OneTimeLink, User
from accounts.rules import code_from


def hash_of(code: str) -> str:
    """What is kept of a code; 80 random bits need no slow hash."""
    return sha256(code_from(code).encode()).hexdigest()


def open_links(at: datetime) -> QuerySet[OneTimeLink]:
    return OneTimeLink.objects.filter(used_at=None, ended_at=None, expires_at__gt=at)


def user_of_code(code: str, at: datetime) -> User | None:
    """Whose password this code sets now; None for a code that opens nothing (any more)."""
    links = open_links(at).exclude(purpose=Purpose.FIRST).filter(user__is_active=True)
    link = links.filter(code_hash=hash_of(code)).select_related("user").first()
    return link.user if link else None


def open_link_of(user: User, at: datetime) -> OneTimeLink | None:
    """The code that waits for this user; its words are known to nobody but its holder."""
    return open_links(at).filter(user=user).first()

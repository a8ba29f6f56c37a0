"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Session, User


@dataclass(frozen=True)
class SignedIn:
    """One session as its owner sees it; `name` stands for the key, which no page ever shows."""

    name: str
    browser: str
    network: str
    started_at: datetime
    last_seen_at: datetime
    is_here: bool


def sessions_of(user: User, *, here: str = "") -> list[SignedIn]:
    """The one that asks first, then the one used last."""
    rows = [_shown(row, here) for row in living(user).order_by("-last_seen_at", "-started_at")]
    return sorted(rows, key=lambda row: not row.is_here)


def living(user: User) -> QuerySet[Session]:
    return Session.objects.filter(user=user, expire_date__gt=timezone.now())


def name_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:20]


def _shown(row: Session, here: str) -> SignedIn:
    return SignedIn(
        name=name_of(row.session_key),
        browser=row.browser or "Trình duyệt khác",
        network=row.network,
        started_at=row.started_at,
        last_seen_at=row.last_seen_at,
        is_here=row.session_key == here,
    )

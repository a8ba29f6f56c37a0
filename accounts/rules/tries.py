"""How often a wrong password or code may be tried, and how long to wait then.

See docs/decisions/0005-sign-in-throttle.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.enums import TryKind


@dataclass(frozen=True)
class Limit:
    """So many wrong tries within so much time; the next one waits until the oldest is past."""

    tries: int
    within: timedelta

    def wait(self, nth_newest: datetime | None, at: datetime) -> timedelta:
        """How long to wait, given when the try was made that filled the limit, if one did."""
        if nth_newest is None:
            return timedelta(0)
        return max(nth_newest + self.within - at, timedelta(0))


@dataclass(frozen=True)
class Limits:
    """Of one kind: one account from one place, one network, one account from all networks."""

    here: Limit
    network: Limit
    account: Limit


_QUARTER, _HOUR = timedelta(minutes=15), timedelta(hours=1)

LIMITS = {
    TryKind.PASSWORD: Limits(Limit(5, _QUARTER), Limit(40, _QUARTER), Limit(25, _HOUR)),
    # Six digits are fewer than a password; who tries them knows the password already.
    TryKind.FACTOR: Limits(Limit(5, _QUARTER), Limit(20, _QUARTER), Limit(10, _HOUR)),
    TryKind.LINK: Limits(Limit(10, _QUARTER), Limit(10, _QUARTER), Limit(30, _HOUR)),
}
KEPT = timedelta(hours=2)  # longer than any of the above


@dataclass(frozen=True)
class Visitor:
    """Who tries, as far as one can know: a network, or a browser the account has used before."""

    place: str
    is_known: bool = False


def wait_in_words(wait: timedelta) -> str:
    """“8 phút”, rounded up, so that nobody comes back too early."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return f"{minutes} phút"


def hours_in_words(seconds: int) -> str:
    """“2 giờ”, “90 phút”."""
    return f"{seconds // 3600} giờ" if seconds % 3600 == 0 else f"{seconds // 60} phút"

"""How long somebody must wait before trying a password or a code again."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.enums import TryKind
from accounts.models import FailedTry
from accounts.rules.tries import LIMITS, Limit, Visitor


def must_wait(*, kind: TryKind, visitor: Visitor, account: str, at: datetime) -> timedelta:
    """Zero for whoever may try now; `account` is a digest. Every limit that counts is asked.

    A browser the account has used before is measured by its own tries alone: what strangers do
    to an account does not keep its owner out.
    """
    limits, failed = LIMITS[kind], FailedTry.objects.filter(kind=kind)
    waits = [_wait(limits.here, failed.filter(account=account, place=visitor.place), at)]
    if not visitor.is_known:
        waits.append(_wait(limits.network, failed.filter(place=visitor.place), at))
        waits.append(_wait(limits.account, failed.filter(account=account, is_known=False), at))
    return max(waits)


def _wait(limit: Limit, failed: QuerySet[FailedTry], at: datetime) -> timedelta:
    newest = failed.filter(at__gt=at - limit.within).order_by("-at").values_list("at", flat=True)
    return limit.wait(next(iter(newest[limit.tries - 1 : limit.tries]), None), at)

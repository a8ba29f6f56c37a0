"""Trying a password or a code: counted before it is judged, forgotten once it was right.

    attempt = begin_try(kind=TryKind.LINK, visitor=visitor(request, ""), account="")
    …judge…
    end_try(attempt)

An attempt that is not ended stays as a failed one.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.enums import TryKind
from accounts.models import FailedTry
from accounts.queries.tries import must_wait
from accounts.rules.tries import KEPT, Visitor, wait_in_words
from core.locks import one_at_a_time
from core.problems import Refused


class MustWait(Refused):
    """Too many wrong tries; the same words for accounts that exist and that do not."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, int(wait.total_seconds()))
        super().__init__(
            f"Đã nhập sai quá nhiều lần. Hãy thử lại sau {wait_in_words(wait)}. "
            "Nếu quên mật khẩu, đề nghị quản trị viên đặt lại."
        )


@transaction.atomic
def begin_try(*, kind: TryKind, visitor: Visitor, account: str) -> FailedTry:
    """Count this try as failed until `end_try`, so that parallel ones count too.

    Waiting does not grow by trying: a refused try is not counted. The real clock, also where a
    demo stands still.
    """
    one_at_a_time(f"try {kind} {account}")
    at = timezone.now()
    FailedTry.objects.filter(at__lt=at - KEPT).delete()
    wait = must_wait(kind=kind, visitor=visitor, account=account, at=at)
    if wait:
        raise MustWait(wait)
    return FailedTry.objects.create(
        kind=kind, account=account, place=visitor.place, is_known=visitor.is_known, at=at
    )


def end_try(attempt: FailedTry) -> None:
    """It was right: what this place got wrong about this account is forgotten."""
    FailedTry.objects.filter(
        kind=attempt.kind, account=attempt.account, place=attempt.place
    ).delete()

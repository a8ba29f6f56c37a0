"""What happens to accounts."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.text import one_line


@transaction.atomic
def open_account(*, username: str, full_name: str, password: str, by: User | None = None) -> User:
    """Create an account that can sign in. The very first one is opened by itself."""
    user = User(username=username.strip().lower(), full_name=one_line(full_name))
    user.set_password(password)
    user.save()
    record("account.opened", user, by=by or user, after={"username": user.username})
    return user


@transaction.atomic
def close_account(*, user: User, by: User) -> None:
    """From now on the user cannot sign in and holds no right; what they did stays."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()
    record("account.closed", user, by=by, before={"is_active": True}, after={"is_active": False})

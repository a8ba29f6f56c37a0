"""What happens to accounts."""

from accounts.actions.accounts import (
    CannotOpenAccount,
    close_account,
    correct_own_account,
    open_account,
    rename_user,
    reopen_account,
)
from accounts.actions.links import (
    CannotMakeLink,
    LinkIsOver,
    NewLink,
    find_code,
    make_first_code,
    make_link,
    take_link,
    use_link,
)
from accounts.actions.passwords import CannotSetPassword, change_password, must_be_good

__all__ = [
    "CannotMakeLink",
    "CannotOpenAccount",
    "CannotSetPassword",
    "LinkIsOver",
    "NewLink",
    "change_password",
    "close_account",
    "correct_own_account",
    "find_code",
    "make_first_code",
    "make_link",
    "must_be_good",
    "open_account",
    "rename_user",
    "reopen_account",
    "take_link",
    "use_link",
]

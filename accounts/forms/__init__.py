"""What is typed to sign in, to use a one-time code and to change one's own account."""

from accounts.forms.own import OwnForm
from accounts.forms.passwords import ChangePasswordForm, CodeForm
from accounts.forms.sign_in import NOT_RECOGNISED, SignInForm

__all__ = [
    "NOT_RECOGNISED",
    "ChangePasswordForm",
    "CodeForm",
    "OwnForm",
    "SignInForm",
]

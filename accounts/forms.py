"""What is typed to sign in."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from accounts.models import User

# One answer for a wrong name, a wrong password and a closed account: none tells which names exist.
NOT_RECOGNISED = (
    "Tên đăng nhập hoặc mật khẩu không đúng. "
    "Kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại."
)


class SignInForm(forms.Form):
    """Name and password; `user` is who they belong to once the form is valid."""

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        error_messages={"required": "Nhập tên đăng nhập.", "max_length": "Nhập tối đa 60 ký tự."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu.", "max_length": "Nhập tối đa 200 ký tự."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    user: User | None = None

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self.user = authenticate(self.request, **typed)
            if self.user is None:
                raise forms.ValidationError(NOT_RECOGNISED)
        return typed

"""Short forms whose typing goes straight to an action, and new passwords typed twice."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from core.problems import Refused

Made = TypeVar("Made")
TOO_LONG = "Nhập tối đa 200 ký tự."
PASSWORD_HINT = "Ít nhất 12 ký tự. Một câu ngắn dễ nhớ thì tốt hơn một từ khó."  # noqa: S105


def password_field(label: str, *, kind: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        help_text=hint,
        error_messages={"required": "Nhập mật khẩu.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
    )


class TypedForm(forms.Form):
    """What was typed goes to an action; what it refuses comes back beside the fields."""

    use_required_attribute = False

    def done(self, action: Callable[..., Made]) -> Made | None:
        """What the action made of it; None if the form or the action refused."""
        if not self.is_valid():
            return None
        try:
            return action(**self.typed())
        except Refused as refused:
            for problem in refused.problems:
                field = problem.field if problem.field in self.fields else None
                self.add_error(field, problem.message)
            return None

    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "again"}


class NewPasswordForm(TypedForm):
    """A new password, typed twice."""

    password = password_field("Mật khẩu mới", kind="new-password", hint=PASSWORD_HINT)
    again = password_field("Nhập lại mật khẩu mới", kind="new-password")

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and typed["password"] != typed["again"]:
            self.add_error("again", "Hai lần nhập không giống nhau. Nhập lại.")
        return typed

"""Passwords and codes that visitors and owners of accounts type."""

from core.forms.fields import LineField
from core.forms.passwords import NewPasswordForm, TypedForm, password_field
from core.forms.typed import TypedLine


class CodeForm(TypedForm):
    """A one-time code from paper."""

    code = LineField(
        label="Mã trên phiếu",
        max_length=60,
        help_text="16 chữ và số, ví dụ ABCD-EFGH-JKLM-NPQR. Chữ hoa hay thường đều được.",
        error_messages={"required": "Nhập mã trên phiếu."},
        widget=TypedLine(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ChangePasswordForm(NewPasswordForm):
    """The current password first."""

    current = password_field("Mật khẩu hiện tại", kind="current-password")
    field_order = ("current", "password", "again")

"""What is typed to set a second factor up, renew its codes or switch it off."""

from django import forms

from accounts.forms.sign_in import SecondFactorForm


class PasswordForm(forms.Form):
    """Who sits here knows the password."""

    password = forms.CharField(
        label="Mật khẩu",
        max_length=200,
        strip=False,
        error_messages={"required": "Nhập mật khẩu.", "max_length": "Nhập tối đa 200 ký tự."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ConfirmForm(PasswordForm):
    """The first code of the app, which shows that it was set up; the password, so that nobody
    binds an app of his own to a screen left open."""

    code = forms.CharField(
        label="Mã đang hiện trên ứng dụng",
        max_length=40,
        help_text="Sáu chữ số, đổi sau mỗi 30 giây.",
        error_messages={"required": "Nhập mã trên ứng dụng.", "max_length": "Nhập sáu chữ số."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ("code", "password")


class SwitchOffForm(PasswordForm, SecondFactorForm):
    """Both: the password and a code."""

    field_order = ("password", "code")

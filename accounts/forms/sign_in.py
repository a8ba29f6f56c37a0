"""What is typed to sign in."""

from django import forms

from accounts.actions.sign_in import NOT_RECOGNISED

__all__ = ["NOT_RECOGNISED", "SecondFactorForm", "SignInForm"]


class SignInForm(forms.Form):
    """Name and password."""

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


class SecondFactorForm(forms.Form):
    """A code of the app, or one from the printed sheet."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=40,
        help_text="Sáu chữ số trên ứng dụng xác thực, hoặc một mã dự phòng trên giấy.",
        error_messages={"required": "Nhập mã xác thực.", "max_length": "Nhập tối đa 40 ký tự."},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}
        ),
    )

"""Django's door to the house rules about new passwords."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from accounts.rules.passwords import SHORTEST, password_problems


class HouseRules:
    """Length, digits, own names, words every office would use."""

    def validate(self, password: str, user: Any = None) -> None:
        names = (user.username, user.full_name) if user is not None else ()
        if problems := password_problems(password, names):
            raise ValidationError(problems)

    def get_help_text(self) -> str:
        return f"Ít nhất {SHORTEST} ký tự; ghép vài từ không liên quan đến nhau là tốt nhất."


class NotCommon(CommonPasswordValidator):
    """Not among the 20,000 that are tried first all over the world; the list is on this machine."""

    def get_error_message(self) -> str:
        return "Mật khẩu này có trong danh sách mật khẩu phổ biến. Chọn mật khẩu khác."

    def get_help_text(self) -> str:
        return "Không nằm trong danh sách mật khẩu phổ biến."

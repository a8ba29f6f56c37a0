"""What is typed on the very first visit."""

from accounts.rules import LONGEST_NAME, SHORTEST_NAME
from core.forms.fields import LineField
from core.forms.passwords import NewPasswordForm
from core.forms.typed import TypedLine


class FirstVisitForm(NewPasswordForm):
    """The code from the machine, and who the first administrator is."""

    code = LineField(
        label="Mã khởi đầu",
        max_length=60,
        help_text="In trên màn hình máy chủ khi khởi động.",
        error_messages={"required": "Nhập mã khởi đầu."},
        widget=TypedLine(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    username = LineField(
        label="Tên đăng nhập",
        max_length=LONGEST_NAME,
        help_text=f"Từ {SHORTEST_NAME} ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
        error_messages={"required": "Nhập tên đăng nhập."},
        widget=TypedLine(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    full_name = LineField(
        label="Họ và tên",
        max_length=200,
        error_messages={"required": "Nhập họ và tên."},
        widget=TypedLine(attrs={"autocomplete": "name"}),
    )
    field_order = ("code", "username", "full_name", "password", "again")

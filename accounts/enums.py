"""Words about accounts."""

from core.enums import Words


class Purpose(Words):
    """What a one-time code is for."""

    FIRST = "first", "mở tài khoản quản trị đầu tiên"
    INVITE = "invite", "kích hoạt tài khoản"
    RESET = "reset", "đặt lại mật khẩu"


class TryKind(Words):
    """What somebody tries to guess."""

    PASSWORD = "password", "mật khẩu"
    FACTOR = "factor", "mã xác thực"
    LINK = "link", "mã dùng một lần"

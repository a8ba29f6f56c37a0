"""Words about the log."""

from core.enums import Words


class Deed(Words):
    """What kind of thing somebody did; the log is filtered by it."""

    ENTERED = "nhap", "Nhập, sửa"
    MOVED_ON = "chuyen-buoc", "Gửi, phát hành, mở, khóa"
    REMOVED = "xoa", "Xóa, bỏ"
    DOWNLOADED = "tai", "Tải văn bản"
    ACCOUNT = "tai-khoan", "Tài khoản, vai trò"
    SIGN_IN = "dang-nhap", "Đăng nhập, bảo mật"

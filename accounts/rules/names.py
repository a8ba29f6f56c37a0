"""How a user is named."""

import re

SHORTEST_NAME, LONGEST_NAME = 3, 60

_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def username_from(typed: str) -> str:
    """The name as it is kept: small letters, no blanks around it.

    Letters of other scripts stay as they are: the Kelvin sign must not become a k.
    """
    text = typed.strip()
    return text.lower() if text.isascii() else text


def username_problem(name: str) -> str:
    """What is wrong with a user name; empty for a good one.

    >>> username_problem("vanphong.langson")
    ''
    """
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        return f"Tên đăng nhập dài từ {SHORTEST_NAME} đến {LONGEST_NAME} ký tự."
    if not name.isascii():
        return "Tên đăng nhập không có dấu và không có chữ của bảng chữ cái khác, ví dụ nguyenvana."
    if not _NAME.fullmatch(name):
        return (
            "Tên đăng nhập chỉ gồm chữ thường a–z, chữ số, dấu chấm và dấu gạch nối ở giữa, "
            "ví dụ vanphong.langson."
        )
    return ""

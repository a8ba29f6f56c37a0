"""What a one-time code looks like."""

import re
from datetime import timedelta

# Neither I nor O, neither 0 nor 1: 32 signs that are not taken for each other on paper.
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH, GROUP = 16, 4  # 16 signs of five bits each
LINK_LIFE = timedelta(days=7)

_NOT_A_SIGN = re.compile(r"[^0-9A-Z]")


def in_groups(code: str) -> str:
    """“ABCD-EFGH-JKLM-NPQR”: as it is printed and read out."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def code_from(typed: str) -> str:
    """The code as it is compared: capital letters and digits, however it was spaced."""
    return _NOT_A_SIGN.sub("", typed.upper())

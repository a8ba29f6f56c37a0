"""Recovery codes: what a user prints for the day the phone is lost."""

import re
import secrets
from base64 import b32encode
from hashlib import pbkdf2_hmac

from accounts.rules.links import CODE_SIGNS, code_from

HOW_MANY, LENGTH, HALF = 10, 10, 5  # ten signs of five bits each
_ROUNDS = 20_000
_DIGITS = re.compile(r"[0-9]{6}")


def new_recovery_codes() -> list[str]:
    return ["".join(secrets.choice(CODE_SIGNS) for _ in range(LENGTH)) for _ in range(HOW_MANY)]


def recovery_digest(code: str, *, owner: int) -> str:
    """What is kept of a code: slow to compute, so that a stolen table does not give it away."""
    salt = f"recovery-{owner}".encode()
    return b32encode(pbkdf2_hmac("sha256", code.encode(), salt, _ROUNDS)[:10]).decode()


def in_halves(code: str) -> str:
    """“ABCDE-FGHJK”."""
    return f"{code[:HALF]}-{code[HALF:]}"


def in_fours(secret: str) -> str:
    """The secret of an app as it is typed by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def app_code_from(typed: str) -> str:
    """Six digits, however they were spaced; empty for anything else."""
    digits = "".join(typed.split()).replace("-", "")
    return digits if _DIGITS.fullmatch(digits) else ""


def recovery_code_from(typed: str) -> str:
    """A recovery code, however it was spaced; empty for anything else."""
    code = code_from(typed)
    return code if len(code) == LENGTH else ""

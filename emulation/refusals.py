"""What the product refuses to start with: settings that leave a door open.

Plain functions that raise `ImproperlyConfigured` and say what to do; the settings call them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

LONG_ENOUGH, DIFFERENT_ENOUGH = 50, 12
# What stands where a key belongs until somebody puts one there.
_PLACEHOLDERS = ["django-insecure", "insecure", "change-me", "changeme", "change_me", "replace-me"]
_PLACEHOLDERS += ["your-secret", "your_secret", "secret-key", "secret_key", "example", "thay-khoa"]
_WEAK_PASSWORDS = {"postgres", "password", "passwd", "changeme", "change-me", "secret", "admin"}
_WEAK_PASSWORDS |= {"root", "emulation", "test", "demo", "example", "qwerty", "matkhau", "mat-khau"}
_WEAK_PASSWORDS |= {"thidua", "123456", "12345678", "123456789", "1234567890"}
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})


def refuse_weak_key(key: str, *, advice: str) -> None:
    """Short, made of a few characters, or a sample out of a book."""
    if len(key) < LONG_ENOUGH:
        raise ImproperlyConfigured(f"No secret key of {LONG_ENOUGH} characters or more: {advice}")
    if len(set(key)) < DIFFERENT_ENOUGH:
        raise ImproperlyConfigured(
            f"The secret key has fewer than {DIFFERENT_ENOUGH} different characters: {advice}"
        )
    if any(word in key.lower() for word in _PLACEHOLDERS):
        raise ImproperlyConfigured(f"The secret key is a sample value: {advice}")


def refuse_open_hosts(hosts: Iterable[str], *, debug: bool) -> None:
    """A wildcard believes every Host header; DEBUG shows the inside to whoever can reach it."""
    listed = list(hosts)
    wild = [host for host in listed if "*" in host or host.startswith(".")]
    if wild:
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS must name each host by itself, without wildcards: {', '.join(wild)}"
        )
    strangers = [host for host in listed if host not in _LOCAL]
    if debug and strangers:
        raise ImproperlyConfigured(
            "DEBUG=true is for this machine alone, but ALLOWED_HOSTS also names "
            f"{', '.join(strangers)}. Leave DEBUG unset."
        )


def refuse_default_password(database: Mapping[str, Any]) -> None:
    """A database elsewhere is reached over a network, where the usual passwords are tried first."""
    host, password = str(database.get("HOST") or ""), str(database.get("PASSWORD") or "")
    if not host or host.startswith(("/", "%2F")) or host in _LOCAL:
        return
    if not password or password.lower() in {*_WEAK_PASSWORDS, str(database.get("USER")).lower()}:
        raise ImproperlyConfigured(
            f"DATABASE_URL reaches {host} with an empty or well-known password: give the database "
            "user a password of its own."
        )

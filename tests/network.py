"""The product works on a closed network, and so do its tests: only this machine answers."""

import ipaddress
import socket
from typing import Any

_LOCAL_NAMES = ("localhost", "")


class NetworkBlocked(AssertionError):
    """Something tried to leave this machine."""


def is_local(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    try:
        return host in _LOCAL_NAMES or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _LocalSocket(socket.socket):
    def connect(self, address: Any) -> None:
        self._refuse_strangers(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        self._refuse_strangers(address)
        return super().connect_ex(address)

    def _refuse_strangers(self, address: Any) -> None:
        if not is_local(self.family, address):
            raise NetworkBlocked(f"A test tried to reach {address}")


def block_network() -> None:
    socket.socket = _LocalSocket  # type: ignore[misc]

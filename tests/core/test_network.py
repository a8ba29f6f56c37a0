import socket

import pytest

from tests.network import NetworkBlocked


def test_a_test_cannot_leave_this_machine():
    with socket.socket() as line, pytest.raises(NetworkBlocked, match=r"192\.0\.2\.1"):
        line.connect(("192.0.2.1", 80))


def test_this_machine_may_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()

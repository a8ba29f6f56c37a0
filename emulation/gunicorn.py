"""How gunicorn runs the product: `bin/run` starts it with this file.

Sync workers: threads were measured slower on table pages. The program is loaded once and the
workers are forked from it, so that they share its memory.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

from core.keeping.database import Busy
from core.keeping.place import hold_while_serving
from core.pdf import warm_up

workers = 2
worker_class = "sync"
preload_app = True
timeout = 60
loglevel = "warning"
control_socket_disable = True
_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes a private file in it
# Who may say that a request came by HTTPS; a socket always may.
_proxies = [each for each in os.environ.get("TRUSTED_PROXIES", "").split(",") if each != "unix"]
forwarded_allow_ips = ",".join(filter(None, _proxies)) or "127.0.0.1,::1"
worker_tmp_dir = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


_VAR = Path(__file__).resolve().parent.parent / "var"


def on_starting(_server: Any) -> None:
    """Not while data are being restored; the lock ends with the last of our processes."""
    try:
        hold_while_serving(_VAR)
    except Busy as busy:
        raise SystemExit(f"✗ {busy}") from busy


def when_ready(server: Any) -> None:
    """Say where to look once the doors are open; what is loaded by now stays shared."""
    gc.freeze()
    for address in server.address:
        host, port = address[:2]
        sys.stdout.write(f"\n  Sẵn sàng: http://{host}:{port}/   (dừng: Ctrl-C)\n\n")
    sys.stdout.flush()


def post_worker_init(_worker: Any) -> None:
    """The first paper need not wait for its renderer."""
    warm_up()

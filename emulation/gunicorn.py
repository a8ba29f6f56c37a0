"""How gunicorn runs the product: `bin/run` starts it with this file.

Sync workers: threads were measured slower on table pages. The program is loaded once and the
workers are forked from it, so that they share its memory.
"""

import gc
import sys
from pathlib import Path
from typing import Any

from core.pdf import warm_up

workers = 2
worker_class = "sync"
preload_app = True
timeout = 60
loglevel = "warning"
control_socket_disable = True
_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes a private file in it
worker_tmp_dir = str(_MEMORY) if _MEMORY.is_dir() else None


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

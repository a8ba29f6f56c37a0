"""Starts manage.py and kills it like a power cut: `python -m tests.keeping.killed N command …`.

Counted are the events that Python itself announces: files opened, renamed, removed, programs and
connections started, as far as they concern the product. At the Nth one comes SIGKILL. With N = 0
nobody is killed and the number of events is printed.
"""

import os
import signal
import sys

from django.core.management import execute_from_command_line

COUNTED = (
    "open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.utime",
    "subprocess.Popen", "sqlite3.connect",
)  # fmt: skip


def main() -> None:
    fatal, folder = int(sys.argv[1]), os.environ["PRODUCT_FOLDER"]
    count = 0

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event not in COUNTED or folder not in repr(arguments):
            return
        count += 1
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
    execute_from_command_line(["manage.py", *sys.argv[2:]])
    sys.stdout.write(f"\nevents {count}\n")


if __name__ == "__main__":
    main()

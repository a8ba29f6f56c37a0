"""How long signing in takes: `python -m tests.benchmarks.sign_in` from the top folder.

With the password hash of real use, in turns: the right password, a wrong one, a name nobody
bears. Aim: at most half a second. The last two should not differ. A benchmark, not a test.
"""

import time
from collections.abc import Callable
from statistics import median

from tests.benchmarks.server import prepare, say

# isort: split

from django.test import Client

from accounts.models import FailedTry

PASSWORD = "only-for-this-run"
TURNS = 15


def seconds(username: str, password: str) -> float:
    """Of one signing-in by somebody nobody has seen before."""
    FailedTry.objects.all().delete()
    browser = Client()
    begun = time.perf_counter()
    browser.post("/dang-nhap/", {"username": username, "password": password})
    return time.perf_counter() - begun


WAYS: dict[str, Callable[[], float]] = {
    "the right password": lambda: seconds("quantri", PASSWORD),
    "a wrong password": lambda: seconds("quantri", "sai-mat-khau-roi"),
    "a name nobody bears": lambda: seconds("khongaica", "sai-mat-khau-roi"),
}


def main() -> None:
    prepare()
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(TURNS):
        for way, sign_in in WAYS.items():
            times[way].append(sign_in())
    for way, taken in times.items():
        say(f"{way:22} {median(taken):.3f} s   at most {max(taken):.3f} s")


if __name__ == "__main__":
    main()

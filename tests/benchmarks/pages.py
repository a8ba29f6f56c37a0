"""How fast list pages are: `python -m tests.benchmarks.pages` from the top folder.

Each list is asked for in turns with a bare view of the same rows, on the server `bin/run` starts.
Aim: at least half as many requests a second. Then the queries of every list for 1 group and for
30, which must be as many. A benchmark, not a test.
"""

import threading
import time
from statistics import median

from tests.benchmarks.server import Server, client_of, prepare, say, served

# isort: split

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests.benchmarks.rows import Province, province

PAIRS = {"/don-vi/": "/bare/don-vi/", "/hoi-nghi/": "/bare/hoi-nghi/"}
LISTS = (
    "/",
    "/tim-kiem/?q=thu",
    "/don-vi/",
    "/nam/",
    "/nam/2024/",
    "/cum-khoi/",
    "/hoi-nghi/",
    "/khen-thuong/",
    "/khen-thuong/?muc=de-nghi",
    "/van-ban/",
    "/cham-diem/",
    "/giao-uoc/",
)
TURNS, SECONDS, LINES = 8, 3.0, 4
FEW, MANY = 1, 30


def rate(server: Server, path: str) -> float:
    """Requests a second over some lines at once."""
    assert server.get(path).startswith(b"HTTP/1.1 200"), server.get(path)[:200]
    end = time.perf_counter() + SECONDS
    counts = [0] * LINES

    def ask(line: int) -> None:
        while time.perf_counter() < end:
            server.get(path)
            counts[line] += 1

    threads = [threading.Thread(target=ask, args=(line,)) for line in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def compare(server: Server) -> None:
    for page, bare in PAIRS.items():
        pairs = [(rate(server, page), rate(server, bare)) for _ in range(TURNS)]
        ours, theirs = (median(each) for each in zip(*pairs, strict=True))
        ratio = median(mine / other for mine, other in pairs)
        rows = server.get(page).count(b'<th scope="row">')
        say(f"{page:14}{rows:4} rows {ours:7.1f}/s   bare {theirs:7.1f}/s   ratio {ratio:.2f}")


def queries(path: str) -> int:
    """Of one request by the administrator, signed in before."""
    client = client_of("quantri")
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(asked)


def count(grown: Province) -> None:
    few = {path: queries(path) for path in LISTS}
    grown.grow(MANY)
    say(f"{'':28}{FEW} group   {MANY} groups")
    for path in LISTS:
        many = queries(path)
        mark = "" if many == few[path] else "   ← grows"
        say(f"{path:28}{few[path]:7}{many:11}{mark}")


def main() -> None:
    prepare()
    grown = province(User.objects.get(username="quantri"))
    grown.grow(FEW)
    count(grown)
    with served("quantri") as server:
        compare(server)


if __name__ == "__main__":
    main()

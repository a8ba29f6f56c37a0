"""Memory of the running product: `python -m tests.benchmarks.memory` from the top folder.

Visits every page a few times and every kind of paper, then adds up what the master and its two
workers hold: PSS, where shared pages count once in all, and RSS. The rendering children are told
apart. Aim: at most 350 MB.
"""

from pathlib import Path

from tests.benchmarks.server import Server, client_of, prepare, say, served

# isort: split

from tests.portal.walk import walk_from

VISITS = 6  # so that either worker meets every page


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after_name[1]) == parent:
            found.append(int(status.parent.name))
    return sorted(found)


def held(process: int) -> dict[str, int]:
    """Kilobytes by kind."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    return {
        name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)
    }


def report(name: str, processes: list[int]) -> None:
    total = {kind: sum(held(each)[kind] for each in processes) // 1024 for kind in ("Pss", "Rss")}
    say(
        f"{name:28}{len(processes):2} processes   PSS {total['Pss']:4} MB   RSS {total['Rss']:4} MB"
    )


def visit(server: Server) -> None:
    walk = walk_from(client_of("quantri"))
    kinds = {Path(file).name: file for file in walk.files}
    for address in [*walk.pages, *kinds.values()] * VISITS:
        server.get(address)
    say(f"visited {len(walk.pages)} pages and {len(kinds)} kinds of files, {VISITS} times")


def main() -> None:
    prepare()
    with served("quantri") as server:
        workers = children(server.master)
        report("at rest: master, workers", [server.master, *workers])
        visit(server)
        report("visited: master, workers", [server.master, *workers])
        report("rendering children", [child for each in workers for child in children(each)])


if __name__ == "__main__":
    main()

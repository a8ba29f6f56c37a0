"""How long 5,000 rows of units take to be read, checked piece by piece, and taken over.

Run from the top folder: `.venv/bin/python -m tests.benchmarks.importing`.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

ROWS, PROVINCES = 5_000, 63


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        os.environ["BENCHMARK_FOLDER"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/emulation.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
        sys.path.insert(0, str(Path.cwd()))
        measure()


def measure() -> None:
    import django  # noqa: PLC0415 - settings are named first

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    from accounts.actions import open_account  # noqa: PLC0415
    from organizations.actions import grant_role  # noqa: PLC0415
    from organizations.enums import ImportState, Role  # noqa: PLC0415
    from organizations.imports import (  # noqa: PLC0415
        begin_run,
        check_more,
        take_over,
        verdicts_of,
    )
    from tests.organizations.importing import UNIT_IMPORT, filled_in, upload  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    by = open_account(username="quantri", full_name="Quản trị", password=None)
    grant_role(user=by, role=Role.ADMINISTRATOR, by=by)
    content = filled_in(UNIT_IMPORT, {"units": units()})

    began = clock()
    run = begin_run(UNIT_IMPORT, upload=upload(content), target=None, by=by)
    told("read", began)
    while run.state == ImportState.CHECKING:
        piece = clock()
        check_more(UNIT_IMPORT, run, by)
        told("  checked a piece", piece)
    told("read and checked", began)
    assert not any(each.is_refused for each in verdicts_of(run))
    began = clock()
    take_over(UNIT_IMPORT, run, by)
    told("taken over", began)
    again = begin_run(UNIT_IMPORT, upload=upload(content), target=None, by=by)
    began = clock()
    while again.state == ImportState.CHECKING:
        check_more(UNIT_IMPORT, again, by)
    told("checked against a full register", began)
    assert {each.kind.value for each in verdicts_of(again)} == {"unchanged"}


def units() -> list[dict[str, str]]:
    rows = [row("TC", "VKSND tối cao", "tối cao", "")]
    rows += [row(f"T{n}", "VKSND cấp tỉnh", f"tỉnh Số {n}", "TC") for n in range(PROVINCES)]
    rows += [
        row(f"H{n}", "VKSND cấp huyện", f"huyện Số {n}", f"T{n % PROVINCES}")
        for n in range(ROWS - len(rows))
    ]
    return rows


def row(code: str, kind: str, locality: str, parent: str) -> dict[str, str]:
    return {
        "code": code,
        "kind": kind,
        "full_name": f"Viện kiểm sát nhân dân {locality}",
        "short_name": f"VKSND {locality}",
        "parent": parent,
    }


def clock() -> tuple[float, float]:
    return perf_counter(), process_time()


def told(what: str, began: tuple[float, float]) -> None:
    """The time that passed, and what of it was this program's own work."""
    passed, worked = (now - then for now, then in zip(clock(), began, strict=True))
    print(f"{what}: {passed:.1f} s ({worked:.1f} s of work)")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()

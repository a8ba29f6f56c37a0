"""How long as many rows as a workbook may hold take to be checked piece by piece and taken over:
new units, the same ones unchanged and changed, people with their posts.

Run from the top folder: `.venv/bin/python -m tests.benchmarks.importing`.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

ROWS, PROVINCES = 10_000, 63


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
        POST_IMPORT,
        Importer,
        begin_run,
        check_more,
        take_over,
        verdicts_of,
    )
    from organizations.models import ImportRun  # noqa: PLC0415
    from tests.organizations.importing import UNIT_IMPORT, filled_in, upload  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    by = open_account(username="quantri", full_name="Quản trị", password=None)
    grant_role(user=by, role=Role.ADMINISTRATOR, by=by)

    def sent(importer: Importer, table: str, rows: list[dict[str, str]]) -> ImportRun:
        content = filled_in(importer, {table: rows})
        began = clock()
        run = begin_run(importer, upload=upload(content), target=None, by=by)
        while run.state == ImportState.CHECKING:
            check_more(importer, run, by)
        told(f"{len(rows)} {table} read and checked", began)
        assert not any(each.is_refused for each in verdicts_of(run))
        return run

    def taken_over(importer: Importer, table: str, rows: list[dict[str, str]]) -> None:
        run = sent(importer, table, rows)
        began = clock()
        take_over(importer, run, by)
        told("  taken over", began)

    taken_over(UNIT_IMPORT, "units", units())
    assert {each.kind.value for each in verdicts_of(sent(UNIT_IMPORT, "units", units()))} == {
        "unchanged"
    }
    taken_over(UNIT_IMPORT, "units", [each | {"note": "Đã sửa"} for each in units()])
    taken_over(POST_IMPORT, "posts", posts())
    taken_over(POST_IMPORT, "posts", [each | {"valid_to": "01/03/2025"} for each in posts()])


def units() -> list[dict[str, str]]:
    rows = [row("TC", "VKSND tối cao", "tối cao", "")]
    rows += [row(f"T{n}", "VKSND cấp tỉnh", f"tỉnh Số {n}", "TC") for n in range(PROVINCES)]
    rows += [
        row(f"H{n}", "VKSND cấp huyện", f"huyện Số {n}", f"T{n % PROVINCES}")
        for n in range(ROWS - len(rows))
    ]
    return rows


def posts() -> list[dict[str, str]]:
    return [
        {
            "full_name": f"Nguyễn Văn {number}",
            "unit": f"Viện kiểm sát nhân dân huyện Số {number % (ROWS - PROVINCES - 1)}",
            "post": "Kiểm sát viên",
            "valid_from": "01/03/2023",
        }
        for number in range(ROWS)
    ]


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

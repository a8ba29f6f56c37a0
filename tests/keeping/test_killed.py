"""Killed at any step, backup and restore lose nothing."""

import random
import signal
import subprocess
import sys
import time

import pytest

from core.keeping.archive import measured, verified
from core.keeping.backup import archives, back_up
from tests.keeping.product import QUIET, ROOT, add_attachment, state

SEED = 7


def killed_at(step, product, *command):
    """Answers the number of steps when nobody was killed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.keeping.killed", str(step), *command],
        env=product.environment(PRODUCT_FOLDER=str(product.folder)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if step:
        assert done.returncode in (-signal.SIGKILL, 0), done.stderr
        return 0
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split()[-1])


def some_of(steps, number):
    """Early, late and by chance; the last ones are where everything is decided."""
    chance = random.Random(SEED)
    return sorted(
        {*chance.sample(range(1, steps), number), *range(max(1, steps - 8), steps + 1, 2)}
    )


def test_a_killed_backup_leaves_whole_archives_alone(office):
    first = back_up(office.place, office.archives, **QUIET)
    bytes_before = measured(first.path)
    steps = killed_at(0, office, "backup", str(office.archives))
    for step in some_of(steps, 6):
        killed_at(step, office, "backup", str(office.archives))
        assert [path for path in archives(office.archives) if not verified(path)] == []
    assert measured(first.path) == bytes_before
    back_up(office.place, office.archives, **QUIET)
    assert [path for path in office.archives.iterdir() if path.suffix != ".tar"] == []


def test_a_backup_killed_at_any_time_can_be_repeated(office):
    chance = random.Random(SEED)
    for _ in range(3):
        command = [sys.executable, ROOT / "manage.py", "backup", office.archives]
        started = subprocess.Popen(
            command, env=office.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 1.2))
        started.kill()
        started.wait()
        for path in archives(office.archives):
            verified(path)
    back_up(office.place, office.archives, **QUIET)


@pytest.fixture
def two_states(office):
    """An archive, what was in it, and what came to be afterwards."""
    kept = back_up(office.place, office.archives, **QUIET)
    archived = state(office)
    add_attachment(office, "conferences/sau.jpg", b"sau khi sao luu")
    office.do("UPDATE accounts_user SET full_name = 'Người khác'")
    return kept, archived, state(office)


def test_a_killed_restore_is_the_old_state_or_the_new_one(office, two_states, tmp_path):
    kept, archived, later = two_states
    untouched = measured(kept.path)
    trial = office.copied(tmp_path / "trial")
    steps = killed_at(0, trial, "restore", "--replace", str(kept.path))
    trial.destroy()
    found, told = set(), set()
    for step in some_of(steps, 4):
        product = office.copied(tmp_path / f"killed{step}")
        killed_at(step, product, "restore", "--replace", str(kept.path))
        told.add(product.must("settle"))
        now = state(product)
        assert now in (archived, later), step
        found.add(now == archived)
        product.must("restore", "--replace", str(kept.path))
        assert state(product) == archived
        assert not list(product.folder.rglob(".emulation-*"))
        product.destroy()
    assert found == {False, True}
    assert any("bị ngắt giữa chừng" in text for text in told)
    assert measured(kept.path) == untouched

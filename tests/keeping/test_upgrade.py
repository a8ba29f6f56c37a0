"""An upgrade succeeds, or everything is as before."""

import pytest

from core.keeping.backup import archives
from core.keeping.database import NotHere
from core.keeping.upgrade import (
    Failed,
    go_back,
    last_upgrade,
    note_version,
    prepare_machine,
    upgrade,
)
from tests.keeping.product import ATTACHMENTS, QUIET, add_attachment, state

BROKEN = """
from django.db import migrations

class Migration(migrations.Migration):
    dependencies = {dependencies}
    operations = [{operation}]
"""


def spoil(office):
    office.do("UPDATE accounts_user SET full_name = 'Sai'")
    office.do(f"DELETE FROM {ATTACHMENTS} WHERE file <> ''")
    office.do("CREATE TABLE of_the_new_version (id integer)")


def failing(office):
    spoil(office)
    raise ValueError("không tạo được bảng")


def test_a_step_that_fails_leaves_the_data_as_they_were(office):
    before, told = state(office), []
    note_version(office.place)
    with pytest.raises(Failed, match=r"trở về như trước.*0\.1\.0"):
        upgrade(office.place, {"Bước": lambda: failing(office)}, say=told.append)
    assert state(office) == before
    assert any("không tạo được bảng" in text for text in told)
    assert last_upgrade(office.place) is None


def test_an_upgrade_that_loses_rows_goes_back(office):
    before = state(office)
    with pytest.raises(Failed):
        upgrade(office.place, {"Bước": lambda: spoil(office)}, **QUIET)
    assert state(office) == before


@pytest.mark.parametrize("error", [SystemExit(1), KeyboardInterrupt()])
def test_an_upgrade_that_is_broken_off_goes_back(office, error):
    before = state(office)

    def broken_off():
        spoil(office)
        raise error

    with pytest.raises(Failed):
        upgrade(office.place, {"Bước": broken_off}, **QUIET)
    assert state(office) == before


def test_after_an_upgrade_one_can_return(office):
    before = state(office)
    done = upgrade(office.place, {"Bước": lambda: None}, **QUIET)
    assert done.is_done
    add_attachment(office, "conferences/sau.jpg", b"sau")
    gone = go_back(office.place, **QUIET)
    assert gone.archive == done.archive
    assert state(office) == before
    with pytest.raises(NotHere, match="Chưa có lần nâng cấp"):
        go_back(office.place, **QUIET)


def test_the_way_back_is_the_state_before_all_that_failed(office):
    """Killed in the middle, then tried again: back leads to before the first attempt."""
    before = state(office)

    def killed():
        raise GeneratorExit

    with pytest.raises(GeneratorExit):
        upgrade(office.place, {"Bước": killed}, **QUIET)
    office.do("CREATE TABLE of_the_new_version (id integer)")
    upgrade(office.place, {"Bước": lambda: None}, **QUIET)
    assert len(archives(office.place.var / "backups")) == 2
    go_back(office.place, **QUIET)
    assert state(office) == before


def test_a_new_product_is_prepared_by_the_same_door(another):
    product = another()
    told = product.must("upgrade")
    assert "cơ sở dữ liệu mới" in told
    assert "accounts_user" in product.place.database.facts().counts
    assert not (product.place.var / "backups").exists()


def test_a_whole_upgrade_and_the_way_back_by_their_commands(office):
    office.must("settle")
    before = state(office)
    assert "Đã nâng cấp từ 0.1.0" in office.must("upgrade")
    assert state(office) == before
    refused = office.manage("upgrade", "--back")
    assert refused.returncode != 0
    told = office.must("upgrade", "--back", "--yes")
    assert "Đặt lại chương trình phiên bản 0.1.0" in told
    assert state(office) == before
    nothing = office.manage("upgrade", "--back", "--yes")
    assert (nothing.returncode, "Chưa có lần nâng cấp" in nothing.stderr) == (1, True)


def test_a_migration_that_fails_goes_back_by_itself(office, tmp_path):
    """The first of two migrations of a new version comes through, the second does not."""
    app = tmp_path / "new_app"
    (app / "migrations").mkdir(parents=True)
    (app / "__init__.py").touch()
    (app / "migrations/__init__.py").touch()
    good = "migrations.RunSQL('CREATE TABLE new_table (id integer)', migrations.RunSQL.noop)"
    bad = "migrations.RunSQL('DELETE FROM accounts_user; SELECT no_such_function()')"
    write = (app / "migrations").joinpath
    write("0001_first.py").write_text(BROKEN.format(dependencies="[]", operation=good))
    after = [("new_app", "0001_first")]
    write("0002_second.py").write_text(BROKEN.format(dependencies=after, operation=bad))
    before = state(office)
    python_path = f"{office.environment()['PYTHONPATH']}:{tmp_path}"
    done = office.manage("upgrade", MORE_APPS="new_app", PYTHONPATH=python_path)
    assert done.returncode == 1
    assert "dữ liệu đã trở về như trước" in done.stderr
    assert state(office) == before


def test_another_machine_takes_its_own_steps_and_leaves_the_data(office):
    before, taken = state(office), []
    prepare_machine(office.place, {"Bước": lambda: taken.append("Bước")}, **QUIET)
    assert taken == ["Bước"]
    assert state(office) == before
    assert last_upgrade(office.place) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("DELETE FROM django_migrations WHERE app = 'scoring'", "Chạy bin/upgrade trên máy chính"),
        (
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('scoring', '9999_later', '2030-01-01')",
            "Dữ liệu mới hơn chương trình trên máy này",
        ),
    ],
)
def test_another_machine_waits_for_data_of_its_own_version(office, change, why):
    office.do(change)
    with pytest.raises(NotHere, match=why):
        prepare_machine(office.place, {"Bước": pytest.fail}, **QUIET)


def test_another_machine_waits_for_data_at_all(another):
    with pytest.raises(NotHere, match="máy chính"):
        prepare_machine(another().place, {}, **QUIET)

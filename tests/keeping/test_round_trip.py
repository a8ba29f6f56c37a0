"""What was backed up comes back: rows, files, counters, rights."""

import stat

import pytest

from core.keeping.backup import archives, back_up
from core.keeping.database import NotHere
from core.keeping.restore import NotEmpty, check, restore
from tests.keeping.product import (
    ATTACHMENTS,
    QUIET,
    add_attachment,
    remove_attachment,
    state,
)


@pytest.fixture
def kept(office):
    return back_up(office.place, office.archives, **QUIET)


def test_after_backup_destruction_and_restore_nothing_differs(office, kept):
    before = state(office)
    assert len(before["files"]) == 8
    assert sum(map(len, before["tables"].values())) > 900
    office.destroy_data()
    restore(office.place, kept.path, **QUIET)
    assert state(office) == before


def test_an_archive_is_put_back_on_another_machine(office, kept, another):
    other = another()
    restore(other.place, kept.path, **QUIET)
    assert state(other) == state(office)


def test_rights_and_second_factors_are_among_what_comes_back(office, kept, another):
    other = another()
    restore(other.place, kept.path, **QUIET)
    for table in ("accounts_user", "organizations_roleassignment", "otp_totp_totpdevice"):
        if table in office.place.database.facts().counts:
            assert office.rows(f"SELECT * FROM {table}") == other.rows(f"SELECT * FROM {table}")
    assert other.rows("SELECT count(*) FROM accounts_user") != [(0,)]


def test_the_next_record_gets_the_next_number(office, kept, another):
    other = another()
    restore(other.place, kept.path, **QUIET)
    numbers = []
    for product in (office, other):
        add_attachment(product, "conferences/moi.jpg", b"moi")
        numbers.append(product.rows(f"SELECT max(id) FROM {ATTACHMENTS}"))
    assert numbers[0] == numbers[1]


def test_what_is_kept_is_for_its_owner_alone(office, kept, another):
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    other = another()
    restore(other.place, kept.path, **QUIET)
    folders = [other.place.files, *(each for each in other.place.files.rglob("*") if each.is_dir())]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}
    assert {mode for _, mode in state(other)["files"].values()} == {0o600}


def test_a_restored_product_starts_with_the_migrations_it_lacks(office, another):
    label = "otp_static" if "otp_static_statictoken" in state(office)["tables"] else "sessions"
    office.must("migrate", label, "zero", "--verbosity=0")
    kept = back_up(office.place, office.archives, **QUIET)
    other = another()
    assert "Xong" in other.must("restore", str(kept.path))
    assert "[ ]" not in other.must("showmigrations", "--plan")


def test_only_the_archive_is_left_behind(office, kept):
    assert list(office.archives.iterdir()) == [kept.path]
    assert kept.path.name.startswith("emulation-")


def test_older_archives_go_once_the_new_one_is_verified(office):
    (office.archives / "emulation-ghi-chu.tar").touch()
    made = [back_up(office.place, office.archives, keep=2, **QUIET).path for _ in range(3)]
    assert archives(office.archives) == made[1:]
    assert (office.archives / "emulation-ghi-chu.tar").exists()


def test_a_place_with_data_is_left_alone(office, kept):
    before = state(office)
    with pytest.raises(NotEmpty, match="--replace"):
        restore(office.place, kept.path, **QUIET)
    assert state(office) == before


def test_files_without_a_database_are_data_too(office, kept, another):
    other = another()
    (other.place.files / "a").mkdir(parents=True)
    (other.place.files / "a" / "b.txt").write_text("của ai đó")
    with pytest.raises(NotEmpty, match="files"):
        restore(other.place, kept.path, **QUIET)


def test_replacing_keeps_what_was_there_aside(office, kept):
    remove_attachment(office, office.rows(f"SELECT max(file) FROM {ATTACHMENTS}")[0][0])
    add_attachment(office, "conferences/sau.jpg", b"sau khi sao luu")
    restore(office.place, kept.path, replace=True, **QUIET)
    assert not (office.place.files / "conferences/sau.jpg").exists()
    aside = [path for path in office.folder.rglob("*") if path.name == "sau.jpg"]
    assert [path.read_bytes() for path in aside] == [b"sau khi sao luu"]
    database = [
        path
        for path in office.folder.rglob("before-restore-*/*")
        if path.suffix in {".sqlite3", ".tar"}
    ]
    assert len(database) == 1


def test_a_file_the_product_has_lost_is_told_and_the_rest_is_kept(office):
    name = office.rows(f"SELECT max(file) FROM {ATTACHMENTS}")[0][0]
    (office.place.files / name).unlink()
    kept = back_up(office.place, office.archives, **QUIET)
    assert kept.manifest.missing == (name,)
    assert len(kept.manifest.files) == 7
    done = office.manage("backup", str(office.archives))
    assert (done.returncode, name in done.stderr) == (4, True)


def test_links_in_the_folder_are_not_followed(office, tmp_path):
    (tmp_path / "bi-mat").write_text("mật khẩu")
    (office.place.files / "lien-ket").symlink_to(tmp_path / "bi-mat")
    kept = back_up(office.place, office.archives, **QUIET)
    assert "lien-ket" not in kept.manifest.files


def test_an_archive_is_not_put_where_it_would_swallow_itself(office):
    with pytest.raises(NotHere, match="chính thư mục"):
        back_up(office.place, office.place.files / "sao-luu", **QUIET)


def test_checking_touches_nothing(office, kept):
    office.destroy_data()
    before = sorted(office.folder.rglob("*"))
    assert check(office.place, kept.path).facts.counts == kept.manifest.facts.counts
    assert sorted(office.folder.rglob("*")) == before


def test_the_commands_speak_of_what_they_did(office, another):
    told = office.must("backup", str(office.archives), "--keep", "3")
    assert "Đã sao lưu và kiểm tra" in told
    assert "Khóa bí mật không nằm trong đó" in told
    archive = str(archives(office.archives)[0])
    assert "nguyên vẹn" in office.must("restore", "--check", archive)
    told = another().must("restore", archive)
    assert "từng tệp khớp với bản sao lưu" in told
    refused = office.manage("restore", archive)
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    nothing = office.manage("restore", "khong-co.tar")
    assert (nothing.returncode, nothing.stderr.startswith("✗")) == (1, True)

"""A damaged or foreign archive is refused before anything is touched."""

import io
import json
import random
import tarfile
from dataclasses import replace

import pytest

from core.keeping import archive
from core.keeping.archive import MANIFEST, Writer, is_safe, seal, verified
from core.keeping.backup import back_up
from core.keeping.database import Damaged, NotHere
from core.keeping.restore import check, restore
from tests.keeping.product import QUIET, state

SEED = 20241125


@pytest.fixture(scope="module")
def kept(model, tmp_path_factory):
    return back_up(model.place, tmp_path_factory.mktemp("kept"), **QUIET)


@pytest.fixture
def spoiled(tmp_path):
    return tmp_path / "emulation-20241125-080000.tar"


def must_be_refused(product, path, error=Damaged, match=None):
    """Nothing of the product differs afterwards, not even a folder."""
    before = sorted(product.folder.rglob("*"))
    for attempt in (check, restore):
        with pytest.raises(error, match=match):
            attempt(product.place, path, **({} if attempt is check else QUIET))
    left = {path for path in product.folder.rglob("*") if path.suffix != ".lock"}
    assert left - {product.place.var} == set(before)
    assert product.place.database.is_empty()


def interesting(path):
    """Ends of headers, of contents and of the padding after each; manifest, database, seal."""
    with tarfile.open(path) as tar:
        for entry in tar.getmembers():
            end = entry.offset_data + entry.size
            padded = end + -end % tarfile.BLOCKSIZE
            yield from (entry.offset, entry.offset + 156, entry.offset + 511)
            yield from (entry.offset_data, entry.offset_data + entry.size // 2, end - 1)
            yield padded - 1
    size = path.stat().st_size
    yield from (size - 1, size - 1024, size - 2048)


def test_every_flipped_byte_is_found(kept, spoiled):
    whole = kept.path.read_bytes()
    chance = random.Random(SEED)
    positions = {*interesting(kept.path), *(chance.randrange(len(whole)) for _ in range(200))}
    spoiled.write_bytes(whole)
    overlooked = []
    with spoiled.open("r+b") as file:
        for position in sorted(positions):
            file.seek(position)
            file.write(bytes([whole[position] ^ 1 << chance.randrange(8)]))
            file.flush()
            try:
                verified(spoiled)
                overlooked.append(position)
            except Damaged:
                pass
            file.seek(position)
            file.write(whole[position : position + 1])
    assert overlooked == []
    assert len(positions) > 200


def test_a_damaged_archive_touches_nothing(kept, spoiled, another):
    whole = bytearray(kept.path.read_bytes())
    whole[len(whole) // 2] ^= 1
    spoiled.write_bytes(whole)
    must_be_refused(another(), spoiled, match="hỏng")


@pytest.mark.parametrize("share", [0, 1, 30, 60, 99])
def test_a_truncated_archive_is_refused(kept, spoiled, another, share):
    whole = kept.path.read_bytes()
    for length in (len(whole) * share // 100, len(whole) * share // 51_200 * 512):
        spoiled.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            verified(spoiled)
    must_be_refused(another(), spoiled)


def test_an_archive_with_something_behind_it_is_refused(kept, spoiled):
    for more in (b"\0" * 512, b"\0" * 10_240, b"x"):
        spoiled.write_bytes(kept.path.read_bytes() + more)
        with pytest.raises(Damaged):
            verified(spoiled)


def sealed(path, draft):
    """What somebody makes who knows the format: the seal fits."""
    path.write_bytes(draft + seal(archive.sha256(draft).hexdigest()))


def drafted(kept, *entries):
    """The archive without its seal, with entries put in before the manifest."""
    out = io.BytesIO()
    with tarfile.open(kept.path) as old, tarfile.open(fileobj=out, mode="w") as new:
        for entry in old.getmembers():
            if entry.name == MANIFEST:
                for strange in entries:
                    new.addfile(strange, io.BytesIO(b"x" * strange.size))
            if entry.name != "SHA256SUM":
                new.addfile(entry, old.extractfile(entry))
        length = new.offset
    return out.getvalue()[:length]


def entry_of(name, kind=tarfile.REGTYPE, link="", size=1):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, link
    entry.size = size if kind == tarfile.REGTYPE else 0
    return entry


TRICKS = {
    "up": entry_of("../ngoai.txt"),
    "up inside": entry_of("files/../../ngoai.txt"),
    "absolute": entry_of("/srv/ngoai.txt"),
    "symbolic link": entry_of("files/lien-ket", tarfile.SYMTYPE, "/etc"),
    "hard link": entry_of("files/lien-ket", tarfile.LNKTYPE, "/etc/passwd"),
    "device": entry_of("files/thiet-bi", tarfile.CHRTYPE),
    "pipe": entry_of("files/ong", tarfile.FIFOTYPE),
    "folder": entry_of("files/thu-muc", tarfile.DIRTYPE),
    "twice": entry_of("database.sqlite3"),
    "not in the manifest": entry_of("files/la.txt"),
    "two ways": entry_of("files//la.txt"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_with_paths_are_refused_though_the_seal_fits(kept, spoiled, another, trick):
    entries = [TRICKS[trick]] * (2 if trick == "twice" else 1)
    sealed(spoiled, drafted(kept, *entries))
    must_be_refused(another(), spoiled)


def test_names_stay_below_their_folder():
    assert [name for name in ("a", "files/ê/b.pdf", "files/a b") if not is_safe(name)] == []
    bad = ("", ".", "..", "/a", "a/../b", "a/./b", "a//b", "a/", "a\0b", "files")
    assert [name for name in bad if is_safe(name)] == []


def rewritten(kept, path, spoil=lambda name, data: data, **changes):
    """The same archive with another manifest or other bytes, sealed."""
    out = io.BytesIO()
    writer = Writer(out)
    with tarfile.open(kept.path) as old:
        for entry in old.getmembers():
            if entry.name not in {MANIFEST, "SHA256SUM"}:
                data = spoil(entry.name, old.extractfile(entry).read())
                source = path.with_suffix(".part")
                source.write_bytes(data)
                writer.add(entry.name, source)
    writer.close(replace(kept.manifest, members=writer.members, **changes))
    path.write_bytes(out.getvalue())


def test_an_archive_rewritten_unchanged_is_accepted(kept, spoiled, another):
    rewritten(kept, spoiled)
    assert check(another().place, spoiled).facts.counts


def test_a_broken_database_is_found_behind_right_checksums(kept, spoiled, another):
    def spoil(name, data):
        if not name.startswith("database"):
            return data
        return data[:8192] + b"\x55" * (len(data) - 8192)

    rewritten(kept, spoiled, spoil=spoil)
    must_be_refused(another(), spoiled, error=(Damaged, NotHere))


def test_a_database_with_fewer_rows_than_told_never_comes_in(kept, spoiled, another):
    facts = kept.manifest.facts
    more = dict(facts.counts) | {"accounts_user": facts.counts["accounts_user"] + 1}
    rewritten(kept, spoiled, facts=replace(facts, counts=more))
    product = another()
    with pytest.raises((Damaged, NotHere)):
        restore(product.place, spoiled, **QUIET)
    assert product.place.database.is_empty()
    assert not product.place.files.exists()


def test_one_of_a_newer_code_is_refused(kept, spoiled, another):
    facts = kept.manifest.facts
    newer = replace(facts, migrations=(*facts.migrations, "scoring.9999_from_the_future"))
    if kept.manifest.vendor == "sqlite":  # there the copy itself is counted first
        must_be_refused_of_newer_sqlite(kept, spoiled, another)
        return
    rewritten(kept, spoiled, facts=newer)
    must_be_refused(another(), spoiled, error=NotHere, match="phiên bản mới hơn")


def must_be_refused_of_newer_sqlite(kept, spoiled, another):
    office = another()
    restore(office.place, kept.path, **QUIET)
    office.do(
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('scoring', '9999_from_the_future', '2030-01-01')"
    )
    newer = back_up(office.place, office.archives, **QUIET)
    must_be_refused(another(), newer.path, error=NotHere, match="phiên bản mới hơn")


def test_one_of_a_newer_format_is_refused(kept, spoiled, another, monkeypatch):
    monkeypatch.setattr(archive, "FORMAT", 2)
    rewritten(kept, spoiled)
    monkeypatch.undo()
    must_be_refused(another(), spoiled, match="định dạng 2")


def test_one_of_another_kind_of_database_is_refused(kept, spoiled, another):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[kept.manifest.vendor]
    rewritten(kept, spoiled, vendor=other)
    must_be_refused(another(), spoiled, error=NotHere, match="loại này sang loại kia")


def test_strange_names_in_the_manifest_are_refused(kept, spoiled, another):
    facts = replace(kept.manifest.facts, sequences={"a'; DROP TABLE accounts_user; --": 1})
    rewritten(kept, spoiled, facts=facts)
    must_be_refused(another(), spoiled, match="tên lạ")


@pytest.mark.parametrize("text", ["[]", "{}", '{"format": 1}', "không phải JSON", "null"])
def test_a_manifest_that_is_none_is_refused(kept, spoiled, another, text, monkeypatch):
    monkeypatch.setattr(archive, "_to_json", lambda _manifest: text.encode())
    rewritten(kept, spoiled)
    must_be_refused(another(), spoiled)


def test_a_strange_member_is_refused(kept, spoiled, another, tmp_path):
    (tmp_path / "la").write_text("la")
    out = io.BytesIO()
    writer = Writer(out)
    writer.add("la", tmp_path / "la")
    writer.close(replace(kept.manifest, members=writer.members))
    spoiled.write_bytes(out.getvalue())
    must_be_refused(another(), spoiled, match="thành phần lạ")


def test_the_manifest_can_be_read_by_anybody_with_tar(kept):
    with tarfile.open(kept.path) as tar:
        told = json.load(tar.extractfile(MANIFEST))
    assert told["format"] == 1
    assert told["counts"] == kept.manifest.facts.counts
    assert all(len(member["sha256"]) == 64 for member in told["members"].values())


def test_an_archive_changed_between_check_and_use_leaves_the_old_state(office, kept, monkeypatch):
    before = state(office)
    monkeypatch.setattr(archive, "measured", lambda _path: None)
    with pytest.raises(Damaged, match="không giống"):
        restore(office.place, kept.path, replace=True, **QUIET)
    assert state(office) == before
    assert not list(office.folder.rglob(".emulation-restore"))

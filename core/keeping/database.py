"""What the keepers ask of a database, whichever it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.problems import Refused

# (table, column) that holds the name of a kept file
Column = tuple[str, str]
# (from, to): a rename inside one file system
Move = tuple[Path, Path]


class Busy(Refused):
    """Somebody else is at work here: the product, or another backup or restore."""


class Damaged(Refused):
    """An archive that is not what was once written, or that nobody here ever wrote."""


class NotHere(Refused):
    """What was asked needs something this machine or this database does not have."""


@dataclass(frozen=True)
class Facts:
    """What is in a database at one moment; enough to tell whether a copy is complete."""

    migrations: tuple[str, ...]
    counts: Mapping[str, int]
    sequences: Mapping[str, int]
    files: frozenset[str] = frozenset()


class Database(Protocol):
    """One database of one vendor."""

    @property
    def vendor(self) -> str: ...

    @property
    def member(self) -> str:
        """Its name inside an archive."""

    @property
    def stands_in(self) -> Path | None:
        """The folder it is a file of; None for a server."""

    def is_empty(self) -> bool:
        """Whether it holds no table of ours."""

    def facts(self) -> Facts:
        """What it holds now; the files are left out."""

    def save(self, copy: Path, columns: Iterable[Column]) -> Facts:
        """Write a consistent copy while others write; answer what is in that very copy."""

    def prove(self, copy: Path, facts: Facts) -> None:
        """Raise `Damaged` unless the copy can be read and holds these facts."""

    def must_be_alone(self) -> None:
        """Raise `Busy` while somebody else is connected."""

    def load(self, copy: Path, facts: Facts, token: str) -> None:
        """Replace what is there in one transaction that leaves the token; a file has its moves."""

    def is_loaded(self, token: str) -> bool:
        """Whether the transaction with that token came to its end."""

    def moves(self, copy: Path, aside: Path) -> list[Move]:
        """The renames that put the copy in the place of what is there; none for a server."""


def missing_text(facts: Facts, found: Facts) -> str:
    """The first difference in words; empty when the copy holds what it should."""
    if found.migrations != facts.migrations:
        return "danh sách migration khác"
    for table, count in facts.counts.items():
        if found.counts.get(table) != count:
            return f"bảng {table} có {found.counts.get(table, 0)} dòng, cần {count}"
    for name, value in facts.sequences.items():
        if found.sequences.get(name, 0) < value:
            return f"bộ đếm {name} nhỏ hơn {value}"
    return ""

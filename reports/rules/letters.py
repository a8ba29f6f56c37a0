"""Letters at the turn of a year as plain values: who writes to whom, and of which meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.rules import file_stem
from reports.enums import LetterKind


@dataclass(frozen=True)
class Writer:
    """Who writes: the unit that leads the group, for the group; else the owner, for itself.

    `voice` is who speaks in the text: the group, or the owner. `posts` are the lines above the
    signature, `other_post` and `person` those under it.
    """

    unit: str
    voice: str
    parent: str
    issuer: str
    symbol: str
    place: str
    posts: tuple[str, ...]
    other_post: str = ""
    person: str = ""
    reports_to: str = ""


@dataclass(frozen=True)
class Meeting:
    """The launch of the year; day and place are dots until it is entered."""

    what: str
    when: str
    place: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter. `members` are the addressees as the text tells of them."""

    kind: LetterKind
    group: str
    short: str
    year: int
    last: str
    last_year: int
    writer: Writer
    addressees: tuple[str, ...]
    members: tuple[str, ...]
    meeting: Meeting

    @property
    def title(self) -> str:
        """“Giấy mời chia tay: Cụm thi đua số 13 năm 2024”."""
        return f"{self.kind.label}: {self.group} năm {self.year}"


@dataclass(frozen=True)
class YearLetters:
    """All letters of a year, each under the name its address and its file bear."""

    year: int
    owner: str
    letters: dict[str, Letter] = field(default_factory=dict)

    @property
    def groups(self) -> list[tuple[str, Writer, dict[str, tuple[str, Letter] | None]]]:
        """Group, who writes for it, and its letters by their kind, each with its name."""
        found: dict[tuple[str, str], tuple[Writer, dict[str, tuple[str, Letter] | None]]] = {}
        for name, letter in self.letters.items():
            group = letter.short, letter.group
            _, kinds = found.setdefault(group, (letter.writer, dict.fromkeys(LetterKind)))
            kinds[letter.kind] = (name, letter)
        return [(group, writer, kinds) for (_, group), (writer, kinds) in found.items()]


def letters_by_name(letters: Iterable[Letter]) -> dict[str, Letter]:
    """“giay-moi-chia-tay-cum-thi-dua-so-13-nam-2024”; names that read alike are counted."""
    named: dict[str, Letter] = {}
    for letter in letters:
        stem = file_stem(letter.title)
        alike = sum(name == stem or name.startswith(f"{stem}--") for name in named)
        named[f"{stem}--{alike + 1}" if alike else stem] = letter
    return named

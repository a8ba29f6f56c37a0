"""Kept bytes: handed out only as they came in; papers that put one another right."""

from hashlib import sha256
from typing import Any, Protocol

from documents.models import Paper, PaperFile


class DamagedFile(Exception):
    """The bytes on the disk are not those that were kept; they are never handed out."""


class Kept(Protocol):
    """Anything kept with its name and SHA-256."""

    name: Any
    sha256: Any
    file: Any


def file_of(paper: Paper, media_type: str) -> PaperFile:
    """The file of this kind; raise `PaperFile.DoesNotExist` where the paper has none."""
    return paper.files.get(media_type=media_type)


def bytes_of(file: Kept) -> bytes:
    """The bytes as kept; raise `DamagedFile` if they are gone or their SHA-256 differs."""
    try:
        with file.file.storage.open(str(file.file.name), "rb") as kept:
            content: bytes = kept.read()
    except OSError as error:
        raise DamagedFile(file.name) from error
    if sha256(content).hexdigest() != file.sha256:
        raise DamagedFile(file.name)
    return content


def papers_before(paper: Paper | None) -> list[Paper]:
    """This paper and those it put right, one after the other, the latest first."""
    line = []
    while paper is not None:
        line.append(paper)
        paper = paper.corrects
    return line

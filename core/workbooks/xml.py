"""Walking through the XML of a workbook, with nothing in it followed."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from core.problems import Problem
from core.workbooks.told import BROKEN, CannotRead


def parse(
    part: Any,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk through the XML of a part by the bare names of its elements; refuse document types."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = lambda tag, has: start(
        _bare(tag), {_bare(name): value for name, value in has.items()}
    )
    if end is not None:
        parser.EndElementHandler = lambda tag: end(_bare(tag))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.ParseFile(part)


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_document_type(*_: Any) -> None:
    raise CannotRead(Problem(BROKEN, "file"))

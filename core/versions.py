"""Two people at once: a form carries the version of what it showed, a save checks it.

What a form edits is one frozen dataclass; its version is a digest of its content. So a version
needs no column, covers child rows too, and two clerks on different steps do not disturb each
other.
"""

import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class Stale(Exception):
    """Somebody saved meanwhile. `stored` is what stands in the database now."""

    def __init__(self, stored: "DataclassInstance") -> None:
        self.stored = stored
        super().__init__("Nội dung đã được người khác sửa trong lúc bạn nhập.")


def plain(value: "DataclassInstance") -> dict[str, Any]:
    """The content as JSON-ready values: what the audit log keeps."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(value), default=str))
    return content


def version_of(value: "DataclassInstance") -> str:
    """Sixteen letters that change with the content."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:16]


def changes(*, stored: "DataclassInstance", typed: "DataclassInstance", version: str) -> bool:
    """Whether saving `typed` changes anything; raise `Stale` if `stored` is not what was opened.

    The same post twice is no conflict: what is typed already stands there.
    """
    if stored == typed:
        return False
    if version_of(stored) != version:
        raise Stale(stored)
    return True

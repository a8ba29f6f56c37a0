"""What the log can speak of."""

from typing import Any, Protocol


class Thing(Protocol):
    """Anything with a key and a label can be spoken of in the log."""

    pk: Any

    @property
    def label(self) -> str: ...

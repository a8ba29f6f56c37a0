"""Undefined template variables fail the test, judged in our own templates only."""

import sys
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.template.base import Node


class Undefined(str):
    """Django asks this object for the text of a variable that does not exist."""

    __slots__ = ()

    def __mod__(self, variable: object) -> str:
        template = _rendering(sys._getframe(1))
        if template and _is_ours(template):
            raise AssertionError(f"Undefined template variable {variable} in {template}")
        return ""


def _rendering(frame: FrameType | None) -> str:
    """The file of the innermost node being rendered."""
    while frame:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render_annotated" and isinstance(node, Node):
            return str(node.origin)
        frame = frame.f_back
    return ""


def _is_ours(template: str) -> bool:
    path = Path(template)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts

"""Templates are all used, and neither style nor script hides in one."""

import re
from pathlib import Path

from django.template.utils import get_app_template_dirs

from tests.architecture.house import ROOT, place, sources, templates

# Django asks for these by name.
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", re.IGNORECASE)


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


def replaces_one_of_a_package(path: Path) -> bool:
    return any(
        (Path(folder) / name(path)).exists() for folder in get_app_template_dirs("templates")
    )


def test_every_template_is_used():
    asked_for = "\n".join(text(path) for path in (*sources(), *templates()))
    unused = [
        name(path)
        for path in templates()
        if f'"{name(path)}"' not in asked_for
        and name(path) not in ERROR_PAGES
        and not replaces_one_of_a_package(path)
    ]
    assert unused == []


def test_no_style_and_no_script_inside_a_template():
    assert [place(path) for path in templates() if INLINE.search(text(path))] == []

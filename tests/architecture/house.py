"""The house as its checkers see it: apps in street order and the files they are made of."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def street() -> dict[str, int]:
    """App → floor, counted from the top; neighbours who must not meet share a floor."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "street")
    return {
        app.strip(): floor for floor, layer in enumerate(layers) for app in str(layer).split("|")
    }


def below(upper: str, lower: str) -> bool:
    """Whether `upper` may know `lower`."""
    return upper == lower or street()[upper] < street()[lower]


def sources(*apps: str) -> list[Path]:
    """Python files of these apps (all without a name), migrations left out."""
    return [
        path
        for app in apps or street()
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Every module this file imports; `from a import b` counts as `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())

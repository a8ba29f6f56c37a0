"""Reading the facts."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CASES = ("phu_yen", "cum_8", "bac_giang", "lang_son", "cum_13")


def facts(name: str) -> dict[str, Any]:
    """The tables of one file, by name without ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

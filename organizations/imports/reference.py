"""The units every office needs, as rows that are taken over like a workbook's."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.days import vn_date
from core.text import fold
from organizations.enums import EventKind, UnitKind
from organizations.imports.reading import Taken
from organizations.imports.tables import EVENTS, UNITS
from organizations.rules.imports import Row

FOLDER = Path(__file__).resolve().parents[1] / "reference"
PROCURACY, SHORT = "Viện kiểm sát nhân dân", "VKSND"
TOP = "TC"
Texts = dict[str, str]


def reference_rows() -> Taken:
    """Units from above to below, then what happened to them in 2025."""
    upper, lower = _facts("cap-tinh"), _facts("cap-huyen")
    units = [*_upper_units(upper), *_lower_units(lower, upper["merged"])]
    events = [*_endings(upper, lower), *_provinces_events(upper)]
    rows = [(UNITS.key, _said(texts)) for texts in units]
    rows += [(EVENTS.key, _said(texts)) for texts in events]
    return Taken([Row(table, number, texts) for number, (table, texts) in enumerate(rows, 1)])


def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _said(texts: Texts) -> Texts:
    return {key: text for key, text in texts.items() if text}


def _code(*parts: str) -> str:
    return "-".join(fold(part).upper().replace(" ", "-") for part in parts)


def _last(day: date) -> str:
    return vn_date(day - timedelta(days=1))


def _procuracy(code: str, kind: UnitKind, locality: str, place: str = "") -> Texts:
    return {
        "code": code,
        "kind": kind.label,
        "full_name": f"{PROCURACY} {locality}",
        "short_name": f"{SHORT} {locality}",
        "place_name": place,
    }


def _province(place: str, cities: list[str]) -> str:
    return f"{'thành phố' if place in cities else 'tỉnh'} {place}"


def _upper_units(facts: dict[str, Any]) -> Iterator[Texts]:
    supreme, high, before = facts["supreme"], facts["high"], facts["before"]
    named = _procuracy(TOP, UnitKind.SUPREME, supreme["locality"])
    yield named | {"source": supreme["source"]}
    for seat in high["seats"]:
        texts = _procuracy(_code("cap cao", seat), UnitKind.HIGH, f"cấp cao tại {seat}")
        ends = {"exists_to": _last(high["on"]), "source": high["source"]}
        yield texts | {"parent": TOP} | ends
    ended = {place for places in facts["merged"]["from"].values() for place in places}
    for place in [*before["cities"], *before["provinces"]]:
        locality = _province(place, before["cities"])
        texts = _procuracy(_code(place), UnitKind.PROVINCE, locality, place)
        texts |= {"parent": TOP, "source": before["source"]}
        if place in ended:
            texts |= {"exists_to": _last(facts["merged"]["on"])}
        if place == facts["renamed"]["province"]:
            texts |= {"name_to": _last(facts["renamed"]["on"])}
        yield texts
    yield _renamed(facts["renamed"])
    yield from _merged_units(facts["merged"])


def _renamed(renamed: dict[str, Any]) -> Texts:
    city = renamed["city"]
    code, locality = _code(renamed["province"]), f"thành phố {city}"
    texts = _procuracy(code, UnitKind.PROVINCE, locality, city)
    return texts | {"name_from": vn_date(renamed["on"])}


def _merged_units(merged: dict[str, Any]) -> Iterator[Texts]:
    for place in merged["from"]:
        code, locality = _code(place, "2025"), _province(place, merged["cities"])
        texts = _procuracy(code, UnitKind.PROVINCE, locality, place)
        days = {"exists_from": vn_date(merged["on"]), "source": merged["source"]}
        yield texts | {"parent": TOP} | days


def _lower_units(facts: dict[str, Any], merged: dict[str, Any]) -> Iterator[Texts]:
    """What stands below a province that was merged stands below the new one, unless it ended."""
    for texts in _known_lower_units(facts):
        goes_on = "exists_to" not in texts
        after = _merged_into(merged).get(texts["parent"]) if goes_on else None
        yield texts | ({"parent_to": _last(merged["on"])} if after else {})
        if after:
            code = {"code": texts["code"], "parent": after}
            yield code | {"parent_from": vn_date(merged["on"])}


def _merged_into(merged: dict[str, Any]) -> Texts:
    """Codes of the old provinces, each with the code of the new one."""
    return {
        _code(each): _code(place, "2025") for place, old in merged["from"].items() for each in old
    }


def _known_lower_units(facts: dict[str, Any]) -> Iterator[Texts]:
    for province in facts["province"]:
        above = {"parent": _code(province["place"]), "source": province["source"]}
        ends = _ends_of(facts["ended"], province["place"])
        for locality in province["districts"]:
            code, place = _district(province["place"], locality)
            yield _procuracy(code, UnitKind.DISTRICT, locality, place) | above | ends
        for department in province.get("department", []):
            full, short = department["full_name"], department.get("short_name", "")
            code = _code(province["place"], short or full)
            names = {"full_name": full, "short_name": short or full}
            yield {"code": code, "kind": UnitKind.DEPARTMENT.label} | names | above


def _ends_of(ended: dict[str, Any], place: str) -> Texts:
    return {"exists_to": _last(ended["on"])} if place in ended["provinces"] else {}


def _district(province: str, locality: str) -> tuple[str, str]:
    """Code and place of a district procuracy; “thành phố” alone has no place of its own."""
    for word in ("huyện ", "thị xã ", "thành phố "):
        if locality.startswith(word):
            return _code(province, locality), locality.removeprefix(word)
    return _code(province, locality), ""


def _endings(upper: dict[str, Any], lower: dict[str, Any]) -> Iterator[Texts]:
    high, ended = upper["high"], lower["ended"]
    seats = [_code("cap cao", seat) for seat in high["seats"]]
    yield _event(EventKind.ABOLISH, high, seats)
    for province in lower["province"]:
        if province["place"] in ended["provinces"]:
            units = [_district(province["place"], each)[0] for each in province["districts"]]
            yield _event(EventKind.ABOLISH, ended, units)


def _provinces_events(facts: dict[str, Any]) -> Iterator[Texts]:
    renamed, merged = facts["renamed"], facts["merged"]
    yield _event(EventKind.RENAME, renamed, [_code(renamed["province"])])
    for place, before in merged["from"].items():
        units = [_code(each) for each in before]
        yield _event(EventKind.MERGE, merged, units, _code(place, "2025"))


def _event(kind: EventKind, block: dict[str, Any], before: list[str], after: str = "") -> Texts:
    return {
        "kind": kind.label,
        "on": vn_date(block["on"]),
        "before": "; ".join(before),
        "after": after,
        "basis": block["basis"],
        "source": block["source"],
        "note": f"Độ tin cậy: {block['certainty']}.",
    }

"""Units, names, places, people and posts as the forms that correct them show them."""

from datetime import date

from organizations.models import Appointment, Person, Unit, UnitName, UnitParent
from organizations.queries.units import name_on
from organizations.rules import NameFacts, PersonFacts, PlaceFacts, PostFacts, UnitFacts


def unit_facts(unit: Unit) -> UnitFacts:
    return UnitFacts(unit.kind, unit.exists_from, unit.exists_to, unit.source, unit.note)


def name_facts(name: UnitName) -> NameFacts:
    return NameFacts(
        full_name=name.full_name,
        short_name=name.short_name,
        letterhead=name.letterhead,
        symbol=name.symbol,
        place_name=name.place_name,
        valid_from=name.valid_from,
        valid_to=name.valid_to,
        source=name.source,
        as_written=name.as_written,
        note=name.note,
    )


def next_name(unit: Unit, on: date) -> NameFacts:
    """What a new name starts from: how the unit is written today, without day and source."""
    name = name_on(unit, on)
    return NameFacts(
        full_name=name.full_name,
        short_name=name.short_name,
        letterhead=name.letterhead,
        symbol=name.symbol,
        place_name=name.place_name,
    )


def place_facts(link: UnitParent) -> PlaceFacts:
    return PlaceFacts(
        parent_id=link.parent_id,
        valid_from=link.valid_from,
        valid_to=link.valid_to,
        source=link.source,
        as_written=link.as_written,
        note=link.note,
    )


def person_facts(person: Person) -> PersonFacts:
    return PersonFacts(person.full_name, person.unit_id, person.source, person.note)


def post_facts(held: Appointment) -> PostFacts:
    return PostFacts(
        unit_id=held.unit_id,
        post=held.post,
        valid_from=held.valid_from,
        valid_to=held.valid_to,
        source=held.source,
        as_written=held.as_written,
        note=held.note,
    )

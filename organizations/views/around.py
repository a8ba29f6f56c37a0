"""What stands around the pages of one unit and of one person."""

from django.urls import reverse

from core.dates import today
from core.editing import Page
from organizations.models import Person, Unit
from organizations.queries import name_on


def unit_url(unit: Unit) -> str:
    return reverse("portal:unit", args=[unit.pk])


def unit_page(unit: Unit, title: str, *, note: str = "", submit: str = "Lưu") -> Page:
    """A page below that of the unit, which it leads back to."""
    name, back = name_on(unit, today()), unit_url(unit)
    crumbs = (("Đơn vị", reverse("portal:units")), (name.short_name, back))
    return Page(title, back, name.full_name, crumbs, note, submit)


def person_url(person: Person) -> str:
    return reverse("organizations:person", args=[person.pk])


def person_page(person: Person, title: str, *, note: str = "", submit: str = "Lưu") -> Page:
    """A page below that of the person, which it leads back to."""
    back = person_url(person)
    crumbs = (("Người", reverse("organizations:people")), (person.full_name, back))
    return Page(title, back, person.full_name, crumbs, note, submit)

"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from organizations.enums import UnitKind
from organizations.models import Appointment, Person, Unit, UnitName, UnitParent

pytestmark = pytest.mark.django_db


def test_a_period_cannot_end_before_it_begins() -> None:
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(
            unit=unit, full_name="a", short_name="a",
            valid_from=date(2025, 1, 1), valid_to=date(2024, 1, 1),
        )  # fmt: skip


def test_a_unit_is_not_its_own_parent() -> None:
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitParent.objects.create(unit=unit, parent=unit)


def test_the_same_person_without_a_unit_exists_once() -> None:
    Person.objects.create(full_name="Phạm Thu")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(full_name="Phạm Thu")


def test_postgresql_refuses_two_names_at_one_time_even_past_the_actions() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("an exclusion constraint of PostgreSQL; elsewhere the action refuses")
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    UnitName.objects.create(unit=unit, full_name="a", short_name="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitName.objects.create(unit=unit, full_name="b", short_name="b")


def test_vietnamese_order_of_names_is_the_order_of_the_stored_key(administrator: User) -> None:
    for place in ("Yên Thế", "Đồng Tháp", "An Giang", "Cà Mau"):
        unit = Unit.objects.create(kind=UnitKind.DISTRICT)
        UnitName.objects.create(unit=unit, full_name=place, short_name=place)
    stored = UnitName.objects.order_by("sort_key").values_list("short_name", flat=True)
    assert list(stored) == ["An Giang", "Cà Mau", "Đồng Tháp", "Yên Thế"]


def test_a_post_cannot_end_before_it_begins() -> None:
    held = {"person": Person.objects.create(full_name="Lê An"), "post": "Viện trưởng"}
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            **held, unit=unit, valid_from=date(2025, 1, 1), valid_to=date(2025, 1, 1)
        )


def test_postgresql_refuses_one_post_twice_at_a_time_even_past_the_actions() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("an exclusion constraint of PostgreSQL; elsewhere the action refuses")
    held = {"person": Person.objects.create(full_name="Lê An"), "post": "Viện trưởng"}
    unit = Unit.objects.create(kind=UnitKind.DISTRICT)
    Appointment.objects.create(**held, unit=unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(**held, unit=unit, valid_from=date(2025, 1, 1))

"""Seats of before come to the group that chose, also where that group bears another number now."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from clusters.models import ReservedSeat
from tests.clusters.test_one_group_at_a_time import latest

BEFORE = [("clusters", "0006_one_group_of_a_year_at_a_time"), ("conferences", "0003_despite")]


def migrated(targets: list[tuple[str, str]]) -> Any:
    """The models as they are then."""
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.mark.django_db(transaction=True)
def test_a_seat_of_before_is_kept_by_the_group_that_chose() -> None:
    old = migrated(BEFORE)
    units = old.get_model("organizations", "Unit").objects
    owner, member = units.create(kind="province"), units.create(kind="district")
    year = old.get_model("clusters", "EmulationYear").objects.create(owner=owner, label_year=2024)
    groups = old.get_model("clusters", "ClusterEdition").objects
    chose, other = (
        groups.create(year=year, kind="cluster", number=number, name=f"Cụm thi đua số {number}")
        for number in ("3", "1")
    )
    meeting = old.get_model("conferences", "Conference").objects.create(title="Hội nghị tổng kết")
    seats = [
        old.get_model("clusters", "ReservedSeat").objects.create(
            owner=owner, unit=member, kind="cluster", number=number, label_year=2025, role="head"
        )
        for number in ("2", "1")  # the first group was number 2 when it chose
    ]
    old.get_model("conferences", "SeatChoice").objects.create(
        conference=meeting, edition=chose, unit=member, label_year=2025, role="head", seat=seats[0]
    )
    migrated(latest())
    kept = ReservedSeat.objects.order_by("pk").values_list("chosen_in", flat=True)
    assert list(kept) == [chose.pk, other.pk]

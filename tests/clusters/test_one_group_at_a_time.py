"""A unit is in one group of a year at a time: the database holds it, whoever writes the rows."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from clusters.models import ClusterEdition, EmulationYear, Membership
from organizations.enums import UnitKind
from organizations.models import Unit

ON_POSTGRES = "an exclusion constraint and a key of two columns"
JULY = date(2024, 7, 1)
BEFORE = "0005_each_passing_by_itself_and_seats_that_wait"
MIGRATION = "0006_one_group_of_a_year_at_a_time"


def edition(owner: Unit, label_year: int = 2024, name: str = "Cụm thi đua số 1") -> ClusterEdition:
    year, _ = EmulationYear.objects.get_or_create(owner=owner, label_year=label_year)
    return ClusterEdition.objects.create(year=year, kind="cluster", name=name)


def a_unit(kind: UnitKind = UnitKind.DISTRICT) -> Unit:
    return Unit.objects.create(kind=kind)


def refused(*rows: Membership) -> bool:
    """Written raw, as nobody should."""
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(rows)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def postgres(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip(ON_POSTGRES)


@pytest.mark.usefixtures("postgres")
def test_the_database_refuses_a_unit_in_two_groups_of_one_year():
    owner, unit = a_unit(UnitKind.PROVINCE), a_unit()
    first, second = edition(owner), edition(owner, name="Cụm thi đua số 2")
    assert refused(Membership(edition=first, unit=unit), Membership(edition=second, unit=unit))
    assert not refused(Membership(edition=first, unit=unit, valid_to=JULY))
    assert refused(Membership(edition=second, unit=unit, valid_from=date(2024, 6, 30)))
    assert not refused(Membership(edition=second, unit=unit, valid_from=JULY))


@pytest.mark.usefixtures("postgres")
def test_groups_of_other_owners_and_years_are_other_groups():
    province, sector, unit = a_unit(UnitKind.PROVINCE), a_unit(UnitKind.SUPREME), a_unit()
    groups = edition(province), edition(sector), edition(province, 2025)
    assert not refused(*(Membership(edition=each, unit=unit) for each in groups))


@pytest.mark.usefixtures("postgres")
def test_no_row_says_another_year_than_its_group():
    owner = a_unit(UnitKind.PROVINCE)
    Membership.objects.create(edition=edition(owner), unit=a_unit())
    other = edition(owner, 2025).year
    Membership.objects.update(year=other)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_year_is_that_of_the_group_however_the_row_is_written():
    owner = a_unit(UnitKind.PROVINCE)
    group, wrong = edition(owner), edition(owner, 2025).year
    Membership.objects.create(edition=group, unit=a_unit())
    group.memberships.create(unit=a_unit(), year=wrong)
    Membership.objects.bulk_create(Membership(edition_id=group.pk, unit=a_unit()) for _ in "ab")
    assert Membership.objects.filter(year=F("edition__year")).count() == 4
    moved = Membership.objects.first()
    moved.edition = ClusterEdition.objects.get(year=wrong)
    moved.save()
    assert Membership.objects.get(pk=moved.pk).year == wrong


def latest() -> list[tuple[str, str]]:
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.mark.django_db(transaction=True)
def test_members_there_were_before_get_the_year_of_their_group():
    groups = [edition(a_unit(UnitKind.PROVINCE), label_year) for label_year in (2023, 2024)]
    Membership.objects.bulk_create(Membership(edition=each, unit=a_unit()) for each in groups)
    for name in (BEFORE, MIGRATION):
        MigrationExecutor(connection).migrate([("clusters", name)])
    MigrationExecutor(connection).migrate(latest())
    years = Membership.objects.order_by("pk").values_list("year", flat=True)
    assert list(years) == [each.year_id for each in groups]
    assert not MigrationExecutor(connection).migration_plan(latest())

"""The generator of big data: whole, alike each time, and only where nothing is yet."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from clusters.models import ClusterEdition, Membership
from organizations.models import Unit, UnitName
from portal.queries.unit_record import unit_record
from scoring.models import ScoreEntry

pytestmark = pytest.mark.django_db
SMALL = {"units": 239, "years": 2, "groups": 140}


def load(**more: object) -> None:
    call_command("load_many", stdout=StringIO(), **SMALL, **more)


def test_it_makes_what_was_asked_for():
    load()
    assert Unit.objects.count() == 239
    assert ClusterEdition.objects.count() == 280
    assert not ClusterEdition.objects.filter(memberships=None).exists()
    assert ScoreEntry.objects.count() == 4 * Membership.objects.count()


def test_names_are_found_without_marks():
    load()
    assert UnitName.objects.filter(search_text__contains=" thu nghiem 1").exists()
    assert not UnitName.objects.filter(sort_key="").exists()


def test_its_units_have_a_history(administrator):
    load(anyway=True)
    unit = Membership.objects.order_by("pk")[0].unit
    record = unit_record(unit, user=administrator, years=[])
    assert [each.is_gap for each in record.timeline][:2] == [False, False]


def test_it_is_refused_where_something_is_there(administrator):
    with pytest.raises(CommandError, match="đã có dữ liệu"):
        load()
    assert not Unit.objects.exists()
    assert User.objects.count() == 1


def test_too_few_units_are_refused():
    with pytest.raises(CommandError, match="ít nhất 239 đơn vị"):
        call_command("load_many", units=10, stdout=StringIO())

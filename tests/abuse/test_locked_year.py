"""A closed year: no page changes anything about it, whoever asks."""

import pytest

from clusters.enums import YearState
from clusters.models import EmulationYear
from tests.abuse.filling import good, with_files
from tests.abuse.forms import open_forms
from tests.abuse.rights import rolled_back, written
from tests.abuse.world import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

# What belongs to no year: the register, the accounts, titles, tables of criteria, papers that came
# in, and awards that no conference tells of: they are decided when the year is over.
OF_NO_YEAR = (
    "accounts:",
    "awards:award-",
    "awards:title-",
    "clusters:year-new",
    "documents:",
    "organizations:",
    "portal:import",
    "portal:unit-event",
    "scoring:criteria-",
)


def test_forms_that_were_open_when_the_year_was_locked_save_nothing(world):  # noqa: F811
    faults, tried = [], 0
    for opened in open_forms(world):
        if opened.name.startswith(OF_NO_YEAR):
            continue
        client = opened.client
        typed = good(opened, client)
        with rolled_back():
            EmulationYear.objects.update(state=YearState.LOCKED)
            with written() as wrote:
                answer = opened.post(with_files(typed or {}), client)
        tried += typed is not None
        if wrote or answer.status_code not in {302, 403, 404, 409, 422}:
            faults.append(f"{opened.name}: {answer.status_code} {wrote[:1]}")
    assert faults == []
    assert tried > 30

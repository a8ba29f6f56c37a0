"""What everybody may do, address by address, is the table that was read and agreed to.

`WRITE_RIGHTS=1 pytest tests/abuse/test_rights_table.py` writes rights.txt: read the difference.
"""

import os

import pytest

from tests.abuse.rights import TABLE, drawn, lines
from tests.abuse.world import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_everybody_gets_the_answers_of_the_table(world):  # noqa: F811
    answers = {(name, whose): cells for name, whose, cells in lines(world)}
    if "WRITE_RIGHTS" in os.environ:
        TABLE.write_text(drawn(answers), encoding="utf-8")
    assert drawn(answers).splitlines() == TABLE.read_text(encoding="utf-8").splitlines()

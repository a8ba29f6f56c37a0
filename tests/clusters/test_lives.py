"""A unit belongs and leads only while it exists, whichever way somebody says that it does."""

from datetime import date

import pytest

from clusters.actions import CannotFollow, CannotJoin, YearFacts, join_group, open_year
from clusters.imports import COMPOSITION_IMPORT
from clusters.models import ClusterEdition, EmulationYear, Membership
from clusters.queries import proposed_plan
from organizations.actions import plan_event
from organizations.enums import EventKind
from organizations.models import Unit
from tests.clusters.province import Province, province, said_wrong
from tests.organizations.happenings import event, there
from tests.organizations.importing import filled_in, said, sent
from tests.portal.confirming import confirm

pytestmark = pytest.mark.django_db
CAO_LOC, CHI_LANG = "VKSND huyện Cao Lộc", "VKSND huyện Chi Lăng"
JULY_2024, JULY_2025 = date(2024, 7, 1), date(2025, 7, 1)
NOT_YET = f"{CAO_LOC} chỉ có từ ngày 01/07/2025, sau năm này."


@pytest.fixture
def made(db: None) -> Province:
    return province("VKSND tỉnh Lạng Sơn", CAO_LOC, CHI_LANG)


@pytest.fixture
def edition(made: Province) -> ClusterEdition:
    return made.set_up(made.open_year(), number="1")


def lives(made: Province, starts: date | None = None, ends: date | None = None) -> Unit:
    """Cao Lộc exists in this time."""
    Unit.objects.filter(pk=made.units[CAO_LOC].pk).update(exists_from=starts, exists_to=ends)
    return Unit.objects.get(pk=made.units[CAO_LOC].pk)


def test_who_is_founded_later_cannot_join(made, edition):
    unit = lives(made, starts=JULY_2025)
    with pytest.raises(CannotJoin, match="chỉ có từ ngày 01/07/2025"):
        join_group(edition=edition, unit=unit, by=made.by)
    answer = made.compose(edition, CAO_LOC, CHI_LANG)
    assert (answer.status_code, said_wrong(answer)) == (422, [NOT_YET])
    assert not Membership.objects.exists()


def test_nobody_joins_after_its_end(made, edition):
    lives(made, ends=JULY_2024)
    answer = made.compose(edition, CAO_LOC, **{"members-0-valid_from": "01/08/2024"})
    assert said_wrong(answer) == [
        f"{CAO_LOC} đã kết thúc từ ngày 01/07/2024, trước ngày 01/08/2024."
    ]
    assert made.compose(edition, CAO_LOC).status_code == 302


def test_nobody_leads_after_its_end(made, edition):
    made.compose(edition, CAO_LOC)
    lives(made, ends=JULY_2024)
    after = {"role": "head", "unit_id": CAO_LOC, "valid_from": "01/08/2024"}
    assert "đã kết thúc từ ngày 01/07/2024" in said_wrong(made.lead(edition, after))[0]
    assert made.lead(edition, {"role": "head", "unit_id": CAO_LOC}).status_code == 302


def test_a_workbook_is_told_the_same_also_where_it_gives_the_number(made, edition):
    unit = lives(made, starts=JULY_2025)
    row = {"kind": "Cụm thi đua", "number": "1", "code": f"#{unit.pk}"}
    content = filled_in(COMPOSITION_IMPORT, {"compositions": [row]})
    run = sent(content, made.office, COMPOSITION_IMPORT, EmulationYear.objects.get().pk)
    assert said(run) == [("refused", NOT_YET)]


def test_who_is_founded_after_the_year_waits_for_no_group_of_it(made):
    unit = lives(made, starts=JULY_2025)
    year, next_year = (
        open_year(owner=made.owner, facts=YearFacts(number), by=made.by) for number in (2024, 2025)
    )
    assert unit.pk not in proposed_plan(year, None).waiting
    assert unit.pk in proposed_plan(next_year, None).waiting


def test_who_takes_another_in_steps_into_no_group_after_its_own_end(made):
    """Chi Lăng is taken in by Cao Lộc, of which it is known that it ends before the year begins."""
    made.compose(made.set_up(made.open_year(2025), number="1"), CHI_LANG)
    lives(made, ends=date(2024, 12, 1))
    facts = event(
        EventKind.ABSORB, JULY_2024, (made.units[CHI_LANG],), (there(made.units[CAO_LOC]),)
    )
    planned = plan_event(facts=facts, by=made.by)
    with pytest.raises(CannotFollow, match="đã kết thúc từ ngày 01/12/2024, trước năm này"):
        confirm(planned, made.by, membership="after-0")
    assert Membership.objects.get().unit == made.units[CHI_LANG]

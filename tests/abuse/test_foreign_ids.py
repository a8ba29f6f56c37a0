"""An id of another group or of another year: as if there were none, to the last byte and query."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from clusters.models import ClusterEdition
from tests.abuse.rights import VIEWS, addresses, answer, browser
from tests.abuse.world import ROLES, Things, world  # noqa: F401 - a fixture
from tests.portal.test_rights import EXAMPLES

pytestmark = pytest.mark.django_db

MISSING = 987654321
# Pages by role and open pages answer alike for every id; the table of rights holds them.
OF_GROUPS = {
    name
    for name, example in EXAMPLES.items()
    if example.thing and not example.is_open and not example.is_closed
}


# 404 as well, some queries later: the first follows the line of corrections to learn whose paper
# it is, the others the seat to learn which units it passes between.
BY_A_WAY_ROUND = {"agreements:paper-file", "portal:handover", "portal:handover-pdf"}


@pytest.mark.parametrize("role", ["stranger", "elsewhere", "member", "leads"])
def test_what_is_not_yours_answers_like_what_is_not_there(role, world):  # noqa: F811
    client, faults = browser(ROLES[role]), []
    nothing = Things(**dict.fromkeys(vars(world.foreign), MISSING))
    there, missing = addresses(world.foreign), addresses(nothing)
    for (name, _, url, typed), (_, _, empty, _) in zip(there, missing, strict=True):
        if name.partition("/")[0] in OF_GROUPS:
            seen, unseen = told(client, url, typed), told(client, empty, typed)
            same = slice(2) if name in BY_A_WAY_ROUND else slice(3)
            if seen[same] != unseen[same]:
                faults.append(f"{name}: {seen} for theirs, {unseen} for none")
    assert faults == []


def told(client: Client, url: str, typed: dict[str, str]) -> tuple[int, int, int]:
    """Status, length but for the address itself, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url, typed)
    body = page.getvalue().replace(url.encode(), b"")
    return page.status_code, len(body), len(queries)


# Cụm 8 of 2023: another group of the same owner, in which none of these had a part.
@pytest.mark.parametrize("role", ["stranger", "member", "head", "leads", "charge"])
def test_last_year_of_others_does_not_exist(role, world):  # noqa: F811
    before = ClusterEdition.objects.get(name="Cụm thi đua số 8", year__label_year=2023)
    client, wrong = browser(ROLES[role]), []
    for name in [name for name in OF_GROUPS if EXAMPLES[name].thing == "edition"]:
        url = EXAMPLES[name].urls(name, Things(edition=before.pk))[0]
        methods = ("get", "post") if VIEWS[name].page_writes else ("get",)
        got = [answer(client, method, url, {}) for method in methods]
        wrong += [f"{name}: {got}"] if any(each != (404, False) for each in got) else []
    assert wrong == []
    assert len(OF_GROUPS) > 60

"""Two open the same record: who saves second is told, and loses nothing of what was typed."""

import pytest
from django.http import HttpResponse
from django.utils.html import escape

from tests.abuse.filling import saveable
from tests.abuse.forms import Opened, open_forms
from tests.abuse.rights import rolled_back
from tests.abuse.world import world  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db

# Forms that carry no version, and why none is needed.
NO_VERSION = {
    "accounts:link-code": "asks for a code",
    "accounts:password": "asks for the old password",
    "accounts:second-factor": "a button",
    "accounts:sessions": "a button",
    "agreements:agreement-correct-cancel": "a button, asked once more",
    "agreements:agreement-discard": "deletes",
    "awards:award-delete": "deletes",
    "awards:registration-delete": "deletes",
    "awards:title-delete": "deletes",
    "clusters:edition-delete": "deletes",
    "clusters:turn-drop": "deletes",
    "clusters:year-delete": "deletes",
    "documents:basis-delete": "deletes",
    "organizations:account-close": "a button, asked once more",
    "organizations:account-link": "a button",
    "organizations:appointment-delete": "deletes",
    "organizations:grant-delete": "deletes",
    "organizations:person-delete": "deletes",
    "organizations:security": "a button for each role",
    "organizations:unit-delete": "deletes",
    "organizations:unit-name-delete": "deletes",
    "organizations:unit-parent-delete": "deletes",
    "portal:discard": "deletes",
    "portal:reopen": "a button with a reason",
    "portal:results/kiem-tra": "records what the steps hold",
    "portal:unit-event-drop": "deletes",
    "portal:year-lock": "a button, asked once more",
    "portal:year-reopen": "a request with its reason",
    "scoring:criteria-set-delete": "deletes",
    "scoring:scoring-cancel": "deletes",
}
# Forms that make something new out of nothing, so that nobody can be there first.
MAKES = {
    "agreements:copy-new",
    "awards:award-new",
    "awards:registration-new",
    "awards:title-new",
    "clusters:edition-new",
    "clusters:turn-new",
    "clusters:year-new",
    "documents:basis-new",
    "organizations:account-new",
    "organizations:appointment-new",
    "organizations:grant-new",
    "organizations:person-new",
    "organizations:unit-name-new",
    "organizations:unit-new",
    "organizations:unit-parent-new",
    "portal:conference-new",
    "portal:import-new",
    "portal:unit-event-new",
    "scoring:criteria-set-copy",
    "scoring:criteria-set-new",
}
# Steps that can be taken once: the second post finds them taken.
ONCE = {
    "agreements:agreement-issue",
    "agreements:agreement-sign-all",
    "agreements:copy-withdraw",
    "awards:registration-withdraw",
    "clusters:turn-check",
    "organizations:second-factor-remove",
    "portal:unit-event",  # answers are chosen, not typed; its own tests meet another's save
    "portal:unit-event-try",  # the same answers; nothing is saved
    "portal:results/diem",  # a single tick: whoever is second finds it ticked
    "scoring:scoring-open",
    "scoring:sheet-return",
}


def test_every_form_about_a_record_carries_its_version(world):  # noqa: F811
    bare = {each.name for each in open_forms(world) if "version" not in each.form.values}
    assert bare - NO_VERSION.keys() == set()


def test_the_second_to_save_is_told_and_keeps_what_was_typed(world):  # noqa: F811
    faults = []
    for opened in open_forms(world):
        is_edit = "version" in opened.form.values and opened.name not in MAKES | ONCE
        if is_edit and (fault := saved_twice(opened)):
            faults.append(f"{opened.name} {opened.url}: {fault}")
    assert faults == []


def saved_twice(opened: Opened) -> str:
    """What goes wrong when two save the form as both opened it; empty if nothing."""
    client = opened.client
    for first, second in saveable(opened, client):
        with rolled_back():
            opened.post(first, client)
            return told(opened.post(second, client), *differing(first, second))
    return f"nothing could be saved: {opened.form.typed}"


def differing(first: dict[str, str], second: dict[str, str]) -> tuple[str, str]:
    name = next(name for name in first if first[name] != second[name])
    return first[name], second[name]


def told(page: HttpResponse, stored: str, typed: str) -> str:
    if page.status_code != 409:
        return f"the second save got {page.status_code}"
    html = page.content.decode()
    missing = [text for text in (stored, typed) if escape(text) not in html]
    return f"the page does not show {missing}" if missing else ""

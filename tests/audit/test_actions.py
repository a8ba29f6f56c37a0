"""The log only grows."""

import pytest

from accounts.models import User
from audit.actions import record
from audit.models import Event

pytestmark = pytest.mark.django_db


def test_a_row_says_who_did_what_to_which_thing(administrator: User) -> None:
    event = record("thing.done", administrator, by=administrator, reason="thử", after={"a": 1})
    assert (event.actor_label, event.thing_type) == ("Người quantri (quantri)", "User")
    assert event.after == {"a": 1}


def test_a_row_is_never_changed_or_deleted(administrator: User) -> None:
    event = record("thing.done", administrator, by=administrator)
    event.reason = "khác"
    for change in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            change()
    with pytest.raises(TypeError, match="append-only"):
        Event.objects.update(reason="khác")
    assert Event.objects.get(pk=event.pk).reason == ""

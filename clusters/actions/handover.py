"""Confirming that the work of a seat was handed over, and that it was received."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.actions.years import must_be_open
from clusters.enums import HandoverSide
from clusters.models import ClusterEdition, Handover
from clusters.queries import Passing, confirmation_of, handover_of, passings_of
from clusters.rules import ConfirmationFacts
from core.dates import now
from core.problems import Problem, Refused
from core.versions import changes, plain

_SAID = {HandoverSide.GIVER: "handover.given", HandoverSide.TAKER: "handover.taken"}


class CannotHandOver(Refused):
    """This side has confirmed already, or the seat did not pass so, as is known now."""


@transaction.atomic
def confirm_handover(
    *, passing: Passing, facts: ConfirmationFacts, version: str, by: User
) -> Handover:
    """One side says “đã bàn giao” or “đã nhận”: once, with its moment and its note.

    Rights do not move by it: they follow the terms. The year of the group that takes the seat
    must be open; the one handed over may be closed.
    """
    must_be_open(passing.edition.year)
    fresh = ClusterEdition.objects.select_related("continues").get(pk=passing.edition.pk)
    if passing not in passings_of(fresh, passing.role):
        raise CannotHandOver(Problem("Thời gian giữ vai trò vừa được sửa. Mở lại trang này."))
    side = HandoverSide(facts.side)
    row = _row_of(passing)
    stored = confirmation_of(row, side)
    if not changes(stored=stored, typed=facts, version=version):
        return row
    if stored.is_confirmed:
        once = f"{side.label} đã xác nhận; mỗi bên xác nhận một lần."
        raise CannotHandOver(Problem(once, "note"))
    row.on = passing.on
    _put_down(row, side, facts.note, by)
    record(_SAID[side], row, by=by, before=plain(stored), after=plain(facts))
    return row


def _row_of(passing: Passing) -> Handover:
    """Only read: kept once somebody confirms."""
    return handover_of(passing) or Handover(
        edition=passing.edition,
        role=passing.role,
        from_edition=passing.from_edition,
        from_unit_id=passing.from_unit,
        to_unit_id=passing.to_unit,
        on=passing.on,
    )


def _put_down(row: Handover, side: HandoverSide, note: str, by: User) -> None:
    for name, value in (("by", by), ("at", now()), ("note", note)):
        setattr(row, f"{side.value}_{name}", value)
    row.save()


@transaction.atomic
def note_handover_download(*, passing: Passing, file: str, by: User) -> None:
    """Leave a row in the log for minutes of a handover that left the house."""
    record("paper.downloaded", passing.edition, by=by, after={"file": file})

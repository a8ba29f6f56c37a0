"""Putting an issued agreement right: its text is opened again, the issued paper stays in force."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from agreements.actions.locking import CannotChange, locked
from agreements.actions.rows import write_parties, write_text
from agreements.enums import AgreementState
from agreements.models import Agreement
from agreements.queries import correction_of, parties_of, text_of
from agreements.rules import (
    ClauseRow,
    CorrectionPlan,
    PartiesFacts,
    PartyRow,
    TextFacts,
    correction_problems,
)
from audit.actions import record
from conferences.models import Conference
from core.text import one_line
from core.versions import changes, plain
from documents.enums import Correction
from documents.models import LegalBasis


@transaction.atomic
def plan_correction(*, agreement: Agreement, facts: CorrectionPlan, version: str, by: User) -> None:
    """Open the issued text for a correction, or change what is said of the one being written.

    Raises `CannotChange` for a draft, which is simply edited; `Stale` if somebody was faster.
    """
    found = locked(agreement)
    if found.paper is None:
        raise CannotChange("Giao ước còn là dự thảo: sửa thẳng nội dung, không cần đính chính.")
    typed = CorrectionPlan(facts.way, one_line(facts.reason))
    CannotChange.if_any(correction_problems(typed))
    stored = correction_of(found)
    if not changes(stored=stored, typed=typed, version=version):
        return
    Agreement.objects.filter(pk=found.pk).update(
        state=AgreementState.CORRECTING,
        correction=Correction(typed.way),
        correction_reason=typed.reason,
        before_correction=found.before_correction or _kept(found),
    )
    record(
        "agreement.correction_planned",
        found,
        by=by,
        before=plain(stored),
        after=plain(typed),
        reason=typed.reason,
    )


@transaction.atomic
def cancel_correction(*, agreement: Agreement, by: User) -> None:
    """Give the correction up: the text is again that of the paper in force. Twice is once."""
    found = locked(agreement)
    kept = found.before_correction
    if kept is None:
        return
    before = plain(correction_of(found)) | _kept(found)
    write_text(found, _text_from(kept["text"]))
    write_parties(found, _parties_from(kept["parties"]), by)
    Agreement.objects.filter(pk=found.pk).update(
        state=AgreementState.ISSUED, correction="", correction_reason="", before_correction=None
    )
    record("agreement.correction_cancelled", found, by=by, before=before)


def _kept(agreement: Agreement) -> dict[str, Any]:
    """What the text and the parties are now, as JSON."""
    return {"text": plain(text_of(agreement)), "parties": plain(parties_of(agreement))}


def _text_from(kept: dict[str, Any]) -> TextFacts:
    """What was deleted meanwhile is no longer there to be named again."""
    day = kept["dated_on"]
    bases = LegalBasis.objects.in_bulk(kept["bases"])
    meeting = Conference.objects.filter(pk=kept["conference_id"] or 0)
    typed = {
        "conference_id": kept["conference_id"] if meeting.exists() else None,
        "dated_on": date.fromisoformat(day) if day else None,
        "bases": tuple(key for key in kept["bases"] if key in bases),
        "clauses": tuple(ClauseRow(**row) for row in kept["clauses"]),
    }
    return TextFacts(**(kept | typed))


def _parties_from(kept: dict[str, Any]) -> PartiesFacts:
    return PartiesFacts(tuple(PartyRow(**row) for row in kept["parties"]))

"""The page of one agreement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.queries import reader
from agreements.enums import SignatureState
from agreements.forms import SigningDayForm
from agreements.models import Agreement
from agreements.policies import (
    can_correct_agreement,
    can_discard_agreement,
    can_edit_agreement,
    can_issue_agreement,
    can_manage_agreement,
)
from agreements.queries import (
    agreement_record,
    issue_view,
    short_names,
    signatures_of,
    units_left_out,
)
from agreements.views.reach import visible
from core.pages import page, signed_in


@page(allow=signed_in)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Text, parties, signatures, papers; what to do next for who may do it."""
    found, user = visible(request, pk), reader(request)
    may_edit = can_edit_agreement(user, found)
    problems, hints = issue_view(found) if may_edit else ([], [])
    record = agreement_record(found, user)
    left_out = units_left_out(found) if may_edit else []
    shown = {
        "agreement": found,
        "record": record,
        "title": f"Giao ước thi đua năm {record.text.year}",
        "subtitle": f"{record.text.group} – {record.owner.full_name}",
        "may_edit": may_edit,
        "may_issue": can_issue_agreement(user, found),
        "may_manage": can_manage_agreement(user, found),
        "may_correct": can_correct_agreement(user, found),
        "may_discard": can_discard_agreement(user, found),
        "left_out": list(short_names(found, left_out).values()),
        "problems": problems,
        "hints": hints,
        "signing": _signing(found, user),
    }
    return render(request, "agreements/agreement.html", shown)


def _signing(found: Agreement, user: User) -> SigningDayForm | None:
    """The small form beside the parties, while some have not signed."""
    if found.paper is None or not can_manage_agreement(user, found):
        return None
    stored = signatures_of(found.paper)
    has_unsigned = any(row.state != SignatureState.SIGNED for row in stored.signatures)
    return SigningDayForm(stored, scene=None) if has_unsigned else None

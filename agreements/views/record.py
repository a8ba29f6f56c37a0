"""The page of one agreement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from agreements.policies import (
    can_correct_agreement,
    can_discard_agreement,
    can_edit_agreement,
    can_issue_agreement,
    can_manage_agreement,
)
from agreements.queries import agreement_record, issue_view, short_names, units_left_out
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
    }
    return render(request, "agreements/agreement.html", shown)

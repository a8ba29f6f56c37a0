"""Saying that what a paper asks for is done."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.queries import reader
from audit.queries import last_change_of
from core.editing import Page, Work, allowed, edited
from core.pages import page, signed_in
from documents.actions import finish_duty, reopen_duty
from documents.forms import DoneForm
from documents.models import Duty
from documents.policies import can_do_duty, can_keep_basis
from documents.queries import bases_visible_to, done_facts
from documents.views.bases import CRUMBS, basis_url


@page(allow=signed_in, writes=True)
def duty_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the day a duty was done."""
    duty, user = _duty(request, pk), reader(request)
    back = basis_url(duty.basis)
    work = Work(
        DoneForm,
        done_facts(duty),
        partial(finish_duty, duty=duty, by=user),
        f"Đã ghi xong việc “{duty.what}”.",
        last_change=partial(last_change_of, duty),
    )
    crumbs = (*CRUMBS, (duty.basis.label, back))
    return edited(request, Page("Ghi việc đã làm xong", back, duty.what, crumbs), work)


@page(allow=signed_in, writes=True)
def duty_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """It was not done after all; only posted to."""
    duty = _duty(request, pk)
    if request.method == "POST":
        reopen_duty(duty=duty, by=reader(request))
        messages.success(request, f"Việc “{duty.what}” lại chờ làm.")
    return redirect("portal:basis", pk=duty.basis_id)


def _duty(request: HttpRequest, pk: int) -> Duty:
    user = reader(request)
    of_visible = Duty.objects.filter(basis__in=bases_visible_to(user)).select_related("basis")
    duty = get_object_or_404(of_visible, pk=pk)
    allowed(can_do_duty(user, duty) or can_keep_basis(user, duty.basis))
    return duty

"""The guided list of a new office."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.queries import reader
from core.pages import page
from organizations.policies import can_keep_accounts, is_office, keeps_register
from portal.queries.first_steps import first_steps


@page(allow=keeps_register)
def steps(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    shown = {
        "first_steps": first_steps(user),
        # Who keeps the accounts of a small office often does its work too.
        "may_be_office": can_keep_accounts(user) and not is_office(user),
        "user": user,
    }
    return render(request, "portal/first_steps.html", shown)

"""What members of a group set out to earn."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.queries import reader
from awards.actions import register_many, remove_registration, withdraw_registration
from awards.forms import RegistrationsForm, WithdrawalForm
from awards.models import TitleRegistration
from awards.policies import (
    can_register_title,
    can_remove_registration,
    can_withdraw_registration,
    registers_for,
)
from awards.queries import (
    registration_scene,
    registrations_in,
    registrations_list,
    registrations_of,
    registrations_visible_to,
)
from awards.rules import RegistrationFacts, WithdrawalFacts
from clusters.models import ClusterEdition
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to
from core.days import vn_date
from core.editing import Crumbs, Page, Removal, Work, allowed, edited, in_time, removed
from core.lists import shown
from core.pages import about_year, page, signed_in


def _edition(request: HttpRequest, pk: int) -> ClusterEdition:
    edition = get_object_or_404(editions_visible_to(reader(request)), pk=pk)
    about_year(request, edition.year.label_year)
    return edition


def _crumbs(edition: ClusterEdition) -> Crumbs:
    return (edition.label, reverse("portal:edition", args=[edition.pk])), (
        "Đăng ký danh hiệu",
        reverse("awards:registrations", args=[edition.pk]),
    )


@page(allow=signed_in)
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who registered for what in a group, k/n for each title."""
    edition, user = _edition(request, pk), reader(request)
    units = registers_for(user, edition)
    more = {
        "edition": edition,
        "counts": registrations_of(edition).counts,
        "may_add": can_register_title(user, edition),
        "may_withdraw_all": units is None,
        "own_units": units or frozenset(),
        "may_remove": can_manage_group(user, edition),
    }
    of, found = registrations_list(edition), registrations_in(edition)
    return shown(request, "awards/registrations.html", of, found, **more)


@page(allow=signed_in, writes=True)
def registration_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Register units and persons for one title."""
    edition, user = _edition(request, pk), reader(request)
    allowed(can_register_title(user, edition))
    back = reverse("awards:registrations", args=[pk])
    page_ = Page("Thêm đăng ký danh hiệu", back, edition.label, _crumbs(edition))
    work = Work(
        RegistrationsForm,
        RegistrationFacts(),
        partial(register_many, edition=edition, by=user),
        "Đã ghi đăng ký. Đơn vị, cá nhân đã đăng ký từ trước được giữ nguyên.",
        scene=registration_scene(edition, registers_for(user, edition)),
        with_version=False,
    )
    return edited(request, page_, work)


def _registration(request: HttpRequest, pk: int) -> TitleRegistration:
    found = get_object_or_404(registrations_visible_to(reader(request)), pk=pk)
    about_year(request, found.edition.year.label_year)
    return found


def _page_of(registration: TitleRegistration, title: str, submit: str) -> Page:
    edition = registration.edition
    back = reverse("awards:registrations", args=[edition.pk])
    log = ("dang-ky", registration.pk)
    return Page(title, back, registration.label, _crumbs(edition), submit=submit, log=log)


@page(allow=signed_in, writes=True)
def registration_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a unit or person gave the title up: the row stays, with day and reason."""
    registration, user = _registration(request, pk), reader(request)
    allowed(can_withdraw_registration(user, registration))
    around = _page_of(registration, "Rút đăng ký danh hiệu", "Ghi việc rút")
    words = f"Đăng ký đã rút từ ngày {vn_date(registration.withdrawn_on)}."
    in_time(registration.withdrawn_on is None, words, around.back)

    def save(*, facts: WithdrawalFacts) -> None:
        day = facts.on or registration.withdrawn_on
        if day is not None:
            withdraw_registration(registration=registration, on=day, reason=facts.reason, by=user)

    work = Work(WithdrawalForm, WithdrawalFacts(), save, "Đã ghi việc rút.", with_version=False)
    return edited(request, around, work)


@page(allow=signed_in, writes=True)
def registration_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out what was entered by mistake."""
    registration, user = _registration(request, pk), reader(request)
    allowed(can_remove_registration(user, registration))
    page_ = _page_of(registration, "Xóa đăng ký nhập nhầm", "Xóa đăng ký")
    remove = partial(remove_registration, registration=registration, by=user)
    return removed(request, Removal(page_, remove, "Đã xóa đăng ký nhập nhầm."))

"""Which posts a person holds and held."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.queries import reader
from audit.queries import last_change_of
from core.editing import Removal, Work, allowed, edited, removed
from core.pages import page
from organizations.actions import appoint, correct_appointment, remove_appointment
from organizations.forms.people import PostForm
from organizations.models import Appointment
from organizations.policies import can_keep_person, keeps_register
from organizations.queries import people_visible_to, post_facts, register_of
from organizations.rules import PostFacts
from organizations.views.around import person_page


@page(allow=keeps_register, writes=True)
def appointment_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A post from a day on; several may be held at once."""
    user = reader(request)
    person = get_object_or_404(people_visible_to(user).select_related("unit"), pk=pk)
    allowed(can_keep_person(user, person))
    work = Work(
        form=PostForm,
        facts=PostFacts(unit_id=person.unit_id),
        save=partial(appoint, person=person, by=user),
        done="Đã ghi chức vụ.",
        scene=register_of(user, also=[person.unit_id]),
        with_version=False,
    )
    return edited(request, person_page(person, "Thêm chức vụ"), work)


@page(allow=keeps_register, writes=True)
def appointment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a post, or end it by its last day."""
    user = reader(request)
    held = _held(user, pk)
    allowed(can_keep_person(user, held.person))
    work = Work(
        form=PostForm,
        facts=post_facts(held),
        save=partial(correct_appointment, held=held, by=user),
        done="Đã lưu.",
        scene=register_of(user, also=[held.unit_id]),
        last_change=partial(last_change_of, held),
    )
    note = "Khi thôi giữ chức vụ, nhập ngày ở “Đến trước ngày”; dòng này được giữ lại."
    return edited(request, person_page(held.person, "Sửa chức vụ", note=note), work)


@page(allow=keeps_register, writes=True)
def appointment_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a post entered by mistake."""
    user = reader(request)
    held = _held(user, pk)
    allowed(can_keep_person(user, held.person))
    removal = Removal(
        page=person_page(held.person, "Xóa chức vụ", submit="Xóa chức vụ"),
        remove=partial(remove_appointment, held=held, by=user),
        done="Đã xóa chức vụ.",
        goes_with_it=(held.post,),
    )
    return removed(request, removal)


def _held(user: User, pk: int) -> Appointment:
    """A post of somebody the reader may know of."""
    held = Appointment.objects.filter(person__in=people_visible_to(user))
    return get_object_or_404(held.select_related("person__unit"), pk=pk)

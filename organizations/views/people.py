"""The list of people, the page of one, entering, correcting and deleting one."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from core.dates import today
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.lists import shown
from core.pages import page, signed_in
from core.text import whole_number
from organizations.actions import correct_person, enter_person, person_obstacles, remove_person
from organizations.forms.people import NewPersonForm, PersonForm
from organizations.policies import can_keep_person, keeps_register
from organizations.queries import (
    PEOPLE,
    name_on,
    people_visible_to,
    person_facts,
    person_posts,
    register_of,
)
from organizations.rules import NewPersonFacts
from organizations.views.around import person_page, person_url


@page(allow=signed_in)
def people(request: HttpRequest) -> HttpResponse:
    """Whom the reader may know of."""
    user = reader(request)
    more = {"may_enter": keeps_register(user)}
    return shown(request, "organizations/people.html", PEOPLE, people_visible_to(user), **more)


@page(allow=signed_in)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: unit and posts through time."""
    user = reader(request)
    found = get_object_or_404(people_visible_to(user).select_related("unit"), pk=pk)
    told = {
        "person": found,
        "unit": name_on(found.unit, today()) if found.unit else None,
        "posts": person_posts(found),
        "may_keep": can_keep_person(user, found),
    }
    return render(request, "organizations/person.html", told)


@page(allow=keeps_register, writes=True)
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter a person; `?don-vi=` says of which unit."""
    user, scene = reader(request), register_of(reader(request))
    unit = whole_number(request.GET.get("don-vi", "")) or 0
    work = Work(
        form=NewPersonForm,
        facts=NewPersonFacts(unit_id=unit if unit in scene.units.labels else None),
        save=partial(enter_person, by=user),
        done="Đã thêm vào danh bạ.",
        scene=scene,
        onward=person_url,
        with_version=False,
    )
    back = reverse("organizations:people")
    return edited(request, Page("Thêm người", back, crumbs=(("Người", back),)), work)


@page(allow=keeps_register, writes=True)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a name or the unit."""
    user = reader(request)
    found = get_object_or_404(people_visible_to(user).select_related("unit"), pk=pk)
    allowed(can_keep_person(user, found))
    work = Work(
        form=PersonForm,
        facts=person_facts(found),
        save=partial(correct_person, person=found, by=user),
        done="Đã lưu.",
        scene=register_of(user, also=[found.unit_id]),
        last_change=partial(last_change_of, found),
    )
    note = "Tên sửa ở đây đổi trên mọi hồ sơ đang mở; văn bản đã phát hành giữ nguyên."
    return edited(request, person_page(found, "Sửa họ tên", note=note), work)


@page(allow=keeps_register, writes=True)
def person_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete somebody no record names."""
    user = reader(request)
    found = get_object_or_404(people_visible_to(user).select_related("unit", "user"), pk=pk)
    allowed(can_keep_person(user, found))
    removal = Removal(
        page=person_page(found, "Xóa khỏi danh bạ", submit="Xóa người này"),
        remove=partial(remove_person, person=found, by=user),
        done="Đã xóa khỏi danh bạ.",
        goes_with_it=tuple(f"Chức vụ: {row.held.post}" for row in person_posts(found)),
        obstacles=person_obstacles(found),
        onward=reverse("organizations:people"),
    )
    return removed(request, removal)

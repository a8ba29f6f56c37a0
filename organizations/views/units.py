"""Entering a unit, correcting what stays with it, deleting it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.queries import reader
from audit.queries import last_change_of
from core.dates import today
from core.editing import Crumbs, Page, Removal, Work, allowed, edited, removed
from core.pages import page
from core.text import whole_number
from organizations.actions import correct_unit, enter_unit, remove_unit, unit_obstacles
from organizations.forms.units import NewUnitForm, UnitForm
from organizations.models import Unit
from organizations.policies import can_keep_unit, can_name_unit, keeps_register
from organizations.queries import name_on, register_of, unit_facts
from organizations.rules import NewUnitFacts
from organizations.views.around import unit_page, unit_url


@page(allow=keeps_register, writes=True)
def unit_new(request: HttpRequest) -> HttpResponse:
    """Enter a unit; `?duoi=` says below which one."""
    user, scene = reader(request), register_of(reader(request))
    above = whole_number(request.GET.get("duoi", "")) or 0
    work = Work(
        form=NewUnitForm,
        facts=NewUnitFacts(parent_id=above if above in scene.units.labels else None),
        save=partial(enter_unit, by=user),
        done="Đã thêm đơn vị.",
        scene=scene,
        onward=unit_url,
        with_version=False,
    )
    crumbs: Crumbs = (("Đơn vị", reverse("portal:units")),)
    return edited(request, Page("Thêm đơn vị", reverse("portal:units"), crumbs=crumbs), work)


@page(allow=keeps_register, writes=True)
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Kind, days of existence, note; names and places have pages of their own."""
    user, unit = reader(request), get_object_or_404(Unit, pk=pk)
    allowed(can_keep_unit(user, unit))
    work = Work(
        form=UnitForm,
        facts=unit_facts(unit),
        save=partial(correct_unit, unit=unit, by=user),
        done="Đã lưu.",
        scene=can_name_unit(user, unit),
        last_change=partial(last_change_of, unit),
    )
    note = "Sửa tên hoặc cấp trên ở trang đơn vị, cạnh từng dòng."
    return edited(request, unit_page(unit, "Sửa đơn vị", note=note), work)


@page(allow=keeps_register, writes=True)
def unit_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a unit entered by mistake."""
    user, unit = reader(request), get_object_or_404(Unit, pk=pk)
    allowed(can_keep_unit(user, unit))
    removal = Removal(
        page=unit_page(unit, "Xóa đơn vị", submit="Xóa đơn vị"),
        remove=partial(remove_unit, unit=unit, by=user),
        done="Đã xóa đơn vị.",
        goes_with_it=tuple(_parts(unit)),
        obstacles=unit_obstacles(unit),
        onward=reverse("portal:units"),
    )
    return removed(request, removal)


def _parts(unit: Unit) -> Any:
    """Names and places that go with it."""
    yield from (f"Tên: {name.full_name}" for name in unit.names.order_by("valid_from", "pk"))
    for link in unit.parents.order_by("valid_from", "pk"):
        yield f"Liên hệ với cấp trên {name_on(link.parent_id, today()).short_name}"

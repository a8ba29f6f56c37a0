"""Saying under which unit a unit stands, and from when."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.queries import reader
from audit.queries import last_change_of
from core.dates import today
from core.editing import Removal, Work, allowed, edited, removed
from core.pages import page
from organizations.actions import correct_place, move_unit, remove_place
from organizations.forms.units import NewPlaceForm, PlaceForm
from organizations.models import Unit, UnitParent
from organizations.policies import can_place_unit, keeps_register
from organizations.queries import name_on, place_facts, register_of
from organizations.rules import PlaceFacts
from organizations.views.around import unit_page


@page(allow=keeps_register, writes=True)
def unit_parent_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Another unit above it from a day on; the one before ends that day."""
    user, unit = reader(request), get_object_or_404(Unit, pk=pk)
    allowed(can_place_unit(user, unit))
    work = Work(
        form=NewPlaceForm,
        facts=PlaceFacts(),
        save=partial(move_unit, unit=unit, by=user),
        done="Đã ghi cấp trên.",
        scene=register_of(user),
        with_version=False,
    )
    return edited(request, unit_page(unit, "Ghi cấp trên của đơn vị"), work)


@page(allow=keeps_register, writes=True)
def unit_parent_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct under which unit it stood, or when."""
    user, link = reader(request), _link(pk)
    allowed(can_place_unit(user, link.unit))
    work = Work(
        form=PlaceForm,
        facts=place_facts(link),
        save=partial(correct_place, link=link, by=user),
        done="Đã lưu.",
        scene=register_of(user, also=[link.parent_id]),
        last_change=partial(last_change_of, link.unit),
    )
    return edited(request, unit_page(link.unit, "Sửa cấp trên của đơn vị"), work)


@page(allow=keeps_register, writes=True)
def unit_parent_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a place entered by mistake."""
    user, link = reader(request), _link(pk)
    allowed(can_place_unit(user, link.unit))
    above = name_on(link.parent_id, today()).short_name
    removal = Removal(
        page=unit_page(
            link.unit, "Xóa cấp trên của đơn vị", note=_consequence(link), submit="Xóa dòng này"
        ),
        remove=partial(remove_place, link=link, by=user),
        done="Đã xóa.",
        goes_with_it=(f"Cấp trên: {above}",),
    )
    return removed(request, removal)


def _consequence(link: UnitParent) -> str:
    """Under which unit it stands instead; without one its keeper loses it."""
    before = link.unit.parents.filter(valid_to=link.valid_from).first() if link.valid_from else None
    if before is not None:
        above = name_on(before.parent_id, today()).short_name
        return f"Đơn vị lại trực thuộc {above}."
    return "Sau khi xóa, đơn vị không còn cấp trên và chỉ quản trị viên ghi lại được."


def _link(pk: int) -> UnitParent:
    return get_object_or_404(UnitParent.objects.select_related("unit"), pk=pk)

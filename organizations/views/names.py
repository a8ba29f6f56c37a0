"""Renaming a unit, correcting and deleting a name."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.queries import reader
from audit.queries import last_change_of
from core.closed import closed_times_of
from core.dates import today
from core.days import vn_date
from core.editing import Removal, Work, allowed, edited, removed
from core.pages import page
from organizations.actions import correct_name, removal_problems, remove_name, rename_unit
from organizations.forms.units import NameForm, NewNameForm
from organizations.models import Unit, UnitName
from organizations.policies import can_keep_unit, can_name_unit, keeps_register
from organizations.queries import name_facts, next_name
from organizations.views.around import unit_page


@page(allow=keeps_register, writes=True)
def unit_name_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new name from a day on; the one before ends that day."""
    user, unit = reader(request), get_object_or_404(Unit, pk=pk)
    allowed(can_name_unit(user, unit))
    work = Work(
        form=NewNameForm,
        facts=next_name(unit, today()),
        save=partial(rename_unit, unit=unit, by=user),
        done="Đã ghi tên mới.",
        with_version=False,
    )
    note = (
        "Để bổ sung một tên còn thiếu trong hồ sơ. Nếu đơn vị đổi tên theo quyết định, hãy dùng "
        "“Biến động…” ở trang đơn vị; nếu tên bị ghi sai, hãy dùng “Sửa” cạnh tên đó."
    )
    return edited(request, unit_page(unit, "Ghi thêm một tên của đơn vị", note=note), work)


@page(allow=keeps_register, writes=True)
def unit_name_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a name that was written wrongly."""
    user, name = reader(request), get_object_or_404(UnitName.objects.select_related("unit"), pk=pk)
    allowed(can_keep_unit(user, name.unit))
    work = Work(
        form=NameForm,
        facts=name_facts(name),
        save=partial(correct_name, name=name, by=user),
        done="Đã sửa tên.",
        last_change=partial(last_change_of, name),
    )
    note = "Chỉ để sửa chỗ ghi sai. Nếu đơn vị đổi tên, hãy dùng “Biến động…” ở trang đơn vị."
    if closed := closed_times_of(name.unit):
        said = "; ".join(each.words for each in closed)
        note += f" {said}: chữ sửa ở đây cũng in ra trong năm đó, còn ngày mang tên thì giữ nguyên."
    return edited(request, unit_page(name.unit, "Sửa tên đơn vị", note=note), work)


@page(allow=keeps_register, writes=True)
def unit_name_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a name entered by mistake."""
    user, name = reader(request), get_object_or_404(UnitName.objects.select_related("unit"), pk=pk)
    allowed(can_keep_unit(user, name.unit))
    removal = Removal(
        page=unit_page(name.unit, "Xóa tên đơn vị", note=_consequence(name), submit="Xóa tên"),
        remove=partial(remove_name, name=name, by=user),
        done="Đã xóa tên.",
        goes_with_it=(name.full_name,),
        obstacles=tuple(removal_problems(name)),
    )
    return removed(request, removal)


def _consequence(name: UnitName) -> str:
    """What the unit is called instead."""
    before = name.unit.names.filter(valid_to=name.valid_from).first() if name.valid_from else None
    if before is None or name.valid_from is None:
        return ""
    return f"Từ ngày {vn_date(name.valid_from)} đơn vị lại mang tên “{before.short_name}”."

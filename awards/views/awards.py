"""Awards that no conference tells of."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy

from accounts.queries import reader
from audit.queries import last_change_of
from awards.actions import correct_award, enter_award, remove_award
from awards.forms import AwardForm
from awards.models import Award
from awards.policies import can_correct_award, can_record_award
from awards.queries import award_facts, award_scene, awards_visible_to
from awards.rules import AwardFacts
from core.editing import Page, Removal, Work, allowed, edited, removed
from core.pages import page, signed_in

LIST = reverse_lazy("portal:awards")
CRUMBS = (("Khen thưởng", LIST),)


@page(allow=can_record_award, writes=True)
def award_new(request: HttpRequest) -> HttpResponse:
    """Enter an award from a decision that no conference told of."""
    user = reader(request)
    page_ = Page("Thêm khen thưởng", back=LIST, crumbs=CRUMBS)
    save = partial(enter_award, by=user)
    work = Work(
        AwardForm,
        AwardFacts(),
        save,
        "Đã thêm khen thưởng.",
        scene=award_scene(user),
        with_version=False,
    )
    return edited(request, page_, work)


def _award(request: HttpRequest, pk: int) -> Award:
    award = get_object_or_404(awards_visible_to(reader(request)), pk=pk)
    allowed(can_correct_award(reader(request), award))
    return award


@page(allow=signed_in, writes=True)
def award_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend an award that no conference tells of."""
    award, user = _award(request, pk), reader(request)
    work = Work(
        AwardForm,
        award_facts(award),
        partial(correct_award, award=award, by=user),
        "Đã lưu khen thưởng.",
        scene=award_scene(user),
        last_change=partial(last_change_of, award),
    )
    page_ = Page("Sửa khen thưởng", LIST, award.title.name, CRUMBS, log=("khen-thuong", pk))
    return edited(request, page_, work)


@page(allow=signed_in, writes=True)
def award_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out an award that was entered by mistake."""
    award = _award(request, pk)
    page_ = Page("Xóa khen thưởng nhập nhầm", LIST, award.title.name, CRUMBS, submit="Xóa")
    remove = partial(remove_award, award=award, by=reader(request))
    return removed(request, Removal(page_, remove, "Đã xóa khen thưởng nhập nhầm."))

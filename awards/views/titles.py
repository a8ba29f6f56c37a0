"""The catalogue of titles."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy

from accounts.queries import reader
from audit.queries import last_change_of
from awards.actions import correct_title, enter_title, remove_title
from awards.forms import TitleForm
from awards.models import Title
from awards.policies import can_add_title
from awards.queries import TITLES, title_facts
from awards.queries import titles as all_titles
from awards.rules import TitleFacts
from core.dependants import dependants_of
from core.editing import Page, Removal, Work, edited, removed
from core.lists import shown
from core.pages import page, signed_in

LIST = reverse_lazy("awards:titles")
CRUMBS = (("Danh hiệu", LIST),)


@page(allow=signed_in)
def titles(request: HttpRequest) -> HttpResponse:
    """The catalogue: everybody reads it."""
    may_add = can_add_title(reader(request))
    return shown(request, "awards/titles.html", TITLES, all_titles(), may_add=may_add)


@page(allow=can_add_title, writes=True)
def title_new(request: HttpRequest) -> HttpResponse:
    """A new row of the catalogue."""
    save = partial(enter_title, by=reader(request))
    page_ = Page("Thêm danh hiệu, hình thức khen thưởng", back=LIST, crumbs=CRUMBS)
    work = Work(TitleForm, TitleFacts(), save, "Đã thêm vào danh mục.", with_version=False)
    return edited(request, page_, work)


@page(allow=can_add_title, writes=True)
def title_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a row of the catalogue."""
    title = get_object_or_404(Title, pk=pk)
    uses = "; ".join(each.words for each in dependants_of(title, with_labels=False))
    note = f"Đang có {uses} dùng tên này: chỉ sửa lỗi viết. Văn bản đã phát hành giữ tên cũ."
    log = ("danh-hieu", pk)
    page_ = Page("Sửa danh hiệu", LIST, title.name, CRUMBS, note if uses else "", log=log)
    work = Work(
        TitleForm,
        title_facts(title),
        partial(correct_title, title=title, by=reader(request)),
        "Đã lưu danh hiệu.",
        last_change=partial(last_change_of, title),
    )
    return edited(request, page_, work)


@page(allow=can_add_title, writes=True)
def title_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a title nobody used out of the catalogue."""
    title = get_object_or_404(Title, pk=pk)
    back = reverse("awards:titles")
    page_ = Page("Xóa danh hiệu", back, title.name, CRUMBS, submit="Xóa danh hiệu")
    remove = partial(remove_title, title=title, by=reader(request))
    return removed(request, Removal(page_, remove, f"Đã xóa “{title.name}” khỏi danh mục."))

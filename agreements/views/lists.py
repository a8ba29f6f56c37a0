"""All agreements of a year, and beginning one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.queries import reader
from agreements.actions import CannotDraft, draft_agreement
from agreements.models import Agreement
from agreements.queries import agreements_list, agreements_listed, editions_without_agreement
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to, shown_year
from core.editing import allowed
from core.lists import shown
from core.pages import page, signed_in
from core.text import whole_number


@page(allow=signed_in)
def agreements(request: HttpRequest) -> HttpResponse:
    """Agreements of one year, and the groups that still lack one."""
    user = reader(request)
    year = shown_year(user, request.GET.get("nam", ""))
    of_year = agreements_listed(user).filter(edition__year__label_year=year)
    count, issued = of_year.count(), of_year.filter(paper__isnull=False).count()
    of = agreements_list(f"Giao ước thi đua năm {year}", f"giao-uoc-{year}", keeps=("nam",))
    return shown(
        request,
        "agreements/agreements.html",
        of,
        of_year,
        label_year=year,
        year_title=f"Năm {year}",
        summary=f"{issued}/{count} giao ước đã phát hành",
        missing=editions_without_agreement(user, year),
    )


@page(allow=signed_in, writes=True)
def agreement_new(request: HttpRequest) -> HttpResponse:
    """Begin the agreement of a group; asked twice, it opens the one that is there."""
    if request.method != "POST":
        return redirect("agreements:agreements")
    user, key = reader(request), request.POST.get("edition", "")
    edition = get_object_or_404(editions_visible_to(user), pk=whole_number(key))
    allowed(can_manage_group(user, edition))
    try:
        draft = draft_agreement(edition=edition, by=user)
    except CannotDraft:
        draft = Agreement.objects.get(edition=edition)
    return redirect("agreements:agreement-edit", pk=draft.pk)

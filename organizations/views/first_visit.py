"""The very first visit: whoever started the machine opens the first administrator's account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import LinkIsOver, find_code
from accounts.actions.sessions import begin_session
from accounts.enums import Purpose
from accounts.models import User
from accounts.queries.visitors import visitor
from core.pages import anyone, page
from organizations.actions import CannotOpenFirst, open_first_administrator
from organizations.forms.first_visit import FirstVisitForm

WRONG_CODE = (
    "Mã không đúng hoặc đã hết hạn. Xem mã mới nhất in trên màn hình máy chủ; khởi động lại chương "
    "trình thì có mã mới."
)


@page(allow=anyone, writes=True)
@sensitive_post_parameters()
@never_cache
def first_visit(request: HttpRequest) -> HttpResponse:
    """Open only while nobody has an account."""
    if User.objects.exists():
        return redirect("accounts:sign-in")
    form = FirstVisitForm(request.POST or None)
    try:
        user = form.done(lambda **typed: _opened(request, **typed))
    except CannotOpenFirst:
        return redirect("accounts:sign-in")
    except LinkIsOver:
        user = None
        form.add_error("code", WRONG_CODE)
    if user is None:
        status = 422 if form.is_bound else 200
        return render(request, "organizations/first_visit.html", {"form": form}, status=status)
    begin_session(request=request, user=user)
    return redirect("portal:first-steps")


def _opened(request: HttpRequest, *, code: str, **typed: str) -> User:
    """A wrong code counts as a try even though nothing else is kept."""
    find_code(code=code, purposes=(Purpose.FIRST,), visitor=visitor(request, ""))
    return open_first_administrator(code=code, **typed)

"""Every screen wears its rule."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from core.pages import ReadOnlyPageWroteError, anyone, page, signed_in


@page(allow=signed_in)
def shows(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("nội dung")


@page(allow=anyone, writes=True)
def writes(request: HttpRequest) -> HttpResponse:
    User.objects.create(username="moi", full_name="Người mới")
    return HttpResponse(request.method or "")


def asked(method: str, user: object) -> HttpRequest:
    request = RequestFactory().generic(method, "/")
    request.user = user  # type: ignore[assignment]
    return request


def test_who_may_not_is_refused() -> None:
    with pytest.raises(PermissionDenied):
        shows(asked("GET", AnonymousUser()))


def test_a_page_that_only_shows_takes_no_post() -> None:
    answer = shows(asked("POST", User(username="ai")))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.django_db(transaction=True)
def test_a_get_that_writes_is_a_fault_and_writes_nothing() -> None:
    with pytest.raises(ReadOnlyPageWroteError):
        writes(asked("GET", AnonymousUser()))
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_post_to_a_writing_page_writes() -> None:
    writes(asked("POST", AnonymousUser()))
    assert User.objects.get().username == "moi"


@page(allow=anyone, writes=True)
def acts_on_what_is_gone(_request: HttpRequest) -> HttpResponse:
    User.objects.get(username="da-xoa")
    raise AssertionError


@pytest.mark.django_db
def test_what_somebody_quicker_deleted_is_not_found() -> None:
    with pytest.raises(Http404):
        acts_on_what_is_gone(asked("POST", AnonymousUser()))

"""Answers to requests that went wrong where Django's own would be too plain."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; 413 with its own words where what was sent is simply too large."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long; `reason` is for the log, not for the reader."""
    return render(request, "csrf_failure.html", {"reason": reason}, status=403)

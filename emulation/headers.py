"""What every answer says about itself beyond what Django's own middleware says."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answering = Callable[[HttpRequest], HttpResponseBase]

# Nothing of a device is ever asked for.
_UNUSED = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"]
_UNUSED += ["magnetometer", "microphone", "midi", "payment", "serial", "usb"]
PERMISSIONS = ", ".join(f"{feature}=()" for feature in _UNUSED)
# Kept by the reader's browser alone, asked for anew each time. Not “no-store”: it would empty a
# form that somebody goes back to.
KEPT_BY_THE_READER = "private, no-cache"
# A browser shows a PDF in a page of its own making, with its own style inside.
_PDF_VIEWER = {"object-src": [SELF], "style-src": [SELF, UNSAFE_INLINE]}


class SafeAnswers:
    """Permissions, isolation and caching; a view that names its own Cache-Control keeps it.

    Stands inside the middleware of the Content-Security-Policy, which it tells about papers.
    """

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        answer.headers.setdefault("Cache-Control", KEPT_BY_THE_READER)
        if answer.headers.get("Content-Type", "").startswith("application/pdf"):
            answer._csp_update = _PDF_VIEWER  # type: ignore[attr-defined]
        return answer

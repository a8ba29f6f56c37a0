"""Every address of the product, app by app."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

APPS = ("accounts", "portal", "scoring", "agreements", "reports")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{app}.urls")) for app in APPS if find_spec(f"{app}.urls")
]

# 403, 404 and 500 are Django's own views: they draw the template of that number.
handler400 = "emulation.errors.bad_request"

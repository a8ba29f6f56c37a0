"""Every address of the product, app by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("emulation.health")),
    path("", include("accounts.urls")),
    path("", include("organizations.urls")),
    path("", include("documents.urls")),
    path("", include("clusters.urls")),
    path("", include("portal.urls")),
    path("", include("scoring.urls")),
    path("", include("awards.urls")),
    path("", include("agreements.urls")),
    path("", include("reports.urls")),
]

# 403, 404 and 500 are Django's own views: they draw the template of that number.
handler400 = "emulation.errors.bad_request"

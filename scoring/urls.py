"""Addresses of scoring."""

from django.urls import path

from scoring import views

app_name = "scoring"
urlpatterns = [
    path("cham-diem/", views.score_sheets, name="sheets"),
    path("cham-diem/phieu-diem/<int:pk>/", views.score_sheet, name="sheet"),
    path("cham-diem/phieu-diem/<int:pk>/gui/", views.score_sheet_submit, name="sheet-submit"),
    path(
        "cham-diem/phieu-diem/<int:pk>/rut-lai/",
        views.score_sheet_take_back,
        name="sheet-take-back",
    ),
    path("cham-diem/xep-hang/<int:pk>/", views.standings, name="standings"),
    path("cham-diem/xep-hang/<int:pk>/mo-doi-chieu/", views.checking_open, name="checking-open"),
    path(
        "cham-diem/xep-hang/<int:pk>/bang-tong-hop.pdf",
        views.standings_as_pdf,
        name="standings-pdf",
    ),
    path(
        "cham-diem/xep-hang/<int:pk>/bang-tong-hop.xlsx",
        views.standings_as_xlsx,
        name="standings-xlsx",
    ),
]

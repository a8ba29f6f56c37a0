"""Addresses of scoring."""

from django.urls import path

from scoring.views import criteria, listing, rounds, sheets, standings

app_name = "scoring"
urlpatterns = [
    path("cham-diem/", listing.score_sheets, name="sheets"),
    path("cham-diem/phieu-diem/<int:pk>/", sheets.score_sheet, name="sheet"),
    path("cham-diem/phieu-diem/<int:pk>/gui/", sheets.score_sheet_submit, name="sheet-submit"),
    path(
        "cham-diem/phieu-diem/<int:pk>/rut-lai/",
        sheets.score_sheet_take_back,
        name="sheet-take-back",
    ),
    path("cham-diem/phieu-diem/<int:pk>/tra-lai/", sheets.score_sheet_return, name="sheet-return"),
    path("cham-diem/tieu-chi/", criteria.criteria_sets, name="criteria-sets"),
    path("cham-diem/tieu-chi/moi/", criteria.criteria_set_new, name="criteria-set-new"),
    path("cham-diem/tieu-chi/<int:pk>/", criteria.criteria_set, name="criteria-set"),
    path("cham-diem/tieu-chi/<int:pk>/sua/", criteria.criteria_set_edit, name="criteria-set-edit"),
    path(
        "cham-diem/tieu-chi/<int:pk>/lap-lai/",
        criteria.criteria_set_copy,
        name="criteria-set-copy",
    ),
    path(
        "cham-diem/tieu-chi/<int:pk>/xoa/", criteria.criteria_set_delete, name="criteria-set-delete"
    ),
    path("cham-diem/mo/<int:pk>/", rounds.scoring_open, name="scoring-open"),
    path("cham-diem/mo/<int:pk>/han-gui/", rounds.scoring_edit, name="scoring-edit"),
    path("cham-diem/mo/<int:pk>/huy/", rounds.scoring_cancel, name="scoring-cancel"),
    path("cham-diem/mo/<int:pk>/don-vi-moi/", rounds.scoring_add_sheets, name="scoring-add-sheets"),
    path("cham-diem/xep-hang/<int:pk>/", standings.standings, name="standings"),
    path(
        "cham-diem/xep-hang/<int:pk>/mo-doi-chieu/", standings.checking_open, name="checking-open"
    ),
    path(
        "cham-diem/xep-hang/<int:pk>/bang-tong-hop.pdf",
        standings.standings_as_pdf,
        name="standings-pdf",
    ),
    path(
        "cham-diem/xep-hang/<int:pk>/bang-tong-hop.xlsx",
        standings.standings_as_xlsx,
        name="standings-xlsx",
    ),
]

"""Addresses of minutes and reports, beside the pages they belong to."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("hoi-nghi/<int:pk>/bien-ban.pdf", views.minutes_as_pdf, name="minutes-pdf"),
    path("hoi-nghi/<int:pk>/bien-ban.docx", views.minutes_as_docx, name="minutes-docx"),
    path(
        "cum-khoi/<int:pk>/bao-cao-tong-ket.pdf",
        views.year_report_as_pdf,
        name="year-report-pdf",
    ),
    path(
        "cum-khoi/<int:pk>/bao-cao-tong-ket.docx",
        views.year_report_as_docx,
        name="year-report-docx",
    ),
]

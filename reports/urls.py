"""Addresses of minutes, reports and units' years, beside the pages they belong to."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("don-vi/<int:pk>/nam/<int:year>.pdf", views.unit_year_as_pdf, name="unit-year-pdf"),
    path("don-vi/<int:pk>/nam/<int:year>.xlsx", views.unit_year_as_xlsx, name="unit-year-xlsx"),
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

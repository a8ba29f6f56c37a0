"""Addresses of minutes, reports, letters and units' years, beside the pages they belong to."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("nam-thi-dua/<int:pk>/thu/", views.letters, name="letters"),
    path("nam-thi-dua/<int:pk>/thu/tat-ca.pdf", views.letters_as_pdf, name="letters-pdf"),
    path("nam-thi-dua/<int:pk>/thu/<str:name>.pdf", views.letter_as_pdf, name="letter-pdf"),
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

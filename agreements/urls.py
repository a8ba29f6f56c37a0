"""Addresses of agreements."""

from django.urls import path

from agreements import views

app_name = "agreements"
urlpatterns = [
    path("giao-uoc/", views.agreements, name="agreements"),
    path("giao-uoc/moi/", views.agreement_new, name="agreement-new"),
    path("giao-uoc/<int:pk>/", views.agreement, name="agreement"),
    path("giao-uoc/<int:pk>/sua/", views.agreement_edit, name="agreement-edit"),
    path("giao-uoc/<int:pk>/cac-ben/", views.agreement_parties, name="agreement-parties"),
    path("giao-uoc/<int:pk>/ky-ket/", views.agreement_signing, name="agreement-signing"),
    path("giao-uoc/<int:pk>/phat-hanh/", views.agreement_issue, name="agreement-issue"),
    path("giao-uoc/<int:pk>/giao-uoc.pdf", views.agreement_pdf, name="agreement-pdf"),
    path("giao-uoc/<int:pk>/giao-uoc.docx", views.agreement_docx, name="agreement-docx"),
]

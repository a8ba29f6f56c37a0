"""Addresses of agreements."""

from django.urls import path

from agreements.views import files, issuing, lists, record, signing, writing

app_name = "agreements"
urlpatterns = [
    path("giao-uoc/", lists.agreements, name="agreements"),
    path("giao-uoc/moi/", lists.agreement_new, name="agreement-new"),
    path("giao-uoc/<int:pk>/", record.agreement, name="agreement"),
    path("giao-uoc/<int:pk>/sua/", writing.agreement_edit, name="agreement-edit"),
    path("giao-uoc/<int:pk>/cac-ben/", writing.agreement_parties, name="agreement-parties"),
    path(
        "giao-uoc/<int:pk>/cac-ben/bo-sung/",
        writing.agreement_parties_add,
        name="agreement-parties-add",
    ),
    path("giao-uoc/<int:pk>/xoa/", writing.agreement_discard, name="agreement-discard"),
    path("giao-uoc/<int:pk>/ky-ket/", signing.agreement_signing, name="agreement-signing"),
    path("giao-uoc/<int:pk>/chu-ky/", signing.agreement_signatures, name="agreement-signatures"),
    path("giao-uoc/<int:pk>/chu-ky/tat-ca/", signing.agreement_sign_all, name="agreement-sign-all"),
    path("giao-uoc/<int:pk>/ban-chup/moi/", signing.copy_new, name="copy-new"),
    path("giao-uoc/ban-chup/<int:pk>/", signing.copy, name="copy"),
    path("giao-uoc/ban-chup/<int:pk>/rut/", signing.copy_withdraw, name="copy-withdraw"),
    path("giao-uoc/<int:pk>/phat-hanh/", issuing.agreement_issue, name="agreement-issue"),
    path("giao-uoc/<int:pk>/dinh-chinh/", issuing.agreement_correct, name="agreement-correct"),
    path(
        "giao-uoc/<int:pk>/dinh-chinh/thoi/",
        issuing.agreement_correct_cancel,
        name="agreement-correct-cancel",
    ),
    path("giao-uoc/<int:pk>/giao-uoc.pdf", files.agreement_pdf, name="agreement-pdf"),
    path("giao-uoc/<int:pk>/giao-uoc.docx", files.agreement_docx, name="agreement-docx"),
    path("giao-uoc/<int:pk>/du-thao.pdf", files.draft_pdf, name="draft-pdf"),
    path("giao-uoc/<int:pk>/du-thao.docx", files.draft_docx, name="draft-docx"),
    path("giao-uoc/tep/<int:pk>/", files.paper_file, name="paper-file"),
]

"""Addresses of papers that came in."""

from django.urls import path

from documents.views import bases, duties, files

app_name = "documents"
urlpatterns = [
    path("van-ban/can-cu/moi/", bases.basis_new, name="basis-new"),
    path("van-ban/can-cu/<int:pk>/sua/", bases.basis_edit, name="basis-edit"),
    path("van-ban/can-cu/<int:pk>/xoa/", bases.basis_delete, name="basis-delete"),
    path("van-ban/can-cu/tep/<int:pk>/", files.basis_file, name="basis-file"),
    path("van-ban/viec/<int:pk>/", duties.duty_done, name="duty-done"),
    path("van-ban/viec/<int:pk>/chua-xong/", duties.duty_undo, name="duty-undo"),
]

"""Addresses of titles, registrations and awards."""

from django.urls import path

from awards.views import awards, registrations, titles

app_name = "awards"
urlpatterns = [
    path("danh-hieu/", titles.titles, name="titles"),
    path("danh-hieu/moi/", titles.title_new, name="title-new"),
    path("danh-hieu/<int:pk>/sua/", titles.title_edit, name="title-edit"),
    path("danh-hieu/<int:pk>/xoa/", titles.title_delete, name="title-delete"),
    path("cum-khoi/<int:pk>/dang-ky/", registrations.registrations, name="registrations"),
    path("cum-khoi/<int:pk>/dang-ky/moi/", registrations.registration_new, name="registration-new"),
    path(
        "dang-ky/<int:pk>/rut/", registrations.registration_withdraw, name="registration-withdraw"
    ),
    path("dang-ky/<int:pk>/xoa/", registrations.registration_delete, name="registration-delete"),
    path("khen-thuong/moi/", awards.award_new, name="award-new"),
    path("khen-thuong/<int:pk>/sua/", awards.award_edit, name="award-edit"),
    path("khen-thuong/<int:pk>/xoa/", awards.award_delete, name="award-delete"),
]

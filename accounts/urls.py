"""Addresses of signing in and out, of one-time links and of one's own account."""

from django.urls import path

from accounts.views import factors, links, profile, sessions, sign_in

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign-in"),
    path("dang-nhap/ma/", sign_in.sign_in_code, name="sign-in-code"),
    path("dang-xuat/", sign_in.sign_out, name="sign-out"),
    path("kich-hoat/", links.link_code, name="link-code"),
    path("kich-hoat/mat-khau/", links.link_use, name="link-use"),
    path("kich-hoat/<slug:code>/", links.link, name="link"),
    path("ca-nhan/", profile.profile, name="profile"),
    path("ca-nhan/ten/", profile.profile_edit, name="profile-edit"),
    path("ca-nhan/mat-khau/", profile.password, name="password"),
    path("ca-nhan/phien/", sessions.sessions, name="sessions"),
    path("ca-nhan/xac-thuc/", factors.second_factor, name="second-factor"),
    path("ca-nhan/xac-thuc/tat/", factors.second_factor_off, name="second-factor-off"),
    path("ca-nhan/xac-thuc/ma-du-phong/", factors.recovery_codes, name="recovery-codes"),
]

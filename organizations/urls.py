"""Addresses of units, people, accounts and their roles."""

from django.urls import path

from organizations.views import (
    accounts,
    first_visit,
    grants,
    names,
    parents,
    people,
    posts,
    security,
    units,
)

app_name = "organizations"
urlpatterns = [
    path("don-vi/moi/", units.unit_new, name="unit-new"),
    path("don-vi/<int:pk>/sua/", units.unit_edit, name="unit-edit"),
    path("don-vi/<int:pk>/xoa/", units.unit_delete, name="unit-delete"),
    path("don-vi/<int:pk>/ten/moi/", names.unit_name_new, name="unit-name-new"),
    path("don-vi/ten/<int:pk>/sua/", names.unit_name_edit, name="unit-name-edit"),
    path("don-vi/ten/<int:pk>/xoa/", names.unit_name_delete, name="unit-name-delete"),
    path("don-vi/<int:pk>/cap-tren/moi/", parents.unit_parent_new, name="unit-parent-new"),
    path("don-vi/cap-tren/<int:pk>/sua/", parents.unit_parent_edit, name="unit-parent-edit"),
    path("don-vi/cap-tren/<int:pk>/xoa/", parents.unit_parent_delete, name="unit-parent-delete"),
    path("nguoi/", people.people, name="people"),
    path("nguoi/moi/", people.person_new, name="person-new"),
    path("nguoi/<int:pk>/", people.person, name="person"),
    path("nguoi/<int:pk>/sua/", people.person_edit, name="person-edit"),
    path("nguoi/<int:pk>/xoa/", people.person_delete, name="person-delete"),
    path("nguoi/<int:pk>/chuc-vu/moi/", posts.appointment_new, name="appointment-new"),
    path("nguoi/chuc-vu/<int:pk>/sua/", posts.appointment_edit, name="appointment-edit"),
    path("nguoi/chuc-vu/<int:pk>/xoa/", posts.appointment_delete, name="appointment-delete"),
    path("bat-dau/", first_visit.first_visit, name="first-visit"),
    path("tai-khoan/", accounts.accounts, name="accounts"),
    path("tai-khoan/moi/", accounts.account_new, name="account-new"),
    path("tai-khoan/<int:pk>/", accounts.account, name="account"),
    path("tai-khoan/<int:pk>/sua/", accounts.account_edit, name="account-edit"),
    path("tai-khoan/<int:pk>/ma/", accounts.account_link, name="account-link"),
    path("tai-khoan/<int:pk>/dong/", accounts.account_close, name="account-close"),
    path("tai-khoan/<int:pk>/mo-lai/", accounts.account_reopen, name="account-reopen"),
    path(
        "tai-khoan/<int:pk>/go-xac-thuc/",
        security.second_factor_remove,
        name="second-factor-remove",
    ),
    path("tai-khoan/<int:pk>/ket-thuc-phien/", security.sessions_end, name="sessions-end"),
    path("bao-mat/", security.security, name="security"),
    path("tai-khoan/<int:pk>/vai-tro/moi/", grants.grant_new, name="grant-new"),
    path("tai-khoan/vai-tro/<int:pk>/", grants.grant_edit, name="grant-edit"),
    path("tai-khoan/vai-tro/<int:pk>/xoa/", grants.grant_delete, name="grant-delete"),
]

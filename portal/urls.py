"""Addresses of the screens that show several apps."""

from django.urls import path

from portal.views import (
    attachments,
    awards,
    conference_states,
    conferences,
    editions,
    first_steps,
    home,
    log,
    papers,
    results,
    search,
    units,
    years,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("khoi-dau/", first_steps.steps, name="first-steps"),
    path("tim-kiem/", search.search, name="search"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("don-vi/<int:pk>/ket-thuc/", units.unit_end, name="unit-end"),
    path("nam/", years.years, name="years"),
    path("nam/<int:year>/", years.year, name="year"),
    path("nam-thi-dua/<int:pk>/khoa/", years.year_lock, name="year-lock"),
    path("cum-khoi/", editions.editions, name="editions"),
    path("cum-khoi/<int:pk>/", editions.edition, name="edition"),
    path("hoi-nghi/", conferences.conferences, name="conferences"),
    path("hoi-nghi/<int:pk>/", conferences.conference, name="conference"),
    path("hoi-nghi/tep/<int:pk>/", attachments.attachment, name="attachment"),
    path("hoi-nghi/moi/", conference_states.conference_new, name="conference-new"),
    path("hoi-nghi/<int:pk>/ket-qua/<slug:step>/", results.results, name="results"),
    path("hoi-nghi/<int:pk>/mo-lai/", conference_states.conference_reopen, name="reopen"),
    path("hoi-nghi/<int:pk>/bo/", conference_states.conference_discard, name="discard"),
    path("khen-thuong/", awards.awards, name="awards"),
    path("nhat-ky/", log.log, name="log"),
    path("nhat-ky/<slug:kind>/<int:pk>/", log.log_of, name="log-of"),
    path("van-ban/", papers.papers, name="papers"),
    path("van-ban/can-cu/<int:pk>/", papers.basis, name="basis"),
]

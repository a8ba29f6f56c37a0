"""The year as a line, told from what the apps below know."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from accounts.models import User
from accounts.queries import reader
from agreements.actions import draft_agreement
from clusters.models import ClusterEdition
from portal.queries.editions import edition_rows
from portal.queries.year_line import year_lines
from scoring.actions import open_checking
from tests.demo import begin_conference, begin_scoring
from tests.portal.test_views import edition

pytestmark = pytest.mark.django_db


def account(username: str) -> User:
    return User.objects.get(username=username)


def line(group: ClusterEdition, username: str) -> dict[str, tuple[str, str | None]]:
    steps = year_lines([group], account(username))[group.pk]
    return {step.label: (step.state, step.detail) for step in steps}


def test_every_group_has_seven_steps(demo):
    groups = list(ClusterEdition.objects.select_related("year"))
    lines = year_lines(groups, account("quantri"))
    assert {len(steps) for steps in lines.values()} == {7}


def test_an_agreement_that_is_being_written_is_where_the_year_stands(demo):
    group = edition("VKSND tỉnh Bắc Giang", "2")
    draft_agreement(edition=group, by=account("vanphong"))
    assert line(group, "vanphong")["Ký giao ước"] == ("current", "Dự thảo giao ước")


def test_a_signing_that_was_held_counts_though_the_paper_is_a_draft(demo):
    group = edition("VKSND tối cao", "13")
    assert group.agreement.is_draft
    assert line(group, "donvi")["Ký giao ước"] == ("done", "29/03/2024")


def test_scoring_that_has_begun_counts_its_sheets(demo):
    group, head = edition("VKSND tối cao", "13"), account("cumtruong")
    begin_scoring(group, head, "Bảng tiêu chí năm 2024")
    assert line(group, "donvi")["Tự chấm"] == ("current", "0/6 đã gửi")
    assert line(group, "donvi")["Đối chiếu"] == ("todo", "Chưa mở")
    open_checking(edition=group, by=head)
    assert line(group, "donvi")["Đối chiếu"] == ("todo", "0/6 đơn vị")


def test_a_conference_being_entered_shows_to_who_enters_it(demo):
    group = edition("VKSND tối cao", "13")
    begin_conference(group, account("cumtruong"), "Hội nghị đang nhập")
    entered = line(group, "cumtruong")
    assert ("current", "Đang nhập kết quả") in entered.values()
    assert "Đang nhập kết quả" not in str(line(group, "donvi"))


def test_a_year_that_is_over_is_nowhere_under_way(demo):
    group = edition("VKSND tối cao", "8", 2023)
    states = {state for state, _ in line(group, "quantri").values()}
    assert states == {"done", "todo"}


def test_rows_name_the_head_unit_or_leave_it_unknown(demo):
    rows = edition_rows(ClusterEdition.objects.all(), account("quantri"))
    heads = {
        (row.owner.short_name, row.edition.number): row.head and row.head.short_name
        for row in rows
        if row.edition.year.label_year == 2024
    }
    assert heads["VKSND tối cao", "13"] == "VKSND tỉnh Trà Vinh"
    assert heads["VKSND tỉnh Bắc Giang", "2"] is None


def test_nobody_is_taken_for_somebody():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with pytest.raises(PermissionDenied):
        reader(request)

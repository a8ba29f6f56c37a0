"""The page of a trial: the same questions, what would come of the answers, a paper of it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Event
from clusters.enums import GroupRole
from clusters.models import ClusterEdition, LeadershipTerm, ReservedSeat
from clusters.queries.event_outcome import EventOutcome
from core.pdf import PdfFailed
from documents.papers import paper_html, paper_text
from organizations.enums import EventKind, EventState, Role
from organizations.models import UnitEvent
from portal.papers.trial import NO_GROUPS, NO_SEATS, trial_paper
from portal.queries.trial import NO_TABLES, NOT_CHOSEN, NOT_MERGED, merging_of, trial_of
from tests.organizations.happenings import SUMMER, Province, event
from tests.people import browser_of, person
from tests.portal.trying import Clusters, all_rows, answered
from tests.readers import pdf_pages
from tests.typing_in import fields_of, resend, send

pytestmark = pytest.mark.django_db
POINTS_2024 = {"A": "95", "B": "90.01", "C": "92.51", "D": ""}


@pytest.fixture
def made(administrator: User, settings: Any) -> Clusters:
    """In July 2025; A, B, C and D were one group in 2024."""
    settings.EMULATION_TODAY = "2025-07-15"
    clusters = Clusters(Province(administrator))
    clusters.scored(2024, "5", POINTS_2024)
    return clusters


@pytest.fixture
def office(made: Clusters) -> Client:
    return browser_of(person("vanphong", Role.OFFICE, made.here.unit))


def told(answer: Any) -> str:
    return " ".join(str(answer.content.decode()).replace("\u00a0", " ").split())


def page(planned: UnitEvent, name: str = "unit-event-try") -> str:
    return reverse(f"portal:{name}", args=[planned.pk])


def chosen(planned: UnitEvent, made: Clusters, points: str = "", **answers: str) -> dict[str, str]:
    """The new unit steps in everywhere but for the deputy's seat, or as it is said."""
    seats = LeadershipTerm.objects.filter(role=GroupRole.HEAD)
    said = {f"term_{term.pk}": "after-0" for term in seats if "term" not in answers}
    said |= {"membership": "after-0", "term": "end", "seat": "keep"} | answers
    given = answered(planned, made.here.by, **said)["answers"]
    return {f"answers-{key}": value for key, value in given.items()} | {"points": points}


def test_the_page_asks_what_the_real_page_asks_and_how_points_become_one(
    made: Clusters, office: Client
) -> None:
    planned = made.merger()
    fields, real = (
        fields_of(office.get(page(planned))),
        fields_of(office.get(f"{page(planned)}../")),
    )
    assert set(real) - set(fields) == set()
    shown = told(office.get(page(planned)))
    assert "GIẢ ĐỊNH" in shown
    assert "Bình quân cộng" in shown
    assert "Điểm của VKSND huyện B" in shown
    assert "Nếu thực hiện</h2>" not in shown


def test_what_would_come_of_it(made: Clusters, office: Client) -> None:
    planned = made.merger()
    before = all_rows({"accounts_session"})
    answer = send(office, page(planned), chosen(planned, made, "mean"))
    assert answer.status_code == 200
    assert all_rows({"accounts_session"}) == before
    shown = told(answer)
    assert "VKSND huyện A và VKSND huyện B hợp nhất thành VKSND khu vực 1" in shown
    assert "Cụm trưởng: VKSND huyện A → VKSND khu vực 1" in shown
    assert "Cụm phó: VKSND huyện B → để trống" in shown
    assert "Cụm thi đua số 5 – VKSND tỉnh Bắc Giang, năm 2024 (tạm tính)" in shown
    groups = answer.context["trial"].past.groups
    assert [(row.name, str(row.points), row.was, row.would_be) for row in groups[0].table.rows] == [
        ("VKSND huyện C", "92.51", "2", "đồng hạng 1"),
        ("VKSND khu vực 1", "92.51", "", "đồng hạng 1"),
        ("VKSND huyện A", "95.00", "1", "tính chung"),
        ("VKSND huyện B", "90.01", "3", "tính chung"),
        ("VKSND huyện D", "None", "—", "—"),
    ]
    assert groups[0].warnings == ("Đồng hạng mới: VKSND huyện C, VKSND khu vực 1",)
    assert UnitEvent.objects.get().state == EventState.PLANNED


def test_answers_are_kept_and_go_back_to_the_real_page(made: Clusters, office: Client) -> None:
    planned = made.merger()
    given = chosen(planned, made, "mean")
    answer = send(office, page(planned), given)
    assert {name: fields_of(answer)[name] for name in given} == given
    back = resend(office, reverse("portal:unit-event", args=[planned.pk]), answer, {"back": "1"})
    assert back.status_code == 200
    assert UnitEvent.objects.get().state == EventState.PLANNED
    kept = fields_of(back)
    assert {name: kept[name] for name in given if name != "points"} == {
        name: value for name, value in given.items() if name != "points"
    }


def test_who_only_comes_back_is_not_told_what_is_missing(made: Clusters, office: Client) -> None:
    planned = made.merger()
    real = reverse("portal:unit-event", args=[planned.pk])
    back = resend(office, real, office.get(page(planned)), {"back": "1"})
    assert back.status_code == 200
    assert "Cần một người quyết định mục này" not in told(back)


def test_the_real_page_leads_to_the_trial_with_its_answers(made: Clusters, office: Client) -> None:
    planned = made.merger()
    real = office.get(reverse("portal:unit-event", args=[planned.pk]))
    assert f'formaction="{page(planned)}"' in told(real)
    answer = resend(office, page(planned), real, chosen(planned, made))
    assert answer.status_code == 200
    assert answer.context["trial"].past.why_not == NOT_CHOSEN
    assert "Cụm phó: VKSND huyện B → để trống" in told(answer)


# What is wrong


def test_a_missing_answer_is_told_beside_its_question(made: Clusters, office: Client) -> None:
    planned = made.merger()
    answer = send(office, page(planned), {"points": "mean"})
    assert answer.status_code == 422
    assert "Cần một người quyết định mục này" in told(answer)
    assert fields_of(answer)["points"] == "mean"
    assert answer.context["trial"] is None


def test_what_could_not_be_done_is_refused_as_there(made: Clusters, office: Client) -> None:
    """Head and deputy cannot be the same unit."""
    planned = made.merger()
    given = chosen(planned, made, term="after-0")
    answer = send(office, page(planned), given)
    assert answer.status_code == 422
    real = send(office, reverse("portal:unit-event", args=[planned.pk]), given)
    assert real.status_code == 422
    assert answer.context["form"].errors == real.context["form"].errors


def test_a_way_nobody_offered_is_refused(made: Clusters, office: Client) -> None:
    planned = made.merger()
    answer = send(office, page(planned), chosen(planned, made, "unit-0"))
    assert answer.status_code == 422
    assert "points" in answer.context["form"].errors


def test_what_changed_meanwhile_is_shown_first(made: Clusters, office: Client) -> None:
    planned = made.merger()
    opened = office.get(page(planned))
    made.here.found("Văn phòng", made.units["A"])
    met = resend(office, page(planned), opened, chosen(planned, made))
    assert met.status_code == 409
    assert "Dữ liệu vừa thay đổi" in told(met)
    assert resend(office, page(planned), met, {}).status_code == 200


# Past years


def test_other_events_have_no_past_to_compute(made: Clusters, office: Client) -> None:
    abolition = made.planned(event(EventKind.ABOLISH, SUMMER, (made.units["D"],)))
    assert "Bình quân cộng" not in told(office.get(page(abolition)))
    answer = send(office, page(abolition), chosen(abolition, made, membership="end", heir="none"))
    assert answer.context["trial"].past.why_not == NOT_MERGED
    assert "Không còn đơn vị nào" in told(answer)


def test_a_unit_that_takes_another_in_is_one_with_it(made: Clusters, office: Client) -> None:
    planned = made.absorption("B", "A")
    points = f"unit-{made.units['A'].pk}"
    given = chosen(planned, made, points, membership="end", term="end")
    answer = send(office, page(planned), given)
    (group,) = answer.context["trial"].past.groups
    assert [(row.name, row.would_be) for row in group.table.rows if row.is_one] == [
        ("VKSND huyện A", "1")
    ]


def test_leaders_that_would_have_been_one_unit(made: Clusters, office: Client) -> None:
    edition = ClusterEdition.objects.get(number="5")
    for role, name in ((GroupRole.HEAD, "A"), (GroupRole.DEPUTY, "B")):
        LeadershipTerm.objects.create(edition=edition, role=role, unit=made.units[name])
    planned = made.merger("ABCD")
    given = chosen(planned, made, "mean", membership="end", term="end")
    answer = send(office, page(planned), given)
    (group,) = answer.context["trial"].past.groups
    assert group.warnings == (
        "Cụm trưởng và Cụm phó thành một đơn vị: một ghế trống",
        "Cụm, khối chỉ còn một đơn vị",
        "Đơn vị hợp nhất không có điểm nên không xếp thứ",
    )


def test_who_led_for_a_part_of_the_year_leaves_no_seat(made: Clusters) -> None:
    edition = ClusterEdition.objects.get(number="5")
    for role, name, until in (("head", "A", None), ("deputy", "B", date(2024, 7, 1))):
        unit = made.units[name]
        LeadershipTerm.objects.create(edition=edition, role=role, unit=unit, valid_to=until)
    planned = made.merger()
    trial = trial_of(planned, EventOutcome(), merging_of(planned, made.here.by), "mean")
    assert not any("ghế trống" in words for words in trial.past.groups[0].warnings)


@pytest.mark.parametrize(("names", "is_left"), [("AB", True), ("BC", False)])
def test_who_stood_in_for_the_head_held_no_seat_of_its_own(
    made: Clusters, names: str, is_left: bool
) -> None:
    """The deputy's unit ran the group for the head's to the end of the year."""
    edition = ClusterEdition.objects.get(number="5")
    for role, name, stands_in in (
        ("head", "A", False),
        ("deputy", "B", False),
        ("head", "B", True),
    ):
        unit = made.units[name]
        LeadershipTerm.objects.create(edition=edition, role=role, unit=unit, stands_in=stands_in)
    planned = made.merger(names)
    trial = trial_of(planned, EventOutcome(), merging_of(planned, made.here.by), "mean")
    warned = "Cụm trưởng và Cụm phó thành một đơn vị: một ghế trống"
    assert (warned in trial.past.groups[0].warnings) == is_left


def test_units_of_several_groups_are_computed_in_each(made: Clusters, office: Client) -> None:
    made.scored(2023, "6", {"A": "90", "C": "91"})
    made.scored(2023, "7", {"B": "90", "D": ""})
    planned = made.merger()
    answer = send(office, page(planned), chosen(planned, made, "mean"))
    past = answer.context["trial"].past
    assert [group.table.is_same for group in past.groups] == [False, True, True]
    assert past.remarks == (
        "Năm 2023 các đơn vị thuộc Cụm thi đua số 6, Cụm thi đua số 7: tính riêng từng nơi.",
    )
    assert "Chỉ VKSND huyện B có trong bảng: thứ hạng không đổi." in told(answer)


def test_a_group_without_any_points_says_so(made: Clusters, office: Client) -> None:
    made.scored(2023, "6", {"A": "", "B": "", "C": ""})
    planned = made.merger()
    answer = send(office, page(planned), chosen(planned, made, "mean"))
    assert answer.context["trial"].past.groups[1].warnings == ("Chưa đơn vị nào có điểm",)


def test_no_table_that_the_reader_may_not_see_is_told_of(made: Clusters, office: Client) -> None:
    """The group of 2024 was another owner's."""
    year = ClusterEdition.objects.get(number="5").year
    year.owner = made.here.top
    year.save()
    planned = made.merger()
    answer = send(office, page(planned), chosen(planned, made))
    assert answer.context["trial"].past.why_not == NO_TABLES
    assert "Cụm thi đua số 5" not in told(answer)
    assert "92,51" not in told(answer)


@pytest.mark.parametrize("years", [1, 30])
def test_past_years_take_the_same_queries_for_1_and_30_of_them(
    made: Clusters, django_assert_num_queries: DjangoAssertNumQueries, years: int
) -> None:
    for year in range(2025 - years, 2024):
        made.scored(year, "5", {"A": "90", "B": "80"})
    planned, by = made.merger(), made.here.by
    with django_assert_num_queries(15):
        trial = trial_of(planned, EventOutcome(), merging_of(planned, by), "mean")
    assert len(trial.past.groups) == years


# On paper


def test_every_page_of_the_paper_says_that_nothing_is_so(made: Clusters, office: Client) -> None:
    for year in range(2015, 2024):
        made.scored(year, "5", {"A": "90", "B": "80", "C": ""})
    planned = made.merger()
    given = chosen(planned, made, "mean")
    before = all_rows({"accounts_session", "audit_event"})
    opened = office.get(page(planned))
    answer = resend(office, page(planned, "unit-event-try-pdf"), opened, given)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "tinh-thu-hop-nhat" in answer.headers["Content-Disposition"]
    assert all_rows({"accounts_session", "audit_event"}) == before
    assert Event.objects.filter(name="paper.downloaded").count() == 1
    assert not Event.objects.filter(name="unit_event.carried_out").exists()
    sheets = pdf_pages(answer.content)
    assert len(sheets) > 1
    assert all("GIẢ ĐỊNH" in sheet for sheet in sheets)
    words = " ".join(" ".join(sheets).split())
    assert "Bình quân cộng" in words
    assert "Cụm phó: VKSND huyện B → để trống" in words


def test_the_paper_of_an_event_that_changes_no_group(made: Clusters) -> None:
    planned = made.planned(event(EventKind.ABOLISH, SUMMER, (made.units["D"],)))
    trial = trial_of(planned, EventOutcome(), merging_of(planned, made.here.by), "")
    words = paper_text(trial_paper(trial))
    assert '<div class="draft-mark">GIẢ ĐỊNH</div>' in paper_html(trial_paper(trial))
    assert NO_GROUPS in words
    assert NO_SEATS in words
    assert NOT_MERGED in words


def test_the_paper_tells_of_reserved_seats_and_groups_with_one_of_the_units(
    made: Clusters, office: Client
) -> None:
    made.scored(2023, "6", {"C": "90", "D": "80"})
    planned = made.merger("BC")
    trial = send(office, page(planned), chosen(planned, made, "mean")).context["trial"]
    words = paper_text(trial_paper(trial))
    seat = ReservedSeat.objects.get().label
    assert f"Dự kiến {seat}: VKSND huyện C, chưa đơn vị nào nhận thay." in words
    assert "Chỉ VKSND huyện C có trong bảng: thứ hạng không đổi." in words


def test_the_paper_is_only_posted_for(made: Clusters, office: Client) -> None:
    planned = made.merger()
    assert office.get(page(planned, "unit-event-try-pdf")).url == page(planned)
    answer = send(office, page(planned), {})
    assert resend(office, page(planned, "unit-event-try-pdf"), answer, {}).status_code == 422


def test_a_paper_that_cannot_be_made_is_told(
    made: Clusters, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_trial: object) -> bytes:
        raise PdfFailed

    monkeypatch.setattr("portal.views.trials.trial_pdf", fail)
    planned = made.merger()
    opened = office.get(page(planned))
    given = chosen(planned, made)
    answer = resend(office, page(planned, "unit-event-try-pdf"), opened, given)
    assert answer.url == page(planned)
    assert "Chưa tạo được tệp PDF" in told(office.get(page(planned)))


# Who may


def test_who_may_not_carry_it_out_does_not_try_it(made: Clusters) -> None:
    planned = made.merger()
    by_role = {
        "clerk": person("canbo", Role.CLERK, made.units["A"]),
        "elsewhere": person("vanphongkhac", Role.OFFICE, made.units["D"]),
    }
    for who in by_role.values():
        browser = browser_of(who)
        for name in ("unit-event-try", "unit-event-try-pdf"):
            assert browser.get(page(planned, name)).status_code == 403
            assert browser.post(page(planned, name)).status_code == 403


def test_what_is_done_already_is_not_tried(made: Clusters, office: Client) -> None:
    planned = made.merger()
    real = reverse("portal:unit-event", args=[planned.pk])
    assert send(office, real, chosen(planned, made)).status_code == 302
    for name in ("unit-event-try", "unit-event-try-pdf"):
        for sent in (office.get, office.post):
            assert sent(page(planned, name)).url == real
            assert "Biến động đã được " in office.get(real).content.decode()

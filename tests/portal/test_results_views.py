"""The results form in the browser's eyes: who gets in, what is saved, what is refused and kept."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from clusters.actions import lock_year
from conferences.actions import call_conference
from conferences.enums import Step
from conferences.models import Conference
from conferences.queries import general_of, people_of
from conferences.rules import GeneralFacts, PurposeRow
from tests.people import browser_of, person
from tests.scenarios import World, world
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db
STALE = "0123456789abcdef"


@pytest.fixture
def told() -> World:
    """Bắc Giang with its five members and their checked scores, but no conference."""
    return world("bac_giang", until="scores")


@pytest.fixture
def draft(told: World) -> Conference:
    purposes = (PurposeRow("year_end", told.editions["cum_2"].pk),)
    facts = GeneralFacts(title="Hội nghị tổng kết", purposes=purposes)
    return call_conference(facts=facts, by=told.administrator)


@pytest.fixture
def office(told: World) -> Client:
    return browser_of(told.office("bac_giang"))


def at(conference: Conference, step: Step) -> str:
    return reverse("portal:results", args=[conference.pk, step])


def text(page) -> str:
    return page.content.decode()


def stored(conference: Conference) -> Conference:
    return Conference.objects.get(pk=conference.pk)


# ── Who gets in ──────────────────────────────────────────────────────────────────────────────


def test_a_draft_does_not_exist_for_those_who_may_not_edit_it(told, draft):
    for reader in (told.clerk("huyện Tân Yên"), told.leader("bac_giang"), person("nguoila")):
        for step in Step:
            assert browser_of(reader).get(at(draft, step)).status_code == 404


def test_the_administrator_reads_a_draft_but_does_not_enter_it(told, draft):
    page = browser_of(told.administrator).get(at(draft, Step.GENERAL))
    assert page.status_code == 403


def test_a_visitor_signs_in_first(draft):
    page = Client().get(at(draft, Step.GENERAL))
    assert page.url.startswith(reverse("accounts:sign-in"))


def test_there_is_no_other_step(office, draft):
    assert office.get(f"/hoi-nghi/{draft.pk}/ket-qua/phieu-bau/").status_code == 404
    assert office.get("/hoi-nghi/99999/ket-qua/diem/").status_code == 404


def test_a_recorded_conference_is_reopened_before_it_is_changed(office, draft):
    office.post(at(draft, Step.REVIEW))
    page = office.get(at(draft, Step.GENERAL), follow=True)
    assert page.redirect_chain[-1][0] == reverse("portal:conference", args=[draft.pk])
    assert "Muốn sửa, mở lại kết quả trước." in text(page)


# ── Beginning ────────────────────────────────────────────────────────────────────────────────


def test_a_new_conference_is_for_the_edition_it_was_begun_from(told, office):
    edition = told.editions["cum_2"]
    url = f"{reverse('portal:conference-new')}?edition={edition.pk}"
    page = send(
        office,
        url,
        {"title": "Hội nghị sơ kết", "purposes-0-kind": "mid_year", "date_precision": "unknown"},
    )
    called = Conference.objects.get()
    assert page.url == at(called, Step.PEOPLE)
    assert general_of(called) == GeneralFacts(
        title="Hội nghị sơ kết", purposes=(PurposeRow("mid_year", edition.pk),)
    )


def test_the_button_pressed_twice_begins_one_conference(told, office):
    url = f"{reverse('portal:conference-new')}?edition={told.editions['cum_2'].pk}"
    typed = {"title": "Hội nghị", "purposes-0-kind": "year_end", "date_precision": "unknown"}
    page = office.get(url)
    first, second = (resend(office, url, page, typed) for _ in range(2))
    assert first.url == second.url
    assert Conference.objects.count() == 1


def test_a_new_conference_says_what_is_missing(told, office):
    url = f"{reverse('portal:conference-new')}?edition={told.editions['cum_2'].pk}"
    page = send(office, url, {"title": "", "place": "Hội trường"})
    assert page.status_code == 422
    assert "Tên hội nghị: Cần nhập mục này." in text(page)
    assert 'value="Hội trường"' in text(page)
    assert not Conference.objects.exists()


def test_only_who_manages_the_group_begins_its_conference(told):
    url = f"{reverse('portal:conference-new')}?edition={told.editions['cum_2'].pk}"
    assert browser_of(told.clerk("huyện Tân Yên")).get(url).status_code == 403
    assert browser_of(person("nguoila")).get(url).status_code == 404
    assert browser_of(person("nguoila2")).get(reverse("portal:conference-new")).status_code == 403


def test_without_an_edition_the_only_group_one_manages_is_meant(told, office):
    page = office.get(reverse("portal:conference-new"))
    assert fields_of(page)["purposes-0-edition_id"] == str(told.editions["cum_2"].pk)


# ── Saving ───────────────────────────────────────────────────────────────────────────────────


def test_saving_goes_on_to_the_next_step_or_stays(office, draft):
    assert send(office, at(draft, Step.GENERAL), {}, "save=next").url == at(draft, Step.PEOPLE)
    assert send(office, at(draft, Step.GENERAL), {}).url == at(draft, Step.GENERAL)


def test_what_is_typed_in_decomposed_letters_is_stored_composed(office, draft):
    typed = {"place": unicodedata.normalize("NFD", "VKSND huyện Tân Yên")}
    send(office, at(draft, Step.GENERAL), typed)
    assert stored(draft).place == "VKSND huyện Tân Yên"


def test_a_range_of_days_is_kept_as_a_range(office, draft):
    typed = {"date_precision": "range", "starts_on": "19-03-2024", "ends_on": "21/3/2024"}
    send(office, at(draft, Step.GENERAL), typed)
    assert (stored(draft).starts_on, stored(draft).ends_on) == (
        date(2024, 3, 19),
        date(2024, 3, 21),
    )


def test_the_same_page_sent_twice_changes_once(office, draft):
    page = office.get(at(draft, Step.GENERAL))
    for _ in range(2):
        answer = resend(office, at(draft, Step.GENERAL), page, {"place": "Hội trường"})
        assert answer.status_code == 302
    assert Event.objects.filter(name="conference.general_saved").count() == 1


def test_another_row_is_shown_without_saving_anything(office, draft):
    typed = {"title": "Tên đang gõ"}
    page = send(office, at(draft, Step.GENERAL), typed, "add_purposes")
    assert page.status_code == 200
    assert fields_of(page)["purposes-TOTAL_FORMS"] == "2"
    assert fields_of(page)["title"] == "Tên đang gõ"
    assert 'class="error-summary"' not in text(page)
    assert stored(draft).title == "Hội nghị tổng kết"


# ── What is refused ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"date_precision": "day", "starts_on": "31/02/2024"}, "Không có ngày 31/02/2024."),
        ({"date_precision": "day", "starts_on": ""}, "Nhập ngày họp, hoặc chọn “Chưa rõ ngày”."),
        ({"title": "x" * 612}, "Dài 612 ký tự, tối đa 500."),
        ({"host_unit_id": "VKSND huyện Không Có"}, "Không có đơn vị tên “VKSND huyện Không Có”."),
        ({"purposes-0-kind": "party"}, "Chọn một mục trong danh sách."),
        ({"purposes-0-edition_id": "99999"}, "Chọn một mục trong danh sách."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_stays_typed(office, draft, typed, message):
    before = general_of(draft)
    page = send(office, at(draft, Step.GENERAL), typed | {"place": "Hội trường vừa gõ"})
    assert page.status_code == 422
    assert message in text(page)
    assert text(page).split("<title>")[1].startswith("Lỗi: ")
    assert 'class="error-summary"' in text(page)
    assert fields_of(page)["place"] == "Hội trường vừa gõ"
    assert general_of(stored(draft)) == before


def test_what_only_the_action_knows_stands_at_its_row(told, office, draft):
    typed = rows("purposes", {"kind": "year_end"}, {"kind": "year_end"})
    edition = str(told.editions["cum_2"].pk)
    typed |= {f"purposes-{index}-edition_id": edition for index in range(2)}
    page = send(office, at(draft, Step.GENERAL), typed)
    assert page.status_code == 422
    assert "Mục đích 2, Mục đích: Mục đích này đã được chọn cho cụm, khối này." in text(page)


def test_a_page_of_a_locked_year_saves_nothing(told, office, draft):
    page = office.get(at(draft, Step.PEOPLE))
    lock_year(year=told.editions["cum_2"].year, by=told.administrator)
    assert resend(office, at(draft, Step.PEOPLE), page, {"attendance": "all"}).status_code == 404
    assert people_of(draft).attendance == ()


def test_a_conference_recorded_meanwhile_keeps_what_was_recorded(told, office, draft):
    """What was typed into it is not lost either: it is shown again."""
    page = office.get(at(draft, Step.GENERAL))
    office.post(at(draft, Step.REVIEW))
    answer = resend(office, at(draft, Step.GENERAL), page, {"title": "Tên khác"})
    assert answer.status_code == 422
    assert "Hội nghị đã được ghi nhận. Mở lại hội nghị trước khi sửa." in text(answer)
    assert fields_of(answer)["title"] == "Tên khác"
    assert stored(draft).title == "Hội nghị tổng kết"


# ── Two people at once ───────────────────────────────────────────────────────────────────────


def test_the_second_to_save_sees_both_versions_and_may_then_save_on_top(told, office, draft):
    url = at(draft, Step.GENERAL)
    opened = office.get(url)
    colleague = browser_of(person("dongnghiep", "office", told.units["bac_giang"]))
    send(colleague, url, {"place": "Hội trường A"})

    page = resend(office, url, opened, {"place": "Hội trường B"})
    assert page.status_code == 409
    assert [(row.label, row.typed, row.stored) for row in page.context["conflict"]] == [
        ("Địa điểm", "Hội trường B", "Hội trường A")
    ]
    assert fields_of(page)["place"] == "Hội trường B"
    assert stored(draft).place == "Hội trường A"

    assert resend(office, url, page, {}).status_code == 302
    assert stored(draft).place == "Hội trường B"


@pytest.mark.parametrize(
    ("step", "typed"),
    [
        (Step.PEOPLE, {"attendance": "all"}),
        (Step.PROGRAMME, {"agenda": "Khai mạc"}),
        (Step.SCORES, {"scores_agreed": "on"}),
        (Step.PROPOSALS, rows("awards", {"unit_id": "VKSND huyện Tân Yên"})),
        (Step.FILES, {"attachments-0-caption": "Toàn cảnh"}),
    ],
)
def test_every_step_notices_that_it_is_out_of_date(told, office, draft, step, typed):
    if step == Step.PROPOSALS:
        typed = typed | {"awards-0-title_id": str(next(iter(told.case.titles.values())).pk)}
    opened = office.get(at(draft, step))
    page = resend(office, at(draft, step), opened, typed | {"version": STALE})
    assert page.status_code == 409
    assert "Nội dung này vừa được người khác lưu" in text(page)


# ── Recording ────────────────────────────────────────────────────────────────────────────────


def test_steps_say_whether_they_are_entered(office, draft):
    send(office, at(draft, Step.PEOPLE), {"attendance": "all"})
    steps = {
        step.label: step.state for step in office.get(at(draft, Step.GENERAL)).context["steps"]
    }
    assert steps["Thông tin chung"] == "done"
    assert steps["Thành phần"] == "done"
    assert steps["Nội dung"] == "empty"
    assert steps["Kiểm tra và ghi nhận"] == "last"


def test_the_last_page_shows_everything_and_what_is_missing(office, draft):
    send(office, at(draft, Step.PEOPLE), {"attendance": "all"})
    page = office.get(at(draft, Step.REVIEW))
    chapters = {chapter.step: chapter for chapter in page.context["chapters"]}
    said = {line.label: line.text for line in chapters[Step.PEOPLE].known}
    assert said["Có mặt"].count("VKSND huyện") == 5
    assert "Chủ trì" in chapters[Step.PEOPLE].unknown
    assert "Chưa rõ ngày họp." in text(page)
    assert "Ghi nhận kết quả</button>" in text(page)


def test_obstacles_are_listed_with_their_step_and_stop_recording(office, draft):
    typed = {"date_precision": "day", "starts_on": "26/11/2024"}
    send(office, at(draft, Step.GENERAL), typed)
    page = office.get(at(draft, Step.REVIEW))
    assert "Hội nghị chưa diễn ra: kiểm tra lại ngày họp." in text(page)
    assert f'href="{at(draft, Step.GENERAL)}"' in text(page)
    assert "Ghi nhận kết quả</button>" not in text(page)
    states = {step.label: step.state for step in page.context["steps"]}
    assert states["Thông tin chung"] == "fix"

    assert office.post(at(draft, Step.REVIEW)).status_code == 422
    assert not stored(draft).is_recorded


def test_recorded_it_is_seen_by_the_members_and_counts_once(told, office, draft):
    for _ in range(2):
        page = office.post(at(draft, Step.REVIEW))
        assert page.url == reverse("portal:conference", args=[draft.pk])
    assert stored(draft).is_recorded
    assert Event.objects.filter(name="conference.recorded").count() == 1
    member = browser_of(told.clerk("huyện Tân Yên"))
    assert member.get(reverse("portal:conference", args=[draft.pk])).status_code == 200


def test_reopening_needs_a_reason(told, office, draft):
    office.post(at(draft, Step.REVIEW))
    url = reverse("portal:reopen", args=[draft.pk])
    for reason in ("", "sai"):
        page = office.post(url, {"reason": reason})
        assert page.status_code == 422
        assert "Lý do mở lại: " in text(page)
    assert stored(draft).is_recorded

    assert office.post(url, {"reason": "Ghi sót tên người chủ trì"}).url == at(draft, Step.REVIEW)
    assert not stored(draft).is_recorded
    assert Event.objects.get(name="conference.reopened").reason == "Ghi sót tên người chủ trì"


def test_a_draft_is_not_reopened_and_a_member_reopens_nothing(told, office, draft):
    url = reverse("portal:reopen", args=[draft.pk])
    assert "không cần mở lại" in text(office.get(url, follow=True))
    office.post(at(draft, Step.REVIEW))
    assert browser_of(told.clerk("huyện Tân Yên")).get(url).status_code == 403


def test_a_draft_is_discarded_only_after_asking(told, office, draft):
    url = reverse("portal:discard", args=[draft.pk])
    assert "Bỏ bản đang nhập?" in text(office.get(url))
    assert stored(draft)
    page = office.post(url)
    assert page.url == reverse("portal:edition", args=[told.editions["cum_2"].pk])
    assert not Conference.objects.exists()


def test_a_recorded_conference_is_not_discarded(office, draft):
    office.post(at(draft, Step.REVIEW))
    answer = office.post(reverse("portal:discard", args=[draft.pk]), follow=True)
    assert "Hội nghị đã ghi nhận lúc " in text(answer)
    assert stored(draft).is_recorded


# ── Cost ─────────────────────────────────────────────────────────────────────────────────────


def speeches(count: int) -> dict[str, str]:
    return rows("speeches", *({"kind": "discussion", "person": f"Người {n}"} for n in range(count)))


def test_a_step_costs_the_same_with_one_row_and_with_thirty(office, draft):
    counts = []
    for number in (1, 30):
        send(office, at(draft, Step.PROGRAMME), speeches(number))
        for step in (Step.PROGRAMME, Step.REVIEW):
            with CaptureQueriesContext(connection) as queries:
                office.get(at(draft, step))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]

"""Text in TCVN3 or VNI comes back with what it would say; a person decides, nothing is lost."""

import re
import unicodedata
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from clusters.models import EmulationYear
from core.legacy import to_tcvn3, to_vni
from tests.clusters.province import SAVE, Province, province, said_wrong
from tests.typing_in import fields_of, resend, rows, send

pytestmark = pytest.mark.django_db
MEANT = "Viện kiểm sát đoàn kết"
OLD = to_tcvn3(MEANT)
KEEP = {"theme-reading": "typed"}


@pytest.fixture
def owner(db: None) -> Province:
    return province("VKSND tỉnh Lạng Sơn", "huyện Cao Lộc")


@pytest.fixture
def year(owner: Province) -> EmulationYear:
    return owner.open_year(2024)


def edit(year: EmulationYear) -> str:
    return reverse("clusters:year-edit", args=[year.pk])


def theme(year: EmulationYear) -> str:
    return EmulationYear.objects.get(pk=year.pk).theme


def ways(answer: HttpResponse) -> list[str]:
    """The labels of the two radio buttons."""
    found = re.findall(
        r'<label class="form-check-label" for="[^"]*-reading-[^"]*">(.*?)</label>',
        answer.content.decode(),
    )
    return [str(each) for each in found]


@pytest.mark.parametrize(("typed", "coding"), [(OLD, "TCVN3"), (to_vni(MEANT), "VNI")])
def test_it_is_not_saved_and_comes_back_with_the_proposal_beside_the_field(
    owner: Province, year: EmulationYear, typed: str, coding: str
) -> None:
    answer = send(owner.browser, edit(year), {"theme": typed, "motto": "Bản lĩnh"}, SAVE)
    assert answer.status_code == 422
    [message] = answer.context["form"].errors["theme"]
    assert f"bảng mã cũ {coding}. Có phải: “{MEANT}”?" in message
    assert (theme(year), fields_of(answer)["theme"]) == ("", typed)
    assert fields_of(answer)["motto"] == "Bản lĩnh"
    assert ways(answer) == [f"Sửa thành “{MEANT}”", "Giữ nguyên như đã gõ"]


def test_sending_it_again_takes_the_proposal_that_stands_chosen(
    owner: Province, year: EmulationYear
) -> None:
    asked = send(owner.browser, edit(year), {"theme": OLD}, SAVE)
    assert resend(owner.browser, edit(year), asked, {}, SAVE).status_code == 302
    assert theme(year) == MEANT


def test_one_press_keeps_it_as_typed_and_the_next_edit_asks_nothing(
    owner: Province, year: EmulationYear
) -> None:
    asked = send(owner.browser, edit(year), {"theme": OLD}, SAVE)
    assert resend(owner.browser, edit(year), asked, KEEP, SAVE).status_code == 302
    assert theme(year) == OLD
    assert "Giữ nguyên như đã gõ" in ways(owner.browser.get(edit(year)))
    assert send(owner.browser, edit(year), {"motto": "Bản lĩnh"}, SAVE).status_code == 302
    assert theme(year) == OLD


def test_what_was_kept_can_be_put_right_later(owner: Province, year: EmulationYear) -> None:
    send(owner.browser, edit(year), {"theme": OLD} | KEEP, SAVE)
    send(owner.browser, edit(year), {"theme-reading": "proposed"}, SAVE)
    assert theme(year) == MEANT


def test_a_text_typed_anew_is_taken_whatever_stands_chosen(
    owner: Province, year: EmulationYear
) -> None:
    asked = send(owner.browser, edit(year), {"theme": OLD}, SAVE)
    assert resend(owner.browser, edit(year), asked, {"theme": "Đổi mới"}, SAVE).status_code == 302
    assert theme(year) == "Đổi mới"


@pytest.mark.parametrize("reading", ["", "khác", "<script>"])
def test_a_choice_that_is_none_asks_again(
    owner: Province, year: EmulationYear, reading: str
) -> None:
    typed = {"theme": OLD, "theme-reading": reading}
    assert send(owner.browser, edit(year), typed, SAVE).status_code == 422
    assert theme(year) == ""


def test_several_lines_and_what_else_is_wrong_are_told_together(
    owner: Province, year: EmulationYear
) -> None:
    typed = {"theme": OLD, "note": f"Ghi chú:\n{OLD}\n<b>", "label_year": "năm nay"}
    answer = send(owner.browser, edit(year), typed, SAVE)
    assert len(said_wrong(answer)) == 3
    assert fields_of(answer)["note"] == typed["note"]
    assert "&lt;b&gt;”</label>" in answer.content.decode()
    resend(owner.browser, edit(year), answer, {"label_year": "2024"} | KEEP, SAVE)
    year.refresh_from_db()
    assert (year.theme, year.note) == (OLD, f"Ghi chú:\n{MEANT}\n<b>")


def test_rows_are_asked_about_one_by_one(owner: Province, year: EmulationYear) -> None:
    edition = owner.set_up(year, number="1")
    typed = rows("members", {"unit_id": "huyện Cao Lộc", "note": OLD})
    answer = owner.type_in("composition", edition, **typed)
    assert (answer.status_code, len(said_wrong(answer))) == (422, 1)
    url = reverse("clusters:composition", args=[edition.pk])
    assert resend(owner.browser, url, answer, {}, SAVE).status_code == 302
    assert edition.memberships.get().note == MEANT


def test_decomposed_letters_go_on_being_composed_without_a_word(
    owner: Province, year: EmulationYear
) -> None:
    typed = {"theme": unicodedata.normalize("NFD", "Đoàn kết, 5 µm × 3, 25 °C")}
    assert send(owner.browser, edit(year), typed, SAVE).status_code == 302
    assert theme(year) == "Đoàn kết, 5 µm × 3, 25 °C"


def test_no_choice_is_offered_where_there_is_nothing_to_choose(
    owner: Province, year: EmulationYear
) -> None:
    send(owner.browser, edit(year), {"theme": MEANT}, SAVE)
    page: Any = owner.browser.get(edit(year))
    assert "-reading" not in page.content.decode()

"""A form of one dataclass: rows, another blank row, problems in their place, two versions."""

from dataclasses import dataclass

import pytest
from django.http import QueryDict

from core.form_errors import errors_in, has_errors
from core.forms.facts import FactsForm, Group, with_rows
from core.forms.fields import LineField, YearField
from core.forms.rows import MOST_ROWS, RowForm
from core.problems import Problem
from core.versions import version_of


@dataclass(frozen=True)
class Dish:
    name: str
    cook: str = ""


@dataclass(frozen=True)
class Menu:
    title: str
    dishes: tuple[Dish, ...] = ()


class DishForm(RowForm):
    row_type = Dish
    name = LineField(label="Món")
    cook = LineField(label="Người nấu", required=False)


class MenuForm(FactsForm[Menu]):
    facts_type = Menu
    row_forms = {"dishes": DishForm}
    groups = (Group("Thực đơn", ("title",)), Group("Các món", rows="dishes", row_label="Món"))
    title = LineField(label="Tên")


STORED = Menu("Tết", (Dish("Bánh chưng", "Lan"), Dish("Nem")))


def typed(**fields):
    shown = {
        "title": "Tết",
        "version": version_of(STORED),
        "dishes-TOTAL_FORMS": "2",
        "dishes-INITIAL_FORMS": "2",
        "dishes-0-name": "Bánh chưng",
        "dishes-0-cook": "Lan",
        "dishes-1-name": "Nem",
        "dishes-1-cook": "",
    }
    data = QueryDict(mutable=True)
    data.update(shown | {name.replace("__", "-"): value for name, value in fields.items()})
    return data


def form(stored=STORED, **fields):
    return MenuForm(stored, scene=None, data=typed(**fields))


def refused(**fields):
    wrong = form(**fields)
    assert not wrong.is_valid()
    return wrong


def messages(wrong):
    return [error.message for error in errors_in(wrong)]


def test_what_was_shown_and_sent_back_is_the_same():
    unchanged = form()
    assert unchanged.is_valid()
    assert unchanged.facts() == STORED
    assert unchanged.version == version_of(STORED)


def test_a_form_shows_what_is_stored():
    shown = MenuForm(STORED, scene=None)
    assert shown["title"].value() == "Tết"
    assert [row["name"].value() for row in shown.rows["dishes"]] == ["Bánh chưng", "Nem"]


def test_rows_left_blank_do_not_exist():
    cleared = form(dishes__0__name="", dishes__0__cook="")
    assert cleared.is_valid()
    assert cleared.facts().dishes == (Dish("Nem"),)


def test_dropped_rows_go_even_when_they_are_wrong():
    dropped = form(dishes__0__name="x" * 400, dishes__0__DELETE="on")
    assert dropped.is_valid()
    assert dropped.facts().dishes == (Dish("Nem"),)


def test_every_mistake_is_named_with_its_row():
    wrong = refused(title="", dishes__1__name="", dishes__1__cook="Hoa")
    assert messages(wrong) == ["Tên: Cần nhập mục này.", "Món 2, Món: Cần nhập mục này."]
    assert has_errors(wrong)


def test_a_mistake_in_a_row_alone_counts_as_one():
    assert has_errors(refused(dishes__1__name="", dishes__1__cook="Hoa"))


def test_what_was_typed_stays():
    wrong = refused(title="", dishes__1__name="", dishes__1__cook="Hoa")
    assert wrong.rows["dishes"].forms[1]["cook"].value() == "Hoa"


def test_too_many_rows_are_refused():
    wrong = refused(dishes__TOTAL_FORMS=str(MOST_ROWS + 1))
    assert messages(wrong) == [f"Nhiều nhất {MOST_ROWS} dòng."]


@pytest.mark.parametrize("total", ["", "x", "-1"])
def test_a_mangled_page_is_refused_in_words(total):
    wrong = refused(dishes__TOTAL_FORMS=total)
    assert messages(wrong) == ["Trang gửi thiếu dữ liệu. Hãy tải lại trang rồi nhập lại."]


def test_the_button_adds_a_row_and_judges_nothing():
    grown = form(title="", add_dishes="1")
    assert grown.added_to == "dishes"
    assert len(grown.rows["dishes"].forms) == 3
    assert grown.rows["dishes"].forms[1]["name"].value() == "Nem"
    assert list(errors_in(grown)) == []


def test_a_new_row_takes_the_focus():
    grown = form(add_dishes="1")
    assert "autofocus" in str(grown.rows["dishes"].forms[2]["name"])


def test_a_row_moves_up_and_takes_everything_along():
    moved = form(up_dishes="1", dishes__1__DELETE="on")
    assert [row["name"].value() for row in moved.rows["dishes"]] == ["Nem", "Bánh chưng"]
    assert [row["DELETE"].value() for row in moved.rows["dishes"]] == [True, False]


@pytest.mark.parametrize("number", ["0", "x", "2", "7"])
def test_a_row_that_cannot_move_stays(number):
    still = form(up_dishes=number)
    assert [row["name"].value() for row in still.rows["dishes"]] == ["Bánh chưng", "Nem"]


def test_rows_can_be_filled_in_beforehand():
    data = with_rows(typed(), "dishes", [{"name": "Giò"}])
    grown = MenuForm(STORED, scene=None, data=data)
    assert grown.is_valid()
    assert [dish.name for dish in grown.facts().dishes] == ["Bánh chưng", "Nem", "Giò"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("title", "Tên: Sai."),
        ("dishes-1-cook", "Món 2, Người nấu: Sai."),
        ("dishes-1-price", "Món 2, Sai."),
        ("dishes-9-cook", "Sai."),
        ("dishes", "Sai."),
        ("", "Sai."),
        ("unheard_of", "Sai."),
    ],
)
def test_a_problem_stands_where_it_belongs(field, message):
    judged = form()
    assert judged.is_valid()
    judged.refuse([Problem("Sai.", field)])
    assert messages(judged) == [message]


def test_a_problem_counts_the_rows_that_are_kept():
    judged = form(dishes__0__DELETE="on")
    assert judged.is_valid()
    judged.refuse([Problem("Sai.", "dishes-0-name")])
    assert judged.rows["dishes"].forms[1].errors == {"name": ["Sai."]}


def test_two_versions_are_laid_side_by_side_where_they_differ():
    mine = form(title="Rằm", dishes__1__cook="Hoa")
    assert mine.is_valid()
    theirs = Menu("Tết", (Dish("Nem"),))
    assert [(each.label, each.typed, each.stored) for each in mine.differences(theirs)] == [
        ("Tên", "Rằm", "Tết"),
        ("Các món", "Bánh chưng – Lan\nNem – Hoa", "Nem"),
    ]
    assert mine.version == version_of(theirs)


def test_versions_that_read_alike_are_shown_whole():
    mine = form()
    assert mine.is_valid()
    assert [each.label for each in mine.differences(STORED)] == ["Tên", "Các món"]


class YearDishForm(DishForm):
    quiet = frozenset({"name"})
    speaks_for = {"chef": "cook"}
    year = YearField(label="Năm", required=False)


class QuietMenuForm(MenuForm):
    row_forms = {"dishes": YearDishForm}


def test_a_row_with_only_what_was_filled_in_beforehand_does_not_exist():
    quiet = QuietMenuForm(STORED, scene=None, data=typed())
    assert [row.has_changed() for row in quiet.rows["dishes"].forms] == [True, False]


def test_a_row_may_show_the_problem_of_a_field_it_does_not_have():
    row_set = QuietMenuForm(STORED, scene=None, data=typed()).rows["dishes"]
    assert row_set.is_valid()
    row_set.complain("Sai.", 0, "chef")
    assert row_set.forms[0].errors == {"cook": ["Sai."]}


class StrictMenuForm(MenuForm):
    def problems(self, facts):
        return [
            Problem("Chưa có người nấu.", f"dishes-{n}-cook")
            for n, dish in enumerate(facts.dishes)
            if not dish.cook
        ]


def test_the_rules_of_a_step_speak_once_all_fields_are_right():
    strict = StrictMenuForm(STORED, scene=None, data=typed())
    assert not strict.is_valid()
    assert not strict.is_valid()
    assert messages(strict) == ["Món 2, Người nấu: Chưa có người nấu."]

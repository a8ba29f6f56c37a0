"""Accounts and roles as they are typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from accounts.rules import LONGEST_NAME, username_from, username_problem
from core.forms.facts import FactsForm, Group
from core.forms.fields import DayField, LastDayField, LineField, WordField
from core.forms.pickers import Book, BookField, ChosenField, UnitField
from core.forms.typed import TypedLine
from core.problems import Problem
from organizations.enums import Role
from organizations.rules import (
    AccountFacts,
    GrantDays,
    GrantFacts,
    NewAccount,
    day_problems,
    grant_problems,
)

FROM_HINT = "Để trống nếu giữ vai trò từ trước đến nay."
TO_HINT = "Ngày cuối cùng còn giữ vai trò; để trống nếu chưa biết."
NOBODY = Book({})
PERSON_HINT = "Người trong danh bạ dùng tài khoản này, nếu đã có tên trong danh bạ."


@dataclass(frozen=True)
class Scene:
    """What an account form chooses from."""

    units: Book = NOBODY
    people: Book = NOBODY
    posts: tuple[tuple[int, str], ...] = ()


def full_name_field() -> LineField:
    return LineField(label="Họ và tên", max_length=200)


def person_field() -> BookField:
    return BookField(
        book="people",
        noun="người",
        label="Người trong danh bạ",
        required=False,
        help_text=PERSON_HINT,
    )


class DaysForm(FactsForm[GrantDays]):
    """From when until when a role is held."""

    facts_type = GrantDays
    groups = (Group(fields=("valid_from", "valid_to"), is_row=True),)

    valid_from = DayField(label="Từ ngày", required=False, help_text=FROM_HINT)
    valid_to = LastDayField(label="Đến hết ngày", required=False, help_text=TO_HINT)

    def problems(self, facts: GrantDays) -> Sequence[Problem]:
        return day_problems(facts)


class GrantForm(FactsForm[GrantFacts]):
    """A role for a unit."""

    facts_type = GrantFacts
    groups = (
        Group(fields=("role", "unit", "appointment")),
        Group("Thời gian", fields=("valid_from", "valid_to"), is_row=True),
    )

    role = WordField(Role, label="Vai trò")
    unit = UnitField(label="Đơn vị", required=False, help_text="Để trống với vai trò Quản trị.")
    appointment = ChosenField(
        among="posts",
        label="Theo chức vụ",
        required=False,
        blank="Không theo chức vụ nào",
        help_text="Thôi giữ chức vụ thì vai trò hết theo. Chọn trong các chức vụ của người dùng "
        "tài khoản, ghi ở Danh bạ.",
    )
    valid_from = DayField(label="Từ ngày", required=False, help_text=FROM_HINT)
    valid_to = LastDayField(label="Đến hết ngày", required=False, help_text=TO_HINT)

    def problems(self, facts: GrantFacts) -> Sequence[Problem]:
        return grant_problems(facts)


class AccountForm(FactsForm[AccountFacts]):
    """Whose account it is."""

    facts_type = AccountFacts
    groups = (Group(fields=("full_name", "person")),)

    full_name = full_name_field()
    person = person_field()


class NewAccountForm(FactsForm[NewAccount]):
    """An account, and its first role in the same go."""

    facts_type = NewAccount
    groups = (
        Group("Tài khoản", fields=("username", "full_name", "person")),
        Group(
            "Vai trò đầu tiên",
            fields=("role", "unit"),
            hint="Có thể để trống và giao vai trò sau ở trang của tài khoản.",
        ),
        Group("Thời gian giữ vai trò", fields=("valid_from", "valid_to"), is_row=True),
    )

    username = LineField(
        label="Tên đăng nhập",
        max_length=LONGEST_NAME,
        help_text="Chữ thường không dấu, chữ số, dấu chấm, gạch nối; ví dụ vanphong.langson.",
        widget=TypedLine(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    full_name = full_name_field()
    person = person_field()
    role = WordField(Role, label="Vai trò", required=False, blank="— chưa giao —")
    unit = UnitField(label="Đơn vị", required=False, help_text="Để trống với vai trò Quản trị.")
    valid_from = DayField(label="Từ ngày", required=False, help_text=FROM_HINT)
    valid_to = LastDayField(label="Đến hết ngày", required=False, help_text=TO_HINT)

    def clean_username(self) -> str:
        name = username_from(self.cleaned_data["username"])
        if problem := username_problem(name):
            raise forms.ValidationError(problem)
        return name

    def problems(self, facts: NewAccount) -> Sequence[Problem]:
        if facts.role or facts.unit or facts.valid_from or facts.valid_to:
            return grant_problems(facts)
        return ()

"""Accounts, the roles their users hold, and the list of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from core.dates import today
from core.days import holds_on, last_day, vn_date
from core.forms.pickers import Book
from core.lists import Column, Filter, List
from core.sheets import Value
from organizations.enums import Role
from organizations.models import Appointment, Person, RoleGrant, Unit
from organizations.queries.periods import in_force
from organizations.queries.units import names_on
from organizations.rules import AccountFacts, GrantDays

WAITING = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
CAN_SIGN_IN = Q(is_active=True) & ~WAITING
STATES = {
    "active": ("đang dùng", "green", CAN_SIGN_IN),
    "waiting": ("chưa kích hoạt", "amber", Q(is_active=True) & WAITING),
    "closed": ("đã đóng", "grey", Q(is_active=False)),
}


@dataclass(frozen=True)
class GrantLine:
    """A role of a user in words; `state` is now, later or over."""

    grant: RoleGrant
    words: str
    state: str

    @property
    def when(self) -> str:
        """“từ 01/01/2024 đến hết 31/12/2024”; a period without ends says so."""
        starts, ends = self.grant.valid_from, last_day(self.grant.valid_to)
        said = [f"từ {vn_date(starts)}"] if starts else []
        said += [f"đến hết {vn_date(ends)}"] if ends else []
        post = self.grant.appointment
        said += [f"theo chức vụ {post.post}"] if post else []
        return " ".join(said) or "không ghi thời hạn"

    @property
    def is_now(self) -> bool:
        return self.state == "now"

    @property
    def is_later(self) -> bool:
        return self.state == "later"


@dataclass(frozen=True)
class AccountRow:
    """A line of the list."""

    user: User
    roles: tuple[str, ...]
    state: str
    tone: str


def account_facts(user: User) -> AccountFacts:
    person = Person.objects.filter(user=user).first()
    return AccountFacts(user.full_name, person.pk if person else None)


def days_of(grant: RoleGrant) -> GrantDays:
    return GrantDays(grant.valid_from, grant.valid_to)


def state_of(user: User) -> tuple[str, str]:
    """“đang dùng”, “chưa kích hoạt” or “đã đóng”, and its tone."""
    key = "closed" if not user.is_active else "active" if user.has_usable_password() else "waiting"
    return STATES[key][:2]


def grants_of(users: Iterable[User], on: date) -> dict[int, list[GrantLine]]:
    """The roles of each user, those held on the day first: two queries."""
    held = RoleGrant.objects.filter(user__in=[user.pk for user in users])
    grants = list(held.select_related("appointment__unit").order_by("pk"))
    names = names_on({grant.unit_id for grant in grants if grant.unit_id}, on)
    found: dict[int, list[GrantLine]] = {}
    for grant in grants:
        name = names.get(grant.unit_id or 0)
        words = f"{Role(grant.role).label} {name.short_name if name else ''}".strip()
        found.setdefault(grant.user_id, []).append(GrantLine(grant, words, _state(grant, on)))
    order = ("now", "later", "over")
    return {
        key: sorted(lines, key=lambda each: order.index(each.state)) for key, lines in found.items()
    }


def _has_ended(unit: Unit, on: date) -> bool:
    return unit.exists_to is not None and unit.exists_to <= on


def _state(grant: RoleGrant, on: date) -> str:
    post = grant.appointment
    if post is not None and post.unit_id != grant.unit_id and _has_ended(post.unit, on):
        return "over"
    if post is not None and not holds_on(post.valid_from, post.valid_to, on):
        return "over" if post.valid_to is not None and post.valid_to <= on else "later"
    if holds_on(grant.valid_from, grant.valid_to, on):
        return "now"
    return "over" if grant.valid_to is not None and grant.valid_to <= on else "later"


def account_rows(users: Sequence[User]) -> list[AccountRow]:
    grants = grants_of(users, today())
    return [
        AccountRow(
            user,
            tuple(line.words for line in grants.get(user.pk, []) if line.is_now),
            *state_of(user),
        )
        for user in users
    ]


def _cells(row: AccountRow) -> tuple[Value, ...]:
    return (
        row.user.full_name,
        row.user.username,
        "; ".join(row.roles),
        row.state,
        row.user.last_login,
    )


def _with_role(users: QuerySet[User], role: str) -> QuerySet[User]:
    held = RoleGrant.objects.filter(in_force(today()), user=OuterRef("pk"), role=role)
    return users.filter(Exists(held))


ACCOUNTS = List[AccountRow](
    title="Tài khoản",
    stem="tai-khoan",
    columns=(
        Column("Họ và tên", "ten", ("sort_key",), width=28),
        Column("Tên đăng nhập", "dang-nhap", ("username",), width=22),
        Column("Vai trò", width=44),
        Column("Tình trạng"),
        Column("Đăng nhập lần cuối", "lan-cuoi", ("last_login",), width=20),
    ),
    order=("sort_key", "pk"),
    rows=account_rows,
    cells=_cells,
    filters=(
        Filter("vai-tro", "Vai trò", Role.choices(), _with_role),
        Filter(
            "tinh-trang",
            "Tình trạng",
            [(key, words) for key, (words, _, _) in STATES.items()],
            lambda users, state: users.filter(STATES[state][2]),
        ),
    ),
    search_label="Tìm theo tên",
    placeholder="Họ tên hoặc tên đăng nhập",
)


def person_book(user: User | None = None) -> Book:
    """Persons without an account, and the one of this user; the unit tells namesakes apart."""
    free = Q(user=None) | Q(user=user) if user else Q(user=None)
    people = list(Person.objects.filter(free).order_by("sort_key", "pk"))
    names = names_on({each.unit_id for each in people if each.unit_id}, today())
    labels = {}
    for each in people:
        name = names.get(each.unit_id or 0)
        where = name.short_name if name else "không rõ đơn vị"
        labels[each.pk] = f"{each.full_name} – {where}"
    return Book(labels)


def posts_to_go_with(user: User) -> tuple[tuple[int, str], ...]:
    """Posts of the account's person that are held or to come, each with its unit."""
    held = Appointment.objects.filter(person__user_id=user.pk).exclude(valid_to__lte=today())
    posts = list(held.exclude(unit__exists_to__lte=today()).order_by("pk"))
    names = names_on({each.unit_id for each in posts}, today())
    return tuple((each.pk, f"{each.post}, {names[each.unit_id].short_name}") for each in posts)


def person_of(user: User) -> Person | None:
    return Person.objects.filter(user=user).first()

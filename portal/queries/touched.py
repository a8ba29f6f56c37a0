"""What of every app hangs on the units of an event, in words, with links the reader may follow."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from awards.models import TitleRegistration
from clusters.enums import YearState
from clusters.queries import closing_day, edition_url, editions_visible_to
from clusters.queries.events import memberships_reached, seats_reached, terms_reached
from conferences.enums import ConferenceState
from conferences.models import Conference
from conferences.queries import conferences_visible_to, recorded_naming
from core.answers import Touched
from documents.models import Duty
from organizations.enums import EventKind, Role
from organizations.models import Appointment, RoleGrant, UnitParent
from organizations.queries import Course, names_on
from portal.queries.event_obstacles import closed_years_of
from scoring.enums import SheetState
from scoring.models import ScoreSheet
from scoring.queries import score_sheets_visible_to


def everything_touched(course: Course, user: User) -> tuple[Touched, ...]:
    """By kind; nothing that was over before the day, and of a locked year only that it is there."""
    kinds: tuple[Callable[[Course, User], Iterator[Touched]], ...] = (
        _memberships,
        _terms,
        _seats,
        _sheets,
        _conferences,
        _recorded,
        _agreed,
        _closed_years,
        _registrations,
        _duties,
        _below,
        _posts,
        _grants,
    )
    return tuple(touched for kind in kinds for touched in kind(course, user))


def unfinished(course: Course, user: User) -> tuple[Touched, ...]:
    """What the units leave to somebody when they end: work, posts, accounts."""
    kinds = (_sheets, _conferences, _registrations, _duties, _posts, _grants)
    return tuple(touched for kind in kinds for touched in kind(course, user))


def _line(kind: str, text: str, year: int | None = None, url: str = "") -> Touched:
    return Touched(kind, text, year, url)


def _goes_on(course: Course) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=course.on)


def _memberships(course: Course, user: User) -> Iterator[Touched]:
    rows = memberships_reached(course.names, course.on)
    seen = _editions(user, [row.edition_id for row in rows])
    for row in rows:
        url = edition_url(row.edition) if row.edition_id in seen else ""
        text = f"{course.names[row.unit_id]}: {row.edition.label}"
        yield _line("Thành viên cụm, khối", text, row.edition.year.label_year, url)


def _editions(user: User, keys: list[int]) -> set[int]:
    return set(editions_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def _terms(course: Course, user: User) -> Iterator[Touched]:
    rows = terms_reached(course.names, course.on)
    seen = _editions(user, [row.edition_id for row in rows])
    for row in rows:
        url = edition_url(row.edition) if row.edition_id in seen else ""
        role = row.edition.role_label(row.role)
        text = f"{course.names[row.unit_id]}: {role} {row.edition.label}"
        yield _line("Cụm trưởng, Cụm phó", text, row.edition.year.label_year, url)


def _seats(course: Course, user: User) -> Iterator[Touched]:
    del user  # a seat has no page of its own
    for seat in seats_reached(course.names, course.on):
        text = f"{course.names[seat.unit_id]}: {seat.label}"
        yield _line("Vai trò dự kiến", text, seat.label_year)


def _sheets(course: Course, user: User) -> Iterator[Touched]:
    sheets = ScoreSheet.objects.filter(
        unit__in=course.names, round__edition__year__state=YearState.OPEN
    ).exclude(state=SheetState.AGREED)
    rows = list(sheets.select_related("round__edition__year").order_by("pk"))
    keys = [row.pk for row in rows]
    seen = set(score_sheets_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    for row in rows:
        edition, state = row.round.edition, SheetState(row.state).label.lower()
        text = f"{course.names[row.unit_id]}: {edition.label}, {state}"
        url = reverse("scoring:sheet", args=[row.pk]) if row.pk in seen else ""
        yield _line("Phiếu điểm chưa thống nhất", text, edition.year.label_year, url)


def _conferences(course: Course, user: User) -> Iterator[Touched]:
    """Meetings being entered, held by a group one of the units belongs to, or at its place."""
    groups = {row.edition_id for row in memberships_reached(course.names, course.on)}
    rows = Conference.objects.filter(
        Q(purposes__edition__in=groups) | Q(host_unit__in=course.names),
        state=ConferenceState.ENTERING,
    ).distinct()
    seen = set(conferences_visible_to(user).values_list("pk", flat=True))
    for row in rows.order_by("pk"):
        url = reverse("portal:conference", args=[row.pk]) if row.pk in seen else ""
        yield _line("Hội nghị đang nhập", row.label, url=url)


def _recorded(course: Course, user: User) -> Iterator[Touched]:
    """Meetings whose minutes say the names of their day, or that agreed points of the year."""
    rows = recorded_naming(course.names, course.on)
    seen = set(conferences_visible_to(user).values_list("pk", flat=True))
    for row in rows:
        url = reverse("portal:conference", args=[row.pk]) if row.pk in seen else ""
        yield _line("Hội nghị đã ghi nhận", f"{row.label}: {_stays(course)}", url=url)


def _stays(course: Course) -> str:
    """What becomes of a record that is closed: units in it are called as they were on its day."""
    is_renamed = course.kind == EventKind.RENAME
    return "nội dung giữ nguyên, in tên mới" if is_renamed else "giữ nguyên"


def _agreed(course: Course, user: User) -> Iterator[Touched]:
    """Points that are fixed: the table shows who had them under the name of the year's end."""
    agreed = ScoreSheet.objects.filter(unit__in=course.names, state=SheetState.AGREED)
    rows = agreed.select_related("round__edition__year").order_by("pk")
    seen = set(score_sheets_visible_to(user).values_list("pk", flat=True))
    for row in rows:
        edition = row.round.edition
        if closing_day(edition.year) >= course.on:
            url = reverse("scoring:sheet", args=[row.pk]) if row.pk in seen else ""
            text = f"{course.names[row.unit_id]}: {edition.label}, {_stays(course)}"
            yield _line("Điểm đã thống nhất", text, edition.year.label_year, url)


def _closed_years(course: Course, user: User) -> Iterator[Touched]:
    del user  # the year is named, nothing of it
    closed = closed_years_of(course)
    owners = names_on([year.owner_id for year in closed], course.on)
    for year in closed:
        whose = f"{year.label} của {owners[year.owner_id].short_name}"
        text = f"{whose}: thành viên giữ nguyên, phải mở lại năm trước khi thực hiện"
        yield _line("Năm đã khóa", text, year.label_year)


def _registrations(course: Course, user: User) -> Iterator[Touched]:
    del user
    rows = TitleRegistration.objects.filter(
        unit__in=course.names, edition__year__state=YearState.OPEN, withdrawn_on__isnull=True
    )
    for row in rows.select_related("title", "edition__year").order_by("pk"):
        text = f"{course.names[row.unit_id]}: {row.title.name}"
        yield _line("Đăng ký danh hiệu", text, row.edition.year.label_year)


def _duties(course: Course, user: User) -> Iterator[Touched]:
    """What papers ask of the units; legal bases are read by everybody."""
    del user
    rows = Duty.objects.filter(unit__in=course.names, done_on=None).select_related("basis")
    for row in rows.order_by("due_on", "pk"):
        url = reverse("portal:basis", args=[row.basis_id])
        text = f"{course.names[row.unit_id or 0]}: {row.what} (theo {row.basis.label})"
        yield _line("Việc phải làm theo văn bản", text, url=url)


def _below(course: Course, user: User) -> Iterator[Touched]:
    del user
    if not course.ended:
        return
    rows = UnitParent.objects.filter(_goes_on(course), parent__in=course.ended)
    rows = rows.exclude(unit__in=course.ended).exclude(unit__exists_to__lte=course.on)
    keys = set(rows.values_list("unit_id", flat=True))
    names = names_on(keys, course.on - timedelta(days=1))
    for key, name in sorted(names.items(), key=lambda each: each[1].sort_key):
        url = reverse("portal:unit", args=[key])
        yield _line("Đơn vị trực thuộc", name.short_name, url=url)


def _posts(course: Course, user: User) -> Iterator[Touched]:
    del user
    rows = Appointment.objects.filter(_goes_on(course), unit__in=course.ended)
    for row in rows.select_related("person").order_by("unit_id", "pk"):
        text = f"{course.names[row.unit_id]}: {row.post} {row.person.full_name}"
        yield _line("Người giữ chức vụ", text)


def _grants(course: Course, user: User) -> Iterator[Touched]:
    """Accounts that will only read from that day on."""
    del user
    rows = RoleGrant.objects.filter(_goes_on(course), unit__in=course.ended)
    for row in rows.select_related("user").order_by("unit_id", "pk"):
        name = course.names[row.unit_id or 0]
        text = f"{row.user.username} ({Role(row.role).label} {name}): chỉ còn xem"
        yield _line("Tài khoản", text)

"""`manage.py load_reference`: units of all levels with their lineage, as far as they are known."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from organizations.enums import Role, VerdictKind
from organizations.imports import taken_at_once
from organizations.imports.reference import reference_rows
from organizations.models import RoleGrant, UnitEvent
from organizations.queries import hats_of
from organizations.rules.imports import Judged, RefusedRow
from portal.imports import UNIT_IMPORT
from portal.queries.event_words import event_title


class Command(BaseCommand):
    help = "Nạp danh mục đơn vị tham khảo; nạp lại không thêm gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--by", default="", help="tên đăng nhập của quản trị viên ghi trong nhật ký"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        taken, by = reference_rows(), _administrator(options["by"])
        try:
            verdicts = taken_at_once(UNIT_IMPORT, taken, by=by)
        except RefusedRow as refused:
            row = taken.rows[refused.row or 0]
            said = "; ".join(row.texts.values())
            raise CommandError(f"Chưa nạp gì. {refused.words} ({said})") from refused
        counts = (f"{sum(v.kind == kind for v in verdicts)} {kind.label.lower()}" for kind in ORDER)
        self.stdout.write(f"Đã nạp {len(verdicts)} dòng: {', '.join(counts)}.")
        for line in _waiting(verdicts):
            self.stdout.write(line)


ORDER = (VerdictKind.NEW, VerdictKind.CHANGES, VerdictKind.UNCHANGED, VerdictKind.PLANNED)


def _waiting(verdicts: Sequence[Judged]) -> Iterator[str]:
    """The events a person must confirm, each with why."""
    said = {each.event_id: each.words for each in verdicts if each.event_id}
    if said:
        yield f"{len(said)} biến động còn ở dự kiến, chờ xác nhận ở trang Biến động đơn vị:"
    for event in UnitEvent.objects.filter(pk__in=said).order_by("on", "pk"):
        yield f"- {event_title(event)}. {said[event.pk]}"


def _administrator(username: str) -> User:
    """Whoever is named, else the first administrator."""
    granted = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if username:
        granted = granted.filter(user__username=username)
    for grant in granted.select_related("user").order_by("pk"):
        if hats_of(grant.user).is_administrator:
            return grant.user
    raise CommandError("Cần một tài khoản quản trị đang hoạt động.")

"""What is handed over when a seat passes: one list that both units read and confirm.

Both sides and the owner see the same lines; a line is a link only for who may open the thing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from clusters.enums import HandoverSide
from clusters.models import Handover
from clusters.queries import Passing, handover_of, names_day
from organizations.models import UnitName
from organizations.queries import name_on
from portal.queries.handover_archive import archive_of
from portal.queries.handover_ground import Ground, Line, ground_of
from portal.queries.handover_work import drafts_in, remarks_in, tasks_in


@dataclass(frozen=True)
class Part:
    """A part of the list; `nothing` is said where it has no lines."""

    title: str
    lines: tuple[Line, ...]
    nothing: str

    @property
    def is_open(self) -> bool:
        """Whether its lines wait for somebody; the archive waits for nobody."""
        return any(line.who for line in self.lines)


@dataclass(frozen=True)
class Confirmation:
    """What one side has said; `at` is None until it has confirmed."""

    side: str
    done: str
    unit: UnitName
    at: datetime | None
    by: str
    note: str


@dataclass(frozen=True)
class HandoverRecord:
    """Everything on the page of one seat that passes."""

    passing: Passing
    owner: UnitName
    parts: tuple[Part, ...]
    given: Confirmation
    taken: Confirmation

    @property
    def title(self) -> str:
        return f"Bàn giao nhiệm vụ {self.passing.role_label}"

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        return (self.given, self.taken)


def handover_record(passing: Passing, user: User) -> HandoverRecord:
    """The list as it stands now, and what both sides have confirmed."""
    ground, row = ground_of(passing, user), handover_of(passing)
    return HandoverRecord(
        passing=passing,
        owner=name_on(passing.edition.year.owner_id, names_day(passing.edition)),
        parts=tuple(_parts(ground)),
        given=_confirmation(passing, row, HandoverSide.GIVER),
        taken=_confirmation(passing, row, HandoverSide.TAKER),
    )


def _parts(ground: Ground) -> Iterable[Part]:
    yield Part("Việc đang mở", tuple(tasks_in(ground)), "Không còn việc nào đang mở.")
    yield Part("Bản đang soạn", tuple(drafts_in(ground)), "Không có bản nào đang soạn.")
    yield Part("Ý kiến, giải trình", tuple(remarks_in(ground)), "Không còn ý kiến nào chờ xử lý.")
    yield Part("Hồ sơ, tài liệu", tuple(archive_of(ground)), "Chưa có hồ sơ nào được ghi nhận.")


def _confirmation(passing: Passing, row: Handover | None, side: HandoverSide) -> Confirmation:
    is_giver = side == HandoverSide.GIVER
    edition = passing.from_edition if is_giver else passing.edition
    done, unit = ("Đã bàn giao" if is_giver else "Đã nhận"), passing.unit_of(side)
    name = name_on(unit, names_day(edition))
    if row is None:
        return Confirmation(side.label, done, name, None, "", "")
    by = row.given_by if is_giver else row.taken_by
    at, note = (row.given_at, row.given_note) if is_giver else (row.taken_at, row.taken_note)
    return Confirmation(side.label, done, name, at, by.full_name if by else "", note)

"""What papers ask for: of whom, by when, done or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse

from accounts.models import User
from core.answers import Waiting
from core.dates import today
from core.forms.pickers import Book
from documents.models import Duty, LegalBasis
from documents.queries.bases import basis_book, units_spoken_for
from documents.rules import DoneFacts
from organizations.queries import hats_of, names_on, unit_book


@dataclass(frozen=True)
class BasisScene:
    """What the form of a paper chooses from."""

    units: Book
    papers: Book


def basis_scene(user: User, basis: LegalBasis | None = None) -> BasisScene:
    own = units_spoken_for(user)
    return BasisScene(
        units=unit_book(today(), first=own, then=own),
        papers=basis_book(user, without=basis.pk if basis else None),
    )


@dataclass(frozen=True)
class DutyView:
    """A duty as a page shows it; `unit` is empty where nobody said whose it is."""

    duty: Duty
    unit: str
    may_do: bool


def duties_of(basis: LegalBasis, user: User) -> list[DutyView]:
    """All duties of a paper in their order."""
    rows = list(basis.duties.order_by("position", "pk"))
    names, own = _unit_names(rows), units_spoken_for(user)
    return [DutyView(row, names.get(row.unit_id or 0, ""), row.unit_id in own) for row in rows]


def _unit_names(rows: Sequence[Duty]) -> dict[int, str]:
    names = names_on({row.unit_id for row in rows if row.unit_id}, today())
    return {unit: name.short_name for unit, name in names.items()}


def done_facts(duty: Duty) -> DoneFacts:
    return DoneFacts(duty.done_on, duty.done_note)


def waiting_for(user: User, _on: date) -> list[Waiting]:
    """What papers ask of the user's units and is not done yet, the nearest day first."""
    own, heads = units_spoken_for(user), hats_of(user).head_of
    open_ones = Duty.objects.filter(unit_id__in=own | heads, done_on=None).select_related("basis")
    ordered = open_ones.order_by(F("due_on").asc(nulls_last=True), "pk")
    return [_waiting(row, may_do=row.unit_id in own) for row in ordered]


def _waiting(row: Duty, *, may_do: bool) -> Waiting:
    name, key = ("documents:duty-done", row.pk) if may_do else ("portal:basis", row.basis_id)
    return Waiting(
        title=row.what,
        detail=f"Theo {row.basis.label}",
        action="Ghi đã làm xong" if may_do else "Xem văn bản",
        url=reverse(name, args=[key]),
        due_on=row.due_on,
    )

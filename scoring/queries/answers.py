"""What scoring answers when portal asks around: what waits, what is found."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from clusters.enums import YearState
from clusters.policies import can_manage_group
from clusters.queries import editions_visible_to, in_order, names_day
from core.answers import Found, Waiting
from core.text import fold
from organizations.models import UnitName
from organizations.queries import NamedUnits, hats_of, names_on
from scoring.enums import SheetState
from scoring.models import ScoreEntry, ScoreSheet
from scoring.queries.rights import is_checker, score_sheets_visible_to, sheets_in_full

OPEN_YEAR = Q(round__edition__year__state=YearState.OPEN)


def sheet_url(sheet: ScoreSheet) -> str:
    return reverse("scoring:sheet", args=[sheet.pk])


def standings_url(edition_id: int) -> str:
    return reverse("scoring:standings", args=[edition_id])


def waiting_for(user: User, on: date) -> list[Waiting]:
    """What this user has to do about scores; the most pressing day first."""
    del on  # a sheet waits until it is done, also after its day
    waits = [*_to_fill_in(user), *_to_submit(user), *_to_check(user), *_to_open(user)]
    waits.sort(key=lambda wait: (wait.due_on is None, wait.due_on or date.min))
    return [*_to_correct(user), *waits]


def _drafts() -> QuerySet[ScoreSheet]:
    return sheets_in_full().filter(OPEN_YEAR, state=SheetState.DRAFT).order_by("pk")


def _to_correct(user: User) -> Iterator[Waiting]:
    """Sheets that were returned, with the reason; they wait before everything else."""
    hats = hats_of(user)
    returned = _drafts().filter(unit_id__in=hats.clerk_of | hats.head_of, returned_at__isnull=False)
    for sheet, name in _named(returned):
        yield Waiting(
            f"Sửa bảng tự chấm bị trả lại của {name.short_name}",
            f"{sheet.round.edition.label}. Lý do: {sheet.return_reason}",
            "Xem và sửa",
            sheet_url(sheet),
            sheet.round.due_on,
            is_first=True,
        )


def _to_fill_in(user: User) -> Iterator[Waiting]:
    fresh = _drafts().filter(returned_at__isnull=True)
    for sheet, name in _named(fresh.filter(unit_id__in=hats_of(user).clerk_of)):
        yield _wait(sheet, f"Tự chấm điểm của {name.short_name}", "Nhập điểm")


def _to_submit(user: User) -> Iterator[Waiting]:
    gaps = ScoreEntry.objects.filter(sheet=OuterRef("pk"), self_points__isnull=True)
    complete = _drafts().filter(
        ~Exists(gaps), unit_id__in=hats_of(user).head_of, returned_at__isnull=True
    )
    for sheet, name in _named(complete):
        yield _wait(sheet, f"Gửi bảng tự chấm của {name.short_name}", "Xem và gửi")


def _to_check(user: User) -> Iterator[Waiting]:
    agreed = ScoreSheet.objects.filter(round=OuterRef("round"), state=SheetState.AGREED)
    sent = score_sheets_visible_to(user).filter(
        OPEN_YEAR,
        ~Exists(agreed),
        state=SheetState.SUBMITTED,
        round__checking_opened_on__isnull=False,
    )
    mine = [sheet for sheet in sent.order_by("pk") if is_checker(user, sheet)]
    for sheet, name in _named(mine):
        yield _wait(sheet, f"Đối chiếu điểm của {name.short_name}", "Đối chiếu", has_due=False)


def _to_open(user: User) -> Iterator[Waiting]:
    """Every unit has sent its sheet: checking may begin."""
    drafts = ScoreSheet.objects.filter(round__edition=OuterRef("pk"), state=SheetState.DRAFT)
    ready = editions_visible_to(user).filter(
        ~Exists(drafts),
        year__state=YearState.OPEN,
        scoring_round__isnull=False,
        scoring_round__checking_opened_on__isnull=True,
    )
    for edition in in_order(ready).prefetch_related("terms"):
        if can_manage_group(user, edition):
            url = standings_url(edition.pk)
            yield Waiting("Mở đối chiếu điểm", edition.label, "Mở bảng điểm", url)


def _wait(sheet: ScoreSheet, title: str, action: str, *, has_due: bool = True) -> Waiting:
    due_on = sheet.round.due_on if has_due else None
    return Waiting(title, sheet.round.edition.label, action, sheet_url(sheet), due_on)


def _named(sheets: Iterable[ScoreSheet]) -> list[tuple[ScoreSheet, UnitName]]:
    """Each sheet with its unit's name of the edition's day; one query per day."""
    listed = list(sheets)
    by_day: dict[date, list[int]] = {}
    for sheet in listed:
        by_day.setdefault(names_day(sheet.round.edition), []).append(sheet.unit_id)
    names = {day: names_on(units, day) for day, units in by_day.items()}
    return [(sheet, names[names_day(sheet.round.edition)][sheet.unit_id]) for sheet in listed]


def found(text: str, user: User) -> list[Found]:
    """Sheets of units that bore the name and of their line, among those the reader may see."""
    if not fold(text):
        return []
    line = NamedUnits(text)
    sheets = score_sheets_visible_to(user).filter(line.among("unit_id"))
    newest = sheets.order_by("-round__edition__year__label_year", "pk")[:20]
    return [
        Found(
            "Phiếu điểm",
            f"{name.short_name} – {sheet.round.edition.label}",
            "; ".join(filter(None, (SheetState(sheet.state).label, line.why(name)))),
            sheet_url(sheet),
        )
        for sheet, name in _named(newest)
    ]

"""What is not finished in the group that is handed over, kind by kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.urls import reverse

from agreements.enums import SignatureState
from agreements.queries import agreement_url
from awards.models import Award, Nomination, TitleRegistration
from awards.queries import nominations_that_count
from clusters.enums import GroupRole
from clusters.queries import leading_unit, seats_in_words
from conferences.enums import HOLDING, ConferenceState, Step
from conferences.models import Conference
from conferences.queries import drafts_editable_by, in_calendar_order
from core.days import vn_date
from documents.enums import Correction
from documents.models import Duty
from portal.queries.handover_ground import Ground, Line
from scoring.enums import SheetState
from scoring.models import ScoreSheet
from scoring.queries import score_sheets_visible_to


def tasks_in(ground: Ground) -> Iterator[Line]:
    """Scores, signatures, duties, what units set out to earn, what was proposed, seats kept."""
    yield from _scores(ground)
    yield from _signatures(ground)
    yield from _duties(ground)
    yield from _registrations(ground)
    yield from _proposals(ground)
    for _, words in seats_in_words(ground.passing.edition):
        yield Line(words, "chưa ghi vào cụm, khối", ground.office)


# ── Scores ───────────────────────────────────────────────────────────────────────────────────


def _scores(ground: Ground) -> Iterator[Line]:
    seen = _links(ground)
    waiting = [sheet for sheet in ground.sheets if sheet.state != SheetState.AGREED]
    if waiting and waiting[0].round.checking_opened_on is None:
        url = reverse("scoring:standings", args=[ground.edition.pk])
        yield Line("Đối chiếu điểm", "chưa mở", ground.managers, ground.link(url))
    for sheet in waiting:
        if sheet.returned_at is None:
            what = f"Bảng tự chấm của {ground.names[sheet.unit_id]}"
            yield Line(
                what, _STATES[SheetState(sheet.state)], _who(ground, sheet), seen.get(sheet.pk, "")
            )


_STATES = {
    SheetState.DRAFT: "chưa gửi",
    SheetState.SUBMITTED: "đã gửi, chưa đối chiếu",
    SheetState.CHECKED: "đã đối chiếu, hội nghị chưa thống nhất",
}


def _who(ground: Ground, sheet: ScoreSheet) -> str:
    if sheet.state == SheetState.DRAFT:
        return ground.of_unit(sheet.unit_id)
    if sheet.state == SheetState.CHECKED:
        return ground.managers
    if ground.locked or leading_unit(ground.edition, GroupRole.HEAD) != sheet.unit_id:
        return ground.managers
    return ground.office


def _links(ground: Ground) -> dict[int, str]:
    """Sheet id to its address, of those the reader may open."""
    visible = score_sheets_visible_to(ground.user).filter(round__edition=ground.edition)
    keys = visible.order_by().values_list("pk", flat=True)
    return {key: reverse("scoring:sheet", args=[key]) for key in keys}


def remarks_in(ground: Ground) -> Iterator[Line]:
    """Sheets that were returned with a reason, and checked points that differ, until agreed."""
    seen = _links(ground)
    for sheet in ground.sheets:
        unit, url = ground.names[sheet.unit_id], seen.get(sheet.pk, "")
        if sheet.state == SheetState.DRAFT and sheet.returned_at is not None:
            state = f"trả lại ngày {vn_date(sheet.returned_at)}, chưa gửi lại"
            yield Line(
                f"Bảng tự chấm của {unit} bị trả lại", state, ground.of_unit(sheet.unit_id), url
            )
        if sheet.state == SheetState.CHECKED and (count := _differences(sheet)):
            what = f"Chênh lệch điểm của {unit}: {count:02d} tiêu chí"
            yield Line(what, "hội nghị chưa thống nhất", ground.managers, url)


def _differences(sheet: ScoreSheet) -> int:
    return sum(entry.self_points != entry.checked_points for entry in sheet.entries.all())


# ── Papers ───────────────────────────────────────────────────────────────────────────────────


def _signatures(ground: Ground) -> Iterator[Line]:
    agreement = ground.agreement
    if agreement is None or agreement.paper is None:
        return
    missing = agreement.paper.signatures.exclude(state=SignatureState.SIGNED)
    for row in missing.order_by("position", "pk"):
        what = f"Chữ ký giao ước của {ground.name_of(row.unit_id)}"
        state = SignatureState(row.state).label.lower()
        yield Line(what, state, ground.managers, ground.link(agreement_url(agreement)))


def _duties(ground: Ground) -> Iterator[Line]:
    """What papers ask of the unit that gives the seat; legal bases are read by everybody."""
    unit = ground.passing.from_unit
    rows = Duty.objects.filter(unit_id=unit, done_on=None).select_related("basis")
    who = ground.clerk_of(unit) or ground.office
    for row in rows.order_by("due_on", "pk"):
        due = f"hạn {vn_date(row.due_on)}" if row.due_on else "chưa có hạn"
        url = reverse("portal:basis", args=[row.basis_id])
        yield Line(f"{row.what} (theo {row.basis.label})", f"chưa xong, {due}", who, url)


def drafts_in(ground: Ground) -> Iterator[Line]:
    """Conferences whose results are being entered, an agreement that is not issued."""
    drafts = Conference.objects.filter(
        state=ConferenceState.ENTERING,
        purposes__edition=ground.edition,
        purposes__kind__in=HOLDING,
    )
    mine = set(drafts_editable_by(ground.user).values_list("pk", flat=True))
    for each in in_calendar_order(drafts.distinct()):
        url = reverse("portal:results", args=[each.pk, Step.GENERAL]) if each.pk in mine else ""
        yield Line(each.title, "kết quả đang nhập, chưa ghi nhận", ground.managers, url)
    yield from _agreement(ground)


def _agreement(ground: Ground) -> Iterator[Line]:
    agreement = ground.agreement
    if agreement is not None and agreement.is_being_written:
        way = "" if agreement.is_draft else f"{Correction(agreement.correction).label}: "
        url = ground.link(agreement_url(agreement))
        yield Line(agreement.label, f"{way}đang soạn, chưa phát hành", ground.managers, url)


# ── Titles ───────────────────────────────────────────────────────────────────────────────────


def _registrations(ground: Ground) -> Iterator[Line]:
    """Titles units set out to earn, neither proposed nor awarded, one line a title."""
    decided = {(row.unit_id, row.title_id) for row in _nominated(ground)}
    decided |= {(row.unit_id, row.title_id) for row in _awarded(ground)}
    rows = ground.edition.registrations.filter(withdrawn_on=None)
    rows = rows.select_related("title", "person").order_by("title__sort_key", "pk")
    left = [row for row in rows if (row.unit_id, row.title_id) not in decided]
    url = reverse("awards:registrations", args=[ground.edition.pk])
    for title, units in _by_title(ground, left).items():
        what = f"Đăng ký {title}: {'; '.join(units)}"
        yield Line(what, "chưa bình xét", ground.managers, ground.link(url))


def _proposals(ground: Ground) -> Iterator[Line]:
    awarded = {(row.unit_id, row.title_id) for row in _awarded(ground)}
    left = [row for row in _nominated(ground) if (row.unit_id, row.title_id) not in awarded]
    for title, units in _by_title(ground, left).items():
        url = reverse("portal:edition", args=[ground.edition.pk])
        what = f"Đề nghị {title}: {'; '.join(units)}"
        yield Line(what, "chưa có quyết định", ground.office, ground.link(url))


def _nominated(ground: Ground) -> list[Nomination]:
    return list(nominations_that_count(ground.edition))


def _awarded(ground: Ground) -> list[Award]:
    """Of this group, or of its year where no group is told."""
    of_year = Award.objects.filter(edition=None, title_year=ground.edition.year.label_year)
    return list((Award.objects.filter(edition=ground.edition) | of_year).order_by("pk"))


def _by_title(
    ground: Ground, rows: Iterable[TitleRegistration | Nomination]
) -> dict[str, list[str]]:
    units: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        person = getattr(row, "person", None)
        name = ground.name_of(row.unit_id)
        units[row.title.name].append(f"{person.full_name} ({name})" if person else name)
    return units

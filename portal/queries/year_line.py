"""The year of a group as a line of seven steps, each done, under way or still unknown."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Value, prefetch_related_objects
from django.urls import reverse

from accounts.models import User
from agreements.models import Agreement
from agreements.queries import agreement_url
from awards.models import Award, Nomination
from clusters.models import ClusterEdition
from conferences.enums import ConferenceState, PurposeKind
from conferences.models import ConferencePurpose
from conferences.queries import YearStep as HeldStep
from conferences.queries import drafts_editable_by, year_steps_of
from core.dates import today
from portal.rules import line_states
from scoring.queries import Progress, progress_in

SIGNING, MID_YEAR = "Ký giao ước", "Sơ kết"
SELF_SCORES, CHECKING = "Tự chấm", "Đối chiếu"
YEAR_END, COUNCIL, DECISION = "Tổng kết, bình xét", "Trình Hội đồng", "Quyết định"

NOMINATED, AWARDED = "nominated", "awarded"
DONE, STARTED, UNKNOWN = "done", "started", "unknown"


@dataclass(frozen=True)
class YearStep:
    """`detail` is None where nobody has told us; `state` is done, current or todo.

    `day` is the last day of what was held.
    """

    label: str
    detail: str | None
    state: str
    url: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Known:
    """What the apps below know of one group's year."""

    held: Mapping[str, HeldStep]
    drafts: Set[str]
    agreement: Agreement | None
    progress: Progress
    nominations: int
    awards: int


@dataclass(frozen=True)
class Mark:
    """A step before it is known where the year stands."""

    label: str
    mark: str = UNKNOWN
    detail: str | None = None
    url: str = ""
    day: date | None = None


def year_lines(editions: Sequence[ClusterEdition], user: User) -> dict[int, tuple[YearStep, ...]]:
    """The line of each group, with the same few queries for any number of them."""
    known = _known_of(editions, user)
    return {edition.pk: _line(edition, known[edition.pk]) for edition in editions}


def _known_of(editions: Sequence[ClusterEdition], user: User) -> dict[int, Known]:
    held, progress = year_steps_of([edition.pk for edition in editions]), progress_in(editions)
    prefetch_related_objects(editions, "agreement")
    told = _told(editions, user)
    return {
        edition.pk: Known(
            held=held.get(edition.pk, {}),
            drafts=told[edition.pk].keys() - {NOMINATED, AWARDED},
            agreement=getattr(edition, "agreement", None),
            progress=progress[edition.pk],
            nominations=told[edition.pk].get(NOMINATED, 0),
            awards=told[edition.pk].get(AWARDED, 0),
        )
        for edition in editions
    }


def _told(editions: Sequence[ClusterEdition], user: User) -> dict[int, dict[str, int]]:
    """How many nominations and awards each group has, and meetings being entered by kind.

    The last for those who may enter them. All are counts, so one query asks them together.
    """
    nominations = Nomination.objects.filter(conference__state=ConferenceState.RECORDED)
    awards = Award.objects.exclude(conference__state=ConferenceState.ENTERING)
    drafts = ConferencePurpose.objects.filter(conference__in=drafts_editable_by(user).values("pk"))
    counts = [
        rows.filter(edition__in=editions)
        .order_by()
        .values("edition_id")
        .annotate(what=what, count=Count("pk"))
        .values_list("edition_id", "what", "count")
        for rows, what in (
            (nominations, Value(NOMINATED)),
            (awards, Value(AWARDED)),
            (drafts, F("kind")),
        )
    ]
    told: dict[int, dict[str, int]] = {edition.pk: {} for edition in editions}
    for edition, what, count in counts[0].union(*counts[1:], all=True):
        told[edition][what] = count
    return told


def _line(edition: ClusterEdition, known: Known) -> tuple[YearStep, ...]:
    marks = (
        _signing(known),
        _held(MID_YEAR, PurposeKind.MID_YEAR, known),
        _self_scores(edition, known.progress),
        _checking(edition, known.progress),
        _held(YEAR_END, PurposeKind.YEAR_END, known),
        _council(known),
        _decision(known),
    )
    year = edition.year
    is_running = year.is_open and year.label_year >= today().year
    states = line_states([mark.mark for mark in marks], is_running=is_running)
    return tuple(
        YearStep(mark.label, mark.detail, state, mark.url, mark.day)
        for mark, state in zip(marks, states, strict=True)
    )


def _held(label: str, kind: PurposeKind, known: Known) -> Mark:
    step = known.held.get(kind)
    if step is not None:
        url = reverse("portal:conference", args=[step.conference_id])
        return Mark(label, DONE, step.when, url, step.on)
    return Mark(label, STARTED, "Đang nhập kết quả") if kind in known.drafts else Mark(label)


def _signing(known: Known) -> Mark:
    """Signed at a recorded conference, or issued; a draft says so."""
    held, agreement = _held(SIGNING, PurposeKind.SIGNING, known), known.agreement
    if agreement is None or held.mark == DONE:
        return held
    words = "Dự thảo giao ước" if agreement.is_draft else "Đã phát hành giao ước"
    return Mark(SIGNING, STARTED if agreement.is_draft else DONE, words, agreement_url(agreement))


def _self_scores(edition: ClusterEdition, progress: Progress) -> Mark:
    if not progress.has_round:
        return Mark(SELF_SCORES)
    words = f"{progress.submitted}/{progress.expected} đã gửi"
    return Mark(SELF_SCORES, _share(progress.submitted, progress), words, _standings(edition))


def _checking(edition: ClusterEdition, progress: Progress) -> Mark:
    if not progress.has_round:
        return Mark(CHECKING)
    if progress.checking_opened_on is None and not progress.checked:
        return Mark(CHECKING, detail="Chưa mở")
    words = f"{progress.checked}/{progress.expected} đơn vị"
    return Mark(CHECKING, _share(progress.checked, progress), words, _standings(edition))


def _share(count: int, progress: Progress) -> str:
    return DONE if 0 < progress.expected <= count else STARTED


def _standings(edition: ClusterEdition) -> str:
    return reverse("scoring:standings", args=[edition.pk])


def _council(known: Known) -> Mark:
    """Nobody enters yet what the Council received: only what there is to submit."""
    return Mark(COUNCIL, detail=f"{known.nominations:02d} đề nghị" if known.nominations else None)


def _decision(known: Known) -> Mark:
    if not known.awards:
        return Mark(DECISION)
    return Mark(DECISION, DONE, f"{known.awards:02d} khen thưởng")

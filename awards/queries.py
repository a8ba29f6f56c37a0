"""Titles, registrations, nominations, awards: four different things, never counted together."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from awards.models import Award, Nomination, Title, TitleRegistration
from awards.rules import AwardRow, NominationRow, Nominees, ProposalFacts, share_in_words
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to, member_count, members_of, names_day
from conferences.enums import HOLDING, ConferenceState
from conferences.models import Conference
from conferences.queries import conferences_visible_to, drafts_editable_by, held_on
from core.answers import Found, Touched
from core.text import fold, search_words
from organizations.models import Unit, UnitName
from organizations.queries import hats_of, names_on, units_named


@dataclass(frozen=True)
class Registered:
    """One registration as a reader sees it."""

    pk: int
    unit_id: int
    name: UnitName
    title_id: int
    title: str
    withdrawn_on: date | None
    withdrawn_why: str
    as_written: str
    source: str


@dataclass(frozen=True)
class TitleCount:
    """How many members have registered for a title; `share` is None where nobody knows of how many.

    `text` is “6/6 (100%)”, “5/6 (83,33%)”.
    """

    title_id: int
    title: str
    count: int
    members: int | None
    share: Fraction | None
    text: str


@dataclass(frozen=True)
class Registrations:
    """Who registered for what in an edition; withdrawn ones are listed but not counted."""

    rows: tuple[Registered, ...]
    counts: tuple[TitleCount, ...]


# ── Titles ───────────────────────────────────────────────────────────────────────────────────


def titles() -> QuerySet[Title]:
    """The catalogue in Vietnamese order."""
    return Title.objects.order_by("sort_key", "pk")


def title_named(text: str) -> Title | None:
    """The title of this name or alias, marks and case aside; never one that is only alike."""
    wanted = fold(text)
    for title in titles().filter(search_text__contains=wanted):
        if wanted in {fold(name) for name in [title.name, *title.aliases.splitlines()]}:
            return title
    return None


# ── What a conference proposes and tells of ──────────────────────────────────────────────────


def proposals_of(conference: Conference) -> ProposalFacts:
    """The step “Đề nghị, khen thưởng”, rows in their order."""
    return ProposalFacts(
        nominations=tuple(_nomination(row) for row in nominations_of(conference)),
        awards=tuple(_award(row) for row in awards_of(conference)),
    )


def _nomination(row: Nomination) -> NominationRow:
    return NominationRow(
        edition_id=row.edition_id,
        unit_id=row.unit_id,
        title_id=row.title_id,
        title_as_written=row.title_as_written,
        route=row.route,
        vote_as_stated=row.vote_as_stated,
    )


def _award(row: Award) -> AwardRow:
    return AwardRow(
        unit_id=row.unit_id,
        title_id=row.title_id,
        title_as_written=row.title_as_written,
        title_year=row.title_year,
        received_year=row.received_year,
        authority=row.authority,
        note=row.note,
        edition_id=row.edition_id,
    )


def nominations_of(conference: Conference) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(conference=conference)
    return rows.select_related("title", "unit", "edition__year").order_by("position", "pk")


def awards_of(conference: Conference) -> QuerySet[Award]:
    rows = Award.objects.filter(conference=conference)
    return rows.select_related("title", "unit").order_by("position", "pk")


def nominations_that_count(edition: ClusterEdition) -> QuerySet[Nomination]:
    """What recorded conferences propose for this edition; a draft's nominations do not count."""
    rows = Nomination.objects.filter(
        edition=edition, conference__state=ConferenceState.RECORDED
    ).select_related("title", "unit", "conference")
    return rows.order_by("conference_id", "position", "pk")


def nominee_groups(conference: Conference) -> dict[int, Nominees]:
    """The editions the conference is for; only those that hold it have members who can be named."""
    day = held_on(conference)
    rows = conference.purposes.select_related("edition__year").order_by("position")
    held = {row.edition_id for row in rows if row.kind in HOLDING}
    return {
        row.edition_id: Nominees(
            row.edition.label,
            frozenset(member.unit_id for member in members_of(row.edition, day))
            if row.edition_id in held
            else frozenset(),
        )
        for row in rows
    }


def remaining_members(edition: ClusterEdition, without: Collection[int]) -> list[int]:
    """“Các đơn vị còn lại”: the members named today but these, one by one, in Vietnamese order."""
    return [row.unit_id for row in members_of(edition) if row.unit_id not in without]


# ── Awards ───────────────────────────────────────────────────────────────────────────────────


def awards_visible_to(user: User) -> QuerySet[Award]:
    """Awards are no secret; those told of by a draft exist only for who may edit the draft."""
    rows = Award.objects.select_related("title", "unit", "conference", "edition__year")
    if hats_of(user).is_administrator:
        return rows
    drafts = drafts_editable_by(user).values("pk")
    return rows.filter(
        Q(conference__isnull=True)
        | Q(conference__state=ConferenceState.RECORDED)
        | Q(conference_id__in=drafts)
    )


# ── Registrations ────────────────────────────────────────────────────────────────────────────


def registrations_of(edition: ClusterEdition, on: date | None = None) -> Registrations:
    """Rows by title and by unit in Vietnamese order, and k/n for each title."""
    rows = list(edition.registrations.select_related("title"))
    names = names_on([row.unit_id for row in rows], names_day(edition, on))
    rows.sort(key=lambda row: (row.title.sort_key, row.title_id, names[row.unit_id].sort_key))
    return Registrations(
        rows=tuple(_registered(row, names[row.unit_id]) for row in rows),
        counts=tuple(_counts(rows, member_count(edition))),
    )


def _registered(row: TitleRegistration, name: UnitName) -> Registered:
    return Registered(
        pk=row.pk,
        unit_id=row.unit_id,
        name=name,
        title_id=row.title_id,
        title=row.title.name,
        withdrawn_on=row.withdrawn_on,
        withdrawn_why=row.withdrawn_why,
        as_written=row.as_written,
        source=row.source,
    )


def _counts(rows: Iterable[TitleRegistration], members: int | None) -> Iterable[TitleCount]:
    names = {row.title_id: row.title.name for row in rows}
    counted = Counter(row.title_id for row in rows if row.withdrawn_on is None)
    for title_id, title in names.items():
        count = counted[title_id]
        share = Fraction(count, members) if members else None
        yield TitleCount(title_id, title, count, members, share, share_in_words(count, members))


# ── What portal asks of every app ────────────────────────────────────────────────────────────


def found(text: str, user: User) -> list[Found]:
    """Titles by name or alias, with how often the reader sees them awarded."""
    rows = titles()
    for word in search_words(text):
        rows = rows.filter(search_text__contains=word)
    hits = list(rows[:20])
    awards = awards_visible_to(user).filter(title__in=[hit.pk for hit in hits])
    counts = Counter(awards.values_list("title_id", flat=True))
    return [
        Found("Danh hiệu", hit.name, f"{counts[hit.pk]} lượt khen thưởng", _awards_url(hit.name))
        for hit in hits
    ]


def awards_found(text: str, user: User) -> QuerySet[Award]:
    """Visible awards whose title, or a name their unit ever bore, holds every word."""
    units = units_named(text).values("unit_id")
    by_title = Q()
    for word in search_words(text):
        by_title &= Q(title__search_text__contains=word)
    return awards_visible_to(user).filter(by_title | Q(unit_id__in=units))


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """Awards, nominations and registrations of a unit, each kind by itself, newest year first."""
    rows = [*_awarded(unit, user), *_nominated(unit, user), *_registered_for(unit, user)]
    return sorted(rows, key=lambda row: row.year or 0, reverse=True)


def _awarded(unit: Unit, user: User) -> list[Touched]:
    awards = awards_visible_to(user).filter(unit=unit).order_by("title__sort_key", "pk")
    return [
        Touched(
            kind="Khen thưởng",
            text=", ".join(part for part in (award.title.name, award.authority) if part),
            year=award.title_year or award.received_year,
            url=_awards_url(award.title.name),
            note=_about_year(award),
        )
        for award in awards
    ]


def _about_year(award: Award) -> str:
    """Which year the one given is; a year of receipt says nothing about the title's."""
    if award.title_year:
        return award.note
    about = f"Nhận năm {award.received_year}" if award.received_year else "Chưa rõ năm"
    return ". ".join(part for part in (about, award.note) if part)


def _nominated(unit: Unit, user: User) -> list[Touched]:
    rows = Nomination.objects.filter(
        unit=unit,
        conference__state=ConferenceState.RECORDED,
        conference_id__in=conferences_visible_to(user).values("pk"),
    ).select_related("title", "edition__year")
    return [
        Touched(
            kind="Đề nghị",
            text=row.title.name,
            year=row.edition.year.label_year,
            url=reverse("portal:conference", args=[row.conference_id]),
        )
        for row in rows.order_by("conference_id", "position")
    ]


def _registered_for(unit: Unit, user: User) -> list[Touched]:
    rows = TitleRegistration.objects.filter(
        unit=unit, edition__in=editions_visible_to(user).values("pk")
    ).select_related("title", "edition__year")
    return [
        Touched(
            kind="Đăng ký",
            text=row.title.name,
            year=row.edition.year.label_year,
            url=reverse("portal:edition", args=[row.edition_id]),
            note="đã rút" if row.withdrawn_on else "",
        )
        for row in rows.order_by("edition_id", "title__sort_key")
    ]


def _awards_url(text: str) -> str:
    return f"{reverse('portal:awards')}?{urlencode({'q': text})}"

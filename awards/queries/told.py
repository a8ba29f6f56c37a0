"""What conferences propose and what awards they tell of."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from awards.models import Award, Nomination
from awards.queries.titles import all_titles_offered
from awards.rules import AwardFacts, AwardRow, NominationRow, Nominees, ProposalFacts
from clusters.models import ClusterEdition, Membership
from clusters.queries import closing_day, members_of, opening_day
from conferences.enums import HOLDING, ConferenceState
from conferences.models import Conference
from conferences.queries import drafts_editable_by, held_on
from core.dates import today
from core.forms.pickers import Book
from organizations.queries import hats_of, unit_book, units_below


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
            opening_day(row.edition.year),
            closing_day(row.edition.year),
        )
        for row in rows
    }


def remaining_members(edition: ClusterEdition, without: Collection[int]) -> list[int]:
    """“Các đơn vị còn lại”: the members named today but these, one by one, in Vietnamese order."""
    return [row.unit_id for row in members_of(edition) if row.unit_id not in without]


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


# ── Awards on their own ──────────────────────────────────────────────────────────────────────


def award_facts(award: Award) -> AwardFacts:
    """An award that no conference tells of, as its form shows it."""
    return AwardFacts(
        unit_id=award.unit_id,
        title_id=award.title_id,
        title_as_written=award.title_as_written,
        title_year=award.title_year,
        received_year=award.received_year,
        authority=award.authority,
        decided_on=award.decided_on,
        source=award.source,
        note=award.note,
    )


@dataclass(frozen=True)
class AwardScene:
    """The units whose awards this person enters, and the catalogue."""

    units: Book
    titles: list[tuple[int, str]]


def award_scene(user: User) -> AwardScene:
    """An administrator enters awards of every unit, an office of those in its care."""
    book, cared_for = unit_book(today()), units_awarded_by(user)
    if cared_for is not None:
        labels = {key: label for key, label in book.labels.items() if key in cared_for}
        book = Book(labels, book.spellings)
    return AwardScene(book, all_titles_offered())


def units_awarded_by(user: User) -> frozenset[int] | None:
    """Units whose awards this person enters: None is every unit."""
    hats = hats_of(user)
    if hats.is_administrator:
        return None
    if not hats.office_of:
        return frozenset()
    return frozenset(units_below(hats.office_of, today()) | _members_owned(hats.office_of))


def _members_owned(owners: frozenset[int]) -> set[int]:
    rows = Membership.objects.filter(edition__year__owner_id__in=owners)
    return set(rows.values_list("unit_id", flat=True))

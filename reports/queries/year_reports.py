"""What the year-end report of an edition says, under the names of its year."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from accounts.models import User
from agreements.enums import AgreementState
from agreements.queries import agreement_of
from awards.models import Award
from awards.queries import awards_visible_to, nominations_that_count, registrations_of
from clusters.enums import GroupRole
from clusters.models import ClusterEdition
from clusters.queries import (
    Seat,
    member_count,
    members_of,
    names_day,
    reopened_lines,
    seats_of,
)
from conferences.enums import ConferenceState, PurposeKind
from conferences.models import Conference, ConferencePurpose, SeatChoice
from documents.rules import count2
from reports.queries.parts import (
    awards_in,
    head_of,
    proposals_in,
    score_table,
    seats_in,
    short_names,
)
from reports.rules import (
    ActivityText,
    AwardTold,
    LeadingSeat,
    MembersText,
    Proposal,
    SeatText,
    YearReport,
    day_in_words,
    sentence,
    slogans_in_words,
    small,
)
from scoring.queries import progress_of, sees_all_scores


def year_report_content(edition: ClusterEdition, reader: User) -> YearReport:
    """What the report says to this reader: without the table of points where he may not see it.

    `edition` is one the reader may know of. A draft until its year-end conference is recorded and
    no points are provisional any more.
    """
    day = names_day(edition)
    year = edition.year
    shows_scores = sees_all_scores(reader, edition)
    return YearReport(
        head=head_of([edition], day),
        year=year.label_year,
        members=_members(edition, day),
        seats=_seats(edition, day),
        slogans=slogans_in_words(year.theme, year.motto, year.label_year),
        activity=_activity(edition, day),
        scores=score_table(edition, day) if shows_scores else None,
        shows_scores=shows_scores,
        proposals=_proposals(edition, day),
        awards=_awards(edition, reader, day),
        next_seats=_next_seats(edition, day),
        is_draft=_is_draft(edition),
        has_basis=edition.bases.exists(),
        remarks=reopened_lines([year]),
    )


def _is_draft(edition: ClusterEdition) -> bool:
    """A group that was not scored at all waits for its conference alone."""
    ended = _purposes(edition).filter(kind=PurposeKind.YEAR_END)
    scoring = progress_of(edition)
    return not ended.exists() or (scoring.has_round and not scoring.is_agreed)


def _members(edition: ClusterEdition, day: date) -> MembersText:
    names = tuple(member.name.short_name for member in members_of(edition, day))
    return MembersText(named=names, count=member_count(edition))


def _seats(edition: ClusterEdition, day: date) -> tuple[LeadingSeat, ...]:
    """Head, then deputy; a seat nobody has told us of keeps its label alone."""
    seats = seats_of(edition, day)
    return tuple(
        _seat(seats[role], edition.role_label(role)) for role in (GroupRole.HEAD, GroupRole.DEPUTY)
    )


def _seat(seat: Seat | None, label: str) -> LeadingSeat:
    if seat is None:
        return LeadingSeat(label)
    return LeadingSeat(label, seat.name.short_name, seat.person, seat.post, seat.name.place_name)


# ── What the group did ───────────────────────────────────────────────────────────────────────


def _activity(edition: ClusterEdition, day: date) -> ActivityText:
    return ActivityText(
        registrations=_registrations(edition, day),
        conferences=_conferences(edition),
        agreement=_agreement(edition),
    )


def _registrations(edition: ClusterEdition, day: date) -> tuple[str, ...]:
    """“Cờ thi đua của Chính phủ: 06/06 đơn vị đăng ký”; withdrawn ones do not count."""
    return tuple(
        f"{row.title}: {_share(row.count, row.members)} đơn vị đăng ký."
        for row in registrations_of(edition, day).counts
    )


def _share(count: int, total: int | None) -> str:
    return count2(count) if total is None else f"{count2(count)}/{count2(total)}"


def _conferences(edition: ClusterEdition) -> tuple[str, ...]:
    """Recorded meetings in the order of their days, with what they were for."""
    kinds: dict[Conference, list[str]] = {}
    for row in _purposes(edition):
        kinds.setdefault(row.conference, []).append(small(PurposeKind(row.kind).label))
    return tuple(_conference(each, ", ".join(words)) for each, words in kinds.items())


def _purposes(edition: ClusterEdition) -> QuerySet[ConferencePurpose]:
    rows = ConferencePurpose.objects.filter(
        edition=edition, conference__state=ConferenceState.RECORDED
    ).select_related("conference")
    day = F("conference__starts_on").asc(nulls_last=True)
    return rows.order_by(day, "conference_id", "position")


def _conference(conference: Conference, purposes: str) -> str:
    day = day_in_words(
        conference.date_precision,
        conference.starts_on,
        conference.ends_on,
        conference.time_of_day,
    )
    place = f", tại {conference.place}" if conference.place else ""
    return sentence(f"{conference.title} ({purposes}): {day}{place}")


def _agreement(edition: ClusterEdition) -> str:
    """What is said of the signing, else how far the text has come; empty without an agreement."""
    agreement = agreement_of(edition)
    if agreement is None:
        return ""
    state = AgreementState.DRAFT if agreement.is_draft else AgreementState.ISSUED
    return agreement.signed_as_stated or small(state.label)


# ── What came of the year ────────────────────────────────────────────────────────────────────


def _proposals(edition: ClusterEdition, day: date) -> tuple[Proposal, ...]:
    rows = list(nominations_that_count(edition))
    return proposals_in(rows, short_names([row.unit_id for row in rows], day))


def _awards(edition: ClusterEdition, reader: User, day: date) -> tuple[AwardTold, ...]:
    """Awards told of for this edition, and its members' awards of that very year."""
    units = [member.unit_id for member in members_of(edition, day)]
    of_members = Q(edition=None, title_year=edition.year.label_year, unit_id__in=units)
    rows: Iterable[Award] = (
        awards_visible_to(reader)
        .filter(Q(edition=edition) | of_members)
        .exclude(conference__state=ConferenceState.ENTERING)
        .order_by("conference_id", "position", "pk")
    )
    return awards_in(rows, short_names([row.unit_id for row in rows], day))


def _next_seats(edition: ClusterEdition, day: date) -> tuple[SeatText, ...]:
    """Whom recorded conferences chose for the year after."""
    choices = SeatChoice.objects.filter(
        edition=edition, conference__state=ConferenceState.RECORDED
    ).select_related("edition__year")
    rows = list(choices.order_by("label_year", "-role", "pk"))
    return seats_in(rows, short_names([row.unit_id for row in rows], day))

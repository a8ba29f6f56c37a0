"""Reading agreements: which ones exist for a reader, what their forms edit, what the paper says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from agreements.enums import AgreementState
from agreements.models import Agreement, Party
from agreements.rules import (
    AgreementText,
    ClauseRow,
    CounterText,
    PartiesFacts,
    PartyRow,
    PartyText,
    RegistrationText,
    SigningFacts,
    TextFacts,
    issue_hints,
    issue_problems,
)
from clusters.enums import SHORT, GroupKind
from clusters.models import ClusterEdition
from clusters.queries import (
    editions_managed_by,
    editions_visible_to,
    member_count,
    members_of,
    names_day,
    seats_of,
)
from clusters.queries import in_order as editions_in_order
from conferences.enums import DatePrecision
from conferences.models import Conference
from conferences.queries import when_of
from core.answers import Found, Touched, Waiting
from core.problems import Problem
from core.text import fold
from documents.queries import citations_of
from documents.rules import long_day
from organizations.enums import UnitKind
from organizations.models import Unit
from organizations.queries import names_on

SECTOR = "ngành Kiểm sát nhân dân"


# Which agreements


def agreements_visible_to(user: User) -> QuerySet[Agreement]:
    """Agreements of the editions the reader may know of; all others do not exist for him."""
    of_editions = editions_visible_to(user).values("pk")
    agreements = Agreement.objects.select_related("edition__year__owner", "conference", "paper")
    return agreements.filter(edition_id__in=of_editions)


def in_order(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Newest year first, then by owner, clusters before blocs, by name in Vietnamese order."""
    return agreements.order_by(
        "-edition__year__label_year",
        "edition__year__owner_id",
        "-edition__kind",
        "edition__sort_key",
        "pk",
    )


def agreement_of(edition: ClusterEdition) -> Agreement | None:
    """The edition's agreement; None while nobody has drafted one."""
    return Agreement.objects.filter(edition=edition).select_related("paper", "conference").first()


@dataclass(frozen=True)
class AgreementRow:
    """One line of the list."""

    pk: int
    group: str
    year: int
    owner: str
    parties: int
    signers: int
    dated_on: date | None
    is_draft: bool
    state: str
    signed_as_stated: str


def agreement_rows(agreements: QuerySet[Agreement]) -> list[AgreementRow]:
    """The list, in as many queries for one agreement as for thirty."""
    counted = in_order(agreements).annotate(
        party_count=Count("parties"),
        signer_count=Count("parties", filter=Q(parties__signer__isnull=False)),
    )
    found_rows = list(counted)
    owners = _owner_names(found_rows)
    return [
        AgreementRow(
            pk=row.pk,
            group=row.edition.name,
            year=row.edition.year.label_year,
            owner=owners[row.pk],
            parties=row.party_count,
            signers=row.signer_count,
            dated_on=row.dated_on,
            is_draft=row.is_draft,
            state=AgreementState(row.state).label,
            signed_as_stated=row.signed_as_stated,
        )
        for row in found_rows
    ]


def _owner_names(agreements: Sequence[Agreement]) -> dict[int, str]:
    """Agreement id to its owner's name on its own day; owners asked once for each day."""
    days = {each.pk: names_day(each.edition, each.dated_on) for each in agreements}
    owners = {each.pk: each.edition.year.owner_id for each in agreements}
    names = {day: names_on(set(owners.values()), day) for day in sorted(set(days.values()))}
    return {key: names[day][owners[key]].short_name for key, day in days.items()}


def editions_without_agreement(user: User, year: int) -> list[ClusterEdition]:
    """Editions of the year for which this user may draft the agreement that is missing."""
    editions = editions_managed_by(user).filter(year__label_year=year, agreement__isnull=True)
    return list(editions_in_order(editions.select_related("year")))


# What the forms edit


def text_of(agreement: Agreement) -> TextFacts:
    return TextFacts(
        conference_id=agreement.conference_id,
        place=agreement.place,
        place_name=agreement.place_name,
        dated_on=agreement.dated_on,
        copies=agreement.copies,
        bases=tuple(agreement.cited.order_by("position", "pk").values_list("basis_id", flat=True)),
        clauses=tuple(
            ClauseRow(row.body, row.heading, row.is_illustrative)
            for row in agreement.clauses.order_by("position", "pk")
        ),
        closing=agreement.closing,
        is_closing_illustrative=agreement.is_closing_illustrative,
    )


def parties_of(agreement: Agreement) -> PartiesFacts:
    """Who signs, in the stored order."""
    return PartiesFacts(
        tuple(
            PartyRow(row.unit_id, _signer(row), row.post, row.capacity)
            for row in agreement.parties.select_related("signer").order_by("position", "pk")
        )
    )


def _signer(row: Party) -> str:
    return row.signer.full_name if row.signer else ""


def signing_of(agreement: Agreement) -> SigningFacts:
    return SigningFacts(agreement.adopted_as_stated, agreement.signed_as_stated)


def conferences_of(edition: ClusterEdition) -> QuerySet[Conference]:
    """Meetings held for the edition: one of them may have adopted its agreement."""
    held = Conference.objects.filter(purposes__edition=edition).distinct()
    return held.order_by("starts_on", "sort_key", "pk")


def first_order(edition: ClusterEdition, on: date | None = None) -> list[int]:
    """Member units as a new agreement lists them: head, deputy, the others in Vietnamese order."""
    seats = seats_of(edition, on)
    leaders = [seat.unit_id for seat in seats.values() if seat]
    members = [member.unit_id for member in members_of(edition, on)]
    return [unit for unit in leaders if unit in members] + [
        unit for unit in members if unit not in leaders
    ]


# What the paper says


def agreement_text(agreement: Agreement, on: date | None = None) -> AgreementText:
    """What the paper says, every name as of its own day.

    That day is `on`, else the agreement's date, else today within the edition's year.
    """
    edition = agreement.edition
    day = names_day(edition, on or agreement.dated_on)
    facts = text_of(agreement)
    parties = parties_of(agreement).parties
    registered = _registrations(edition)
    names = names_on({edition.year.owner_id, *(row.unit_id for row in parties)}, day)
    full = {unit: name.full_name for unit, name in names.items()}
    group = edition.name.removesuffix(f" {SECTOR}")
    return AgreementText(
        owner=full[edition.year.owner_id],
        group=group,
        group_in_full=f"{group} {SECTOR}" if _is_of_sector(edition) else group,
        kind_short=SHORT[GroupKind(edition.kind)],
        year=edition.year.label_year,
        place=facts.place,
        place_name=facts.place_name,
        dated_on=facts.dated_on,
        copies=facts.copies,
        bases=(*citations_of(facts.bases), *_adoption(agreement)),
        theme=edition.year.theme,
        motto=edition.year.motto,
        parties=_party_texts(edition, parties, full, day),
        clauses=facts.clauses,
        registrations=tuple(
            RegistrationText(full[row.unit_id], tuple(registered.get(row.unit_id, ())))
            for row in parties
        ),
        counters=_counters(edition, registered, len(parties)),
        closing=facts.closing,
        is_closing_illustrative=facts.is_closing_illustrative,
    )


def _is_of_sector(edition: ClusterEdition) -> bool:
    return edition.year.owner.kind == UnitKind.SUPREME


def _party_texts(
    edition: ClusterEdition, parties: Iterable[PartyRow], full: dict[int, str], day: date
) -> tuple[PartyText, ...]:
    leading = {
        seat.unit_id: f"Đơn vị {seat.label}" for seat in seats_of(edition, day).values() if seat
    }
    return tuple(
        PartyText(
            name=full[row.unit_id],
            seat=leading.get(row.unit_id, ""),
            capacity=row.capacity,
            post=row.post,
            signer=row.signer,
        )
        for row in parties
    )


def _registrations(edition: ClusterEdition) -> dict[int, list[str]]:
    """Unit id to the titles it has registered for and not withdrawn."""
    titles: dict[int, list[str]] = defaultdict(list)
    rows = edition.registrations.filter(withdrawn_on__isnull=True).select_related("title")
    for row in rows.order_by("title__sort_key", "pk"):
        titles[row.unit_id].append(row.title.name)
    return titles


def _counters(
    edition: ClusterEdition, registered: Mapping[int, list[str]], parties: int
) -> tuple[CounterText, ...]:
    """“06/06” for each title, out of all units of the group."""
    total = member_count(edition) or parties
    counts = Counter(title for titles in registered.values() for title in titles)
    return tuple(CounterText(title, count, total) for title, count in counts.items())


def _adoption(agreement: Agreement) -> tuple[str, ...]:
    """The last căn cứ, once somebody has entered that the units did agree."""
    if not agreement.adopted_as_stated:
        return ()
    words = "Căn cứ kết quả thống nhất của các đơn vị"
    if agreement.conference is None:
        return (words,)
    return (f"{words} tại Hội nghị {_day_of(agreement.conference)}",)


def _day_of(conference: Conference) -> str:
    if conference.date_precision == DatePrecision.RANGE:
        return when_of(conference)
    return long_day(conference.starts_on)


def issue_view(agreement: Agreement) -> tuple[list[Problem], list[Problem]]:
    """What stands in the way of issuing, and what the paper would leave blank."""
    text, parties, signing = text_of(agreement), parties_of(agreement), signing_of(agreement)
    members = member_keys(agreement)
    names = short_names(agreement, [*members, *(row.unit_id for row in parties.parties)])
    return (
        issue_problems(text, parties, members, names),
        issue_hints(text, parties, signing, members, names),
    )


def member_keys(agreement: Agreement) -> list[int]:
    """Units that belonged to the group on the agreement's own day, in Vietnamese order."""
    return [member.unit_id for member in members_of(agreement.edition, agreement.dated_on)]


def short_names(agreement: Agreement, units: Iterable[int]) -> dict[int, str]:
    """Short names on the agreement's own day."""
    names = names_on(set(units), names_day(agreement.edition, agreement.dated_on))
    return {unit: name.short_name for unit, name in names.items()}


# What portal asks for


def agreement_url(agreement: Agreement) -> str:
    return reverse("agreements:agreement", args=[agreement.pk])


def waiting_for(user: User, on: date) -> list[Waiting]:
    """Drafts this user may finish and issue."""
    managed = editions_managed_by(user).values("pk")
    drafts = agreements_visible_to(user).filter(state=AgreementState.DRAFT, edition__in=managed)
    return [
        Waiting(draft.label, "Dự thảo, chưa phát hành", "Xem và phát hành", agreement_url(draft))
        for draft in in_order(drafts)
    ]


def found(text: str, user: User) -> list[Found]:
    """Agreements by the name, number and year of their group."""
    agreements = agreements_visible_to(user)
    for word in fold(text).replace("giao uoc thi dua", "").replace("giao uoc", "").split():
        by_year = Q(edition__year__label_year=int(word)) if word.isdecimal() else Q()
        agreements = agreements.filter(Q(edition__search_text__contains=word) | by_year)
    return [
        Found("Giao ước", each.label, AgreementState(each.state).label, agreement_url(each))
        for each in in_order(agreements)[:20]
    ]


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """Agreements the unit is a party of, among those the reader may see; newest first."""
    agreements = agreements_visible_to(user).filter(parties__unit=unit)
    return [
        Touched(
            "Giao ước",
            f"Bên ký {each.label}",
            each.edition.year.label_year,
            agreement_url(each),
            note=AgreementState(each.state).label,
        )
        for each in in_order(agreements)
    ]

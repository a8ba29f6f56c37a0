"""Which agreements exist for a reader, and what portal asks of this app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from agreements.enums import AgreementState
from agreements.models import Agreement
from clusters.models import ClusterEdition
from clusters.queries import editions_managed_by, editions_visible_to, names_day
from clusters.queries import in_order as editions_in_order
from core.answers import Found, Touched, Waiting
from core.dates import today
from core.text import fold, whole_number
from organizations.models import Unit
from organizations.queries import names_on, names_on_days

_MOST_HITS = 20


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


def agreement_rows(agreements: QuerySet[Agreement]) -> list[AgreementRow]:
    """The list, in as many queries for one agreement as for thirty."""
    counted = in_order(agreements).annotate(
        party_count=Count("parties"),
        signer_count=Count("parties", filter=Q(parties__signer__isnull=False)),
    )
    rows = list(counted)
    owners = _owner_names(rows)
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
        for row in rows
    ]


def _owner_names(agreements: Sequence[Agreement]) -> dict[int, str]:
    """Agreement id to its owner's name on the agreement's own day."""
    days = {
        each.pk: (each.edition.year.owner_id, names_day(each.edition, each.dated_on))
        for each in agreements
    }
    names = names_on_days(days.values())
    return {key: names[day].short_name for key, day in days.items()}


def editions_without_agreement(user: User, year: int) -> list[ClusterEdition]:
    """Editions of the year for which this user may draft the agreement that is missing."""
    editions = editions_managed_by(user).filter(year__label_year=year, agreement__isnull=True)
    return list(editions_in_order(editions.select_related("year")))


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
    """Agreements by the name, number and year of their group; “giao ước” finds them all."""
    agreements = agreements_visible_to(user)
    for word in fold(text).replace("giao uoc thi dua", "").replace("giao uoc", "").split():
        number = whole_number(word)
        by_year = Q() if number is None else Q(edition__year__label_year=number)
        agreements = agreements.filter(Q(edition__search_text__contains=f" {word}") | by_year)
    hits = list(in_order(agreements)[:_MOST_HITS])
    owners = names_on([hit.edition.year.owner_id for hit in hits], today())
    return [_found(hit, owners[hit.edition.year.owner_id].short_name) for hit in hits]


def _found(hit: Agreement, owner: str) -> Found:
    """Groups of several owners bear the same name, so the owner is told."""
    detail = f"{owner} · {AgreementState(hit.state).label}"
    return Found("Giao ước", hit.label, detail, agreement_url(hit))


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

"""Which agreements exist for a reader, and what portal asks of this app."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from agreements.enums import AgreementState
from agreements.models import Agreement
from agreements.queries.signing import Signed, signed_by_paper
from clusters.models import ClusterEdition
from clusters.queries import editions_managed_by, editions_visible_to, names_day
from clusters.queries import in_order as editions_in_order
from core.answers import Found, Waiting
from core.dates import today
from core.lists import Column, Filter, List
from core.text import fold, search_words, whole_number
from documents.enums import Correction
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
    signed: Signed | None  # None while there is no paper to sign


def agreements_visible_to(user: User) -> QuerySet[Agreement]:
    """Agreements of the editions the reader may know of; all others do not exist for him."""
    of_editions = editions_visible_to(user).values("pk")
    agreements = Agreement.objects.select_related("edition__year__owner", "conference", "paper")
    return agreements.filter(edition_id__in=of_editions)


def signed_of(agreement: Agreement | None) -> Signed | None:
    """How many have signed the paper in force; None while there is none."""
    if agreement is None or agreement.paper_id is None:
        return None
    return signed_by_paper([agreement.paper_id]).get(agreement.paper_id)


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


def agreements_listed(user: User) -> QuerySet[Agreement]:
    """Agreements with the count of their parties and of those whose signer is known."""
    return in_order(agreements_visible_to(user)).annotate(
        party_count=Count("parties"),
        signer_count=Count("parties", filter=Q(parties__signer__isnull=False)),
    )


def agreement_rows(rows: Sequence[Agreement]) -> list[AgreementRow]:
    """Rows of `agreements_listed`, in as many queries for one agreement as for thirty."""
    owners = _owner_names(rows)
    signed = signed_by_paper(row.paper_id for row in rows if row.paper_id)
    return [
        AgreementRow(
            pk=row.pk,
            group=row.edition.name,
            year=row.edition.year.label_year,
            owner=owners[row.pk],
            parties=row.party_count,  # type: ignore[attr-defined]
            signers=row.signer_count,  # type: ignore[attr-defined]
            dated_on=row.paper.dated_on if row.paper else row.dated_on,
            is_draft=row.is_draft,
            state=AgreementState(row.state).label,
            signed_as_stated=row.signed_as_stated,
            signed=signed.get(row.paper_id or 0),
        )
        for row in rows
    ]


def agreements_list(title: str, stem: str, *, keeps: tuple[str, ...] = ()) -> List[AgreementRow]:
    """A list of agreements under this title."""
    return List(
        title=title,
        stem=stem,
        noun="giao ước",
        columns=(
            Column("Cụm, khối", "nhom", ("edition__sort_key",), width=40),
            Column("Các bên ký", "ben-ky", ("party_count",), width=12),
            Column("Ngày ký", "ngay", ("dated_on",), width=14),
            Column("Tình trạng", "tinh-trang", ("state",), width=18),
            Column("Chủ quản", width=34, in_file_only=True),
            Column("Năm", width=8, in_file_only=True),
            Column("Đã nhập người ký", width=12, in_file_only=True),
            Column("Đã ký", width=10, in_file_only=True),
        ),
        rows=agreement_rows,
        cells=lambda row: (
            row.group,
            row.parties,
            row.dated_on,
            row.state,
            row.owner,
            row.year,
            row.signers,
            row.signed.words if row.signed else "",
        ),
        filters=(Filter("tinh-trang", "Tình trạng", AgreementState.choices(), _in_state),),
        search=_of_group,
        search_label="Tên, số cụm, khối",
        keeps=keeps,
    )


def _in_state(rows: QuerySet[Agreement], state: str) -> QuerySet[Agreement]:
    return rows.filter(state=state)


def _of_group(rows: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    for word in search_words(text):
        rows = rows.filter(edition__search_text__contains=word)
    return rows


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
    """Drafts and corrections this user may finish and issue."""
    managed = editions_managed_by(user).values("pk")
    unfinished = agreements_visible_to(user).exclude(state=AgreementState.ISSUED)
    return [
        Waiting(each.label, _unfinished(each), "Xem và phát hành", agreement_url(each))
        for each in in_order(unfinished.filter(edition__in=managed))
    ]


def _unfinished(agreement: Agreement) -> str:
    if agreement.is_draft:
        return "Dự thảo, chưa phát hành"
    return f"{Correction(agreement.correction).label}: đang soạn, chưa phát hành"


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

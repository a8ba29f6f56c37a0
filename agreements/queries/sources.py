"""Agreements whose clauses can be taken over into another one."""

from dataclasses import dataclass

from accounts.models import User
from agreements.models import Agreement
from agreements.queries.content import frozen_text
from agreements.queries.facts import text_of
from agreements.queries.lists import agreements_visible_to, in_order
from agreements.rules import ClauseRow


@dataclass(frozen=True)
class ClauseSource:
    """An agreement to take clauses from; `is_previous`: of the edition this one continues."""

    agreement: Agreement
    is_previous: bool

    @property
    def label(self) -> str:
        """Which one it is, and that it is last year's."""
        return f"{self.agreement.label}{' (năm trước)' if self.is_previous else ''}"


def clause_sources(agreement: Agreement, user: User) -> list[ClauseSource]:
    """Agreements of the same owner the reader may see, that of the year before first."""
    before = agreement.edition.continues_id
    same_owner = agreements_visible_to(user).filter(
        edition__year__owner_id=agreement.edition.year.owner_id, clauses__isnull=False
    )
    others = in_order(same_owner.exclude(pk=agreement.pk).distinct())
    sources = [ClauseSource(each, each.edition_id == before) for each in others]
    return sorted(sources, key=lambda source: not source.is_previous)


def clauses_of(agreement: Agreement) -> tuple[ClauseRow, ...]:
    """What its readers see: the issued clauses, else those of the draft."""
    if agreement.paper is not None:
        return frozen_text(agreement.paper).clauses
    return text_of(agreement).clauses

"""What a conference proposes and what awards it tells of, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NominationRow:
    """One unit proposed for one title; the vote stands as stated, never turned into counts."""

    edition_id: int
    unit_id: int
    title_id: int
    title_as_written: str = ""
    route: str = ""
    vote_as_stated: str = ""


@dataclass(frozen=True)
class AwardRow:
    """One unit and what it holds; year of the title and year of receipt may each be unknown."""

    unit_id: int
    title_id: int
    title_as_written: str = ""
    title_year: int | None = None
    received_year: int | None = None
    authority: str = ""
    note: str = ""
    edition_id: int | None = None


@dataclass(frozen=True)
class ProposalFacts:
    """Step “Đề nghị, khen thưởng” of a conference's results form."""

    nominations: tuple[NominationRow, ...] = ()
    awards: tuple[AwardRow, ...] = ()

"""What the paper of an agreement says, and what still stands in its way."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from agreements.models import Agreement
from agreements.queries.facts import (
    member_keys,
    parties_of,
    short_names,
    signing_of,
    text_of,
)
from agreements.rules import (
    TEXT,
    AgreementText,
    ClauseRow,
    CounterText,
    PartyRow,
    PartyText,
    RegistrationText,
    TextFacts,
    correction_line,
    issue_hints,
    issue_problems,
)
from awards.queries import Registrations, registrations_of
from clusters.enums import SHORT, GroupKind
from clusters.models import ClusterEdition
from clusters.queries import names_day, reopened_lines, seats_of
from conferences.enums import DatePrecision
from conferences.models import Conference
from conferences.queries import when_of
from core.problems import Problem
from documents.models import Paper
from documents.queries import citations_of, keys_over_before
from documents.rules import long_day
from organizations.enums import UnitKind
from organizations.queries import names_on

SECTOR = "ngành Kiểm sát nhân dân"


def agreement_text(agreement: Agreement, on: date | None = None) -> AgreementText:
    """What the paper says, every name as of its own day.

    That day is `on`, else the agreement's date, else today within the edition's year.
    """
    edition, year = agreement.edition, agreement.edition.year
    day = names_day(edition, on or agreement.dated_on)
    facts, parties = text_of(agreement), parties_of(agreement).parties
    names = names_on({year.owner_id, *(row.unit_id for row in parties)}, day)
    full = {unit: name.full_name for unit, name in names.items()}
    registered = registrations_of(edition, day)
    titles = titles_by_unit(registered)
    group = edition.name.removesuffix(f" {SECTOR}")
    return AgreementText(
        owner=full[year.owner_id],
        group=group,
        group_in_full=f"{group} {SECTOR}" if year.owner.kind == UnitKind.SUPREME else group,
        kind_short=SHORT[GroupKind(edition.kind)],
        year=year.label_year,
        place=facts.place,
        place_name=facts.place_name,
        dated_on=facts.dated_on,
        copies=facts.copies,
        bases=(*citations_of(facts.bases), *_adoption(agreement)),
        theme=year.theme,
        motto=year.motto,
        parties=_party_texts(edition, parties, full, day),
        unnamed=_unnamed(agreement),
        clauses=facts.clauses,
        registrations=tuple(
            RegistrationText(full[row.unit_id], titles[row.unit_id]) for row in parties
        ),
        counters=tuple(
            CounterText(each.title, each.count, each.members or len(parties))
            for each in registered.counts
        ),
        closing=facts.closing,
        is_closing_illustrative=facts.is_closing_illustrative,
        correction=_correction(agreement),
        remarks=reopened_lines([year]),
    )


def _correction(agreement: Agreement) -> str:
    """The line that names the paper this text is going to replace or amend."""
    if agreement.paper is None or not agreement.is_correcting:
        return ""
    old = agreement.paper
    return correction_line(
        agreement.correction, old.title, old.dated_on, agreement.correction_reason
    )


def _unnamed(agreement: Agreement) -> int:
    """How many members the group is said to have beyond those anybody has named."""
    stated = agreement.edition.stated_member_count or 0
    return max(stated - len(member_keys(agreement)), 0)


def titles_by_unit(registered: Registrations) -> dict[int, tuple[str, ...]]:
    """Unit id to the titles it has registered for and not withdrawn."""
    titles: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for row in registered.rows:
        if row.withdrawn_on is None:
            titles[row.unit_id] += (row.title,)
    return titles


def _party_texts(
    edition: ClusterEdition, parties: tuple[PartyRow, ...], full: Mapping[int, str], day: date
) -> tuple[PartyText, ...]:
    seats = [seat for seat in seats_of(edition, day).values() if seat]
    leading = {seat.unit_id: f"Đơn vị {seat.label}" for seat in seats}
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
        issue_hints(text, parties, signing, members, names) + _over(agreement, text),
    )


def _over(agreement: Agreement, text: TextFacts) -> list[Problem]:
    """Papers it cites although they are no longer in force on its day."""
    day = names_day(agreement.edition, agreement.dated_on)
    return [Problem(words, "bases", TEXT) for words in keys_over_before(text.bases, day)]


def draft_text(agreement: Agreement) -> AgreementText:
    """The text as a draft prints it: with what is to be looked at before it is issued."""
    content = agreement_text(agreement)
    over = (problem.message for problem in _over(agreement, text_of(agreement)))
    return replace(content, remarks=(*content.remarks, *over))


def frozen_text(paper: Paper) -> AgreementText:
    """What an issued agreement says, as it was kept."""
    kept = dict(paper.content)
    day = kept.pop("dated_on")
    rows = {
        name: tuple(_thawed(row_type, row) for row in kept.pop(name))
        for name, row_type in _ROWS.items()
    }
    typed = {
        "dated_on": date.fromisoformat(day) if day else None,
        "bases": tuple(kept["bases"]),
        "remarks": tuple(kept.get("remarks", ())),
    }
    return AgreementText(**(kept | rows | typed))


_ROWS: dict[str, type[Any]] = {
    "parties": PartyText,
    "clauses": ClauseRow,
    "registrations": RegistrationText,
    "counters": CounterText,
}


def _thawed(row_type: type[Any], row: dict[str, Any]) -> Any:
    """A row from JSON, its lists as tuples again."""
    return row_type(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    )


def shown_text(agreement: Agreement) -> AgreementText:
    """What the page of an agreement shows: the draft as it would print now, or the issued text.

    While a correction is being written, readers still see what is in force.
    """
    if agreement.paper is not None:
        return frozen_text(agreement.paper)
    return agreement_text(agreement)

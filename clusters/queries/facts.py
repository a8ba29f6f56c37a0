"""What the forms of a year and a group edit, each read as one frozen value."""

from collections.abc import Iterable

from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition, EmulationYear
from clusters.queries.years import names_day
from clusters.rules import (
    CompositionFacts,
    EditionFacts,
    LeadershipFacts,
    MemberRow,
    SupervisionFacts,
    SupervisionRow,
    TermRow,
    YearFacts,
)
from organizations.queries import names_on


def year_facts(year: EmulationYear) -> YearFacts:
    return YearFacts(
        label_year=year.label_year,
        theme=year.theme,
        motto=year.motto,
        period_start=year.period_start,
        period_end=year.period_end,
        bases=bases_of(year),
        source=year.source,
        note=year.note,
    )


def edition_facts(edition: ClusterEdition) -> EditionFacts:
    return EditionFacts(
        kind=GroupKind(edition.kind),
        name=edition.name,
        number=edition.number,
        stated_member_count=edition.stated_member_count,
        composition_note=edition.composition_note,
        is_list_incomplete=edition.is_list_incomplete,
        continues=edition.continues_id,
        bases=bases_of(edition),
        source=edition.source,
        note=edition.note,
    )


def bases_of(thing: EmulationYear | ClusterEdition) -> tuple[int, ...]:
    """In the order in which they were named."""
    key = str(type(thing)._meta.model_name)
    links = thing.bases.through._default_manager.filter(**{key: thing})
    return tuple(links.order_by("pk").values_list("legalbasis_id", flat=True))


def composition_of(edition: ClusterEdition) -> CompositionFacts:
    rows = edition.memberships.values_list("unit_id", "valid_from", "valid_to", "note")
    return CompositionFacts(members_in_order(edition, (MemberRow(*row) for row in rows)))


def members_in_order(edition: ClusterEdition, rows: Iterable[MemberRow]) -> tuple[MemberRow, ...]:
    """By name, then by time: however they were typed."""
    rows = list(rows)
    names = names_on({row.unit_id for row in rows}, names_day(edition))

    def place(row: MemberRow) -> tuple[str, int, str]:
        return names[row.unit_id].sort_key, row.unit_id, str(row.valid_from or "")

    return tuple(sorted(rows, key=place))


def leadership_of(edition: ClusterEdition) -> LeadershipFacts:
    rows = (
        TermRow(
            role=term.role,
            unit_id=term.unit_id,
            person=term.person.full_name if term.person else "",
            post=term.post,
            stands_in=term.stands_in,
            how=term.how,
            decided_on=term.decided_on,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
            despite=term.despite,
            note=term.note,
        )
        for term in edition.terms.select_related("person")
    )
    return LeadershipFacts(terms_in_order(rows))


def terms_in_order(rows: Iterable[TermRow]) -> tuple[TermRow, ...]:
    """Heads before deputies, then by time, the stand-in last: however they were typed."""
    roles = list(GroupRole)

    def place(row: TermRow) -> tuple[int, str, bool]:
        return roles.index(GroupRole(row.role)), str(row.valid_from or ""), row.stands_in

    return tuple(sorted(rows, key=place))


def supervision_of(edition: ClusterEdition) -> SupervisionFacts:
    rows = edition.supervisions.select_related("person").order_by("pk")
    return SupervisionFacts(
        tuple(
            SupervisionRow(
                row.person.full_name, row.post, row.wording, row.valid_from, row.valid_to
            )
            for row in rows
        )
    )

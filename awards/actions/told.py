"""What a conference proposes, and awards entered on their own."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from awards.models import Award, Nomination
from awards.queries import award_facts, nominee_groups, proposals_of, titles_known
from awards.rules import (
    AwardFacts,
    AwardRow,
    NominationRow,
    ProposalFacts,
    award_problems,
    award_title_problems,
    proposal_problems,
    unused_title_problems,
)
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from conferences.actions import locked_draft
from conferences.models import Conference
from conferences.queries import unit_names
from conferences.rules import cleaned
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance

TWICE = "Đơn vị đã có khen thưởng này trong năm đó, với nội dung khác. Hãy sửa bản đã có."


class CannotPropose(Refused):
    """What was typed can never be true; every problem names its field."""


class CannotRecordAward(Refused):
    """What was typed can never be true; every problem names its field."""


@transaction.atomic
def save_proposals(*, conference: Conference, facts: ProposalFacts, version: str, by: User) -> None:
    """Replace what a draft proposes and what awards it tells of; the same post twice is a no-op.

    Raises `CannotEdit`, `YearIsLocked`, `Stale`, `CannotPropose`.
    """
    draft = locked_draft(conference)
    typed, stored = cleaned(facts), proposals_of(draft)
    if not changes(stored=stored, typed=typed, version=version):
        return
    names = unit_names(draft, {row.unit_id for row in typed.nominations})
    groups = nominee_groups(draft)
    keys = {row.title_id for row in typed.nominations} | {row.title_id for row in typed.awards}
    problems = proposal_problems(typed, groups, names)
    CannotPropose.if_any(
        problems + unused_title_problems(typed, stored, groups, titles_known(keys))
    )
    draft.nominations.all().delete()
    draft.awards.all().delete()
    origin = {"conference": draft, "source": draft.source}
    Nomination.objects.bulk_create(
        Nomination(position=n, **origin, **_values(row)) for n, row in enumerate(typed.nominations)
    )
    Award.objects.bulk_create(
        Award(position=n, **origin, **_values(row)) for n, row in enumerate(typed.awards)
    )
    record("conference.proposals_saved", draft, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def record_award(
    *,
    award: AwardRow,
    decided_on: date | None = None,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> Award:
    """Enter an award that no conference tells of; entered twice, it is one.

    Raises `CannotRecordAward`, `YearIsLocked`.
    """
    typed = cleaned(award)
    titles = titles_known([typed.title_id])
    CannotRecordAward.if_any([*award_problems(typed), *award_title_problems(typed, titles)])
    edition = ClusterEdition.objects.filter(pk=typed.edition_id or 0).select_related("year").first()
    if edition is not None:
        must_be_open(edition.year)
    key: dict[str, Any] = {
        "unit_id": typed.unit_id,
        "title_id": typed.title_id,
        "title_year": typed.title_year,
        "received_year": typed.received_year,
        "conference": None,
    }
    known = Award.objects.filter(**key).first()
    if known is not None:
        return known
    note = {"note": typed.note or origin.note}
    row = Award.objects.create(
        **{**plain(origin), **_values(typed), **key, **note}, decided_on=decided_on
    )
    record("award.recorded", row, by=by, after=plain(typed) | plain(origin))
    return row


@transaction.atomic
def enter_award(*, facts: AwardFacts, by: User) -> Award:
    """Enter an award from its form; the same one again is that one, another telling is refused."""
    one_at_a_time("award")
    typed = cleaned(facts)
    CannotRecordAward.if_any(_needed(typed))
    known = _twin(typed)
    if known is not None:
        if award_facts(known) != typed:
            raise CannotRecordAward(Problem(TWICE, "title_id"))
        return known
    origin = Provenance(source=typed.source, note=typed.note)
    return record_award(award=_row(typed), decided_on=typed.decided_on, origin=origin, by=by)


@transaction.atomic
def correct_award(*, award: Award, facts: AwardFacts, version: str, by: User) -> None:
    """Mend an award that no conference tells of.

    Raises `Stale`, `CannotRecordAward`, `YearIsLocked`.
    """
    one_at_a_time("award")
    locked = _standing_alone(award)
    typed, stored = cleaned(facts), award_facts(locked)
    if not changes(stored=stored, typed=typed, version=version):
        return
    problems = [*_needed(typed), *award_problems(_row(typed))]
    if (typed.title_id, typed.title_year) != (stored.title_id, stored.title_year):
        problems += award_title_problems(typed, titles_known([typed.title_id]))
    CannotRecordAward.if_any(problems)
    twin = _twin(typed)
    if twin is not None and twin != locked:
        raise CannotRecordAward(Problem(TWICE, "title_id"))
    Award.objects.filter(pk=locked.pk).update(**_values(typed))
    record("award.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_award(*, award: Award, by: User) -> None:
    """Take out an award that was entered by mistake and that no conference tells of."""
    locked = _standing_alone(award)
    record("award.removed", locked, by=by, before=plain(award_facts(locked)))
    locked.delete()


def _standing_alone(award: Award) -> Award:
    """Locked; that no conference tells of it, and that its group's year is open."""
    locked = Award.objects.select_for_update().get(pk=award.pk, conference=None)
    if locked.edition is not None:
        must_be_open(locked.edition.year)
    return locked


def _needed(facts: AwardFacts) -> list[Problem]:
    unit = [] if facts.unit_id else [Problem("Chọn đơn vị.", "unit_id")]
    return unit + ([] if facts.title_id else [Problem("Chọn danh hiệu, hình thức.", "title_id")])


def _twin(facts: AwardFacts) -> Award | None:
    """The award of the same unit, title and years that stands on its own already."""
    same = {name: getattr(facts, name) for name in ("unit_id", "title_id")}
    years = {name: getattr(facts, name) for name in ("title_year", "received_year")}
    return Award.objects.filter(**same, **years, conference=None).first()


def _row(facts: AwardFacts) -> AwardRow:
    return AwardRow(
        unit_id=facts.unit_id or 0,
        title_id=facts.title_id or 0,
        title_as_written=facts.title_as_written,
        title_year=facts.title_year,
        received_year=facts.received_year,
        authority=facts.authority,
        note=facts.note,
    )


def _values(row: NominationRow | AwardRow | AwardFacts) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}

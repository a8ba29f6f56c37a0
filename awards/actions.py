"""What people do with titles: keep the catalogue, register, propose, enter awards."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from awards.enums import TitleKind
from awards.models import Award, Nomination, Title, TitleRegistration
from awards.queries import nominee_groups, proposals_of, title_named
from awards.rules import AwardRow, NominationRow, ProposalFacts, award_problems, proposal_problems
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import member_ids, names_day
from conferences.actions import locked_draft
from conferences.models import Conference
from conferences.queries import unit_names
from conferences.rules import cleaned
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain
from organizations.actions import NO_SOURCE, Provenance
from organizations.models import Unit
from organizations.queries import name_on


class CannotAddTitle(Refused):
    """Another title bears that name or alias: merging titles needs a person."""


class CannotRegisterTitle(Refused):
    """The unit is no member of the edition."""


class CannotWithdraw(Refused):
    """The reason is missing."""


class CannotPropose(Refused):
    """What was typed can never be true; every problem names its field."""


class CannotRecordAward(Refused):
    """What was typed can never be true; every problem names its field."""


@transaction.atomic
def add_title(*, name: str, kind: TitleKind, aliases: Sequence[str] = (), by: User) -> Title:
    """A new row of the catalogue with the other labels it is printed under."""
    others = [one_line(alias) for alias in aliases if one_line(alias)]
    CannotAddTitle.if_any(_naming_problems(one_line(name), others))
    title = Title(name=one_line(name), kind=kind, aliases="\n".join(others))
    title.save()
    record("title.added", title, by=by, after={"kind": kind, "aliases": others})
    return title


def _naming_problems(name: str, aliases: list[str]) -> list[Problem]:
    if not name:
        return [Problem("Nhập tên danh hiệu.", "name")]
    return [
        Problem(f"“{label}” đã là tên của “{known.name}”.", "name" if label == name else "aliases")
        for label in [name, *aliases]
        if (known := title_named(label))
    ]


@transaction.atomic
def register_title(
    *,
    edition: ClusterEdition,
    unit: Unit,
    title: Title,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> TitleRegistration:
    """A member sets out to earn a title; asked twice it is registered once, withdrawn it is back.

    Raises `CannotRegisterTitle`, `YearIsLocked`.
    """
    must_be_open(edition.year)
    if unit.pk not in member_ids(edition):
        name = name_on(unit, names_day(edition)).short_name
        raise CannotRegisterTitle(
            Problem(f"{name} không phải thành viên của {edition.label}.", "unit")
        )
    values = {**plain(origin), "withdrawn_on": None, "withdrawn_why": ""}
    known = TitleRegistration.objects.filter(edition=edition, unit=unit, title=title).first()
    if known is not None and known.withdrawn_on is None:
        return known
    registered, _created = TitleRegistration.objects.update_or_create(
        edition=edition, unit=unit, title=title, defaults=values
    )
    record("title.registered", registered, by=by, after={"unit": unit.pk, **plain(origin)})
    return registered


@transaction.atomic
def withdraw_registration(
    *, registration: TitleRegistration, on: date, reason: str, by: User
) -> None:
    """The unit no longer sets out for the title; the row stays, with day and reason.

    Withdrawn already, it is a no-op. Raises `CannotWithdraw`, `YearIsLocked`.
    """
    must_be_open(registration.edition.year)
    row = TitleRegistration.objects.select_for_update().get(pk=registration.pk)
    if row.withdrawn_on is not None:
        return
    why = one_line(reason)
    if not why or len(why) > 300:
        raise CannotWithdraw(Problem("Ghi lý do rút, tối đa 300 ký tự.", "reason"))
    row.withdrawn_on, row.withdrawn_why = on, why
    row.save()
    after = {"unit": row.unit_id, "withdrawn_on": on.isoformat()}
    record("title.registration_withdrawn", row, by=by, after=after, reason=why)


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
    CannotPropose.if_any(proposal_problems(typed, nominee_groups(draft), names))
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
    CannotRecordAward.if_any(award_problems(typed))
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


def _values(row: NominationRow | AwardRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}

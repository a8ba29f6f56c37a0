"""Setting out to earn a title, and giving it up."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from awards.models import Title, TitleRegistration
from awards.queries import title_facts
from awards.rules import (
    RegistrationFacts,
    WithdrawalFacts,
    out_of_use,
    registration_problems,
    withdrawal_problems,
)
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import closing_day, member_ids, members_of, names_day, opening_day
from core.dates import today
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import plain
from organizations.actions import NO_SOURCE, Provenance, name_person
from organizations.models import Person, Unit
from organizations.queries import name_on


class CannotRegisterTitle(Refused):
    """A unit is no member of the edition, or nobody is named."""


class CannotWithdraw(Refused):
    """The reason is missing, or the day has not come."""


@transaction.atomic
def register_title(
    *,
    edition: ClusterEdition,
    unit: Unit,
    title: Title,
    person: Person | None = None,
    origin: Provenance = NO_SOURCE,
    by: User,
) -> TitleRegistration:
    """A member, or a person of it, sets out to earn a title.

    Asked twice it is registered once, withdrawn it is back. Raises `CannotRegisterTitle`,
    `YearIsLocked`.
    """
    must_be_open(edition.year)
    if unit.pk not in member_ids(edition):
        name = name_on(unit, names_day(edition)).short_name
        raise CannotRegisterTitle(
            Problem(f"{name} không phải thành viên của {edition.label}.", "unit")
        )
    key: dict[str, Any] = {"edition": edition, "unit": unit, "title": title, "person": person}
    values = {**plain(origin), "withdrawn_on": None, "withdrawn_why": ""}
    known = TitleRegistration.objects.filter(**key).first()
    if known is not None and known.withdrawn_on is None:
        return known
    first, last = opening_day(edition.year), closing_day(edition.year)
    if words := out_of_use(title_facts(Title.objects.get(pk=title.pk)), first, last):
        raise CannotRegisterTitle(Problem(words, "title_id"))
    registered, _created = TitleRegistration.objects.update_or_create(**key, defaults=values)
    who = {"unit": unit.pk, "person": person.label if person else ""}
    record("title.registered", registered, by=by, after={**who, **plain(origin)})
    return registered


@transaction.atomic
def register_many(*, edition: ClusterEdition, facts: RegistrationFacts, by: User) -> int:
    """Register units and persons for one title at once; how many of them are new.

    Raises `CannotRegisterTitle` with everything wrong, `YearIsLocked`.
    """
    must_be_open(edition.year)
    members = {row.unit_id: row.name.short_name for row in members_of(edition)}
    CannotRegisterTitle.if_any(registration_problems(facts, members))
    title = Title.objects.get(pk=facts.title_id or 0)
    before = edition.registrations.filter(withdrawn_on__isnull=True).count()
    units = Unit.objects.in_bulk([*facts.units, *(row.unit_id for row in facts.people)])
    for key in facts.units:
        register_title(edition=edition, unit=units[key], title=title, by=by)
    for row in facts.people:
        unit = units[row.unit_id or 0]
        person = name_person(full_name=row.person, unit=unit, by=by)
        register_title(edition=edition, unit=unit, title=title, person=person, by=by)
    return edition.registrations.filter(withdrawn_on__isnull=True).count() - before


@transaction.atomic
def withdraw_registration(
    *, registration: TitleRegistration, on: date, reason: str, by: User
) -> None:
    """Whoever registered no longer sets out for the title; the row stays, with day and reason.

    Withdrawn already, it is a no-op. Raises `CannotWithdraw`, `YearIsLocked`.
    """
    must_be_open(registration.edition.year)
    row = TitleRegistration.objects.select_for_update().get(pk=registration.pk)
    if row.withdrawn_on is not None:
        return
    why = one_line(reason)
    CannotWithdraw.if_any(withdrawal_problems(WithdrawalFacts(on, why), today()))
    row.withdrawn_on, row.withdrawn_why = on, why
    row.save()
    after = {"unit": row.unit_id, "withdrawn_on": on.isoformat()}
    record("title.registration_withdrawn", row, by=by, after=after, reason=why)


@transaction.atomic
def remove_registration(*, registration: TitleRegistration, by: User) -> None:
    """Take out a registration that was entered by mistake; the log keeps who it was of."""
    must_be_open(registration.edition.year)
    row = TitleRegistration.objects.select_for_update().get(pk=registration.pk)
    before = {
        "unit": row.unit_id,
        "title": row.title.name,
        "person": row.person.label if row.person else "",
    }
    record("title.registration_removed", row, by=by, before=before)
    row.delete()

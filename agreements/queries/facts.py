"""What the forms of an agreement edit, and what they choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from agreements.models import Agreement, Party
from agreements.rules import (
    ClauseRow,
    CorrectionPlan,
    PartiesFacts,
    PartyRow,
    SigningFacts,
    TextFacts,
)
from clusters.models import ClusterEdition
from clusters.queries import members_of, names_day, seats_of
from conferences.models import Conference
from conferences.queries import in_calendar_order, when_of
from documents.queries import basis_book
from organizations.queries import names_on

Choices = tuple[tuple[int, str], ...]
_LONGEST_CHOICE = 110


def text_of(agreement: Agreement) -> TextFacts:
    bases = agreement.cited.order_by("position", "pk").values_list("basis_id", flat=True)
    return TextFacts(
        conference_id=agreement.conference_id,
        place=agreement.place,
        place_name=agreement.place_name,
        dated_on=agreement.dated_on,
        copies=agreement.copies,
        bases=tuple(bases),
        clauses=tuple(
            ClauseRow(row.heading, row.body, row.is_illustrative)
            for row in agreement.clauses.order_by("position", "pk")
        ),
        closing=agreement.closing,
        is_closing_illustrative=agreement.is_closing_illustrative,
    )


def parties_of(agreement: Agreement) -> PartiesFacts:
    """Who signs, in the stored order."""
    rows = agreement.parties.select_related("signer").order_by("position", "pk")
    return PartiesFacts(
        tuple(PartyRow(row.unit_id, _signer(row), row.post, row.capacity) for row in rows)
    )


def _signer(row: Party) -> str:
    return row.signer.full_name if row.signer else ""


def signing_of(agreement: Agreement) -> SigningFacts:
    return SigningFacts(agreement.adopted_as_stated, agreement.signed_as_stated)


def correction_of(agreement: Agreement) -> CorrectionPlan:
    """In which way the issued paper is being put right; empty while nobody does."""
    return CorrectionPlan(agreement.correction, agreement.correction_reason)


def conferences_of(edition: ClusterEdition) -> QuerySet[Conference]:
    """Meetings held for the edition: one of them may have adopted its agreement."""
    return in_calendar_order(Conference.objects.filter(purposes__edition=edition).distinct())


def first_order(edition: ClusterEdition) -> list[int]:
    """Member units as a new agreement lists them: head, deputy, the others in Vietnamese order."""
    leaders = [seat.unit_id for seat in seats_of(edition).values() if seat]
    members = [member.unit_id for member in members_of(edition)]
    return [*(unit for unit in leaders if unit in members), *_without(members, leaders)]


def _without(units: Iterable[int], others: Iterable[int]) -> list[int]:
    left_out = set(others)
    return [unit for unit in units if unit not in left_out]


def member_keys(agreement: Agreement) -> list[int]:
    """Units that belonged to the group on the agreement's own day, in Vietnamese order."""
    return [member.unit_id for member in members_of(agreement.edition, agreement.dated_on)]


def units_left_out(agreement: Agreement) -> list[int]:
    """Members of the group that are no party yet: they joined after the draft was begun."""
    return _without(member_keys(agreement), agreement.parties.values_list("unit_id", flat=True))


def short_names(agreement: Agreement, units: Iterable[int]) -> dict[int, str]:
    """Short names on the agreement's own day."""
    return _short_names(units, names_day(agreement.edition, agreement.dated_on))


def _short_names(units: Iterable[int], on: date) -> dict[int, str]:
    return {unit: name.short_name for unit, name in names_on(set(units), on).items()}


@dataclass(frozen=True)
class Scene:
    """What the forms choose from; `units` are the members, then parties that left the group."""

    members: Choices = ()
    units: Choices = ()
    conferences: Choices = ()
    bases: Choices = ()


def scene_of(agreement: Agreement, user: User) -> Scene:
    members = member_keys(agreement)
    parties = [row.unit_id for row in parties_of(agreement).parties]
    names = short_names(agreement, [*members, *parties])
    return Scene(
        members=tuple((unit, names[unit]) for unit in members),
        units=tuple((unit, names[unit]) for unit in [*members, *_without(parties, members)]),
        conferences=tuple(
            (each.pk, _cut(f"{each.title}, {when_of(each)}"))
            for each in conferences_of(agreement.edition)
        ),
        bases=tuple(basis_book(user).labels.items()),
    )


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_CHOICE else f"{words[: _LONGEST_CHOICE - 1]}…"

"""Drafts: beginning one, what every step's save has in common, the first step, discarding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.fields.files import FieldFile

from accounts.models import User
from audit.actions import record
from audit.queries import has_happened
from clusters.actions import must_be_open
from clusters.models import ClusterEdition
from clusters.queries import editions_visible_to
from conferences.enums import HOLDING, ConferenceState, DatePrecision, Step
from conferences.models import Attachment, Conference, ConferencePurpose
from conferences.policies import can_hold_for
from conferences.queries import general_of, held_editions, results_of
from conferences.rules import GeneralFacts, PurposeRow, cleaned, general_problems
from core.problems import Problem, Refused
from core.versions import changes, plain

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

F = TypeVar("F", bound="DataclassInstance")


class CannotEdit(Refused):
    """The conference is recorded: reopen it first."""


class CannotSave(Refused):
    """What was typed can never be true; every problem names its field."""


class CannotDiscard(Refused):
    """Something rests on the draft, or it was recorded before."""


@dataclass(frozen=True)
class Saving(Generic[F]):
    """How one step is read, put into its stored form, checked and written."""

    name: str
    read: Callable[[Conference], F]
    settle: Callable[[F], F]
    problems: Callable[[Conference, F, User], list[Problem]]
    write: Callable[[Conference, F, User], None]

    @transaction.atomic
    def save(self, conference: Conference, facts: F, version: str, by: User) -> None:
        """Replace the step's rows; the same post twice is a no-op.

        Raises `CannotEdit`, `YearIsLocked`, `Stale`, `CannotSave`.
        """
        draft = locked_draft(conference)
        typed = cleaned(facts)
        stored, settled = self.read(draft), self.settle(typed)
        if changes(stored=stored, typed=settled, version=version):
            CannotSave.if_any(self.problems(draft, typed, by))
            self.write(draft, settled, by)
            name = f"conference.{self.name}_saved"
            record(name, draft, by=by, before=plain(stored), after=plain(settled))


def locked_draft(conference: Conference) -> Conference:
    """The row as it stands now, locked; raise unless it is a draft and all its years are open."""
    draft = Conference.objects.select_for_update().get(pk=conference.pk)
    if draft.is_recorded:
        raise CannotEdit("Hội nghị đã được ghi nhận. Mở lại hội nghị trước khi sửa.")
    _years_must_be_open(held_editions(draft))
    return draft


def _years_must_be_open(editions: Iterable[ClusterEdition]) -> None:
    for edition in editions:
        must_be_open(edition.year)


@transaction.atomic
def call_conference(*, facts: GeneralFacts, by: User) -> Conference:
    """Begin a draft. Posted twice, it is still one; raise `CannotSave` or `YearIsLocked`."""
    typed = _settled(cleaned(facts))
    CannotSave.if_any(_problems_of_new(cleaned(facts), (), by))
    _years_must_be_open(_held_for(typed))
    same_title = Conference.objects.filter(state=ConferenceState.ENTERING, title=typed.title)
    for draft in same_title:
        if general_of(draft) == typed:
            return draft
    conference = Conference()
    _write(conference, typed, by)
    record("conference.called", conference, by=by, after=plain(typed))
    return conference


def save_general(*, conference: Conference, facts: GeneralFacts, version: str, by: User) -> None:
    """Save “Thông tin chung”; see `Saving.save`."""
    _GENERAL.save(conference, facts, version, by)


@transaction.atomic
def discard_conference(*, conference: Conference, by: User) -> None:
    """Delete a draft with its rows and files; the log keeps what it said.

    One that was ever recorded has a history: it is put right and recorded again, never deleted.
    """
    draft = locked_draft(conference)
    if has_happened(draft, "conference.recorded"):
        raise CannotDiscard(
            "Hội nghị đã từng được ghi nhận nên không xóa được: sửa rồi ghi nhận lại."
        )
    before = plain(results_of(draft))
    files = [row.file for row in Attachment.objects.filter(conference=draft).exclude(file="")]
    record("conference.discarded", draft, by=by, before=before)
    try:
        draft.delete()
    except ProtectedError as error:
        raise CannotDiscard(
            "Bản giao ước hoặc hồ sơ khác đang dựa vào hội nghị này nên không xóa được."
        ) from error
    for file in files:
        forget_file(file)


def forget_file(file: FieldFile) -> None:
    """Delete the bytes, but only once the database has forgotten them."""
    storage, name = file.storage, str(file.name)
    transaction.on_commit(lambda: storage.delete(name))


# ── Thông tin chung ──────────────────────────────────────────────────────────────────────────


def _settled(facts: GeneralFacts) -> GeneralFacts:
    """A conference of one day ends that day."""
    is_day = facts.date_precision == DatePrecision.DAY and facts.ends_on is None
    return replace(facts, ends_on=facts.starts_on) if is_day else facts


def _problems(conference: Conference, facts: GeneralFacts, by: User) -> list[Problem]:
    return _problems_of_new(facts, general_of(conference).purposes, by)


def _problems_of_new(
    facts: GeneralFacts, stored: tuple[PurposeRow, ...], by: User
) -> list[Problem]:
    """The rules' problems, and purposes for groups that this user has no say in."""
    editions = ClusterEdition.objects.select_related("year").in_bulk(
        [row.edition_id for row in facts.purposes]
    )
    return general_problems(facts) + [
        Problem(
            "Chọn cụm, khối mà bạn được nhập hội nghị.",
            f"purposes-{index}-edition_id",
            Step.GENERAL,
        )
        for index, row in enumerate(facts.purposes)
        if row not in stored and not _may_name(editions.get(row.edition_id), row.kind, by)
    ]


def _may_name(edition: ClusterEdition | None, kind: str, by: User) -> bool:
    """A farewell may be for any group the user knows of."""
    if edition is None:
        return False
    if kind in HOLDING:
        return can_hold_for(by, edition)
    return editions_visible_to(by).filter(pk=edition.pk).exists()


def _held_for(facts: GeneralFacts) -> list[ClusterEdition]:
    keys = {row.edition_id for row in facts.purposes if row.kind in HOLDING}
    return list(ClusterEdition.objects.filter(pk__in=keys).select_related("year").order_by("pk"))


def _write(conference: Conference, facts: GeneralFacts, _by: User) -> None:
    _years_must_be_open(_held_for(facts))
    values: dict[str, Any] = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    del values["purposes"]
    for name, value in values.items():
        setattr(conference, name, value)
    conference.save()
    conference.purposes.all().delete()
    ConferencePurpose.objects.bulk_create(
        ConferencePurpose(
            conference=conference, position=position, kind=row.kind, edition_id=row.edition_id
        )
        for position, row in enumerate(facts.purposes)
    )


_GENERAL = Saving("general", general_of, _settled, _problems, _write)

"""Entering a paper that came in, mending it, taking out what was entered by mistake."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from core.dependants import must_be_unused
from core.files import CheckedFile
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.versions import changes, plain
from documents.actions.files import Uploads, forget_file, looked_into
from documents.models import BasisFile, Duty, LegalBasis
from documents.policies import can_charge
from documents.queries import basis_facts, basis_label, same_basis
from documents.rules import BasisFacts, BasisFileRow, DutyRow, basis_problems, tidy_basis
from organizations.models import Unit
from organizations.queries import hats_of

NO_FILES: Uploads = {}
PARTS = frozenset({"files", "duties"})
WAY_OUT = "Nếu văn bản không còn dùng, hãy ghi “Hết hiệu lực từ” thay vì xóa."
ROWS = {"files", "duties"}


class CannotRegister(Refused):
    """What was typed cannot stand; where the paper is in the register already, `same` is it."""

    same: LegalBasis | None = None


@transaction.atomic
def register_basis(*, facts: BasisFacts, files: Uploads = NO_FILES, by: User) -> LegalBasis:
    """Enter a legal basis with its files and duties; number, date and issuer identify it.

    It is kept by the unit whose papers `by` enters. Raises `CannotRegister`.
    """
    one_at_a_time("legal basis")
    told, problems = looked_into(files)
    typed = tidy_basis(facts)
    _must_stand(None, typed, problems, by)
    basis = LegalBasis(**_own(typed), kept_by_id=_unit_of(by))
    basis.save()
    _write_files(basis, typed, files, told)
    _write_duties(basis, typed.duties)
    record("basis.registered", basis, by=by, after=_kept(basis))
    return basis


@transaction.atomic
def save_basis(
    *, basis: LegalBasis, facts: BasisFacts, files: Uploads = NO_FILES, version: str, by: User
) -> LegalBasis:
    """Mend a paper of the register; `Stale` if somebody saved meanwhile.

    A file or duty whose row is gone is taken out; a duty that is done stays.
    """
    one_at_a_time("legal basis")
    locked = LegalBasis.objects.select_for_update().get(pk=basis.pk)
    told, problems = looked_into(files)
    stored, before = basis_facts(locked), _kept(locked)
    typed = _recognised(tidy_basis(facts), told, locked)
    if not changes(stored=stored, typed=typed, version=version):
        return locked
    _must_stand(locked, typed, problems, by)
    for name, value in _own(typed).items():
        setattr(locked, name, value)
    locked.save()
    _write_files(locked, typed, files, told)
    _write_duties(locked, typed.duties)
    record("basis.corrected", locked, by=by, before=before, after=_kept(locked))
    return locked


@transaction.atomic
def delete_basis(*, basis: LegalBasis, by: User) -> None:
    """Take out a paper nothing rests on, files and duties with it; else `InUse` says what does."""
    locked = LegalBasis.objects.select_for_update().get(pk=basis.pk)
    must_be_unused(locked, parts=PARTS, way_out=WAY_OUT)
    record("basis.deleted", locked, by=by, before=_kept(locked))
    for file in locked.files.all():
        forget_file(file.file)
    locked.delete()


def note_basis_download(*, file: BasisFile, by: User) -> None:
    """Leave in the log who took which file of a paper."""
    record("basis.downloaded", file.basis, by=by, after={"file": file.name, "sha256": file.sha256})


def _unit_of(by: User) -> int | None:
    """The unit `by` enters papers for: that of the office, else that of the clerk."""
    hats = hats_of(by)
    return min(hats.own_offices or hats.clerk_of - hats.inherited, default=None)


def _own(facts: BasisFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__ if name not in ROWS}


def _kept(basis: LegalBasis) -> dict[str, Any]:
    """What the log keeps: the facts, and the SHA-256 of each file by its name."""
    sums = dict(basis.files.order_by("position", "pk").values_list("name", "sha256"))
    return plain(basis_facts(basis)) | ({"sha256": sums} if sums else {})


# ── What may stand ───────────────────────────────────────────────────────────────────────────


def _must_stand(
    basis: LegalBasis | None, typed: BasisFacts, problems: list[Problem], by: User
) -> None:
    own_key = basis.pk if basis else None
    if same := same_basis(typed, but=own_key):
        refusal = CannotRegister(
            Problem(
                f"Văn bản này đã có: trùng số, ngày và cơ quan ban hành với {basis_label(same)}.",
                "reference",
            )
        )
        refusal.same = same
        raise refusal
    CannotRegister.if_any(
        [
            *problems,
            *basis_problems(typed, own_key=own_key),
            *_charge_problems(basis, typed, by),
            *_gone_problems(basis, typed),
        ]
    )


def _charge_problems(basis: LegalBasis | None, typed: BasisFacts, by: User) -> list[Problem]:
    """A clerk charges nobody else's unit; what others charged before stays as it is."""
    stored = {row.key: row.unit_id for row in basis_facts(basis).duties} if basis else {}
    return [
        Problem("Bạn chỉ ghi được việc cho đơn vị của mình.", f"duties-{n}-unit_id")
        for n, row in enumerate(typed.duties)
        if not can_charge(by, row.unit_id)
        and (row.key is None or stored.get(row.key) != row.unit_id)
    ]


def _gone_problems(basis: LegalBasis | None, typed: BasisFacts) -> list[Problem]:
    if basis is None:
        return []
    kept = {row.key for row in typed.duties if row.key}
    done = basis.duties.exclude(done_on=None).exclude(pk__in=kept)
    return [Problem(f"Việc “{row.what}” đã làm xong nên không bỏ được.", "duties") for row in done]


# ── Files and duties ─────────────────────────────────────────────────────────────────────────


def _recognised(
    facts: BasisFacts, told: Mapping[int, CheckedFile], basis: LegalBasis
) -> BasisFacts:
    """Rows as they will be read back: what is kept already is not new, however often posted."""
    files = list(basis.files.order_by("position", "pk"))
    by_sum = {file.sha256: BasisFileRow(file.pk, file.name) for file in files}
    by_key = {row.key: row for row in by_sum.values()}
    rows = [
        _recognised_file(row, told.get(index), by_sum, by_key)
        for index, row in enumerate(facts.files)
    ]
    kept = {row for row in rows if row is not None}
    in_place = [row for row in by_key.values() if row in kept]
    new = [row for row in rows if row is not None and row.key is None]
    return replace(facts, files=(*in_place, *new), duties=_recognised_duties(facts.duties, basis))


def _recognised_file(
    row: BasisFileRow,
    new: CheckedFile | None,
    by_sum: Mapping[str, BasisFileRow],
    by_key: Mapping[int | None, BasisFileRow],
) -> BasisFileRow | None:
    if new is not None:
        return by_sum.get(new.sha256) or BasisFileRow(None, new.name)
    return by_key.get(row.key)


def _recognised_duties(rows: tuple[DutyRow, ...], basis: LegalBasis) -> tuple[DutyRow, ...]:
    """A new row that says what a kept one says is that one."""
    kept = {row.key: row for row in basis_facts(basis).duties}
    free = {replace(row, key=None): key for key, row in kept.items()}
    for row in rows:
        if row.key in kept:
            free.pop(replace(kept[row.key], key=None), None)
    return tuple(
        row if row.key in kept else replace(row, key=free.pop(replace(row, key=None), None))
        for row in rows
    )


def _write_files(
    basis: LegalBasis, facts: BasisFacts, files: Uploads, told: Mapping[int, CheckedFile]
) -> None:
    """Kept files first, in their order, then the new ones; the same bytes are kept once."""
    keys = [row.key for row in facts.files if row.key]
    for gone in basis.files.exclude(pk__in=keys):
        forget_file(gone.file)
        gone.delete()
    kept = set(basis.files.values_list("sha256", flat=True))
    position = basis.files.count()
    for index, each in told.items():
        if each.sha256 in kept:
            continue
        kept.add(each.sha256)
        position += 1
        new = BasisFile(
            basis=basis,
            position=position,
            name=each.name,
            media_type=each.media_type,
            size=each.size,
            sha256=each.sha256,
        )
        new.file.save(each.sha256, files[index], save=True)


def _write_duties(basis: LegalBasis, rows: tuple[DutyRow, ...]) -> None:
    basis.duties.exclude(pk__in=[row.key for row in rows if row.key]).delete()
    units = Unit.objects.in_bulk([row.unit_id for row in rows if row.unit_id])
    for position, row in enumerate(rows, start=1):
        values = {"position": position, "what": row.what, "due_on": row.due_on}
        unit = units.get(row.unit_id or 0)
        if row.key:
            Duty.objects.filter(pk=row.key).update(unit=unit, **values)
        else:
            Duty.objects.create(basis=basis, unit=unit, **values)

"""Scans of the signed paper: only ever added; a wrong one is withdrawn and stays in the log."""

from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from agreements.actions.locking import CannotChange, locked
from agreements.models import Agreement, SignedCopy
from agreements.rules import CopyFacts, WithdrawalFacts, copy_problems, withdrawal_problems
from audit.actions import record
from core.dates import now
from core.files import CannotKeep, CheckedFile, checked
from core.problems import Problem
from core.text import one_line

SCANS = frozenset({"application/pdf", "image/jpeg", "image/png"})
NOT_A_SCAN = "không phải bản chụp. Chọn tệp PDF, JPEG hoặc PNG."


@transaction.atomic
def keep_copy(
    *, agreement: Agreement, facts: CopyFacts, file: "File[Any] | None", by: User
) -> SignedCopy:
    """Keep a scan byte for byte beside the paper in force.

    The same bytes posted again are the scan that is there. Raises `CannotChange`.
    """
    found = locked(agreement)
    if found.paper is None:
        raise CannotChange("Phát hành giao ước trước rồi mới lưu bản đã ký.")
    if file is None:
        raise CannotChange(Problem("Chọn tệp bản chụp giao ước đã ký.", "file"))
    note = one_line(facts.note)
    CannotChange.if_any(copy_problems(CopyFacts(note)))
    told = _scan(file)
    kept = found.signed_copies.filter(sha256=told.sha256, withdrawn_at=None).first()
    return kept or _keep(SignedCopy(agreement=found, paper=found.paper, note=note), file, told, by)


def _scan(file: "File[Any]") -> CheckedFile:
    try:
        told = checked(file)
    except CannotKeep as refused:
        raise CannotChange(*refused.problems) from refused
    if told.media_type not in SCANS:
        raise CannotChange(Problem(f"“{told.name}” {NOT_A_SCAN}", "file"))
    return told


def _keep(copy: SignedCopy, file: "File[Any]", told: CheckedFile, by: User) -> SignedCopy:
    copy.name, copy.media_type = told.name, told.media_type
    copy.size, copy.sha256 = told.size, told.sha256
    copy.uploaded_by, copy.uploaded_at = by, now()
    copy.file.save(told.sha256, file, save=True)
    after = {"file": told.name, "sha256": told.sha256, "note": copy.note}
    record("agreement.copy_kept", copy.agreement, by=by, after=after)
    return copy


@transaction.atomic
def withdraw_copy(*, copy: SignedCopy, facts: WithdrawalFacts, by: User) -> None:
    """Mark a wrong scan; its bytes stay. Asked twice, the first reason stands."""
    locked(copy.agreement)
    reason = one_line(facts.reason)
    CannotChange.if_any(withdrawal_problems(WithdrawalFacts(reason)))
    standing = SignedCopy.objects.filter(pk=copy.pk, withdrawn_at=None)
    if standing.update(withdrawn_at=now(), withdrawn_reason=reason):
        before = {"file": copy.name, "sha256": copy.sha256}
        record("agreement.copy_withdrawn", copy.agreement, by=by, before=before, reason=reason)

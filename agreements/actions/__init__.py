"""What people do with an agreement: draft, write, name the parties, issue, sign, put right.

Each action locks year and agreement, asks again what it may do, and records who did it. An issued
paper is frozen: it is put right by another one.
"""

from agreements.actions.copies import keep_copy, withdraw_copy
from agreements.actions.corrections import cancel_correction, plan_correction
from agreements.actions.downloads import note_download, note_draft_download
from agreements.actions.issuing import DOCX, PDF, CannotIssue, issue_agreement
from agreements.actions.locking import CannotChange
from agreements.actions.signing import note_signing, save_signatures, save_signing
from agreements.actions.writing import (
    CannotDraft,
    add_missing_parties,
    cite_basis,
    discard_agreement,
    draft_agreement,
    save_agreement_text,
    save_parties,
)

__all__ = [
    "DOCX",
    "PDF",
    "CannotChange",
    "CannotDraft",
    "CannotIssue",
    "add_missing_parties",
    "cancel_correction",
    "cite_basis",
    "discard_agreement",
    "draft_agreement",
    "issue_agreement",
    "keep_copy",
    "note_download",
    "note_draft_download",
    "note_signing",
    "plan_correction",
    "save_agreement_text",
    "save_parties",
    "save_signatures",
    "save_signing",
    "withdraw_copy",
]

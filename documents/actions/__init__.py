"""Registering legal bases and what they ask for; issuing papers."""

from documents.actions.bases import (
    CannotRegister,
    delete_basis,
    note_basis_download,
    register_basis,
    save_basis,
)
from documents.actions.duties import CannotDo, finish_duty, reopen_duty
from documents.actions.files import Uploads, forget_file
from documents.actions.papers import (
    CannotCorrect,
    CorrectionFacts,
    PaperBytes,
    PaperFacts,
    issue_paper,
)
from documents.rules import BasisFacts

__all__ = [
    "BasisFacts",
    "CannotCorrect",
    "CannotDo",
    "CannotRegister",
    "CorrectionFacts",
    "PaperBytes",
    "PaperFacts",
    "Uploads",
    "delete_basis",
    "finish_duty",
    "forget_file",
    "issue_paper",
    "note_basis_download",
    "register_basis",
    "reopen_duty",
    "save_basis",
]

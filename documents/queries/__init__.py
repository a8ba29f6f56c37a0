"""Reading the register: legal bases, what they ask for, kept bytes."""

from documents.queries.bases import (
    bases_visible_to,
    basis_book,
    basis_facts,
    basis_label,
    basis_names,
    citation_of,
    citations_of,
    found,
    in_order,
    keys_over_before,
    over_before,
    same_basis,
    units_spoken_for,
)
from documents.queries.duties import (
    BasisScene,
    DutyView,
    basis_scene,
    done_facts,
    duties_of,
    waiting_for,
)
from documents.queries.kept import (
    DamagedFile,
    Kept,
    bytes_of,
    file_of,
    papers_before,
)

__all__ = [
    "BasisScene",
    "DamagedFile",
    "DutyView",
    "Kept",
    "bases_visible_to",
    "basis_book",
    "basis_facts",
    "basis_label",
    "basis_names",
    "basis_scene",
    "bytes_of",
    "citation_of",
    "citations_of",
    "done_facts",
    "duties_of",
    "file_of",
    "found",
    "in_order",
    "keys_over_before",
    "over_before",
    "papers_before",
    "same_basis",
    "units_spoken_for",
    "waiting_for",
]

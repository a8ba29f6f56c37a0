"""How papers are worded, and what is entered of the papers others rest on."""

from documents.rules.facts import (
    BasisFacts,
    BasisFileRow,
    DoneFacts,
    DutyRow,
    basis_problems,
    done_problems,
    tidy_basis,
)
from documents.rules.wording import (
    DOTS,
    LAWS,
    abstract_in_citation,
    basis_citation,
    closed,
    count2,
    date_line,
    in_capitals,
    in_full,
    long_day,
    number_line,
    roman,
    vietnamese_join,
)

__all__ = [
    "DOTS",
    "LAWS",
    "BasisFacts",
    "BasisFileRow",
    "DoneFacts",
    "DutyRow",
    "abstract_in_citation",
    "basis_citation",
    "basis_problems",
    "closed",
    "count2",
    "date_line",
    "done_problems",
    "in_capitals",
    "in_full",
    "long_day",
    "number_line",
    "roman",
    "tidy_basis",
    "vietnamese_join",
]

"""Papers that span apps: minutes of a conference, year-end report of an edition, a unit's year,
and letters at the turn of a year."""

from reports.papers.letters import (
    letter_file,
    letter_paper,
    letter_pdf,
    year_letters_file,
    year_letters_pdf,
)
from reports.papers.minutes import minutes_docx, minutes_file, minutes_paper, minutes_pdf
from reports.papers.unit_years import (
    unit_year_file,
    unit_year_paper,
    unit_year_pdf,
    unit_year_xlsx,
)
from reports.papers.year_reports import (
    year_report_docx,
    year_report_file,
    year_report_paper,
    year_report_pdf,
)

__all__ = [
    "letter_file",
    "letter_paper",
    "letter_pdf",
    "minutes_docx",
    "minutes_file",
    "minutes_paper",
    "minutes_pdf",
    "unit_year_file",
    "unit_year_paper",
    "unit_year_pdf",
    "unit_year_xlsx",
    "year_letters_file",
    "year_letters_pdf",
    "year_report_docx",
    "year_report_file",
    "year_report_paper",
    "year_report_pdf",
]

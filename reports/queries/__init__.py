"""What the papers say: gathered from every app below, every name as of its day."""

from reports.queries.letters import year_letters
from reports.queries.minutes import minutes_content
from reports.queries.unit_years import unit_year_content
from reports.queries.year_reports import year_report_content

__all__ = ["minutes_content", "unit_year_content", "year_letters", "year_report_content"]

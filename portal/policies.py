"""Who may start what from the pages that show several apps."""

from accounts.models import User
from clusters.queries import editions_managed_by


def can_enter_conferences(user: User, year: int) -> bool:
    """Whether the reader manages any group of that year: he may call a conference for it."""
    return editions_managed_by(user).filter(year__label_year=year).exists()

"""What people do with reports: they take papers out of the house."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from organizations.models import Unit


@transaction.atomic
def note_download(
    *, thing: Conference | ClusterEdition | EmulationYear | Unit, file: str, by: User
) -> None:
    """Leave a row in the log for minutes, a report, a letter or a unit's year that left."""
    record("paper.downloaded", thing, by=by, after={"file": file})

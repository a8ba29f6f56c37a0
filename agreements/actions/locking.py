"""The agreement as it stands now, its year open, nobody else writing to it."""

from agreements.models import Agreement
from clusters.actions import must_be_open
from core.problems import Refused


class CannotChange(Refused):
    """The agreement is issued, or what was typed cannot stand."""


def locked(agreement: Agreement) -> Agreement:
    """Raise `YearIsLocked` once its year is closed."""
    must_be_open(agreement.edition.year)
    Agreement.objects.select_for_update().get(pk=agreement.pk)
    rows = Agreement.objects.select_related("edition__year__owner", "conference", "paper")
    return rows.get(pk=agreement.pk)


def locked_text(agreement: Agreement) -> Agreement:
    """The same, while its text is being written: a draft, or the correction of an issued one."""
    found = locked(agreement)
    if not found.is_being_written:
        raise CannotChange("Giao ước đã phát hành, không sửa được nữa.")
    return found

"""Scans of what was signed."""

from django.db.models import QuerySet

from accounts.models import User
from agreements.models import Agreement, SignedCopy
from agreements.queries.lists import agreements_visible_to


def copies_visible_to(user: User) -> QuerySet[SignedCopy]:
    """Scans of agreements the reader may know of."""
    of_visible = agreements_visible_to(user).values("pk")
    copies = SignedCopy.objects.filter(agreement_id__in=of_visible)
    return copies.select_related("agreement__edition__year__owner", "agreement__paper", "paper")


def copies_of(agreement: Agreement) -> QuerySet[SignedCopy]:
    """The latest first; those withdrawn are told as well."""
    return agreement.signed_copies.select_related("uploaded_by").order_by("-uploaded_at", "-pk")

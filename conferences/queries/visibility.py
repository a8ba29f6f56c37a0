"""Which conferences exist for a reader."""

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import User
from clusters.enums import YearState
from clusters.queries import editions_managed_by, editions_visible_to
from conferences.enums import HOLDING, ConferenceState
from conferences.models import Attachment, Conference, ConferencePurpose
from organizations.queries import hats_of


def conferences_visible_to(user: User) -> QuerySet[Conference]:
    """Recorded ones of editions the reader may know of; drafts only for who may edit them.

    Purposes are read along, each with its edition and year.
    """
    conferences = _with_purposes(Conference.objects.select_related("host_unit"))
    if hats_of(user).is_administrator:
        return conferences
    purposes = ConferencePurpose.objects.filter(edition__in=editions_visible_to(user).values("pk"))
    of_known_groups = Q(state=ConferenceState.RECORDED, pk__in=purposes.values("conference_id"))
    return conferences.filter(of_known_groups | Q(pk__in=drafts_editable_by(user).values("pk")))


def drafts_editable_by(user: User) -> QuerySet[Conference]:
    """The policy `can_edit_conference` as a query."""
    held = ConferencePurpose.objects.filter(kind__in=HOLDING)
    managed = held.filter(edition__in=editions_managed_by(user).values("pk"))
    locked = held.filter(edition__year__state=YearState.LOCKED)
    return Conference.objects.filter(
        state=ConferenceState.ENTERING, pk__in=managed.values("conference_id")
    ).exclude(pk__in=locked.values("conference_id"))


def attachments_visible_to(user: User) -> QuerySet[Attachment]:
    """Kept files of the conferences the reader may open."""
    conferences = conferences_visible_to(user).values("pk")
    return Attachment.objects.filter(conference_id__in=conferences).exclude(file="")


def _with_purposes(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    purposes = ConferencePurpose.objects.select_related("edition__year").order_by("position")
    return conferences.prefetch_related(Prefetch("purposes", queryset=purposes))

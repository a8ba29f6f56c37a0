"""Which agreements units are parties of."""

from collections.abc import Collection, Iterable

from django.urls import reverse

from accounts.models import User
from agreements.enums import AgreementState
from agreements.models import Party
from agreements.queries.lists import agreements_visible_to
from core.answers import Touched
from core.touches import Called, Touch, Touches, touches

SIGNS = "party"
AGREEMENTS = "Giao ước"
TOUCHES = frozenset({SIGNS})


def touched_by(units: Collection[int], user: User) -> list[Touches]:
    """Parties of the agreements this reader may see."""
    seen = agreements_visible_to(user).values("pk")
    return [
        touches(
            Party.objects.filter(unit__in=units, agreement__in=seen),
            SIGNS,
            year="agreement__edition__year__label_year",
            record_id="agreement_id",
            name="agreement__edition__name",
            more="agreement__state",
        )
    ]


def touched_in_words(rows: Iterable[Touch], called: Called) -> list[Touched]:
    del called  # no unit but its own is named
    return [
        Touched(
            AGREEMENTS,
            f"Bên ký giao ước thi đua của {row.name}",
            row.year,
            reverse("agreements:agreement", args=[row.record_id]),
            AgreementState(row.more).label,
            row.unit_id,
        )
        for row in rows
    ]

"""Which years and editions a reader may see, and in which order."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from clusters.enums import GroupRole, YearState
from clusters.models import (
    ClusterEdition,
    EmulationYear,
    LeadershipTerm,
    Membership,
    Supervision,
)
from core.dates import today
from organizations.queries import hats_of
from organizations.queries.periods import in_force


def editions_visible_to(user: User) -> QuerySet[ClusterEdition]:
    """Editions the reader may know of; all others do not exist for him.

    Administrators see all; office and leaders of an owner all groups they own; people of a member
    unit their own groups; a supervisor the groups he is in charge of.
    """
    editions = ClusterEdition.objects.select_related("year", "year__owner")
    hats = hats_of(user)
    if hats.is_administrator:
        return editions
    member = Membership.objects.filter(unit_id__in=hats.all_units).values("edition_id")
    supervised = Supervision.objects.filter(person__user_id=user.pk).values("edition_id")
    return editions.filter(
        Q(year__owner_id__in=hats.owner_side) | Q(pk__in=member) | Q(pk__in=supervised)
    )


def editions_managed_by(user: User) -> QuerySet[ClusterEdition]:
    """Editions whose conferences and papers the user enters: `can_manage_group` as a query."""
    hats = hats_of(user)
    terms = LeadershipTerm.objects.filter(in_force(today()))
    heads = terms.filter(role=GroupRole.HEAD)
    deputies = terms.filter(role=GroupRole.DEPUTY, unit_id__in=hats.clerk_of)
    deputies = deputies.exclude(edition_id__in=heads.values("edition_id"))
    return ClusterEdition.objects.filter(year__state=YearState.OPEN).filter(
        Q(year__owner_id__in=hats.office_of)
        | Q(pk__in=heads.filter(unit_id__in=hats.clerk_of).values("edition_id"))
        | Q(pk__in=deputies.values("edition_id"))
        | _convened_by(hats.clerk_of)
    )


def _convened_by(units: Collection[int]) -> Q:
    """`convener_of` as a query: groups without any leader yet that these units led last year."""
    held = LeadershipTerm.objects.filter(
        _held_at_the_end(),
        edition=OuterRef("continues"),
        unit__memberships__edition=OuterRef("pk"),
    )
    deputies, heads = (held.filter(role=role) for role in (GroupRole.DEPUTY, GroupRole.HEAD))
    has_no_leader = ~Exists(LeadershipTerm.objects.filter(edition=OuterRef("pk")))
    by_head = ~Exists(deputies) & Exists(heads.filter(unit_id__in=units))
    return has_no_leader & (Exists(deputies.filter(unit_id__in=units)) | by_head)


def _held_at_the_end() -> Q:
    """Terms that hold on the last day of their year; New Year's Eve where that is unknown."""
    end, number = "edition__year__period_end", "edition__year__label_year"
    no_end = Q(**{f"{end}__isnull": True})
    begun = Q(valid_from__lt=F(end)) | no_end & Q(valid_from__year__lte=F(number))
    lasts = Q(valid_to__gte=F(end)) | no_end & Q(valid_to__year__gt=F(number))
    return (Q(valid_from__isnull=True) | begun) & (Q(valid_to__isnull=True) | lasts)


def in_order(editions: QuerySet[ClusterEdition]) -> QuerySet[ClusterEdition]:
    """By owner, clusters before blocs, then by name in Vietnamese order."""
    return editions.order_by("-year__label_year", "year__owner_id", "-kind", "sort_key", "pk")


def years_visible_to(user: User) -> QuerySet[EmulationYear]:
    """Years of owners the reader works for, and years he sees an edition of."""
    years = EmulationYear.objects.select_related("owner")
    hats = hats_of(user)
    if hats.is_administrator:
        return years
    of_editions = editions_visible_to(user).values("year_id")
    return years.filter(Q(owner_id__in=hats.all_units) | Q(pk__in=of_editions))


def with_rows(editions: QuerySet[ClusterEdition]) -> QuerySet[ClusterEdition]:
    """Editions with members, terms and supervisions read along: three queries for any number."""
    terms = LeadershipTerm.objects.select_related("person", "unit")
    supervisions = Supervision.objects.select_related("person")
    return editions.prefetch_related(
        "memberships",
        Prefetch("terms", queryset=terms),
        Prefetch("supervisions", queryset=supervisions),
    )


def edition_url(edition: ClusterEdition) -> str:
    return reverse("portal:edition", args=[edition.pk])


def years_kept_by(user: User, label_year: int) -> QuerySet[EmulationYear]:
    """Open years with this number whose groups the user sets up: `can_edit_year` as a query."""
    years = EmulationYear.objects.filter(label_year=label_year, state=YearState.OPEN)
    return years.filter(owner_id__in=hats_of(user).office_of).order_by("pk")

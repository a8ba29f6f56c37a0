"""Every address that hands out a workbook: lists with `?xuat=xlsx`, and tables of their own."""

from collections.abc import Iterator

from django.urls import reverse

from clusters.models import ClusterEdition, EmulationYear

LISTS = (
    "portal:units",
    "portal:years",
    "portal:editions",
    "portal:conferences",
    "portal:awards",
    "portal:papers",
    "portal:log",
    "organizations:people",
    "organizations:accounts",
    "agreements:agreements",
    "awards:titles",
    "scoring:criteria-sets",
    "scoring:sheets",
)


def workbook_addresses() -> Iterator[str]:
    for name in LISTS:
        yield f"{reverse(name)}?xuat=xlsx"
    for part in ("da-tang", "de-nghi", "dang-ky"):
        yield f"{reverse('portal:awards')}?muc={part}&xuat=xlsx"
    for part in ("can-cu", "giao-uoc", "bao-cao", "bien-ban"):
        yield f"{reverse('portal:papers')}?muc={part}&xuat=xlsx"
    for edition in ClusterEdition.objects.filter(registrations__isnull=False).distinct():
        yield f"{reverse('awards:registrations', args=[edition.pk])}?xuat=xlsx"
    for edition in ClusterEdition.objects.filter(scoring_round__isnull=False):
        yield reverse("scoring:standings-xlsx", args=[edition.pk])
    for year in EmulationYear.objects.all():
        yield reverse("clusters:year-list-xlsx", args=[year.pk])

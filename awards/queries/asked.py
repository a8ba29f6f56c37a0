"""What portal asks of every app."""

from collections import Counter

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from awards.models import Award, Nomination, TitleRegistration
from awards.queries.titles import titles
from awards.queries.told import awards_visible_to
from clusters.queries import editions_visible_to
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to
from core.answers import Found, Touched
from core.text import search_words
from organizations.models import Unit


def found(text: str, user: User) -> list[Found]:
    """Titles by name or alias, with how often the reader sees them awarded."""
    rows = titles()
    for word in search_words(text):
        rows = rows.filter(search_text__contains=word)
    hits = list(rows[:20])
    awards = awards_visible_to(user).filter(title__in=[hit.pk for hit in hits])
    counts = Counter(awards.values_list("title_id", flat=True))
    return [
        Found("Danh hiệu", hit.name, f"{counts[hit.pk]} lượt khen thưởng", _awards_url(hit.name))
        for hit in hits
    ]


def touched_by(unit: Unit, user: User) -> list[Touched]:
    """Awards, nominations and registrations of a unit, each kind by itself, newest year first."""
    rows = [*_awarded(unit, user), *_nominated(unit, user), *_registered_for(unit, user)]
    return sorted(rows, key=lambda row: row.year or 0, reverse=True)


def _awarded(unit: Unit, user: User) -> list[Touched]:
    awards = awards_visible_to(user).filter(unit=unit).order_by("title__sort_key", "pk")
    return [
        Touched(
            kind="Khen thưởng",
            text=", ".join(part for part in (award.title.name, award.authority) if part),
            year=award.title_year or award.received_year,
            url=_awards_url(award.title.name),
            note=_about_year(award),
        )
        for award in awards
    ]


def _about_year(award: Award) -> str:
    """Which year the one given is; a year of receipt says nothing about the title's."""
    if award.title_year:
        return award.note
    about = f"Nhận năm {award.received_year}" if award.received_year else "Chưa rõ năm"
    return ". ".join(part for part in (about, award.note) if part)


def _nominated(unit: Unit, user: User) -> list[Touched]:
    rows = Nomination.objects.filter(
        unit=unit,
        conference__state=ConferenceState.RECORDED,
        conference_id__in=conferences_visible_to(user).values("pk"),
    ).select_related("title", "edition__year")
    return [
        Touched(
            kind="Đề nghị",
            text=row.title.name,
            year=row.edition.year.label_year,
            url=reverse("portal:conference", args=[row.conference_id]),
        )
        for row in rows.order_by("conference_id", "position")
    ]


def _registered_for(unit: Unit, user: User) -> list[Touched]:
    rows = TitleRegistration.objects.filter(
        unit=unit, edition__in=editions_visible_to(user).values("pk")
    ).select_related("title", "person", "edition__year")
    return [
        Touched(
            kind="Đăng ký",
            text=row.title.name + (f", {row.person.full_name}" if row.person else ""),
            year=row.edition.year.label_year,
            url=reverse("portal:edition", args=[row.edition_id]),
            note="đã rút" if row.withdrawn_on else "",
        )
        for row in rows.order_by("edition_id", "title__sort_key")
    ]


def _awards_url(text: str) -> str:
    return f"{reverse('portal:awards')}?{urlencode({'q': text})}"

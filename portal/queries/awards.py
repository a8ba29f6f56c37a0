"""Three lists that are never mixed: what was awarded, what is proposed, what was registered for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from accounts.models import User
from awards.models import Award, Nomination, TitleRegistration
from awards.queries import awards_visible_to
from clusters.queries import editions_visible_to, names_day
from conferences.enums import ConferenceState
from conferences.queries import conferences_visible_to, held_on
from core.dates import today
from core.lists import Column, Filter, List
from core.sheets import Value
from core.text import search_words
from organizations.queries import NamedUnits
from portal.queries.honours import Honour, honours

UNKNOWN_YEAR = "chua-ro"


@dataclass(frozen=True)
class HonourRow(Honour[Any]):
    """A line of a list; `is_open`: the reader may open the conference that tells of it.

    `why`: what its unit has to do with the one that was searched for.
    """

    is_open: bool
    why: str

    @property
    def told_at(self) -> str:
        return self.record.conference.title if self.is_open else str(self.record.source)


@dataclass(frozen=True)
class Section:
    """One of the three lists."""

    key: str
    label: str
    noun: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[User], QuerySet[Any]]
    of_year: Callable[[QuerySet[Any], str], QuerySet[Any]]
    day: Callable[[Any], date]
    cells: Callable[[HonourRow], tuple[Value, ...]]


def awarded(user: User) -> QuerySet[Award]:
    """Awards, the latest first."""
    latest = (F("title_year").desc(nulls_last=True), F("received_year").desc(nulls_last=True))
    return awards_visible_to(user).order_by(*latest, "title__sort_key", "position", "pk")


def _awarded_in(rows: QuerySet[Award], year: str) -> QuerySet[Award]:
    """The year is the title's, else that of receipt; “chua-ro” is no title year."""
    if year == UNKNOWN_YEAR:
        return rows.filter(title_year__isnull=True)
    return rows.filter(Q(title_year=year) | Q(title_year__isnull=True, received_year=year))


def proposed(user: User) -> QuerySet[Nomination]:
    """What recorded conferences propose; nothing of it is decided."""
    rows = Nomination.objects.filter(
        conference__state=ConferenceState.RECORDED,
        conference__in=conferences_visible_to(user).values("pk"),
    ).prefetch_related("conference__purposes__edition__year")
    return rows.select_related("title", "edition__year", "conference").order_by(
        "-edition__year__label_year", "edition__sort_key", "edition_id", "position", "pk"
    )


def registered(user: User) -> QuerySet[TitleRegistration]:
    """What units set out to earn, the withdrawn ones too."""
    rows = TitleRegistration.objects.filter(edition__in=editions_visible_to(user).values("pk"))
    return rows.select_related("title", "person", "edition__year").order_by(
        "-edition__year__label_year", "edition__sort_key", "edition_id", "title__sort_key", "pk"
    )


def _of_group_in(rows: QuerySet[Any], year: str) -> QuerySet[Any]:
    known = year != UNKNOWN_YEAR
    return rows.filter(edition__year__label_year=year) if known else rows.none()


def _with_words(rows: QuerySet[Any], text: str, line: NamedUnits) -> QuerySet[Any]:
    """Records whose title has these words, or a name of their unit or of one of its line."""
    by_title = Q()
    for word in search_words(text):
        by_title &= Q(title__search_text__contains=word)
    return rows.filter(by_title | line.among("unit_id"))


def awards_list(
    user: User, section: Section, years: Mapping[str, str], words: str = ""
) -> List[HonourRow]:
    """One of the three lists, by year and by words of title or unit."""
    line = NamedUnits(words)
    return List(
        title=section.meaning,
        stem=f"khen-thuong-{section.key}",
        noun=section.noun,
        columns=(*section.columns, _WHY),
        rows=lambda records: _rows(user, section, records, line),
        cells=lambda row: (*section.cells(row), row.why or None),
        filters=(Filter("nam", "Năm", tuple(years.items()), section.of_year, "Mọi năm"),),
        search=lambda records, text: _with_words(records, text, line),
        search_label="Danh hiệu hoặc đơn vị",
        keeps=("muc",),
    )


def _rows(
    user: User, section: Section, records: Iterable[Any], line: NamedUnits
) -> list[HonourRow]:
    records = list(records)
    is_open = conferences_open_to(user, records)
    return [
        HonourRow(
            record=each.record,
            unit=each.unit,
            is_open=getattr(each.record, "conference_id", None) in is_open,
            why=line.why(each.unit),
        )
        for each in honours(records, section.day)
    ]


def conferences_open_to(user: User, records: Iterable[Any]) -> set[int]:
    """Conferences these records come from that the reader may open: awards are told to all."""
    told_at = [getattr(record, "conference_id", None) for record in records]
    visible = conferences_visible_to(user).filter(pk__in=[key for key in told_at if key])
    return set(visible.values_list("pk", flat=True))


def award_day(award: Award) -> date:
    """The decision's day, else the end of the year it tells of, never after today."""
    year = award.title_year or award.received_year
    of_year = date(year, 12, 31) if year else today()
    return award.decided_on or min(today(), of_year)


def _proposal_day(nomination: Nomination) -> date:
    return held_on(nomination.conference)


def _registration_day(registration: TitleRegistration) -> date:
    return names_day(registration.edition)


def _awarded_cells(row: HonourRow) -> tuple[Value, ...]:
    each = row.record
    return (
        row.unit.short_name,
        each.title_as_written or each.title.name,
        each.title_year,
        each.received_year,
        each.authority or None,
        row.told_at or None,
        each.decided_on,
        each.note or None,
    )


def _proposed_cells(row: HonourRow) -> tuple[Value, ...]:
    each = row.record
    return (
        row.unit.short_name,
        each.title_as_written or each.title.name,
        each.edition.label,
        each.vote_as_stated or None,
        each.route or None,
        each.conference.title,
    )


def _registered_cells(row: HonourRow) -> tuple[Value, ...]:
    each = row.record
    state = f"Đã rút: {each.withdrawn_why}" if each.withdrawn_on else "Đã đăng ký"
    person = each.person.full_name if each.person else ""
    return (row.unit.short_name, person, each.title.name, each.edition.label, state)


_WHY = Column("Vì sao có trong kết quả tìm", width=40, in_file_only=True)
_TITLE, _GROUP = ("title__sort_key",), ("edition__year__label_year", "edition__sort_key")
SECTIONS = (
    Section(
        key="da-tang",
        label="Đã tặng",
        noun="khen thưởng",
        meaning="Danh hiệu, hình thức khen thưởng đã tặng",
        columns=(
            Column("Đơn vị", width=30),
            Column("Danh hiệu, hình thức", "danh-hieu", _TITLE, width=44),
            Column("Năm danh hiệu", "nam-danh-hieu", ("title_year",), width=12),
            Column("Năm nhận", "nam-nhan", ("received_year",), width=12),
            Column("Cấp quyết định", "cap", ("authority",), width=30),
            Column("Nêu tại", width=50),
            Column("Ngày quyết định", width=14, in_file_only=True),
            Column("Ghi chú", width=30, in_file_only=True),
        ),
        rows=awarded,
        of_year=_awarded_in,
        day=award_day,
        cells=_awarded_cells,
    ),
    Section(
        key="de-nghi",
        label="Đề nghị",
        noun="đề nghị",
        meaning="Đề nghị của hội nghị, chưa phải kết quả khen thưởng",
        columns=(
            Column("Đơn vị", width=30),
            Column("Danh hiệu đề nghị", "danh-hieu", _TITLE, width=44),
            Column("Cụm, khối", "nhom", _GROUP, width=40),
            Column("Biểu quyết", width=24),
            Column("Trình", "trinh", ("route",), width=24),
            Column("Hội nghị", width=50, in_file_only=True),
        ),
        rows=proposed,
        of_year=_of_group_in,
        day=_proposal_day,
        cells=_proposed_cells,
    ),
    Section(
        key="dang-ky",
        label="Đăng ký",
        noun="đăng ký",
        meaning="Đăng ký danh hiệu đầu năm, không phải đề nghị",
        columns=(
            Column("Đơn vị", width=30),
            Column("Cá nhân", width=24),
            Column("Danh hiệu đăng ký", "danh-hieu", _TITLE, width=44),
            Column("Cụm, khối", "nhom", _GROUP, width=40),
            Column("Tình trạng", "tinh-trang", ("withdrawn_on",), width=30),
        ),
        rows=registered,
        of_year=_of_group_in,
        day=_registration_day,
        cells=_registered_cells,
    ),
)


def section_named(key: str) -> Section:
    """The list asked for, else the first."""
    return next((section for section in SECTIONS if section.key == key), SECTIONS[0])


def years_of_awards(user: User) -> list[int]:
    """Every year that some award, proposal or registration of this reader's bears."""
    awards = awards_visible_to(user).order_by()
    editions = editions_visible_to(user).order_by()
    years = {
        *awards.values_list("title_year", flat=True).distinct(),
        *awards.values_list("received_year", flat=True).distinct(),
        *editions.values_list("year__label_year", flat=True).distinct(),
    }
    return sorted((year for year in years if year), reverse=True)

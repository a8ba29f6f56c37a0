"""Who reads which part of the log. What is not named here only administrators see."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import User
from agreements.models import Agreement, SignedCopy
from agreements.queries import agreements_visible_to
from audit.models import Event
from awards.models import Award, Nomination, Title, TitleRegistration
from awards.queries import awards_visible_to
from clusters.models import ClusterEdition, EmulationYear, Handover, ReservedSeat
from clusters.queries import editions_managed_by, editions_visible_to, years_visible_to
from conferences.models import Conference
from conferences.queries import conferences_visible_to
from core.dates import today
from documents.models import BasisFile, Duty, LegalBasis, Paper
from documents.queries import bases_visible_to, units_spoken_for
from organizations.models import (
    Appointment,
    ImportRun,
    Person,
    RoleGrant,
    SecondFactorDemand,
    Unit,
    UnitEvent,
    UnitName,
    UnitParent,
)
from organizations.queries import hats_of, units_below
from portal.enums import Deed
from portal.queries.log_words import names_of
from scoring.models import CriteriaSet, ScoreSheet, ScoringRound
from scoring.queries import score_sheets_visible_to

Rows = Callable[[User], QuerySet[Any]]


def _nothing_of(model: type[Model]) -> Rows:
    return lambda _user: model._default_manager.none()


@dataclass(frozen=True)
class Kind:
    """A kind of thing the log speaks of.

    `read`: the rows whose whole log the reader sees. `managed`: those of which he sees who
    downloaded them. `parts`: what belongs to a thing, with the field that says to which.
    """

    slug: str
    label: str
    model: type[Model]
    read: Rows
    managed: Rows | None = None
    parts: tuple[tuple[type[Model], str], ...] = ()

    @property
    def type(self) -> str:
        return self.model.__name__


def _owned(user: User) -> QuerySet[ClusterEdition]:
    """Groups of the units whose office the reader is."""
    return editions_visible_to(user).filter(year__owner_id__in=hats_of(user).office_of)


def _kept_units(user: User) -> set[int]:
    """The units of an office and all below: asked once a request."""
    cached: set[int] | None = getattr(user, "_log_units", None)
    if cached is None:
        cached = units_below(hats_of(user).office_of, today()) if hats_of(user).office_of else set()
        user._log_units = cached  # type: ignore[attr-defined]
    return cached


def _of_kept_units(model: type[Model], field: str = "unit_id") -> Rows:
    return lambda user: model._default_manager.filter(**{f"{field}__in": _kept_units(user)})


def _events(user: User) -> QuerySet[UnitEvent]:
    """Events of the units an office keeps, and of those that come to stand under them."""
    kept = _kept_units(user)
    return UnitEvent.objects.filter(Q(parts__unit__in=kept) | Q(parts__parent__in=kept))


def _years(user: User) -> QuerySet[EmulationYear]:
    return years_visible_to(user).filter(owner_id__in=hats_of(user).office_of)


def _conferences(editions: Callable[[User], QuerySet[ClusterEdition]]) -> Rows:
    return lambda user: conferences_visible_to(user).filter(
        purposes__edition__in=editions(user).values("pk")
    )


def _agreements(editions: Callable[[User], QuerySet[ClusterEdition]]) -> Rows:
    return lambda user: agreements_visible_to(user).filter(edition__in=editions(user).values("pk"))


def _sheets(user: User) -> QuerySet[ScoreSheet]:
    """Sheets of the owner's groups, and those of the reader's own unit."""
    visible, hats = score_sheets_visible_to(user), hats_of(user)
    return visible.filter(
        Q(round__edition__year__owner_id__in=hats.office_of) | Q(unit_id__in=hats.all_units)
    )


def _bases(user: User) -> QuerySet[LegalBasis]:
    """The papers of the reader's register: those his office entered."""
    if not hats_of(user).office_of:
        return LegalBasis.objects.none()
    return bases_visible_to(user).filter(kept_by_id__in=units_spoken_for(user))


def _titles(user: User) -> QuerySet[Title]:
    return Title.objects.all() if hats_of(user).office_of else Title.objects.none()


def _awards(user: User) -> QuerySet[Award]:
    of_mine = Q(edition__in=_owned(user).values("pk")) | Q(unit_id__in=_kept_units(user))
    return awards_visible_to(user).filter(of_mine)


KINDS: tuple[Kind, ...] = (
    Kind("nam", "Năm thi đua", EmulationYear, _years),
    Kind(
        "cum-khoi",
        "Cụm, khối",
        ClusterEdition,
        _owned,
        editions_managed_by,
        parts=((ScoringRound, "edition_id"),),
    ),
    Kind(
        "hoi-nghi",
        "Hội nghị",
        Conference,
        _conferences(_owned),
        _conferences(editions_managed_by),
    ),
    Kind(
        "giao-uoc",
        "Giao ước",
        Agreement,
        _agreements(_owned),
        _agreements(editions_managed_by),
        parts=((Paper, "agreement__pk"),),
    ),
    Kind("phieu-diem", "Phiếu điểm", ScoreSheet, _sheets),
    Kind(
        "cham-diem",
        "Chấm điểm",
        ScoringRound,
        lambda user: ScoringRound.objects.filter(edition__in=_owned(user).values("pk")),
    ),
    Kind(
        "bang-tieu-chi",
        "Bảng tiêu chí",
        CriteriaSet,
        lambda user: CriteriaSet.objects.filter(owner_id__in=hats_of(user).office_of),
    ),
    Kind("can-cu", "Văn bản làm căn cứ", LegalBasis, _bases, parts=((Duty, "basis_id"),)),
    Kind(
        "viec",
        "Việc phải làm",
        Duty,
        lambda user: Duty.objects.filter(basis__in=_bases(user).values("pk")),
    ),
    Kind(
        "van-ban",
        "Văn bản phát hành",
        Paper,
        lambda user: Paper.objects.filter(agreement__in=_agreements(_owned)(user).values("pk")),
    ),
    Kind("khen-thuong", "Khen thưởng", Award, _awards),
    Kind(
        "dang-ky",
        "Đăng ký danh hiệu",
        TitleRegistration,
        lambda user: TitleRegistration.objects.filter(edition__in=_owned(user).values("pk")),
    ),
    Kind("danh-hieu", "Danh hiệu", Title, _titles),
    Kind(
        "du-kien",
        "Dự kiến Cụm trưởng, Khối trưởng",
        ReservedSeat,
        lambda user: ReservedSeat.objects.filter(owner_id__in=hats_of(user).office_of),
    ),
    Kind(
        "ban-giao",
        "Bàn giao",
        Handover,
        lambda user: Handover.objects.filter(edition__in=_owned(user).values("pk")),
    ),
    Kind(
        "don-vi",
        "Đơn vị",
        Unit,
        _of_kept_units(Unit, "pk"),
        parts=((UnitName, "unit_id"), (UnitParent, "unit_id")),
    ),
    Kind("bien-dong", "Biến động đơn vị", UnitEvent, _events),
    Kind("ten-don-vi", "Tên đơn vị", UnitName, _of_kept_units(UnitName)),
    Kind("cap-tren", "Cấp trên của đơn vị", UnitParent, _of_kept_units(UnitParent)),
    Kind(
        "nguoi",
        "Danh bạ",
        Person,
        _of_kept_units(Person),
        parts=((Appointment, "person_id"),),
    ),
    Kind("chuc-vu", "Chức vụ", Appointment, _of_kept_units(Appointment)),
    Kind(
        "nhap-excel",
        "Nhập từ Excel",
        ImportRun,
        lambda user: ImportRun.objects.filter(by_id=user.pk),
    ),
    Kind("tai-khoan", "Tài khoản", User, _nothing_of(User)),
    Kind("vai-tro", "Vai trò", RoleGrant, _nothing_of(RoleGrant)),
    Kind("hai-buoc", "Xác thực hai lớp", SecondFactorDemand, _nothing_of(SecondFactorDemand)),
    Kind("de-nghi", "Đề nghị khen thưởng", Nomination, _nothing_of(Nomination)),
    Kind("tep-can-cu", "Tệp của căn cứ", BasisFile, _nothing_of(BasisFile)),
    Kind("ban-ky", "Bản có chữ ký", SignedCopy, _nothing_of(SignedCopy)),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}
BY_TYPE = {kind.type: kind for kind in KINDS}


def events_visible_to(user: User) -> QuerySet[Event]:
    """Administrators read all; everybody else what `KINDS` gives him; the rest does not exist."""
    if hats_of(user).is_administrator:
        return Event.objects.all()
    if not user.is_active:
        return Event.objects.none()
    return Event.objects.filter(_allowed(user, KINDS))


def events_of(user: User, kind: Kind, pk: int) -> QuerySet[Event]:
    """The log of one thing and of its parts, as far as this reader sees it."""
    about = Q(thing_type=kind.type, thing_id=str(pk))
    for part, field in kind.parts:
        keys = _keys(part._default_manager.filter(**{field: pk}))
        about |= Q(thing_type=part.__name__, thing_id__in=keys)
    return events_visible_to(user).filter(about)


def may_read_log_of(user: User, kind: Kind, pk: int) -> bool:
    """Whether the thing's log exists for the reader: its page links to it if so."""
    if hats_of(user).is_administrator:
        return True
    ways = (kind.read, *((kind.managed,) if kind.managed else ()))
    return any(way(user).filter(pk=pk).exists() for way in ways)


def logs_read_by(user: User, kind: Kind, keys: Collection[int]) -> set[int]:
    """The same of many things at once: the keys of those whose whole log the reader sees."""
    if hats_of(user).is_administrator:
        return set(keys)
    return set(kind.read(user).filter(pk__in=keys).values_list("pk", flat=True))


def _allowed(user: User, kinds: tuple[Kind, ...]) -> Q:
    allowed = Q(pk__in=())
    downloads = Q(name__in=tuple(names_of(Deed.DOWNLOADED)))
    for kind in kinds:
        allowed |= Q(thing_type=kind.type, thing_id__in=_keys(kind.read(user)))
        if kind.managed:
            keys = _keys(kind.managed(user))
            allowed |= Q(thing_type=kind.type, thing_id__in=keys) & downloads
    return allowed


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Keys as the log keeps them: text."""
    keys: QuerySet[Any] = rows.order_by().annotate(key_text=Cast("pk", CharField()))
    return keys.values("key_text")

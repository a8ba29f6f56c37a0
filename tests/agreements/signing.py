"""Groups about to sign an agreement, built by the actions people use."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from agreements.actions import cite_basis, draft_agreement, issue_agreement, save_agreement_text
from agreements.models import Agreement
from agreements.queries import text_of
from agreements.rules import ClauseRow, TextFacts
from awards.models import Title, TitleRegistration
from clusters.actions import (
    EditionFacts,
    SeatFacts,
    YearFacts,
    join_group,
    open_edition,
    open_year,
    take_the_lead,
)
from clusters.enums import GroupKind, GroupRole
from clusters.models import ClusterEdition
from core.versions import version_of
from documents.actions import BasisFacts, register_basis
from documents.queries import same_basis
from organizations.actions import NameParts, found_unit
from organizations.enums import Role, UnitKind
from organizations.models import Unit
from tests.people import person

PLACES = ("Trà Vinh", "Sóc Trăng", "Bến Tre", "Bạc Liêu", "Cà Mau", "Kiên Giang")
DAY = date(2024, 3, 29)
THEME = "Đoàn kết, đổi mới, vượt khó, hoàn thành xuất sắc nhiệm vụ năm 2024"
MOTTO = "Đoàn kết, trách nhiệm – kỷ cương, liêm chính – bản lĩnh, hiệu quả"
YEAR = YearFacts(2024, theme=THEME, motto=MOTTO)
CLAUSE = ClauseRow(
    "Nhiệm vụ chuyên môn", "Thực hiện đạt và vượt các chỉ tiêu được giao.", is_illustrative=True
)


@dataclass
class Group:
    """A group of one year, its owner and its units in the order they joined."""

    administrator: User
    owner: Unit
    edition: ClusterEdition
    units: dict[str, Unit] = field(default_factory=dict)

    def clerk(self, place: str) -> User:
        return person(f"canbo{self.units[place].pk}", Role.CLERK, self.units[place])

    def office(self) -> User:
        return person("vanphong", Role.OFFICE, self.owner)

    def register(self, place: str, title: Title) -> TitleRegistration:
        return TitleRegistration.objects.create(
            edition=self.edition, unit=self.units[place], title=title
        )


def procuracy(
    place: str, by: User, kind: UnitKind = UnitKind.PROVINCE, level: str = "tỉnh "
) -> Unit:
    name = NameParts(
        full_name=f"Viện kiểm sát nhân dân {level}{place}",
        short_name=f"VKSND {level}{place}",
        place_name=place,
    )
    return found_unit(kind=kind, name=name, by=by)


def group(
    places: tuple[str, ...] = PLACES,
    *,
    administrator: User | None = None,
    head: str = "Trà Vinh",
    deputy: str = "Sóc Trăng",
    year: YearFacts = YEAR,
) -> Group:
    """A cluster of the sector with head and deputy where these are among its places."""
    by = administrator or person("quantri", Role.ADMINISTRATOR)
    owner = procuracy("tối cao", by, UnitKind.SUPREME, "")
    facts = EditionFacts(GroupKind.CLUSTER, "Cụm thi đua số 13", "13")
    opened = open_year(owner=owner, facts=year, by=by)
    made = Group(by, owner, open_edition(year=opened, facts=facts, by=by))
    for place in places:
        made.units[place] = procuracy(place, by)
        join_group(edition=made.edition, unit=made.units[place], by=by)
    for role, place in ((GroupRole.HEAD, head), (GroupRole.DEPUTY, deputy)):
        if place in places:
            take_the_lead(edition=made.edition, seat=SeatFacts(role, made.units[place]), by=by)
    return made


def draft(made: Group, **changes: object) -> Agreement:
    """The group's agreement with one illustrative clause and the three papers it rests on."""
    by = made.administrator
    agreement = draft_agreement(edition=made.edition, by=by)
    write(agreement, by, **({"clauses": (CLAUSE,)} | changes))
    for facts in BASES:
        basis = same_basis(facts) or register_basis(facts=facts, by=by)
        cite_basis(agreement=agreement, basis=basis, by=by)
    agreement.refresh_from_db()
    return agreement


def issued(made: Group, **changes: object) -> Agreement:
    """The group's agreement as an issued paper."""
    agreement = draft(made, **changes)
    issue_agreement(agreement=agreement, by=made.administrator)
    agreement.refresh_from_db()
    return agreement


def write(agreement: Agreement, by: User, **changes: object) -> None:
    """Change some of the text, as somebody who has just opened it."""
    stored = text_of(Agreement.objects.get(pk=agreement.pk))
    facts = TextFacts(**(vars(stored) | changes))
    save_agreement_text(agreement=agreement, facts=facts, version=version_of(stored), by=by)


BASES = (
    BasisFacts(
        "Chỉ thị",
        "02/CT-VKSTC",
        date(2023, 12, 18),
        "Viện trưởng VKSND tối cao",
        abstract="Công tác thi đua, khen thưởng",
    ),
    BasisFacts(
        "Chỉ thị",
        issuer="Viện trưởng VKSND tối cao",
        abstract="Công tác của ngành Kiểm sát nhân dân năm 2024",
    ),
    BasisFacts(
        "Hướng dẫn",
        "09/HD-VKSTC",
        date(2024, 3, 1),
        "Hội đồng Thi đua - Khen thưởng ngành KSND",
        abstract="Tổ chức và hoạt động của các cụm thi đua, khối thi đua năm 2024",
    ),
)

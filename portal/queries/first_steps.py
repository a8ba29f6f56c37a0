"""What a new office enters first, each step ticked off by what the database holds."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse

from accounts.models import User
from clusters.models import EmulationYear, Membership
from core.dates import today
from organizations.enums import Role
from organizations.models import RoleGrant, Unit, UnitParent
from organizations.policies import can_keep_accounts, is_office, keeps_register
from organizations.queries.periods import in_force
from scoring.models import CriteriaSet

OFFICE_DOES = "Văn phòng của đơn vị tổ chức cụm, khối nhập"
ADMINISTRATOR_DOES = "Quản trị viên làm"


@dataclass(frozen=True)
class Step:
    """One step: what it is for; `url` is empty where somebody else does it, whom `who` names."""

    title: str
    purpose: str
    is_done: bool
    url: str
    action: str
    who: str = ""


@dataclass(frozen=True)
class FirstSteps:
    """All steps in their order."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_over(self) -> bool:
        return self.done == self.total

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def first_steps(user: User) -> FirstSteps:
    """One query; whoever keeps the register sees them, each may do a part."""
    keeps, is_admin, office = keeps_register(user), can_keep_accounts(user), is_office(user)
    done = _facts(user)
    return FirstSteps(
        (
            _step(
                "Đơn vị của mình và cấp trên",
                "Tên đầy đủ, tên trên văn bản và cấp trên: mọi cụm, khối, giấy tờ dựa vào đây.",
                done["has_own_unit"],
                ("organizations:unit-new", "Nhập đơn vị") if keeps else None,
                ADMINISTRATOR_DOES,
            ),
            _step(
                "Các đơn vị khác",
                "Những đơn vị sẽ là thành viên của cụm, khối, hoặc phụ trách cụm, khối.",
                done["has_more_units"],
                ("portal:units", "Danh mục đơn vị") if keeps else None,
                ADMINISTRATOR_DOES,
            ),
            _step(
                "Tài khoản và vai trò",
                "Ít nhất một người làm Văn phòng, rồi đến cán bộ của các đơn vị thành viên.",
                done["has_office"],
                ("organizations:accounts", "Cấp tài khoản") if is_admin else None,
                ADMINISTRATOR_DOES,
            ),
            _step(
                "Năm thi đua",
                "Thời gian của năm, chủ đề, khẩu hiệu và các căn cứ.",
                done["has_year"],
                ("clusters:year-new", "Mở năm thi đua") if office else None,
                OFFICE_DOES,
            ),
            _step(
                "Cụm, khối và thành viên",
                "Đơn vị nào thi đua với đơn vị nào, ai là trưởng, ai phụ trách.",
                done["has_group"],
                ("portal:editions", "Lập cụm, khối") if office else None,
                OFFICE_DOES,
            ),
            _step(
                "Bảng tiêu chí chấm điểm",
                "Nội dung chấm, điểm tối đa, điểm thưởng và điểm trừ.",
                done["has_criteria"],
                ("scoring:criteria-sets", "Lập bảng tiêu chí") if office else None,
                OFFICE_DOES,
            ),
        )
    )


def _step(
    title: str, purpose: str, is_done: bool, way: tuple[str, str] | None, otherwise: str
) -> Step:
    if way is None:
        return Step(title, purpose, is_done, url="", action="", who=otherwise)
    return Step(title, purpose, is_done, url=reverse(way[0]), action=way[1])


def _facts(user: User) -> dict[str, bool]:
    offices = RoleGrant.objects.filter(in_force(today()), role=Role.OFFICE, user__is_active=True)
    facts = (
        User.objects.filter(pk=user.pk)
        .values(
            has_own_unit=Exists(UnitParent.objects.all()),
            has_more_units=Exists(Unit.objects.order_by("pk")[2:3]),
            has_office=Exists(offices),
            has_year=Exists(EmulationYear.objects.all()),
            has_group=Exists(Membership.objects.all()),
            has_criteria=Exists(CriteriaSet.objects.all()),
        )
        .get()
    )
    return {name: bool(is_so) for name, is_so in facts.items()}

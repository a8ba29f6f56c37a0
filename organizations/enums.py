"""Words about units and roles."""

from core.enums import Words


class UnitKind(Words):
    SUPREME = "supreme", "VKSND tối cao"
    HIGH = "high", "VKSND cấp cao"
    PROVINCE = "province", "VKSND cấp tỉnh"
    DISTRICT = "district", "VKSND cấp huyện"
    REGION = "region", "VKSND khu vực"
    MILITARY = "military", "Viện kiểm sát quân sự"
    DEPARTMENT = "department", "Phòng, ban, văn phòng"
    OUTSIDE = "outside", "Cơ quan ngoài Ngành"


class Role(Words):
    """Roles that are granted. Rights of a group's head unit and of its supervisor are computed."""

    ADMINISTRATOR = "administrator", "Quản trị"
    OFFICE = "office", "Văn phòng"
    CLERK = "clerk", "Cán bộ đơn vị"
    HEAD = "head", "Thủ trưởng đơn vị"
    LEADER = "leader", "Lãnh đạo"


# Who works for the body that sets groups up, and who works in a member unit.
OWNER_ROLES = frozenset({Role.OFFICE, Role.LEADER})
MEMBER_ROLES = frozenset({Role.CLERK, Role.HEAD})

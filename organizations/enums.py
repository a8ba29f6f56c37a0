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


class EventKind(Words):
    """What happens to units; `organizations.rules.events` says what each needs."""

    FOUND = "found", "Thành lập"
    RENAME = "rename", "Đổi tên"
    MERGE = "merge", "Hợp nhất thành đơn vị mới"
    ABSORB = "absorb", "Sáp nhập vào đơn vị khác"
    SPLIT = "split", "Chia, tách"
    TRANSFER = "transfer", "Điều chuyển địa bàn"
    MOVE = "move", "Đổi cấp trên"
    ABOLISH = "abolish", "Giải thể"


class EventState(Words):
    PLANNED = "planned", "Dự kiến"
    IN_FORCE = "in_force", "Đã thực hiện"


class EventSide(Words):
    BEFORE = "before", "Trước"
    AFTER = "after", "Sau"


class ImportKind(Words):
    """Which tables can be taken over from a workbook."""

    UNITS = "units", "Đơn vị"
    POSTS = "posts", "Người và chức vụ"
    COMPOSITIONS = "compositions", "Thành phần cụm, khối"


class ImportState(Words):
    CHECKING = "checking", "Đang kiểm tra"
    CHECKED = "checked", "Đã kiểm tra"
    TAKEN_OVER = "taken_over", "Đã nhập"


class VerdictKind(Words):
    """What would become of a row that is taken over."""

    REFUSED = "refused", "Không nhập được"
    PLANNED = "planned", "Để dự kiến"
    NEW = "new", "Mới"
    CHANGES = "changes", "Thay đổi"
    UNCHANGED = "unchanged", "Không đổi"


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

"""Words about clusters and blocs."""

from core.enums import Words


class GroupKind(Words):
    CLUSTER = "cluster", "Cụm thi đua"
    BLOC = "bloc", "Khối thi đua"


class GroupRole(Words):
    HEAD = "head", "trưởng"
    DEPUTY = "deputy", "phó"


class HowChosen(Words):
    ELECTED = "elected", "bình bầu"
    CHOSEN = "chosen", "bình chọn"
    ASSIGNED = "assigned", "phân công"
    DESIGNATED = "designated", "chỉ định"
    ROTATION = "rotation", "luân phiên"
    UNKNOWN = "", "Chưa có thông tin"


class HandoverSide(Words):
    GIVER = "given", "Bên giao"
    TAKER = "taken", "Bên nhận"


class ReopeningState(Words):
    ASKED = "asked", "Chờ người thứ hai đồng ý"
    AGREED = "agreed", "Đã mở lại"
    DECLINED = "declined", "Không đồng ý"


class YearState(Words):
    OPEN = "open", "Đang mở"
    LOCKED = "locked", "Đã khóa"


SHORT = {GroupKind.CLUSTER: "Cụm", GroupKind.BLOC: "Khối"}


def role_label(kind: str, role: str) -> str:
    """“Cụm trưởng”, “Khối phó”: the role named after the kind of group."""
    return f"{SHORT[GroupKind(kind)]} {GroupRole(role).label}"

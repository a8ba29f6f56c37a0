"""The kinds of event as the wizard offers them."""

from dataclasses import dataclass

from organizations.enums import EventKind


@dataclass(frozen=True)
class Choice:
    """One kind of event as the wizard offers it."""

    slug: str
    kind: EventKind
    title: str
    says: str
    icon: str


CHOICES = (
    Choice(
        "thanh-lap",
        EventKind.FOUND,
        "Thành lập",
        "Một hay nhiều đơn vị mới, không tách từ đơn vị nào.",
        "building-plus",
    ),
    Choice(
        "doi-ten",
        EventKind.RENAME,
        "Đổi tên",
        "Vẫn đơn vị đó, từ một ngày mang tên khác.",
        "signature",
    ),
    Choice(
        "hop-nhat",
        EventKind.MERGE,
        "Hợp nhất",
        "Nhiều đơn vị kết thúc, cùng thành một đơn vị mới.",
        "arrows-join",
    ),
    Choice(
        "sap-nhap",
        EventKind.ABSORB,
        "Sáp nhập",
        "Đơn vị kết thúc và nhập vào một đơn vị đang có.",
        "arrow-merge",
    ),
    Choice(
        "chia-tach",
        EventKind.SPLIT,
        "Chia, tách",
        "Từ một đơn vị có thêm đơn vị mới; đơn vị cũ còn hay kết thúc do bạn chọn.",
        "arrows-split",
    ),
    Choice(
        "dieu-chuyen",
        EventKind.TRANSFER,
        "Điều chuyển địa bàn",
        "Một phần địa bàn sang đơn vị khác; các đơn vị đều còn.",
        "map-2",
    ),
    Choice(
        "doi-cap-tren",
        EventKind.MOVE,
        "Đổi cấp trên",
        "Đơn vị chuyển sang trực thuộc đơn vị khác.",
        "sitemap",
    ),
    Choice(
        "giai-the",
        EventKind.ABOLISH,
        "Giải thể",
        "Đơn vị kết thúc, không nhập vào đơn vị nào.",
        "building-off",
    ),
)

"""Which sheets and columns are read, with what their cells may say."""

from organizations.enums import EventKind, UnitKind
from organizations.rules.imports import Column, Table

KINDS = {kind.label: kind for kind in UnitKind}
EVENT_KINDS = {kind.label: kind for kind in EventKind}
YES, NO = "Có", "Không"
DAY = "Ngày, như 01/07/2025. Không rõ thì để trống."
LAST = "Ngày cuối cùng còn đúng, như 30/06/2025. Còn đúng đến nay thì để trống."
CODE = (
    "Mã tự đặt để các dòng gọi tên nhau, hoặc mã của đơn vị đã có trong chương trình (#12, xem ở "
    "tệp xuất)."
)
SOURCE = Column("source", "Nguồn", "Văn bản, tài liệu lấy thông tin.", 30, most=500)
NOTE = Column("note", "Ghi chú", "", 30, most=4_000)
PROVINCE = "Viện kiểm sát nhân dân tỉnh Bắc Giang"

UNITS = Table(
    "units",
    "Đơn vị",
    (
        Column(
            "code",
            "Mã",
            f"{CODE} Nhiều dòng cùng mã: các tên, các cấp trên khác nhau của một đơn vị.",
            12,
            is_heading=True,
            example="Ví dụ: BG",
            most=40,
        ),
        Column(
            "kind",
            "Loại đơn vị",
            "Chọn trong danh mục; bắt buộc với đơn vị mới.",
            22,
            words=tuple(KINDS),
            example=UnitKind.PROVINCE.label,
        ),
        Column(
            "full_name",
            "Tên đầy đủ",
            "Như in trên văn bản. Dòng chỉ ghi thêm cấp trên thì để trống.",
            44,
            is_heading=True,
            example=PROVINCE,
        ),
        Column("short_name", "Tên gọn", "Cách gọi trong bảng.", 28, example="VKSND tỉnh Bắc Giang"),
        Column("letterhead", "Tên trên đầu văn bản", "Chỉ ghi khi khác tên đầy đủ.", 28),
        Column("symbol", "Ký hiệu văn bản", "Như VKS-BG.", 14, most=40),
        Column("place_name", "Địa danh", "", 16, most=100, example="Bắc Giang"),
        Column("name_from", "Tên từ ngày", DAY, 13, is_day=True),
        Column(
            "name_to", "Tên đến hết ngày", LAST, 13, is_day=True, is_end=True, example="30/06/2025"
        ),
        Column("exists_from", "Hoạt động từ ngày", DAY, 13, is_day=True),
        Column(
            "exists_to",
            "Hoạt động đến hết ngày",
            LAST,
            13,
            is_day=True,
            is_end=True,
            example="30/06/2025",
        ),
        Column(
            "parent",
            "Cấp trên",
            "Mã, hoặc tên đầy đủ hay tên gọn của đơn vị cấp trên.",
            24,
            example="VKSND tối cao",
        ),
        Column("parent_from", "Cấp trên từ ngày", DAY, 13, is_day=True),
        Column("parent_to", "Cấp trên đến hết ngày", LAST, 13, is_day=True, is_end=True),
        SOURCE,
        NOTE,
    ),
)
EVENTS = Table(
    "events",
    "Biến động",
    (
        Column(
            "kind",
            "Loại biến động",
            "Chọn trong danh mục.",
            30,
            is_needed=True,
            words=tuple(EVENT_KINDS),
            example="Ví dụ: Hợp nhất thành đơn vị mới",
        ),
        Column("on", "Từ ngày", DAY, 13, is_needed=True, is_day=True, example="01/07/2025"),
        Column(
            "before",
            "Đơn vị trước",
            "Mã hoặc tên, cách nhau bằng dấu chấm phẩy.",
            36,
            most=4_000,
            example="BN; BG",
        ),
        Column(
            "after",
            "Đơn vị sau",
            "Mã ở trang Đơn vị của đơn vị mới, hoặc mã, tên đơn vị nhận; đổi tên thì để trống.",
            36,
            most=4_000,
            example="BN-2025",
        ),
        Column(
            "ends",
            "Đơn vị trước kết thúc",
            "Chỉ ghi khi chia, tách.",
            14,
            words=(YES, NO),
        ),
        Column("basis", "Căn cứ", "Số, ngày, cơ quan ban hành văn bản.", 40, most=500),
        SOURCE,
        NOTE,
    ),
)

POSTS = Table(
    "posts",
    "Người và chức vụ",
    (
        Column(
            "full_name",
            "Họ và tên",
            "Không kèm chức vụ.",
            28,
            is_needed=True,
            example="Ví dụ: Nguyễn Văn An",
            most=200,
        ),
        Column("code", "Mã đơn vị", "Như #12; tên đơn vị trùng nhau thì phải ghi mã.", 12, most=40),
        Column(
            "unit",
            "Đơn vị",
            "Tên đầy đủ hoặc tên gọn của đơn vị người đó công tác.",
            36,
            example="VKSND tỉnh Bắc Giang",
        ),
        Column("post", "Chức vụ", "", 28, example="Viện trưởng", most=200),
        Column("at", "Nơi giữ chức vụ", "Chỉ ghi khi khác đơn vị trên: mã hoặc tên.", 30),
        Column("valid_from", "Từ ngày", DAY, 13, is_day=True, example="01/03/2023"),
        Column("valid_to", "Đến hết ngày", LAST, 13, is_day=True, is_end=True),
        SOURCE,
    ),
)

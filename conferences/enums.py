"""Words about conferences."""

from core.enums import Words


class PurposeKind(Words):
    LAUNCH = "launch", "Phát động"
    SIGNING = "signing", "Ký kết giao ước"
    MID_YEAR = "mid_year", "Sơ kết"
    YEAR_END = "year_end", "Tổng kết"
    DELIBERATION = "deliberation", "Bình xét"
    NOMINATION = "nomination", "Suy tôn"
    ELECTION = "election", "Bầu Cụm trưởng, Cụm phó"
    FAREWELL = "farewell", "Chia tay"
    COUNCIL = "council", "Họp Hội đồng"


# A farewell is held by the new group for the old one: it gives the old group no say.
HOLDING = frozenset(set(PurposeKind) - {PurposeKind.FAREWELL})
# Looks back on the year: can agree to its scores and propose for its titles.
REVIEWING = frozenset({PurposeKind.YEAR_END, PurposeKind.DELIBERATION, PurposeKind.NOMINATION})


class ConferenceState(Words):
    ENTERING = "entering", "Đang nhập"
    RECORDED = "recorded", "Đã ghi nhận"


class DatePrecision(Words):
    UNKNOWN = "unknown", "Chưa rõ ngày"
    DAY = "day", "Một ngày"
    RANGE = "range", "Trong các ngày"


class TimeOfDay(Words):
    UNKNOWN = "", "Chưa có thông tin"
    MORNING = "morning", "sáng"
    AFTERNOON = "afternoon", "chiều"
    ALL_DAY = "all_day", "cả ngày"


class Mode(Words):
    UNKNOWN = "", "Chưa có thông tin"
    IN_PERSON = "in_person", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    HYBRID = "hybrid", "Trực tiếp kết hợp trực tuyến"


class ParticipantRole(Words):
    CHAIR = "chair", "Chủ trì"
    SECRETARY = "secretary", "Thư ký"
    DIRECTS = "directs", "Dự và chỉ đạo"
    DELEGATE = "delegate", "Đại biểu của đơn vị"
    GUEST = "guest", "Khách mời"


class SpeechKind(Words):
    OPENING = "opening", "Khai mạc"
    DIRECTION = "direction", "Chỉ đạo"
    ACCEPTANCE = "acceptance", "Tiếp thu"
    DISCUSSION = "discussion", "Tham luận, đề nghị"
    FAREWELL = "farewell", "Chia tay"
    REPLY = "reply", "Đáp từ, cảm nghĩ"
    CLOSING = "closing", "Bế mạc"


class DocumentStatus(Words):
    UNKNOWN = "", "Chưa có thông tin"
    PRESENTED = "presented", "Trình bày"
    AGREED = "agreed", "Thống nhất"
    SIGNED = "signed", "Đã ký"
    SHOWN = "shown", "Trình chiếu"


class AttachmentKind(Words):
    PHOTO = "photo", "Ảnh"
    SCAN = "scan", "Bản quét"
    OTHER = "other", "Tệp khác"


class Step(Words):
    """The steps of the results form; the values are their addresses."""

    GENERAL = "thong-tin", "Thông tin chung"
    PEOPLE = "thanh-phan", "Thành phần"
    PROGRAMME = "noi-dung", "Nội dung"
    SCORES = "diem", "Điểm"
    PROPOSALS = "de-nghi", "Đề nghị, khen thưởng"
    SEATS = "nam-sau", "Cụm trưởng, Cụm phó năm sau"
    FILES = "tep", "Ảnh và tệp"
    REVIEW = "kiem-tra", "Kiểm tra và ghi nhận"

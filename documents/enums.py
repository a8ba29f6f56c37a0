"""Words about papers."""

from core.enums import Words


class PaperKind(Words):
    AGREEMENT = "agreement", "Giao ước thi đua"
    MINUTES = "minutes", "Biên bản hội nghị"
    YEAR_REPORT = "year_report", "Báo cáo tổng kết"
    SCORE_SUMMARY = "score_summary", "Bảng tổng hợp điểm"


class PaperState(Words):
    ISSUED = "issued", "Đã phát hành"
    SUPERSEDED = "superseded", "Đã thay thế"
    REVOKED = "revoked", "Đã thu hồi"


class Correction(Words):
    """How an issued paper is put right: by a new one, never by changing it."""

    AMENDS = "amends", "Đính chính"
    REPLACES = "replaces", "Thay thế"


BASIS_KINDS = (
    "Chỉ thị",
    "Hướng dẫn",
    "Kế hoạch",
    "Công văn",
    "Luật",
    "Nghị định",
    "Thông tư",
    "Quyết định",
)

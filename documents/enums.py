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

"""Words about agreements."""

from core.enums import Words


class AgreementState(Words):
    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã phát hành"

"""Words about agreements."""

from core.enums import Words


class AgreementState(Words):
    """While a correction is being written, the issued paper stays in force."""

    DRAFT = "draft", "Dự thảo"
    ISSUED = "issued", "Đã phát hành"
    CORRECTING = "correcting", "Đang soạn bản sửa"


class SignatureState(Words):
    UNKNOWN = "", "Chưa có thông tin"
    SIGNED = "signed", "Đã ký"
    NOT_YET = "not_yet", "Chưa ký"

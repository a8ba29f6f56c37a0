"""Words about papers over several apps."""

from core.enums import Words


class LetterKind(Words):
    FAREWELL = "farewell", "Giấy mời chia tay"
    WELCOME = "welcome", "Thư chào mừng"

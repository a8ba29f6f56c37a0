"""Words about titles and awards."""

from core.enums import Words


class TitleKind(Words):
    TITLE = "title", "Danh hiệu thi đua"
    FORM = "form", "Hình thức khen thưởng"

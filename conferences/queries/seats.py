"""Seats a conference chose for next year, and whether they are free."""

from conferences.enums import Step
from conferences.models import Conference, SeatChoice
from conferences.rules import repeated
from core.problems import Problem


def seat_choices_of(conference: Conference) -> list[SeatChoice]:
    """Head before deputy, in the order of the editions."""
    choices = SeatChoice.objects.filter(conference=conference)
    related = choices.select_related("edition__year__owner", "unit")
    return list(related.order_by("edition_id", "label_year", "-role"))


def seat_obstacles(conference: Conference) -> list[Problem]:
    """Seats that are given already: nobody is replaced in silence."""
    choices = seat_choices_of(conference)
    found = [
        _obstacle(
            index,
            f"{choice.edition.role_label(choice.role)} năm {choice.label_year} đã được chọn tại "
            f"hội nghị “{given.conference.title}”. Mở lại hội nghị đó nếu cần chọn lại.",
        )
        for index, choice in enumerate(choices)
        for given in _given_elsewhere(choice)
    ]
    return found + [
        _obstacle(
            index,
            "Hai cụm, khối cùng loại và cùng không có số: chưa giữ chỗ riêng cho từng cụm, khối "
            "được. Xóa dòng này, ghi vào phần nội dung.",
        )
        for index in repeated(_seat_key(choice) for choice in choices)
    ]


def _obstacle(index: int, message: str) -> Problem:
    return Problem(message, f"seats-{index}-unit_id", Step.SEATS)


def _seat_key(choice: SeatChoice) -> tuple[object, ...]:
    """What tells one reserved seat from another."""
    edition = choice.edition
    return (
        edition.year.owner_id,
        edition.kind,
        edition.number,
        choice.label_year,
        choice.role,
    )


def _given_elsewhere(choice: SeatChoice) -> list[SeatChoice]:
    names = ("owner_id", "kind", "number", "label_year", "role")
    same_seat = {f"seat__{name}": part for name, part in zip(names, _seat_key(choice), strict=True)}
    return list(SeatChoice.objects.filter(**same_seat).select_related("conference"))

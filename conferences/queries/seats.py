"""Seats a conference chose for next year, and whether they are free."""

from conferences.enums import Step
from conferences.models import Conference, SeatChoice
from core.problems import Problem


def seat_choices_of(conference: Conference) -> list[SeatChoice]:
    """Head before deputy, in the order of the editions."""
    choices = SeatChoice.objects.filter(conference=conference)
    related = choices.select_related("edition__year__owner", "unit")
    return list(related.order_by("edition_id", "label_year", "-role"))


def seat_obstacles(conference: Conference) -> list[Problem]:
    """Seats that are given already: nobody is replaced in silence."""
    return [
        _obstacle(
            index,
            f"{choice.edition.role_label(choice.role)} năm {choice.label_year} đã được chọn tại "
            f"hội nghị “{given.conference.title}”. Mở lại hội nghị đó nếu cần chọn lại.",
        )
        for index, choice in enumerate(seat_choices_of(conference))
        for given in _given_elsewhere(choice)
    ]


def _obstacle(index: int, message: str) -> Problem:
    return Problem(message, f"seats-{index}-unit_id", Step.SEATS)


def _given_elsewhere(choice: SeatChoice) -> list[SeatChoice]:
    """Choices of other conferences of the same group that are in force."""
    given = SeatChoice.objects.filter(
        seat__chosen_in=choice.edition_id,
        seat__label_year=choice.label_year,
        seat__role=choice.role,
    )
    return list(given.select_related("conference"))

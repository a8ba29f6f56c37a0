"""How minutes and reports say things: Vietnamese sentences from plain values."""

from collections.abc import Iterable, Sequence
from datetime import date

from conferences.enums import DatePrecision, DocumentStatus, PurposeKind, SpeechKind, TimeOfDay
from conferences.rules import when_in_words
from core.text import fold
from documents.rules import DOTS, count2, long_day
from reports.rules.facts import AttendanceText, AwardTold, MembersText, Proposal, SeatText

_PROCURACY = ("VKSND", "Viện kiểm sát")


def small(words: str) -> str:
    """The words as they stand in the middle of a sentence."""
    return words[:1].lower() + words[1:]


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """The words with a full stop, unless they end in dots that somebody has to fill in."""
    return words if words.endswith("…") else f"{words.rstrip('. ')}."


def in_one_line(words: str) -> str:
    """A text of several lines as one item of a list."""
    return " ".join(words.split())


def day_in_words(
    precision: str, starts_on: date | None, ends_on: date | None, time_of_day: str = ""
) -> str:
    """“chiều ngày 25/11/2024”, “trong các ngày 19, 20, 21/3/2024”; dots for an unknown day."""
    if precision == DatePrecision.UNKNOWN or starts_on is None:
        return long_day(None)
    if precision == DatePrecision.RANGE:
        return when_in_words(precision, starts_on, ends_on)
    time = f"{TimeOfDay(time_of_day).label} " if time_of_day else ""
    return f"{time}ngày {_short_day(starts_on)}"


def end_in_words(precision: str, ends_on: date | None) -> str:
    """The day a meeting ended; of several days nobody knows which one it was."""
    if precision == DatePrecision.DAY and ends_on is not None:
        return f"ngày {_short_day(ends_on)}"
    return long_day(None, year=ends_on.year if ends_on else None)


def _short_day(on: date) -> str:
    """“29/3/2024”, “05/02/2024”: a nought before days below 10 and months 1 and 2 only."""
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"{on.day:02d}/{month}/{on.year}"


def person_in_words(person: str, post: str, unit: str, capacity: str) -> str:
    """“Phạm Thu, Viện trưởng VKSND tỉnh Ninh Thuận (Đơn vị Cụm phó)”.

    The unit is left out where the post names a procuracy already.
    """
    is_named = any(word in post for word in _PROCURACY)
    who = ", ".join(part for part in (person, post, "" if is_named else unit) if part)
    if not (who and capacity):
        return who or capacity
    return f"{who} – {capacity}" if "(" in capacity else f"{who} ({capacity})"


_BEYOND_PRESENTING = (DocumentStatus.AGREED, DocumentStatus.SIGNED)


def document_in_words(name: str, status: str, presenter: str) -> str:
    """“Bản giao ước: Trần Thị Huyền Trân trình bày; đã ký”. What is not stored is not said."""
    label = small(DocumentStatus(status).label) if status else ""
    verb = label if status == DocumentStatus.SHOWN else "trình bày"
    told = [f"{presenter} {verb}"] if presenter else []
    if status in _BEYOND_PRESENTING or (label and not presenter):
        told.append(label)
    return sentence(f"{name}: {'; '.join(told)}" if told else name)


def speech_in_words(kind: str, speaker: str, gist: str) -> str:
    """“Khai mạc – Nguyễn Văn Tùng: …”"""
    opening = f"{SpeechKind(kind).label} – {speaker or DOTS}"
    return sentence(f"{opening}: {in_one_line(gist)}" if gist else opening)


def purposes_in_words(
    kinds: Sequence[str], group: str, year: int, period: str = ""
) -> tuple[str, ...]:
    """What a meeting was for, said for one group and year; a farewell is told by itself."""
    held = [kind for kind in kinds if kind != PurposeKind.FAREWELL]
    told = [f"chia tay {group} năm {year}"] if len(held) < len(kinds) else []
    if not held:
        return tuple(told)
    about = ", ".join(_purpose(kind, period) for kind in held)
    says_year = held == [PurposeKind.MID_YEAR] and str(year) in period
    when = "" if says_year else f" năm {year}"
    return (f"{about}{when} của {group}", *told)


def _purpose(kind: str, period: str) -> str:
    label = small(PurposeKind(kind).label)
    return f"{label} {period}" if kind == PurposeKind.MID_YEAR and period else label


def slogans_in_words(theme: str, motto: str, year: int, said: str = "") -> tuple[str, ...]:
    """Theme and motto of a year, unless the texts have said them already."""
    pairs = (("Chủ đề", theme), ("Phương châm", motto))
    return tuple(
        f"{label} năm {year}: “{words}”."
        for label, words in pairs
        if words and fold(words) not in fold(said)
    )


def attendance_in_words(attendance: AttendanceText) -> str:
    """“có mặt 05/05 đơn vị: …”"""
    count, total = attendance.count, attendance.total
    if count is None and total is None:
        return f"có mặt {DOTS} đơn vị"
    share = "…" if count is None else count2(count)
    if total is not None and (count is None or count <= total):
        share += f"/{count2(total)}"
    link = ", trong đó: " if (count or 0) > len(attendance.present) else ": "
    names = f"{link}{'; '.join(attendance.present)}" if attendance.present else ""
    return f"có mặt {share} đơn vị{names}"


def absence_in_words(attendance: AttendanceText) -> str:
    """“Vắng 01 đơn vị: VKSND huyện Sơn Động (lý do: …)”"""
    units = [f"{name} (lý do: {reason or DOTS})" for name, reason in attendance.absent]
    return f"Vắng {count2(len(units))} đơn vị: {'; '.join(units)}."


def members_in_words(members: MembersText) -> str:
    """“05 đơn vị: …”; “08 đơn vị: A; B và 06 đơn vị khác”; an open list says “trong đó có”."""
    names = "; ".join(members.named) or DOTS
    if members.count is None:
        return f"…… đơn vị, trong đó có: {names}"
    others = members.count - len(members.named)
    rest = f" và {count2(others)} đơn vị khác" if others > 0 and members.named else ""
    return f"{count2(members.count)} đơn vị: {names}{rest}"


def proposal_in_words(proposal: Proposal) -> str:
    """“Đề nghị Tập thể lao động xuất sắc: VKSND huyện Yên Thế. Biểu quyết: 100% ý kiến …”"""
    words = f"Đề nghị {proposal.title} ({count2(len(proposal.units))} đơn vị): "
    words += "; ".join(proposal.units)
    return f"{words}. Biểu quyết: {proposal.vote}." if proposal.vote else f"{words}."


def routes_in_words(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Each way up said once; an arrow of the screen is a word on paper."""
    routes = dict.fromkeys(proposal.route for proposal in proposals if proposal.route)
    return tuple(f"Nơi trình: {route.replace(' → ', ', trình ')}." for route in routes)


def award_in_words(award: AwardTold) -> str:
    """“Cờ thi đua dẫn đầu Khối năm 2023 (VKSND tối cao): VKSND thị xã Sông Cầu.”"""
    year = f" năm {award.title_year}" if award.title_year else ""
    received = f"nhận năm {award.received_year}" if award.received_year else ""
    about = ", ".join(part for part in (award.authority, received) if part)
    return f"{award.title}{year}{f' ({about})' if about else ''}: {'; '.join(award.units)}."


def seats_in_words(seats: Sequence[SeatText]) -> tuple[str, ...]:
    """“Cụm trưởng Cụm thi đua số 2 năm 2025: …”, then “Cụm phó: …” of the same group and year."""
    lines: list[str] = []
    said: set[tuple[str, int]] = set()
    for seat in seats:
        key = (seat.group, seat.year)
        role = seat.role if key in said else f"{seat.role} {seat.group} năm {seat.year}"
        said.add(key)
        lines.append(f"{role}: {_seat(seat)}.")
    return tuple(lines)


def _seat(seat: SeatText) -> str:
    unit = f"{seat.unit} ({seat.as_written})" if seat.as_written else seat.unit
    vote = f"biểu quyết: {seat.vote}" if seat.vote else ""
    despite = f"không được xét thi đua năm {seat.year - 1}, lý do vẫn chọn: {seat.despite}"
    why = despite.rstrip(". ") if seat.despite else ""
    return "; ".join(part for part in (unit, seat.how, vote, why) if part)

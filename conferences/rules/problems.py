"""What is wrong with a step, and what is merely missing.

A problem blocks: what is said there can never be true. Whatever sources often leave out (day,
place, chair, nomination, ranking) is a hint and blocks nothing. A problem's field is a field of the
step's facts, or `<rows>-<index>-<field>` for one of its rows.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from clusters.enums import GroupRole, HowChosen
from clusters.rules import say_why
from conferences.enums import (
    HOLDING,
    REVIEWING,
    AttachmentKind,
    DatePrecision,
    DocumentStatus,
    Mode,
    ParticipantRole,
    PurposeKind,
    SpeechKind,
    Step,
    TimeOfDay,
)
from conferences.rules.facts import (
    AttachmentFacts,
    AttendanceRow,
    GeneralFacts,
    Group,
    ParticipantRow,
    PeopleFacts,
    ProgrammeFacts,
    Results,
    ScoreFacts,
    SeatRow,
    SeatsFacts,
    SpeechRow,
)
from conferences.rules.words import repeated, text_problems
from core.problems import Problem

LONGEST = {
    "title": 500,
    "period_label": 100,
    "place": 300,
    "source": 500,
    "as_written": 1000,
    "SeatRow.as_written": 500,
    "person": 200,
    "post": 200,
    "capacity": 300,
    "reason": 300,
    "name": 500,
    "as_stated": 500,
    "vote_as_stated": 300,
    "despite": 500,
    "caption": 500,
}
WORDS = {
    "PurposeRow.kind": PurposeKind,
    "date_precision": DatePrecision,
    "time_of_day": TimeOfDay,
    "mode": Mode,
    "ParticipantRow.role": ParticipantRole,
    "SpeechRow.kind": SpeechKind,
    "status": DocumentStatus,
    "SeatRow.role": GroupRole,
    "how": HowChosen,
    "AttachmentRow.kind": AttachmentKind,
}
# The procuracies were founded in 1960: an earlier year is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1960, 2100
MOST_UNITS = 999


# ── Thông tin chung ──────────────────────────────────────────────────────────────────────────


def general_problems(facts: GeneralFacts) -> list[Problem]:
    found = text_problems(facts, step=Step.GENERAL, longest=LONGEST, words=WORDS)
    if not facts.title:
        found.append(_general("Nhập tên hội nghị.", "title"))
    return found + _purpose_problems(facts) + _date_problems(facts)


def _purpose_problems(facts: GeneralFacts) -> list[Problem]:
    if not facts.purposes:
        return [_general("Chọn ít nhất một mục đích, cho cụm, khối và năm nào.", "purposes")]
    if not any(row.kind in HOLDING for row in facts.purposes):
        return [_general("Ngoài chia tay, chọn thêm mục đích chính của hội nghị.", "purposes")]
    return [
        _general("Mục đích này đã được chọn cho cụm, khối này.", f"purposes-{index}-kind")
        for index in repeated(facts.purposes)
    ]


def _date_problems(facts: GeneralFacts) -> list[Problem]:
    starts, ends = facts.starts_on, facts.ends_on
    if facts.date_precision == DatePrecision.UNKNOWN:
        known = "starts_on" if starts else "ends_on"
        message = "Đã nhập ngày: chọn “Một ngày” hoặc “Trong các ngày”, hoặc xóa ngày."
        return [_general(message, known)] if starts or ends else []
    if starts is None:
        return [_general("Nhập ngày họp, hoặc chọn “Chưa rõ ngày”.", "starts_on")]
    if not FIRST_YEAR <= starts.year <= LAST_YEAR:
        return [_general("Năm của ngày họp không đúng. Nhập đủ bốn chữ số.", "starts_on")]
    return _end_problems(facts.date_precision, starts, ends)


def _end_problems(precision: str, starts: date, ends: date | None) -> list[Problem]:
    if precision == DatePrecision.DAY and ends not in {None, starts}:
        return [_general("Họp nhiều ngày: chọn “Trong các ngày”.", "ends_on")]
    if precision == DatePrecision.RANGE and (ends is None or ends <= starts):
        return [_general("Nhập ngày cuối, sau ngày đầu.", "ends_on")]
    if ends is not None and ends.year > LAST_YEAR:
        return [_general("Năm của ngày cuối không đúng.", "ends_on")]
    return []


def _general(message: str, field: str) -> Problem:
    return Problem(message, field, Step.GENERAL)


# ── Thành phần ───────────────────────────────────────────────────────────────────────────────


def people_problems(
    facts: PeopleFacts, groups: Mapping[int, Group], names: Mapping[int, str]
) -> list[Problem]:
    """`groups` are the editions it is held for, `names` all units named in the facts."""
    found = text_problems(facts, step=Step.PEOPLE, longest=LONGEST, words=WORDS)
    found += _empty_rows(facts.people, "people", Step.PEOPLE)
    found += _attendance_problems(facts.attendance, groups, names)
    count = facts.stated_unit_count
    if count is not None and not 0 <= count <= MOST_UNITS:
        message = f"Nhập số đơn vị từ 0 đến {MOST_UNITS}."
        found.append(Problem(message, "stated_unit_count", Step.PEOPLE))
    return found


def _attendance_problems(
    rows: tuple[AttendanceRow, ...], groups: Mapping[int, Group], names: Mapping[int, str]
) -> list[Problem]:
    members = {unit for group in groups.values() for unit in group.members}
    held_for = "; ".join(group.label for group in groups.values())
    units = [row.unit_id for row in rows]
    return [
        Problem(
            f"{names.get(unit, 'Đơn vị')} không phải thành viên của {held_for}. "
            "Đơn vị khác dự họp: ghi ở phần khách mời.",
            f"attendance-{index}-unit_id",
            Step.PEOPLE,
        )
        for index, unit in enumerate(units)
        if unit not in members
    ] + [
        Problem("Đơn vị này đã có ở dòng trên.", f"attendance-{index}-unit_id", Step.PEOPLE)
        for index in repeated(units)
    ]


def _empty_rows(
    rows: Iterable[ParticipantRow | SpeechRow], prefix: str, step: str
) -> list[Problem]:
    """A row must say who: a person, a unit, a post or a capacity."""
    return [
        Problem("Ghi họ tên, đơn vị hoặc tư cách; hoặc xóa dòng này.", f"{prefix}-{n}-person", step)
        for n, row in enumerate(rows)
        if not (row.person or row.unit_id or row.post or row.capacity)
    ]


# ── Nội dung, điểm, năm sau, tệp ─────────────────────────────────────────────────────────────


def programme_problems(facts: ProgrammeFacts) -> list[Problem]:
    found = text_problems(facts, step=Step.PROGRAMME, longest=LONGEST, words=WORDS)
    found += _empty_rows(facts.speeches, "speeches", Step.PROGRAMME)
    return found + [
        Problem("Nhập tên tài liệu, hoặc xóa dòng này.", f"documents-{n}-name", Step.PROGRAMME)
        for n, row in enumerate(facts.documents)
        if not row.name
    ]


def score_problems(facts: ScoreFacts, kinds: Collection[str]) -> list[Problem]:
    """Only a conference that reviews the year can agree to the year's scores."""
    if facts.scores_agreed and REVIEWING.isdisjoint(kinds):
        message = "Chỉ hội nghị tổng kết, bình xét hoặc suy tôn mới thống nhất bảng điểm của năm."
        return [Problem(message, "scores_agreed", Step.SCORES)]
    return []


def seats_problems(
    facts: SeatsFacts, groups: Mapping[int, Group], names: Mapping[int, str]
) -> list[Problem]:
    """Chosen from the members, for the year that follows, one seat a unit and one unit a seat."""
    found = text_problems(facts, step=Step.SEATS, longest=LONGEST, words=WORDS)
    for index, row in enumerate(facts.seats):
        found += _seat_problems(index, row, groups.get(row.edition_id), names)
    seats = [(row.edition_id, row.label_year, row.role) for row in facts.seats]
    units = [(row.edition_id, row.label_year, row.unit_id) for row in facts.seats]
    found += [_seat(index, "role", "Vai trò này đã có ở dòng trên.") for index in repeated(seats)]
    return found + [
        _seat(index, "unit_id", "Một đơn vị không thể vừa là trưởng vừa là phó.")
        for index in repeated(units)
        if index not in repeated(seats)
    ]


def _seat_problems(
    index: int, row: SeatRow, group: Group | None, names: Mapping[int, str]
) -> list[Problem]:
    if group is None:
        return [_seat(index, "edition_id", "Chọn cụm, khối mà hội nghị này họp.")]
    found = []
    if row.unit_id not in group.members:
        name = names.get(row.unit_id, "Đơn vị")
        found.append(_seat(index, "unit_id", f"{name} không phải thành viên của {group.label}."))
    if row.label_year != group.year + 1:
        message = f"Chọn năm {group.year + 1}, năm tiếp theo của {group.label}."
        found.append(_seat(index, "label_year", message))
    if not row.despite and (warning := group.barred.get(row.unit_id)):
        found.append(_seat(index, "despite", say_why(warning)))
    return found


def _seat(index: int, field: str, message: str) -> Problem:
    return Problem(message, f"seats-{index}-{field}", Step.SEATS)


def attachment_problems(
    facts: AttachmentFacts, kept: Collection[int] | None = None
) -> list[Problem]:
    """`kept` are the keys of this very conference's files; None where they are not in doubt."""
    found = text_problems(facts, step=Step.FILES, longest=LONGEST, words=WORDS)
    for index, row in enumerate(facts.attachments):
        if not (row.caption or row.file_name or row.key):
            message = "Ghi chú thích hoặc chọn tệp; hoặc xóa dòng này."
            found.append(Problem(message, f"attachments-{index}-caption", Step.FILES))
        if row.key is not None and kept is not None and row.key not in kept:
            message = "Tệp này không còn ở hội nghị. Chọn lại tệp."
            found.append(Problem(message, f"attachments-{index}-file", Step.FILES))
    keys = [row.key or f"new {index}" for index, row in enumerate(facts.attachments)]
    return found + [
        Problem("Tệp này đã có ở dòng trên.", f"attachments-{index}-file", Step.FILES)
        for index in repeated(keys)
    ]


# ── Cả hội nghị ──────────────────────────────────────────────────────────────────────────────


def recording_problems(
    results: Results, groups: Mapping[int, Group], names: Mapping[int, str], today: date
) -> list[Problem]:
    """Everything that stands in the way of recording, in the order of the steps."""
    general = general_problems(results.general)
    if results.general.starts_on and results.general.starts_on > today:
        general.append(_general("Hội nghị chưa diễn ra: kiểm tra lại ngày họp.", "starts_on"))
    kinds = [row.kind for row in results.general.purposes]
    return (
        general
        + people_problems(results.people, groups, names)
        + programme_problems(results.programme)
        + score_problems(results.scores, kinds)
        + seats_problems(results.seats, groups, names)
        + attachment_problems(results.attachments)
    )


def recording_hints(results: Results, groups: Mapping[int, Group]) -> list[Problem]:
    """What is not known yet: shown beside the obstacles, never in the way."""
    general, people = results.general, results.people
    roles = {row.role for row in people.people}
    reviews = not REVIEWING.isdisjoint(row.kind for row in general.purposes)
    gaps = (
        (general.starts_on is None, "Chưa rõ ngày họp.", Step.GENERAL),
        (_is_far_off(general, groups), "Ngày họp xa năm thi đua: nên xem lại.", Step.GENERAL),
        (not general.place, "Chưa có địa điểm.", Step.GENERAL),
        (ParticipantRole.CHAIR not in roles, "Chưa có người chủ trì.", Step.PEOPLE),
        (ParticipantRole.SECRETARY not in roles, "Chưa có thư ký.", Step.PEOPLE),
        (not people.attendance, "Chưa ghi đơn vị nào có mặt, vắng.", Step.PEOPLE),
        (_counts_differ(people), "Số đơn vị dự khác số đơn vị ghi có mặt.", Step.PEOPLE),
        (results.programme == ProgrammeFacts(), "Chưa có nội dung, phát biểu.", Step.PROGRAMME),
        (reviews and not results.scores.scores_agreed, "Chưa thống nhất bảng điểm.", Step.SCORES),
        (reviews and not results.seats.seats, "Chưa chọn đơn vị cho năm sau.", Step.SEATS),
    )
    return [Problem(message, step=step) for is_missing, message, step in gaps if is_missing]


def _is_far_off(general: GeneralFacts, groups: Mapping[int, Group]) -> bool:
    """A year ends in a conference of November to January; more than a year off is odd."""
    starts = general.starts_on
    return starts is not None and all(
        abs(group.year - starts.year) > 1 for group in groups.values()
    )


def _counts_differ(people: PeopleFacts) -> bool:
    present = sum(row.is_present for row in people.attendance)
    return bool(people.attendance) and people.stated_unit_count not in {None, present}

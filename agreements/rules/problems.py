"""What no agreement may hold, what stands in the way of issuing it, what it leaves blank."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from agreements.enums import SignatureState
from agreements.rules.facts import (
    CopyFacts,
    CorrectionPlan,
    PartiesFacts,
    SignatureRow,
    SignaturesFacts,
    SigningFacts,
    TextFacts,
    WithdrawalFacts,
)
from conferences.rules import text_problems as too_long
from core.problems import Problem

TEXT, PARTIES, SIGNING = "text", "parties", "signing"  # the form a problem belongs to

_LONGEST = {
    "place": 300,
    "place_name": 100,
    "heading": 300,
    "body": 20_000,
    "closing": 20_000,
    "signer": 200,
    "post": 200,
    "capacity": 200,
    "adopted_as_stated": 500,
    "signed_as_stated": 500,
    "reason": 500,
    "note": 500,
}


def text_problems(facts: TextFacts) -> list[Problem]:
    """What no draft may hold."""
    problems = too_long(replace(facts, bases=()), step=TEXT, longest=_LONGEST, words={})
    if len(set(facts.bases)) < len(facts.bases):
        problems.append(Problem("Mỗi căn cứ chỉ ghi một lần.", "bases", TEXT))
    if any(not row.body.strip() for row in facts.clauses):
        problems.append(Problem("Nhập nội dung cho từng điều khoản.", "clauses", TEXT))
    return problems


def parties_problems(
    facts: PartiesFacts, members: Collection[int], names: Mapping[int, str]
) -> list[Problem]:
    """Parties entered twice, and parties that do not belong to the group."""
    units = [row.unit_id for row in facts.parties]
    twice = sorted({unit for unit in units if units.count(unit) > 1})
    strangers = [unit for unit in dict.fromkeys(units) if unit not in members]
    return [
        *too_long(facts, step=PARTIES, longest=_LONGEST, words={}),
        *(_of_party(f"{names[unit]} được ghi hai lần, bỏ bớt một dòng.") for unit in twice),
        *(
            _of_party(f"{names[unit]} không phải thành viên của cụm, khối năm này.")
            for unit in strangers
        ),
    ]


def signing_problems(facts: SigningFacts) -> list[Problem]:
    return too_long(facts, step=SIGNING, longest=_LONGEST, words={})


def issue_problems(
    text: TextFacts, parties: PartiesFacts, members: Collection[int], names: Mapping[int, str]
) -> list[Problem]:
    """Every obstacle to issuing. An unknown day or signer is none: see `issue_hints`."""
    problems = [*text_problems(text), *parties_problems(parties, members, names)]
    if not text.clauses:
        problems.append(Problem("Nhập ít nhất một điều khoản của giao ước.", "clauses", TEXT))
    if not parties.parties:
        problems.append(_of_party("Nhập các đơn vị ký giao ước."))
    return problems


def _of_party(message: str) -> Problem:
    return Problem(message, "parties", PARTIES)


def issue_hints(
    text: TextFacts,
    parties: PartiesFacts,
    signing: SigningFacts,
    members: Collection[int],
    names: Mapping[int, str],
) -> list[Problem]:
    """What the paper will leave blank or dotted; nothing of it stops the issuing."""
    unsigned = [names[row.unit_id] for row in parties.parties if not row.signer]
    left_out = [names[unit] for unit in members if unit not in _units(parties)]
    hints = [*_unknown_of(text), *_unknown_of_signing(signing)]
    if unsigned:
        words = f"Chưa nhập người ký: {', '.join(unsigned)}. Ô ký để trống."
        hints.append(Problem(words, "parties", PARTIES))
    if left_out:
        words = f"Thành viên không có trong danh sách ký: {', '.join(left_out)}."
        hints.append(Problem(words, "parties", PARTIES))
    return hints


def _units(parties: PartiesFacts) -> set[int]:
    return {row.unit_id for row in parties.parties}


def _unknown_of(text: TextFacts) -> list[Problem]:
    illustrative = sum(row.is_illustrative for row in text.clauses) + text.is_closing_illustrative
    unknown = [
        (text.dated_on is None, "Chưa nhập ngày ký: bản in để “ngày … tháng … năm …”.", "dated_on"),
        (not text.place, "Chưa nhập nơi ký: bản in để dấu chấm.", "place"),
        (not text.place_name, "Chưa nhập địa danh trên dòng ngày tháng.", "place_name"),
        (text.copies is None, "Chưa nhập số bản: bản in để dấu chấm.", "copies"),
        (not text.bases, "Chưa có căn cứ nào.", "bases"),
        (not text.closing, "Chưa nhập phần tổ chức thực hiện.", "closing"),
        (illustrative > 0, f"Có {illustrative:02d} mục là nội dung minh họa.", "clauses"),
    ]
    return [Problem(message, field, TEXT) for missing, message, field in unknown if missing]


def _unknown_of_signing(signing: SigningFacts) -> list[Problem]:
    if signing.adopted_as_stated:
        return []
    words = "Chưa ghi việc các đơn vị thống nhất: bản in không viện dẫn kết quả hội nghị."
    return [Problem(words, "adopted_as_stated", SIGNING)]


def signatures_problems(facts: SignaturesFacts, today: date) -> list[Problem]:
    """A day or a name belongs to a unit that has signed; nobody signs tomorrow."""
    problems = too_long(facts, step=SIGNING, longest=_LONGEST, words={})
    for number, row in enumerate(facts.signatures):
        problems += _of_signature(number, row, today)
    return problems


def _of_signature(number: int, row: SignatureRow, today: date) -> list[Problem]:
    if row.state == SignatureState.SIGNED:
        is_to_come = row.signed_on is not None and row.signed_on > today
        field = f"signatures-{number}-signed_on"
        return [Problem("Ngày ký không thể ở sau hôm nay.", field)] if is_to_come else []
    if row.signed_on is None and not row.signer:
        return []
    words = "Chọn “Đã ký” nếu ghi ngày ký hoặc người ký."
    return [Problem(words, f"signatures-{number}-state")]


def correction_problems(plan: CorrectionPlan) -> list[Problem]:
    """Both are printed on the new paper."""
    problems = too_long(plan, step=TEXT, longest=_LONGEST, words={})
    if not plan.way:
        problems.append(Problem("Chọn đính chính hoặc thay thế.", "way"))
    if not plan.reason:
        problems.append(Problem("Ghi lý do; lý do được in trên văn bản mới.", "reason"))
    return problems


def copy_problems(facts: CopyFacts) -> list[Problem]:
    return too_long(facts, step=SIGNING, longest=_LONGEST, words={})


def withdrawal_problems(facts: WithdrawalFacts) -> list[Problem]:
    if not facts.reason:
        return [Problem("Ghi lý do rút bản chụp.", "reason")]
    return too_long(facts, step=SIGNING, longest=_LONGEST, words={})

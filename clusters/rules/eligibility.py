"""Who may not lead: what the guidance of the branch says, year by year, and how sure we are of it.

The rule warns and never forbids: whoever decides may choose such a unit and say why.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class EligibilityRule:
    """A rule for the groups of these years; `last_year` None: until another one is entered."""

    text: str
    source: str
    certainty: str
    first_year: int
    last_year: int | None = None

    @property
    def in_words(self) -> str:
        """“Đơn vị không được xét … (Hướng dẫn số …; …).”"""
        return f"{self.text} ({self.source}; {self.certainty})."


NOT_CONSIDERED = (
    "Đơn vị không được xét thi đua năm trước thì không làm Cụm trưởng, Cụm phó, Khối trưởng, "
    "Khối phó"
)
RULES = (
    EligibilityRule(
        NOT_CONSIDERED,
        "Hướng dẫn số 31/HD-VKSTC ngày 10/9/2019",
        "ghi theo bản tin về hướng dẫn, chưa đối chiếu nguyên văn",
        2020,
        2023,
    ),
    EligibilityRule(
        NOT_CONSIDERED,
        "Hướng dẫn số 09/HD-VKSTC ngày 01/3/2024 thay Hướng dẫn số 31/HD-VKSTC",
        "chưa có nguyên văn, giữ như hướng dẫn trước",
        2024,
    ),
)


def eligibility_rule(label_year: int) -> EligibilityRule | None:
    """The rule for leading a group of that year; None where no guidance is known."""
    for rule in RULES:
        if rule.first_year <= label_year <= (rule.last_year or label_year):
            return rule
    return None


def barred_in_words(
    name: str, label_year: int, reason: str, rule: EligibilityRule, *, became: str = ""
) -> str:
    """“VKSND … không được xét thi đua năm 2023 (lý do: …). <the rule>”

    `became`: the unit that came from it, where that one is spoken of.
    """
    who = f"{name}, tiền thân của {became}," if became else name
    said = f"{who} không được xét thi đua năm {label_year} (lý do: {reason.rstrip('.')})."
    return f"{said} {rule.in_words}"

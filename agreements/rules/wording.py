"""How an agreement is worded where its text alone does not say it."""

from datetime import date

from documents.enums import Correction
from documents.rules import file_stem, long_day


def correction_line(way: str, title: str, dated_on: date | None, reason: str) -> str:
    """“Văn bản này thay thế Giao ước … ngày 29 tháng 3 năm 2024. Lý do: …”."""
    verb = Correction(way).label.lower()
    day = f" {long_day(dated_on)}" if dated_on else ""
    return f"Văn bản này {verb} {title}{day}. Lý do: {reason.rstrip('. ')}."


def signing_posts(capacity: str, post: str) -> tuple[str, ...]:
    """The bold capitals above a signature; nothing is guessed where nothing was entered.

    A deputy signs for the head: “Phó Viện trưởng” gives KT. VIỆN TRƯỞNG / PHÓ VIỆN TRƯỞNG. A stroke
    starts a new line, for whoever writes the lines himself (“TL. VIỆN TRƯỞNG / CHÁNH VĂN PHÒNG”).
    """
    lines = [line.strip() for line in post.upper().split("/") if line.strip()]
    if len(lines) == 1 and lines[0].startswith("PHÓ "):
        lines.insert(0, f"KT. {lines[0].removeprefix('PHÓ ')}")
    return (*_capacity_lines(capacity.upper()), *lines)


def _capacity_lines(capacity: str) -> list[str]:
    """The council's long name breaks where offices break it."""
    council = "HỘI ĐỒNG"
    broken = capacity.replace(f"{council} THI ĐUA", f"{council}\nTHI ĐUA")
    return broken.splitlines()


def agreement_stem(group: str, year: int, *, is_draft: bool) -> str:
    """“giao-uoc-cum-thi-dua-so-13-nam-2024”."""
    return file_stem(f"giao ước {group} năm {year}", is_draft=is_draft)

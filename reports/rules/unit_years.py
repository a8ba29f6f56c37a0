"""One year of a unit as plain values: every membership on a line of its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InGroup:
    """What is said of a unit in one group: the group and its owner stand on every line, so that
    nothing of one group is read as another's."""

    group: str
    owner: str
    told: str
    note: str = ""


@dataclass(frozen=True)
class Held:
    """An award, who gave it, what is known of its year."""

    title: str
    authority: str
    note: str = ""


@dataclass(frozen=True)
class UnitYear:
    """“Thông tin thi đua năm 2024 của Viện kiểm sát nhân dân tỉnh Sóc Trăng”."""

    year: int
    unit: str
    short_name: str
    letterhead: str
    parent_letterhead: str
    place: str
    memberships: tuple[InGroup, ...] = ()
    supervised: tuple[InGroup, ...] = ()
    registrations: tuple[InGroup, ...] = ()
    results: tuple[InGroup, ...] = ()
    nominations: tuple[InGroup, ...] = ()
    awards: tuple[Held, ...] = ()
    is_illustrative: bool = False

    @property
    def sections(self) -> tuple[tuple[str, tuple[InGroup, ...]], ...]:
        """What is told group by group; supervision only where there is any."""
        in_charge = (("Phụ trách cụm, khối", self.supervised),) if self.supervised else ()
        return (
            ("Cụm, khối thi đua và vai trò", self.memberships),
            *in_charge,
            ("Đăng ký danh hiệu", self.registrations),
            ("Kết quả chấm điểm", self.results),
            ("Đề nghị khen thưởng", self.nominations),
        )

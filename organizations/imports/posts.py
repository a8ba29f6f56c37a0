"""Taking over people and the posts they hold from a workbook, and giving them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from accounts.models import User
from core.days import last_day, vn_date
from core.text import fold
from organizations.actions import CannotAppoint, HeldPost, hold_posts, name_people
from organizations.enums import VerdictKind
from organizations.imports.reading import Cells
from organizations.imports.tables import POSTS
from organizations.models import Appointment, Person
from organizations.policies import kept_by
from organizations.queries import post_facts
from organizations.queries.whole import code_of, number_in, unit_index
from organizations.rules import PostFacts, is_head_post, out_of_order, share_a_day
from organizations.rules.imports import UNCHANGED, Judged, RefusedRow, Row, values_of

NOT_YOURS = "Bạn chỉ nhập được người của đơn vị mình và đơn vị dưới đơn vị mình."


@dataclass(frozen=True)
class FilePost:
    """A row with its units: who, at which unit, the post (None where the row names none)."""

    at: int
    full_name: str
    unit_id: int | None
    post: PostFacts | None
    known: Person | None
    held: Appointment | None

    @property
    def facts(self) -> PostFacts | None:
        """The post as it would stand: what the row leaves empty stays as it is."""
        if self.post is None or self.held is None:
            return self.post
        said = {key: value for key, value in vars(self.post).items() if value}
        return replace(post_facts(self.held), **said | {"post": self.held.post})

    @property
    def changes(self) -> bool:
        return self.held is not None and self.facts != post_facts(self.held)


class PostImport:
    """What each row of a workbook of people comes to, and how it is taken over."""

    is_certain = True

    def __init__(self, rows: Sequence[Row], by: User, _target: int | None = None) -> None:
        self.rows = rows
        self.by = by
        self.index = unit_index()
        self.kept = kept_by(by)
        people = Person.objects.prefetch_related("appointments")
        self.people = {(each.full_name, each.unit_id): each for each in people}

    @cached_property
    def posts(self) -> list[FilePost | RefusedRow]:
        return [self._post(at) for at in range(len(self.rows))]

    def _post(self, at: int) -> FilePost | RefusedRow:
        try:
            return self._read(at, values_of(self.rows[at], POSTS))
        except RefusedRow as refused:
            return refused

    def _read(self, at: int, row: dict[str, Any]) -> FilePost:
        days = row["valid_from"], row["valid_to"]
        unit = self._meant(row["code"], row["unit"], days, "unit")
        code = row["at"] if number_in(row["at"]) is not None else ""
        where = self._meant(code, "" if code else row["at"], days, "at") or unit
        known = self.people.get((row["full_name"], unit))
        facts = PostFacts(where, row["post"], *days, source=row["source"])
        if not row["post"]:
            if any(days):
                raise RefusedRow("Có ngày thì phải ghi chức vụ.", "post")
            return FilePost(at, row["full_name"], unit, None, known, None)
        if where is None:
            raise RefusedRow("Ghi đơn vị nơi giữ chức vụ.", "unit")
        for problem in out_of_order(*days):
            raise RefusedRow(problem.message, problem.field)
        return FilePost(at, row["full_name"], unit, facts, known, _held(known, facts))

    def _meant(
        self, code: str, name: str, days: tuple[date | None, date | None], column: str
    ) -> int | None:
        if not code and not name:
            return None
        try:
            return self.index.meant(code, name, *days)
        except ValueError as error:
            raise RefusedRow(str(error), "code" if code else column) from error

    def judged(self, at: int) -> Judged:
        """What would become of this row."""
        post = self.posts[at]
        try:
            if isinstance(post, RefusedRow):
                raise post
            return self._judged(post)
        except RefusedRow as refused:
            return Judged(VerdictKind.REFUSED, refused.words, refused.column)

    def _judged(self, post: FilePost) -> Judged:
        if post.known is not None and (post.post is None or (post.held and not post.changes)):
            return UNCHANGED
        units = {post.unit_id, post.facts.unit_id if post.facts else None} - {None}
        if not all(self.kept.may_keep(unit or 0) for unit in units):
            raise RefusedRow(NOT_YOURS, "unit")
        self._must_be_alone(post)
        if post.changes and post.facts is not None:
            ends = vn_date(last_day(post.facts.valid_to)) or "trống"
            return Judged(VerdictKind.CHANGES, f"Sửa chức vụ đã ghi; đến hết ngày: {ends}.")
        who = "Thêm chức vụ." if post.known else "Người mới."
        return Judged(VerdictKind.NEW, who)

    def _must_be_alone(self, post: FilePost) -> None:
        """One post once at a time, one head of a unit at a time."""
        if post.facts is None:
            return
        me = (post.full_name, post.unit_id)
        for other, facts in self._final.get(post.facts.unit_id, []):
            if facts == post.facts or not _share(facts, post.facts):
                continue
            if other == me and fold(facts.post) == fold(post.facts.post):
                raise RefusedRow("Trong thời gian này người này đã giữ chức vụ đó.", "valid_from")
            if other != me and is_head_post(facts.post) and is_head_post(post.facts.post):
                words = f"Trong thời gian này {other[0]} là {facts.post} của đơn vị."
                raise RefusedRow(f"{words} Ghi ngày cuối của người đó trước.", "valid_from")

    @cached_property
    def _final(self) -> dict[int | None, list[tuple[tuple[str, int | None], PostFacts]]]:
        """Every post of every unit as it would stand, with who holds it."""
        read = [post for post in self.posts if isinstance(post, FilePost) and post.facts]
        changed = {post.held.pk for post in read if post.held}
        final: dict[int | None, list[tuple[tuple[str, int | None], PostFacts]]] = {}
        for who, person in self.people.items():
            for held in person.appointments.all():
                if held.pk not in changed:
                    final.setdefault(held.unit_id, []).append((who, post_facts(held)))
        for post in read:
            if post.facts is not None:
                who = (post.full_name, post.unit_id)
                final.setdefault(post.facts.unit_id, []).append((who, post.facts))
        return final

    def take_over(self) -> Mapping[int, Judged]:
        """Ends of posts first, then who follows; raise `RefusedRow`."""
        posts = [post for post in self.posts if isinstance(post, FilePost)]
        posts.sort(key=lambda each: not each.changes)
        named = dict.fromkeys((post.full_name, post.unit_id) for post in posts)
        people = name_people(named=list(named), by=self.by)
        told = [
            (post.at, HeldPost(people[post.full_name, post.unit_id], post.facts, post.held))
            for post in posts
            if post.facts is not None
        ]
        try:
            hold_posts(posts=[each for _, each in told], by=self.by)
        except CannotAppoint as refused:
            raise RefusedRow(str(refused), row=told[refused.at][0]) from refused
        return {}


def _held(known: Person | None, said: PostFacts) -> Appointment | None:
    """The post the row speaks of, if the person holds or held it already."""
    for held in known.appointments.all() if known else ():
        facts = post_facts(held)
        begins_alike = said.valid_from is not None and said.valid_from == facts.valid_from
        is_same = facts.unit_id == said.unit_id and fold(facts.post) == fold(said.post)
        if is_same and (begins_alike or _share(facts, said)):
            return held
    return None


def _share(one: PostFacts, other: PostFacts) -> bool:
    return share_a_day(one.valid_from, one.valid_to, other.valid_from, other.valid_to)


def posts_given(by: User, _target: int | None = None) -> Mapping[str, Sequence[Cells]]:
    """Everybody of the units this user keeps, one row for each post."""
    kept, index = kept_by(by), unit_index()
    people = Person.objects.prefetch_related("appointments").order_by("sort_key", "pk")
    rows: list[Cells] = []
    for person in people:
        if person.unit_id is not None and not kept.may_keep(person.unit_id):
            continue
        if person.unit_id is None and not kept.is_all:
            continue
        own = {"full_name": person.full_name}
        if person.unit_id is not None:
            own |= {"code": code_of(person.unit_id), "unit": index.name(person.unit_id)}
        posts = sorted(person.appointments.all(), key=lambda held: held.valid_from or date.min)
        rows += [own | _post_cells(held, person) for held in posts] or [own]
    return {POSTS.key: rows}


def _post_cells(held: Appointment, person: Person) -> dict[str, Any]:
    return {
        "post": held.post,
        "at": code_of(held.unit_id) if held.unit_id != person.unit_id else None,
        "valid_from": held.valid_from,
        "valid_to": last_day(held.valid_to),
        "source": held.source or None,
    }

"""Keeping the catalogue of titles."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from accounts.models import User
from audit.actions import record
from awards.enums import TitleKind
from awards.models import Title
from awards.queries import title_facts, title_named
from awards.rules import TitleFacts, title_day_problems
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain

WAY_OUT = "Không dùng nữa thì sửa danh hiệu, ghi “Thôi dùng từ ngày” thay vì xóa."


class CannotAddTitle(Refused):
    """Another title bears that name or alias: merging titles needs a person."""


def add_title(*, name: str, kind: TitleKind, aliases: Sequence[str] = (), by: User) -> Title:
    """A new row of the catalogue with the other labels it is printed under."""
    return enter_title(facts=TitleFacts(kind, name, tuple(aliases)), by=by)


@transaction.atomic
def enter_title(*, facts: TitleFacts, by: User) -> Title:
    """The same from its form, with the days it is used from and until. Raises `CannotAddTitle`."""
    one_at_a_time("title")
    typed = _tidy(facts)
    CannotAddTitle.if_any(_problems(typed))
    title = _written(Title(), typed)
    record("title.added", title, by=by, after=plain(typed))
    return title


@transaction.atomic
def correct_title(*, title: Title, facts: TitleFacts, version: str, by: User) -> None:
    """Mend a row of the catalogue. Papers issued with the old name keep it.

    No longer used, it stays with everything it was used for. Raises `Stale`, `CannotAddTitle`.
    """
    one_at_a_time("title")
    locked = Title.objects.select_for_update().get(pk=title.pk)
    stored, typed = title_facts(locked), _tidy(facts)
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotAddTitle.if_any(_problems(typed, but=locked))
    _written(locked, typed)
    record("title.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_title(*, title: Title, by: User) -> None:
    """Take a title nobody has used out of the catalogue; raise `InUse` with what uses it."""
    locked = Title.objects.select_for_update().get(pk=title.pk)
    must_be_unused(locked, way_out=WAY_OUT)
    record("title.removed", locked, by=by, before=plain(title_facts(locked)))
    locked.delete()


def _tidy(facts: TitleFacts) -> TitleFacts:
    aliases = tuple(one_line(alias) for alias in facts.aliases if one_line(alias))
    return replace(facts, name=one_line(facts.name), aliases=aliases)


def _written(title: Title, facts: TitleFacts) -> Title:
    title.kind, title.name, title.aliases = facts.kind, facts.name, "\n".join(facts.aliases)
    title.valid_from, title.valid_to = facts.valid_from, facts.valid_to
    title.save()
    return title


def _problems(typed: TitleFacts, but: Title | None = None) -> list[Problem]:
    return _naming_problems(typed.name, typed.aliases, but) + title_day_problems(typed)


def _naming_problems(name: str, aliases: Sequence[str], but: Title | None) -> list[Problem]:
    if not name:
        return [Problem("Nhập tên danh hiệu.", "name")]
    return [
        Problem(f"“{label}” đã là tên của “{known.name}”.", "name" if label == name else "aliases")
        for label in [name, *aliases]
        if (known := title_named(label)) and known != but
    ]

"""Keeping the catalogue of titles."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit.actions import record
from awards.enums import TitleKind
from awards.models import Title
from awards.queries import title_facts, title_named
from awards.rules import TitleFacts
from core.dependants import must_be_unused
from core.locks import one_at_a_time
from core.problems import Problem, Refused
from core.text import one_line
from core.versions import changes, plain


class CannotAddTitle(Refused):
    """Another title bears that name or alias: merging titles needs a person."""


@transaction.atomic
def add_title(*, name: str, kind: TitleKind, aliases: Sequence[str] = (), by: User) -> Title:
    """A new row of the catalogue with the other labels it is printed under."""
    others = [one_line(alias) for alias in aliases if one_line(alias)]
    one_at_a_time("title")
    CannotAddTitle.if_any(_naming_problems(one_line(name), others))
    title = Title(name=one_line(name), kind=kind, aliases="\n".join(others))
    title.save()
    record("title.added", title, by=by, after={"kind": kind, "aliases": others})
    return title


@transaction.atomic
def correct_title(*, title: Title, facts: TitleFacts, version: str, by: User) -> None:
    """Mend the kind, name or other labels of a title. Papers issued with the old name keep it.

    Raises `Stale`, `CannotAddTitle`.
    """
    one_at_a_time("title")
    locked = Title.objects.select_for_update().get(pk=title.pk)
    stored = title_facts(locked)
    aliases = [one_line(alias) for alias in facts.aliases if one_line(alias)]
    typed = TitleFacts(facts.kind, one_line(facts.name), tuple(aliases))
    if not changes(stored=stored, typed=typed, version=version):
        return
    CannotAddTitle.if_any(_naming_problems(typed.name, aliases, but=locked))
    locked.kind, locked.name, locked.aliases = typed.kind, typed.name, "\n".join(aliases)
    locked.save()
    record("title.corrected", locked, by=by, before=plain(stored), after=plain(typed))


@transaction.atomic
def remove_title(*, title: Title, by: User) -> None:
    """Take a title nobody has used out of the catalogue; raise `InUse` with what uses it."""
    locked = Title.objects.select_for_update().get(pk=title.pk)
    must_be_unused(locked, way_out="Danh hiệu đã dùng thì giữ lại trong danh mục.")
    record("title.removed", locked, by=by, before=plain(title_facts(locked)))
    locked.delete()


def _naming_problems(name: str, aliases: list[str], but: Title | None = None) -> list[Problem]:
    if not name:
        return [Problem("Nhập tên danh hiệu.", "name")]
    return [
        Problem(f"“{label}” đã là tên của “{known.name}”.", "name" if label == name else "aliases")
        for label in [name, *aliases]
        if (known := title_named(label)) and known != but
    ]

"""The two pages every record needs: the one that edits it and the one that deletes it.

A view finds the record, asks its policy and says what the page is made of; how a form is shown,
refused, met by another's save and left again is the same for all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from core.forms.facts import FactsForm
from core.forms.saving import REFUSED, SHOWN, Answer, saved
from core.pages import Late
from core.problems import Problem, Refused

Address = str | Promise  # a lazily reversed one too
Crumbs = tuple[tuple[str, Address], ...]


@dataclass(frozen=True)
class Page:
    """What stands around a form: title, the way here, the way back, words beside it."""

    title: str
    back: Address
    subtitle: str = ""
    crumbs: Crumbs = ()
    note: str = ""
    submit: str = "Lưu"
    log: tuple[str, int] | None = None  # kind and key of the thing, where it has no other page


@dataclass(frozen=True)
class Work:
    """A form, what it shows and how it saves.

    `save(facts=…, version=…, **extras)`; what it returns goes to `onward`, which gives the next
    address. `last_change()` tells who saved meanwhile.
    """

    form: type[FactsForm[Any]]
    facts: Any
    save: Callable[..., Any]
    done: str
    scene: Any = None
    onward: Callable[[Any], str] | None = None
    last_change: Callable[[], Any] | None = None
    with_version: bool = True


def edited(
    request: HttpRequest,
    page: Page,
    work: Work,
    *,
    template: str = "edit_page.html",
    more: Mapping[str, Any] = {},
) -> HttpResponse:
    """Show the form; save what was typed, or show it again with what is wrong (422, 409)."""
    if request.method != "POST":
        form = work.form(work.facts, scene=work.scene)
        return _form(request, page, work, form, Answer(SHOWN), template, more)
    form = work.form(work.facts, scene=work.scene, data=request.POST, files=request.FILES)

    def save(**typed: Any) -> Any:
        return work.save(**typed, **({"version": form.version} if work.with_version else {}))

    answer = saved(form, save)
    if answer.status:
        return _form(request, page, work, form, answer, template, more)
    messages.success(request, work.done)
    return redirect(work.onward(answer.made) if work.onward else str(page.back))


def _form(  # noqa: PLR0913 - the frame of one page
    request: HttpRequest,
    page: Page,
    work: Work,
    form: FactsForm[Any],
    answer: Answer,
    template: str,
    more: Mapping[str, Any],
) -> HttpResponse:
    changed_by = work.last_change() if answer.conflict and work.last_change else None
    shown = {"page": page, "form": form, "conflict": answer.conflict, "last_change": changed_by}
    return render(request, template, {**shown, **more}, status=answer.status)


@dataclass(frozen=True)
class Removal:
    """A record that may go: what goes with it, what stands in the way, how it goes."""

    page: Page
    remove: Callable[[], Any]
    done: str
    goes_with_it: tuple[str, ...] = ()
    obstacles: tuple[Problem, ...] = field(default=())
    onward: str = ""


def removed(request: HttpRequest, removal: Removal) -> HttpResponse:
    """Ask before deleting; refuse with the list of what depends on the record."""
    problems, status = removal.obstacles, SHOWN
    if request.method == "POST":
        try:
            removal.remove()
        except Refused as refused:
            problems, status = refused.problems, REFUSED
        else:
            messages.success(request, removal.done)
            return redirect(removal.onward or str(removal.page.back))
    shown = {"page": removal.page, "removal": removal, "problems": problems}
    return render(request, "remove_page.html", shown, status=status)


def allowed(answer: bool) -> None:
    """A policy said no: the reader sees the thing but may not do this (403)."""
    if not answer:
        raise PermissionDenied


def in_time(answer: bool, words: str, back: Address) -> None:
    """Asked after `allowed`: the reader may do this, but the thing has moved on meanwhile.

    A button pressed twice, or on a page drawn an hour ago, is no wrong: `words` say how it stands.
    """
    if not answer:
        raise Late(words, str(back))

"""A form whose content is a guess until proven: refusals at the field, waiting as 429."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.actions.tries import MustWait
from core.problems import Refused

SHOWN, TOO_MANY = 200, 429


class Trial:
    """One form, once tried: `made` is what the action gave, None as long as it gave nothing."""

    def __init__(self, form: forms.Form, action: Callable[..., Any]) -> None:
        self.form = form
        self.made: Any = None
        self.seconds = 0
        if form.is_valid():
            self._try(action)

    def _try(self, action: Callable[..., Any]) -> None:
        try:
            self.made = action(**self.form.cleaned_data)
        except Refused as refused:
            self.seconds = refused.seconds if isinstance(refused, MustWait) else 0
            for problem in refused.problems:
                field = problem.field if problem.field in self.form.fields else None
                self.form.add_error(field, problem.message)

    def page(
        self, request: HttpRequest, template: str, shown: Mapping[str, Any] = {}
    ) -> HttpResponse:
        """The form as it comes, or with what is wrong."""
        status = TOO_MANY if self.seconds else SHOWN
        answer = render(request, template, {"form": self.form, **shown}, status=status)
        if self.seconds:
            answer["Retry-After"] = str(self.seconds)
        return answer

"""What models of any app say of a record: who is asked stands above who asks, and is not imported.

A model that has something to say has a class method of the question's name.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps


def answers(question: str, *about: Any) -> Iterator[Any]:
    """All that models say, one after another."""
    for model in apps.get_models():
        if ask := getattr(model, question, None):
            yield from ask(*about)

"""The agreement as a clerk gets it: `python -m tests.benchmarks.agreement` from the top folder.

Prints the warm times of its preview, and after issuing it how long the kept bytes take and how
often anything was rendered for them. Aim: at most 0.25 s, and no rendering at all.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from unittest.mock import patch

from tests.benchmarks.server import client_of, prepare, say

# isort: split

from django.test import Client
from django.urls import reverse

from accounts.models import User
from agreements.actions import issue_agreement
from agreements.models import Agreement
from core.pdf import Renderer

TIMES = 20


@contextmanager
def counted() -> Iterator[list[Any]]:
    """Everything that reaches the renderer."""
    asked: list[Any] = []
    original = Renderer.render

    def render(self: Renderer, paper: dict[str, str]) -> bytes:
        asked.append(paper)
        return original(self, paper)

    with patch.object(Renderer, "render", render):
        yield asked


def spent(client: Client, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    assert answer.getvalue().startswith(b"%PDF"), answer.status_code
    return time.perf_counter() - start


def report(name: str, client: Client, address: str) -> None:
    spent(client, address)  # warm
    with counted() as asked:
        times = [spent(client, address) for _ in range(TIMES)]
    say(
        f"{name:10} median {median(times):.3f} s  min {min(times):.3f} s  "
        f"rendered {len(asked)} of {TIMES}"
    )


def main() -> None:
    prepare()
    agreement = Agreement.objects.get(edition__name="Cụm thi đua số 13")
    address = reverse("agreements:agreement-pdf", args=[agreement.pk])
    client = client_of("cumtruong")
    report("preview", client, address)
    issue_agreement(agreement=agreement, by=User.objects.get(username="cumtruong"))
    report("issued", client, address)


if __name__ == "__main__":
    main()

"""Clicking from page to page as somebody, and what each page says in plain text."""

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client

# Text on both sides of these belongs to one line; every other tag starts a new one.
_INLINE = {
    "a",
    "abbr",
    "b",
    "em",
    "i",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
}
_SILENT = {"script", "style", "svg", "template"}
_READ_OUT = ("alt", "aria-label", "placeholder", "title")
# What a link may carry; a filter's combinations are not followed without end.
_FOLLOWED = {"nam", "trang", "edition", "muc"}
# The log tells again, field by field, what was typed; tests/portal/test_log.py reads it.
_NOT_FOLLOWED = "/nhat-ky/"
_FILES = (".pdf", ".docx", ".xlsx")
_TOO_MANY = 800


def fold_spaces(text: str) -> str:
    """NFC, every kind of space alike, lines kept."""
    lines = unicodedata.normalize("NFC", text).replace("\u2011", "-").split("\n")
    return "\n".join(line for line in (" ".join(each.split()) for each in lines) if line)


def squash(text: str) -> str:
    """Letters and signs alone: a mark-up tag between two words is no difference."""
    return re.sub(r"\s+", "", fold_spaces(text))


class _Reader(HTMLParser):
    """What a reader sees and hears, and where he can click."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.labels: list[str] = []
        self.links: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.labels += [given[name] for name in _READ_OUT if given.get(name)]
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "input" and given.get("type") in {"submit", "text"}:
            self.labels.append(given.get("value", ""))
        self.silent += tag in _SILENT
        self.pieces.append(" " if tag in _INLINE else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT
        self.pieces.append(" " if tag in _INLINE else "\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(re.sub(r"\s+", " ", data))


@dataclass(frozen=True)
class Seen:
    """A page: its address, its status, its words line by line, its read-out labels, its links."""

    url: str
    status: int
    text: str = ""
    labels: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def everything(self) -> str:
        return "\n".join((self.text, *self.labels))

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0]


def read_page(url: str, status: int, html: str) -> Seen:
    reader = _Reader()
    reader.feed(html)
    return Seen(
        url=url,
        status=status,
        text=fold_spaces("".join(reader.pieces)),
        labels=tuple(fold_spaces(label) for label in reader.labels),
        links=tuple(urljoin(url, link) for link in reader.links),
    )


@dataclass
class Walk:
    """Everything reached by clicking: pages by address, links to papers and files."""

    pages: dict[str, Seen] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # address → page that links it
    found_on: dict[str, str] = field(default_factory=dict)

    @property
    def dead_ends(self) -> list[str]:
        return [
            f"{page.status} {page.url} (linked on {self.found_on.get(page.url)})"
            for page in self.pages.values()
            if page.status != 200
        ]


def walk_from(client: Client, start: str = "/") -> Walk:
    """Open every page that links lead to, each once, nearest first; a broken one is a dead end."""
    client.raise_request_exception = False
    walk, waiting = Walk(), deque([start])
    while waiting:
        url = waiting.popleft()
        if url in walk.pages:
            continue
        assert len(walk.pages) < _TOO_MANY, f"the way never ends: {list(walk.pages)[-3:]}"
        walk.pages[url] = seen = _open(client, url)
        for link in _inside(seen):
            if urlsplit(link).path.endswith(_FILES):
                walk.files.setdefault(link, url)
            else:
                walk.found_on.setdefault(link, url)
                waiting.append(link)
    return walk


def _open(client: Client, url: str) -> Seen:
    answer = client.get(url)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    html = answer.content.decode() if is_page and not answer.streaming else ""
    return read_page(url, answer.status_code, html)


def _inside(page: Seen) -> Iterator[str]:
    """Links of the page to other pages of the product."""
    for link in page.links:
        parts = urlsplit(link)
        wanted = {name for name, _ in parse_qsl(parts.query)} <= _FOLLOWED
        is_ours = not (parts.scheme or parts.netloc or parts.path.startswith(_NOT_FOLLOWED))
        if is_ours and wanted:
            yield parts._replace(fragment="").geturl()

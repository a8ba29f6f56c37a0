"""Every address wears an access rule; the pages open to visitors are this list."""

import ast
import re

from django.urls import URLPattern, get_resolver

from core.pages import anyone
from tests.architecture.house import lines, place, sources, templates, tree

OPEN_PAGES = {
    "accounts:sign-in",
    "accounts:sign-in-code",
    "accounts:link",
    "accounts:link-code",
    "accounts:link-use",
    "organizations:first-visit",
    "healthz",
}
OF_MACHINES = {"healthz"}  # an address that watching programs expect as it is
LONGEST_VIEW = 25


def pages(resolver=None, names=(), route=""):
    """(name, route, view) of every address of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield ":".join((*names, entry.name or "?")), path, entry.callback
        else:
            space = (entry.namespace,) if entry.namespace else ()
            yield from pages(entry, (*names, *space), path)


def test_every_page_says_who_may_open_it():
    bare = [name for name, _, view in pages() if not hasattr(view, "page_rule")]
    assert bare == []


def test_pages_open_to_visitors_are_the_known_ones():
    open_to_all = {name for name, _, view in pages() if getattr(view, "page_rule", None) is anyone}
    assert open_to_all == OPEN_PAGES


def test_every_page_has_a_name_of_its_own():
    names = [name for name, _, _ in pages()]
    assert sorted(names) == sorted(set(names))
    assert [name for name in names if name.endswith("?")] == []


def test_addresses_are_lower_case_without_accents_and_end_in_a_slash():
    plain = re.compile(r"([a-z0-9-]+/|<[a-z_]+:[a-z_]+>/|[a-z0-9-]+\.[a-z]+$|<[a-z_:]+>\.[a-z]+$)*")
    routes = {route for _, route, _ in pages()} - OF_MACHINES
    assert [route for route in routes if not plain.fullmatch(route)] == []


def decorated_views():
    for path in sources():
        if path.stem == "views" or path.parent.stem == "views":
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and node.decorator_list:
                    yield f"{place(path)}:{node.name}", node.end_lineno - node.lineno + 1


def test_a_view_fits_on_a_screen():
    assert [view for view, length in decorated_views() if length > LONGEST_VIEW] == []


def test_a_template_fits_on_a_screen():
    assert [place(path) for path in templates() if lines(path) > 120] == []

"""A forgotten variable of ours fails its test; those of packages are their own affair."""

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin
from django.template.base import Template

from tests.undefined import Undefined


def rendered(source, path):
    engine = Engine(string_if_invalid=Undefined("%s"))
    return Template(source, Origin(str(path)), engine=engine).render(Context())


def test_an_undefined_variable_of_ours_is_named_with_its_template():
    with pytest.raises(AssertionError, match=r"forgotten in .*templates/mine\.html"):
        rendered("{{ forgotten }}", settings.BASE_DIR / "templates/mine.html")


def test_a_condition_may_ask_for_what_is_not_there():
    assert rendered("{% if nothing %}x{% endif %}", settings.BASE_DIR / "templates/mine.html") == ""


def test_a_package_keeps_its_own_ways():
    path = settings.BASE_DIR / ".venv/lib/python3/site-packages/theirs/theirs.html"
    assert rendered("a{{ forgotten }}b", path) == "ab"

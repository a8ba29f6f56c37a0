"""Whatever a name looks like, no workbook of ours computes it: a cell is text, number or day."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from awards.models import Title
from clusters.models import ClusterEdition, EmulationYear
from conferences.models import Conference
from core.dates import now
from documents.models import LegalBasis
from organizations.models import Person, UnitName
from scoring.models import CriteriaSet
from tests.abuse.tables import workbook_addresses
from tests.people import browser_of

pytestmark = pytest.mark.django_db

# The same marks as wide as a Chinese letter; some programs read them alike.
WIDE = tuple(chr(ord(mark) + 0xFEE0) for mark in "=+-@")
MARKS = ("=", "+", "-", "@", *WIDE)
FORMULAS = (
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    *(f"{mark}1+1" for mark in WIDE),
)
# What a list shows of each kind of record.
SHOWN = {
    UnitName: ("full_name", "short_name"),
    Person: ("full_name",),
    Title: ("name",),
    LegalBasis: ("abstract", "issuer"),
    ClusterEdition: ("name",),
    Conference: ("title",),
    CriteriaSet: ("name",),
    EmulationYear: ("theme",),
    User: ("full_name",),
}


@pytest.fixture
def hostile(demo: None) -> None:
    """Every name in the demo begins like a formula."""
    for model, fields in SHOWN.items():
        for number, row in enumerate(model._base_manager.order_by("pk")):
            start = FORMULAS[number % len(FORMULAS)]
            values = {name: f"{start} {getattr(row, name)}"[:150] for name in fields}
            model._base_manager.filter(pk=row.pk).update(**values)


def test_every_list_has_a_workbook_in_which_nothing_computes(hostile: None) -> None:
    browser = browser_of(User.objects.get(username="quantri"))
    computing, written = [], 0
    for address in workbook_addresses():
        answer = browser.get(address)
        assert answer.status_code == 200, address
        for sheet in load_workbook(BytesIO(answer.getvalue())):
            for cell in (cell for row in sheet for cell in row if cell.value is not None):
                written += 1
                is_text = cell.data_type == "s"
                if cell.data_type == "f" or (
                    is_text and str(cell.value).startswith(MARKS) and not cell.quotePrefix
                ):
                    computing.append(f"{address} {cell.coordinate}: {cell.value!r}")
    assert computing == []
    assert written > 500


AS_TEXT = re.compile(r"\s*(\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d)([ T]\d{1,2}:\d\d(:\d\d)?)?\s*")


def test_no_day_and_no_moment_of_any_list_is_text(demo: None) -> None:
    by = User.objects.get(username="quantri")
    browser, days, texts = browser_of(by), 0, []
    User.objects.filter(pk=by.pk).update(last_login=now())
    for address in workbook_addresses():
        for sheet in load_workbook(BytesIO(browser.get(address).getvalue())):
            for cell in (cell for row in sheet for cell in row if cell.value is not None):
                days += cell.is_date
                if cell.data_type == "s" and AS_TEXT.fullmatch(str(cell.value)):
                    texts.append(f"{address} {cell.coordinate}: {cell.value!r}")
    assert texts == []
    assert days > 100


def test_a_text_comes_out_of_the_workbook_as_it_went_in(hostile: None) -> None:
    browser = browser_of(User.objects.get(username="quantri"))
    answer = browser.get(f"{reverse('awards:titles')}?xuat=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    told = {str(cell.value) for row in sheet for cell in row if cell.value is not None}
    names = set(Title.objects.values_list("name", flat=True))
    assert {name.strip() for name in names} <= {text.strip() for text in told}

import pytest
from tests.journeys import test_pages as t
from tests.journeys.test_pages import begun  # noqa: F401
VISITS=[t.Visit("portal:imports"), t.Visit("portal:import-new", query="?loai=units"), t.Visit("portal:import-new", break_it=True), t.Visit("portal:import", t.sent_workbook)]
pytestmark = t.pytestmark if hasattr(t,"pytestmark") else []
def test_mine(page, begun):
    found=[*t.signing_in(page,"vanphong")]
    for n,visit in enumerate(VISITS,1):
        page.set_viewport_size(t.DESKTOP)
        answer=page.goto(visit.address)
        if answer is None or answer.status!=200:
            found.append(f"{visit.label}: {answer and answer.status}"); continue
        if visit.break_it: found+=t.break_form(page, visit.label)
        found+=t.faults(page,f"x-{n}-{visit.label}")
    assert not found, "\n".join(found)

import pytest
from conferences.actions import call_conference
from conferences.enums import Step
from conferences.rules import GeneralFacts, PurposeRow
from tests.people import browser_of
from tests.scenarios import world

def test_every_step_opens(db):
    w = world("bac_giang", until="scores")
    office = w.office("bac_giang")
    edition = w.editions["cum_2"]
    browser = browser_of(office)
    page = browser.get(f"/hoi-nghi/moi/?edition={edition.pk}")
    assert page.status_code == 200, page.content.decode()
    c = call_conference(facts=GeneralFacts(title="Tổng kết", purposes=(PurposeRow("year_end", edition.pk),)), by=office)
    for step in Step:
        page = browser.get(f"/hoi-nghi/{c.pk}/ket-qua/{step}/")
        assert page.status_code == 200, (step, page.content.decode()[:500])
        from django.db import connection
        from django.test.utils import CaptureQueriesContext
        import time
        with CaptureQueriesContext(connection) as q:
            t=time.process_time(); browser.get(f"/hoi-nghi/{c.pk}/ket-qua/{step}/"); t=time.process_time()-t
        print(step, len(page.content), len(q), round(t*1000))
        if step=="diem":
            for x in q: print("   ", x["sql"][:150])
    for step in list(Step)[:-1]:
        page = browser.post(f"/hoi-nghi/{c.pk}/ket-qua/{step}/", {})
        print(step, page.status_code)

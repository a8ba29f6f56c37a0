from conferences.actions import call_conference, save_people
from conferences.enums import Step
from conferences.queries import people_of
from conferences.rules import *
from core.versions import version_of
from tests.people import PASSWORD
from tests.scenarios import world
import datetime as dt, os

def test_shots(live_server, page):
    only = os.environ.get("STEPS", "").split()
    w = world("bac_giang", until="scores")
    office = w.office("bac_giang")
    e = w.editions["cum_2"]
    c = call_conference(facts=GeneralFacts(title="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2024", purposes=(PurposeRow("year_end", e.pk),PurposeRow("deliberation", e.pk)), date_precision="day", starts_on=dt.date(2024,11,25), time_of_day="afternoon", place="VKSND huyện Tân Yên", host_unit_id=w.units["huyện Tân Yên"].pk), by=office)
    u = w.units["bac_giang"].pk
    save_people(conference=c, facts=PeopleFacts(people=(ParticipantRow("chair","Nguyễn Văn A","Viện trưởng",u,"Trưởng ban"),ParticipantRow("guest","","",u,"")), attendance=tuple(AttendanceRow(w.units[k].pk, True) for k in ["huyện Tân Yên", "huyện Sơn Động"])), version=version_of(people_of(c)), by=office)
    from tests.people import browser_of
    cookie = browser_of(office).cookies["sessionid"].value
    page.context.add_cookies([{"name":"sessionid","value":cookie,"url":live_server.url}])
    pages = {s.value: f"/hoi-nghi/{c.pk}/ket-qua/{s}/" for s in Step} | {"new": f"/hoi-nghi/moi/?edition={e.pk}", "bo": f"/hoi-nghi/{c.pk}/bo/"}
    for width, height in ((1366,768),(360,740)):
        page.set_viewport_size({"width":width,"height":height})
        for name, url in pages.items():
            if only and name not in only: continue
            page.goto(live_server.url+url)
            page.screenshot(path=f"/tmp/shots/{name}-{width}.png", full_page=True)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            print(name, width, "overflow", over)

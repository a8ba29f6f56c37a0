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
    from conferences.actions import save_seats, save_score_agreement, save_programme
    from awards.actions import save_proposals
    from awards.rules import ProposalFacts, NominationRow, AwardRow
    from awards.queries import titles
    t=list(titles())
    r="Hội đồng Thi đua - Khen thưởng VKSND tỉnh Bắc Giang → Viện trưởng VKSND tỉnh Bắc Giang"
    k=lambda n: w.units["huyện "+n].pk
    save_seats(conference=c,by=office,version=version_of(SeatsFacts()),facts=SeatsFacts((SeatRow(e.pk,2025,"head",k("Sơn Động"),"chosen","","thống nhất"),SeatRow(e.pk,2025,"deputy",k("Lục Ngạn"),"chosen","từ ngày 01/01/2025 là thị xã Chũ","thống nhất"))))
    save_proposals(conference=c,by=office,version=version_of(ProposalFacts()),facts=ProposalFacts((NominationRow(e.pk,k("Yên Thế"),t[-1].pk,"",r,"100% ý kiến thống nhất"),NominationRow(e.pk,k("Tân Yên"),t[0].pk,"Giấy khen của Viện trưởng","","100% ý kiến thống nhất")),(AwardRow(k("Tân Yên"),t[1].pk,"",2023,None,"VKSND tối cao"),)))
    save_programme(conference=c,by=office,version=version_of(ProgrammeFacts()),facts=ProgrammeFacts("Khai mạc\nBáo cáo",(SpeechRow("opening","Nguyễn Văn A","Viện trưởng",u,"","Nêu kết quả năm 2024"),),(DocumentRow("Dự thảo Báo cáo tổng kết","presented","","","",None,"đại diện Cụm thi đua"),),"Các đơn vị đối chiếu, thảo luận"))
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

def test_errors(live_server, page):
    w = world("bac_giang", until="scores")
    office = w.office("bac_giang")
    e = w.editions["cum_2"]
    c = call_conference(facts=GeneralFacts(title="Hội nghị tổng kết công tác thi đua, khen thưởng năm 2024", purposes=(PurposeRow("year_end", e.pk),)), by=office)
    from tests.people import browser_of
    cookie = browser_of(office).cookies["sessionid"].value
    page.context.add_cookies([{"name":"sessionid","value":cookie,"url":live_server.url}])
    for width, height in ((1366,768),(360,740)):
        page.set_viewport_size({"width":width,"height":height})
        page.goto(live_server.url+f"/hoi-nghi/{c.pk}/ket-qua/thong-tin/")
        page.check("text=Biết ngày họp"); page.fill("[name=starts_on]", "31/02/2024"); page.fill("[name=host_unit_id]", "Tân Yên"); page.fill("[name=title]", "x"*600)
        page.click("text=Thêm mục đích"); page.select_option("[name=purposes-1-kind]", "signing")
        page.click("text=Lưu và tiếp tục")
        page.wait_for_selector(".error-summary")
        page.screenshot(path=f"/tmp/shots/errors-{width}.png", full_page=True)
        page.goto(live_server.url+f"/hoi-nghi/{c.pk}/ket-qua/thong-tin/")
        page.fill("[name=title]", f"Tên khác {width}"); page.fill("[name=place]", "Hội trường")
        page.evaluate("document.querySelector('[name=version]').value='0123456789abcdef'")
        page.click("text=Lưu và tiếp tục")
        page.wait_for_selector(".conflict")
        page.screenshot(path=f"/tmp/shots/conflict-{width}.png", full_page=True)

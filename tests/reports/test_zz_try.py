import pathlib, pytest
from tests.scenarios import world
from reports.queries import minutes_content, year_report_content
from reports.papers import *
from documents.papers import paper_text
from tests.readers import page_pictures
OUT = pathlib.Path("/tmp/reports_out"); OUT.mkdir(exist_ok=True)

@pytest.mark.parametrize("name", ["phu_yen","cum_8","bac_giang","lang_son","cum_13"])
@pytest.mark.django_db
def test_see(name):
    w = world(name)
    for key, c in w.conferences.items():
        m = minutes_content(c, w.administrator)
        (OUT/f"{name}-{key}.txt").write_text(paper_text(minutes_paper(m)))
        d = OUT/f"{name}-{key}"; d.mkdir(exist_ok=True)
        pdf = minutes_pdf(m); (OUT/f"{name}-{key}.pdf").write_bytes(pdf); page_pictures(pdf, d)
    for key, e in w.editions.items():
        m = year_report_content(e, w.administrator)
        (OUT/f"{name}-{key}-bc.txt").write_text(paper_text(year_report_paper(m)))
        d = OUT/f"{name}-{key}-bc"; d.mkdir(exist_ok=True)
        pdf = year_report_pdf(m); (OUT/f"{name}-{key}-bc.pdf").write_bytes(pdf); page_pictures(pdf, d)

import pytest
from tests.scenarios import world
from tests.people import PASSWORD
from tests.browser import *
from agreements.models import Agreement
@pytest.mark.django_db(transaction=True)
def test_w(page):
    w = world("cum_13")
    a = Agreement.objects.get(edition=w.editions["cum_13"])
    u = w.clerk("tra_vinh")
    page.goto("/dang-nhap/")
    page.fill("[name=username]", u.username); page.fill("[name=password]", PASSWORD); page.keyboard.press("Enter")
    page.wait_for_url("**/")
    def shots(tag):
        for name, path in (("list","/giao-uoc/"), ("page",f"/giao-uoc/{a.pk}/"), ("edit",f"/giao-uoc/{a.pk}/sua/"), ("parties",f"/giao-uoc/{a.pk}/cac-ben/"), ("signing",f"/giao-uoc/{a.pk}/ky-ket/"), ("issue",f"/giao-uoc/{a.pk}/phat-hanh/")):
            page.goto(path)
            print(tag, name, overflow(page), barriers(page))
            page.screenshot(path=f"/tmp/s_{tag}_{name}.png", full_page=True)
    shots("d")
    page.set_viewport_size(PHONE); shots("m")
    page.set_viewport_size(DESKTOP)
    page.goto(f"/giao-uoc/{a.pk}/phat-hanh/"); page.click("text=Phát hành >> nth=-1") if False else page.click("button.btn-primary")
    page.wait_for_url(f"**/giao-uoc/{a.pk}/")
    page.screenshot(path="/tmp/s_d_issued.png", full_page=True)
    page.set_viewport_size(PHONE); page.reload(); print(overflow(page), barriers(page)); page.screenshot(path="/tmp/s_m_issued.png", full_page=True)

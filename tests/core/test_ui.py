"""The parts of a page say what they should to eyes, to screen readers and without scripts."""

from dataclasses import dataclass

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory


class Speech(forms.Form):
    speaker = forms.CharField(label="Người phát biểu", help_text="Ghi cả họ và tên.")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Chỉ đạo")], widget=forms.RadioSelect)


Speeches = forms.formset_factory(Speech, extra=1, can_delete=True)


@dataclass(frozen=True)
class Step:
    label: str
    state: str
    detail: str | None = None
    url: str = "/buoc/"
    is_current: bool = False


@dataclass(frozen=True)
class Row:
    label: str
    typed: str
    stored: str


def drawn(text, **values):
    context = RequestContext(RequestFactory().get("/so/?loai=go&trang=2"), values)
    return Template("{% load ui crispy_forms_filters %}" + text).render(context)


def test_the_first_rank_differs_and_no_rank_is_a_dash():
    assert "rank-1" in drawn("{% rank 1 %}")
    assert "—" in drawn("{% rank None %}")


def test_a_badge_has_a_word_and_one_of_six_colours():
    assert ">đã ký</span>" in drawn('{% badge "đã ký" "green" %}')
    with pytest.raises(TemplateSyntaxError):
        drawn('{% badge "đã ký" "pink" %}')


def test_progress_is_said_in_words():
    assert "4/5 đơn vị đã ký<progress" in drawn('{% progress 4 5 "đơn vị đã ký" %}')


def test_an_unknown_fact_says_so_and_zero_is_a_value():
    assert "Chưa có thông tin" in drawn('{% fact "Địa điểm" place %}', place=None)
    assert "<dd>0</dd>" in drawn('{% fact "Số phiếu" 0 %}')


def test_text_of_people_is_never_markup():
    page = drawn("{% card title %}{% heading title %}{% endcard %}", title="<b>Cụm 2</b>")
    assert "<b>" not in page
    assert page.count("&lt;b&gt;Cụm 2") == 2


def test_breadcrumbs_end_where_the_reader_is():
    page = drawn('{% breadcrumbs "Năm 2024" "/2024/" "Cụm 2" %}')
    assert '<a href="/2024/">Năm 2024</a></li><li>Cụm 2</li>' in page


def test_a_step_of_the_year_has_its_state_in_words_and_never_an_empty_detail():
    page = drawn("{% year_line steps %}", steps=[Step("Sơ kết", "current")])
    assert 'aria-current="step"' in page
    assert "(đang làm)" in page
    assert "Chưa có thông tin" in page


def test_a_form_step_says_what_it_waits_for():
    page = drawn("{% stepper steps %}", steps=[Step("Thành phần", "fix", is_current=True)])
    assert "cần sửa" in page
    assert 'href="/buoc/" aria-current="step"' in page


def test_an_empty_place_offers_the_way_on_only_if_there_is_one():
    page = drawn('{% empty "nothing" "Chưa có hội nghị" %}<a href="/moi/">Nhập</a>{% endempty %}')
    assert "Chưa có hội nghị" in page
    assert '<a href="/moi/">' in page
    assert '"empty-actions"></div>' in drawn('{% empty "done" "Xong" %} {% endempty %}')


def test_the_pager_counts_and_keeps_the_other_filters():
    page = drawn("{% pager page %}", page=Paginator(range(60), 25).page(2))
    assert "26–50 trên 60" in page
    assert "?loai=go&amp;trang=3" in page


def test_the_summary_names_every_field_and_leads_to_it():
    form = Speech({"speaker": ""})
    form.add_error(None, "Chưa có hội nghị.")
    page = drawn("{% error_summary form %}", form=form)
    assert "Có 3 chỗ cần sửa" in page
    assert '<a href="#id_speaker">Người phát biểu: ' in page
    assert '<a href="#id_kind_0">Loại: ' in page
    assert "<li>Chưa có hội nghị.</li>" in page


def test_the_summary_tells_the_row_of_a_repeated_field():
    sent = {"s-TOTAL_FORMS": "2", "s-INITIAL_FORMS": "0", "s-1-speaker": "Lê Thị A"}
    page = drawn("{% error_summary rows %}", rows=Speeches(sent, prefix="s"))
    assert "Dòng 2, Loại: " in page
    assert "Dòng 1" not in page


def test_the_title_of_a_refused_page_begins_with_loi():
    assert drawn("{% error_prefix %}", form=Speech({})) == "Lỗi: "
    assert drawn("{% error_prefix %}", forms=[Speech(), Speech({})]) == "Lỗi: "
    assert drawn("{% error_prefix %}", conflict=[Row("Tên", "a", "b")]) == "Lỗi: "
    assert drawn("{% error_prefix %}", form=Speech()) == ""


def test_a_field_says_required_in_words_and_ties_hint_and_error_to_the_input():
    page = drawn("{{ form|crispy }}", form=Speech({}))
    assert "(bắt buộc)" in page
    assert 'aria-describedby="id_speaker_helptext id_speaker_error"' in page
    assert 'id="id_speaker_helptext"' in page
    assert 'id="id_speaker_error"' in page
    assert "<legend" in page


def test_rows_can_be_added_and_dropped_without_scripts():
    page = drawn('{% formset_rows rows "Phát biểu" %}', rows=Speeches(prefix="s"))
    assert 'name="s-TOTAL_FORMS"' in page
    assert 'name="add_s" value="1" formnovalidate' in page
    assert 'name="s-0-DELETE"' in page
    assert 'name="s-__prefix__-speaker"' in page


def test_a_conflict_shows_both_versions_and_marks_the_difference():
    rows = [Row("Địa điểm", "Tân Yên", "Tân Yên"), Row("Tên", "của tôi", "của người khác")]
    page = drawn('{% conflict rows by="Lê Thị A" url="/mo/" %}', rows=rows)
    assert page.count("is-different") == 1
    assert "của tôi" in page
    assert "của người khác" in page
    assert "<b>Lê Thị A</b> đã lưu" in page

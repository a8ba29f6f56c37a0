"""A paper as HTML for the PDF: `templates/papers/paper.html` under `static/css/print.css`."""

from collections.abc import Sequence
from datetime import datetime

from django.template.loader import render_to_string

from core.pdf import render_pdf
from documents.papers.clean import cleaned
from documents.papers.closing import closing_of
from documents.papers.values import MOTTO, NATION, Paper


def paper_html(paper: Paper) -> str:
    """The whole document, composed letters throughout, every text escaped."""
    return papers_html([paper], paper.title)


def papers_html(papers: Sequence[Paper], title: str) -> str:
    """Several papers one after the other, each on pages of its own that count from 1."""
    clean = [cleaned(paper) for paper in papers]
    context = {
        "title": cleaned(title),
        "papers": [(paper, closing_of(paper)) for paper in clean],
        "watermark": next((paper.watermark for paper in clean if paper.watermark), ""),
        "mark": next((paper.mark for paper in clean if paper.mark), ""),
        "nation": NATION,
        "motto": MOTTO,
    }
    return render_to_string("papers/paper.html", context)


def paper_pdf(paper: Paper, *, created: datetime | None = None) -> bytes:
    """The paper as PDF; `PdfFailed` when it cannot be rendered."""
    return render_pdf(paper_html(paper), title=cleaned(paper).title, created=created)


def papers_pdf(papers: Sequence[Paper], title: str, *, created: datetime | None = None) -> bytes:
    """Several papers in one PDF; `PdfFailed` when it cannot be rendered."""
    return render_pdf(papers_html(papers, title), title=cleaned(title), created=created)

"""A paper as HTML for the PDF: `templates/papers/paper.html` under `static/css/print.css`."""

from datetime import datetime

from django.template.loader import render_to_string

from core.pdf import render_pdf
from documents.papers.clean import cleaned
from documents.papers.closing import closing_of
from documents.papers.values import MOTTO, NATION, Paper


def paper_html(paper: Paper) -> str:
    """The whole document, composed letters throughout, every text escaped."""
    paper = cleaned(paper)
    context = {
        "paper": paper,
        "closing": closing_of(paper),
        "nation": NATION,
        "motto": MOTTO,
    }
    return render_to_string("papers/paper.html", context)


def paper_pdf(paper: Paper, *, created: datetime | None = None) -> bytes:
    """The paper as PDF; `PdfFailed` when it cannot be rendered."""
    return render_pdf(paper_html(paper), title=cleaned(paper).title, created=created)

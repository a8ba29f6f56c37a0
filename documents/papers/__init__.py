"""One `Paper` value becomes PDF, Word and text, so that all three say the same."""

from documents.papers.markup import paper_html, paper_pdf, papers_pdf
from documents.papers.plain import paper_text
from documents.papers.tables import Column, Table
from documents.papers.values import (
    Appendix,
    Bases,
    Block,
    Clause,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Run,
    Signature,
    labelled,
    text,
)
from documents.papers.word import paper_docx

__all__ = [
    "Appendix",
    "Bases",
    "Block",
    "Clause",
    "Column",
    "Heading",
    "Items",
    "Letterhead",
    "Paper",
    "Paragraph",
    "Run",
    "Signature",
    "Table",
    "labelled",
    "paper_docx",
    "paper_html",
    "paper_pdf",
    "paper_text",
    "papers_pdf",
    "text",
]

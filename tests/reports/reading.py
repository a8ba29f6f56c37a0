"""What a paper says, read from its PDF, and made sure that Word and text say the same."""

from documents.papers import Paper, paper_docx, paper_pdf, paper_text
from tests.readers import docx_words, is_nfc, pdf_body_words, pdf_fonts, pdf_text


def told(paper: Paper) -> str:
    """The words of the printed paper on one line."""
    pdf = paper_pdf(paper)
    words = pdf_body_words(pdf)
    assert words == paper_text(paper).split()
    assert words == docx_words(paper_docx(paper))
    assert is_nfc(pdf_text(pdf))
    assert {font.split("-")[0] for font in pdf_fonts(pdf)} == {"Liberation"}
    return " ".join(words)


def missing(said: str, *parts: str) -> list[str]:
    """Parts that the paper does not say."""
    return [part for part in parts if part not in said]


def found(said: str, *parts: str) -> list[str]:
    """Parts that the paper says."""
    return [part for part in parts if part in said]

"""Reading papers as tests do: the text of a PDF without its line breaks and direction marks."""

import io
import re

from pypdf import PdfReader

_UNSEEN = re.compile("[\u200b\u2066-\u2069\\s]")


def text_of_pdf(pdf: bytes) -> str:
    """All letters of a PDF, without any space between them."""
    return _UNSEEN.sub("", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """A text as it is found in `text_of_pdf`."""
    return _UNSEEN.sub("", text)


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)

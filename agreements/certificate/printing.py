"""Papers as PDF: the facts in words, the square that leads to the verification page, the template."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from django.utils import translation

from agreements.certificate.words import words_of
from agreements.models import Certificate
from twinning.core.typesetting import Paper, typeset

_FOLDER = Path(__file__).resolve().parent
CERTIFICATE = _FOLDER / "certificate.typ"
INK = "#17262d"


def print_certificate(certificate: Certificate) -> bytes:
    """The PDF of a certificate; printed again, the same bytes."""
    with translation.override(certificate.language):
        words = words_of(certificate)
    data: dict[str, Any] = {**words, "square": square_of(address_of(certificate))}
    return typeset(
        Paper(template=CERTIFICATE, data=data, language=certificate.language, made_at=certificate.issued_at),
    )


def address_of(certificate: Certificate) -> str:
    """The address that checks this very certificate."""
    query = urlencode({"reference": certificate.facts["reference"], "code": certificate.code_in_groups})
    return f"{certificate.verify_url}?{query}"


def square_of(address: str) -> str:
    """An address as a QR code, drawn as SVG; a quarter of it may be soiled and it is still read."""
    drawn = io.BytesIO()
    segno.make(address, error="q", micro=False).save(drawn, kind="svg", border=0, dark=INK, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()

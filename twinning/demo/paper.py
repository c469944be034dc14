"""Small PDF files, made when the demo is loaded: one page that says what it stands for."""

from collections.abc import Sequence

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_LINE_HEIGHT = 22


def pdf_of(lines: Sequence[str]) -> bytes:
    """A PDF of one A4 page with these lines in Helvetica; letters outside Western Latin become question marks."""
    shown = b"".join(f"({_escaped(line)}) Tj T*\n".encode("cp1252", "replace") for line in lines)
    stream = b"BT /F1 14 Tf %d TL 72 760 Td\n%s ET" % (_LINE_HEIGHT, shown)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    return _assembled(objects)


def _assembled(objects: Sequence[bytes]) -> bytes:
    body, offsets = bytearray(_HEADER), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body) + trailer % (size, table, size, len(body))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")

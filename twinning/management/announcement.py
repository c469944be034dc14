"""What the terminal shows once the pages answer: the address and the demo accounts."""

import http.client
import json
from pathlib import Path

from twinning.management.preflight import HOST

HEADINGS = ("Role", "E-mail", "Password")


def answers(port: int) -> bool:
    """Return whether the web server answers and reaches the database."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def accounts_table(file: Path) -> list[str]:
    """Return the demo accounts as lines of a table; none where there is no demo."""
    if not file.exists():
        return []
    accounts = json.loads(file.read_text(encoding="utf-8"))
    rows = [HEADINGS, *((account["role"], account["email"], account["password"]) for account in accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]

"""Passwords of the demo accounts: random, made once, kept in a file that only its owner reads."""

import json
import os
import secrets
import tempfile
from pathlib import Path

from django.conf import settings

from twinning.accounts.models import User
from twinning.demo.cast import Person, read_people

PASSWORD_BYTES = 12


def demo_accounts_file() -> Path:
    """Where the passwords are kept."""
    return Path(settings.VAR_DIR) / "demo-accounts.json"


def give_passwords() -> Path:
    """Let every demo account sign in with the password of the file; those the file lacks get a new one.

    Returns the file.
    """
    kept = _read_passwords()
    rows = []
    for person in read_people("with_password"):
        password = kept.get(person.email) or secrets.token_urlsafe(PASSWORD_BYTES)
        _let_in(person, password)
        rows.append({"role": person.role, "email": person.email, "password": password, "place": person.place})
    file = demo_accounts_file()
    _write(file, json.dumps(rows, ensure_ascii=False, indent=2))
    return file


def _let_in(person: Person, password: str) -> None:
    user = User.objects.get(email=person.email)
    if not user.is_active or not user.check_password(password):
        user.is_active = True
        user.set_password(password)
        user.save(update_fields=["is_active", "password", "updated_at"])


def _read_passwords() -> dict[str, str]:
    try:
        rows = json.loads(demo_accounts_file().read_text(encoding="utf-8"))
        return {row["email"]: row["password"] for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(file: Path, text: str) -> None:
    """Put the file in place whole: a reader, or a kill, never meets half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)  # made with mode 600
    with os.fdopen(descriptor, "w", encoding="utf-8") as temporary:
        temporary.write(text + "\n")
    Path(name).replace(file)

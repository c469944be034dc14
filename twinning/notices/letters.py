"""Letters: written in the reader's language inside the transaction of their cause, sent by the worker."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from twinning.notices.models import Letter

LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Message:
    """What a letter says, in the language it is written in: lines, and perhaps the one thing to do (path and label)."""

    subject: str
    lines: Sequence[str]
    path: str = ""
    label: str = ""
    items: Sequence[tuple[str, str]] = ()
    unsubscribe_path: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def absolute(path: str) -> str:
    """An address of this site as it stands in a letter."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""


@transaction.atomic
def write_letter(message: Message, *, key: str, to_email: str, language: str, at: datetime.datetime) -> Letter | None:
    """Write a letter that the worker sends after the commit; None where one with this key was written before."""
    if Letter.objects.filter(key=key).exists():
        return None
    headers = dict(message.headers)
    if message.unsubscribe_path:
        headers |= {
            "List-Unsubscribe": f"<{absolute(message.unsubscribe_path)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    context = {
        "message": message,
        "url": absolute(message.path),
        "items": [(words, absolute(path)) for words, path in message.items],
        "unsubscribe_url": absolute(message.unsubscribe_path),
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
    }
    with translation.override(language):
        text = render_to_string("notices/letter.txt", context)
        html = render_to_string("notices/letter.html", context)
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "to_email": to_email,
            "language": language,
            # A subject is one line, whatever stands in a title.
            "subject": " ".join(message.subject.split())[:LONGEST_SUBJECT],
            "text": text,
            "html": html,
            "headers": headers,
            "created_at": at,
        },
    )
    return letter if is_new else None


@transaction.atomic
def send_letter(letter_id: int, *, at: datetime.datetime) -> bool:
    """Hand one letter over to the mail system; False where it was sent before or another worker has it in hand."""
    letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=letter_id, sent_at__isnull=True).first()
    if letter is None:
        return False
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to_email],
        headers={**letter.headers, "Message-ID": f"<{letter.public_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(letter.html, "text/html")
    mail.send()
    letter.sent_at = at
    letter.save(update_fields=["sent_at"])
    return True

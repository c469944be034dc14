"""The addresses of a draft's pages, and how they are sent."""

import uuid
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import translation

from agreements.models import Agreement

# Pages of a part of the draft, and how the part's id is found where the draft has such a part.
_PARTS: dict[str, Callable[[Agreement], uuid.UUID]] = {
    "draft_party_change": lambda draft: draft.parties.order_by("position")[0].public_id,
    "draft_purpose_change": lambda draft: draft.purposes.all()[0].public_id,
    "draft_step_change": lambda draft: draft.authorisations.all()[0].public_id,
}
DRAFT_PAGES = [
    "draft_tasks",
    "draft_parties",
    "draft_party_add",
    "draft_terms",
    "draft_purposes",
    "draft_purpose_add",
    "draft_legal_basis",
    "draft_step_add",
    "draft_due_diligence",
    "draft_documents",
    "draft_contacts",
    "draft_check",
    *_PARTS,
]


def page_url(name: str, draft: Agreement) -> str:
    """The address of one page of a draft, in the language in force."""
    part = _PARTS.get(name)
    return reverse(f"agreements:{name}", args=[draft.public_id, *([part(draft)] if part else [])])


def version_of(client: Client, url: str) -> str:
    """What the hidden field of a page says it has seen."""
    return str(client.get(url).context["seen"])


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def send(client: Client, name: str, draft: Agreement, *, language: str = "en", **typed: Any) -> Any:
    """Send a page of the draft as it was just shown."""
    with translation.override(language):
        url = page_url(name, draft)
        return client.post(url, {"version": version_of(client, url), **typed})

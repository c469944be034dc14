"""The names by which a review speaks of single fields: `title`, `purposes.0.statement`; their words and their part."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import DueDiligence
from agreements.tasks import Part
from twinning.core.display import number

_LABELS = {
    "link": (Part.PARTIES, _("What it is to what is on file")),
    "is_historical": (Part.TERMS, _("What are you registering?")),
    "type": (Part.TERMS, _("Type")),
    "title": (Part.TERMS, _("Title")),
    "signed": (Part.TERMS, _("Signed on")),
    "ends": (Part.TERMS, _("Ends on")),
    "has_no_end": (Part.TERMS, _("Ends on")),
    "visibility": (Part.TERMS, _("Who may read it")),
    "goals": (Part.TERMS, _("Goals of urbanism diplomacy")),
    "axes": (Part.TERMS, _("Axes")),
    "implementation": (Part.TERMS, _("Implementation mechanism")),
    "source": (Part.TERMS, _("Source")),
    "likeness": (Part.PURPOSES, _("Basis of likeness")),
}
# Parts whose rows a review names by their number, as the API does.
_ROWS = {
    "parties": Part.PARTIES,
    "purposes": Part.PURPOSES,
    "authorisations": Part.LEGAL_BASIS,
    "documents": Part.DOCUMENTS,
    "contacts": Part.CONTACTS,
    "focal_points": Part.CONTACTS,
}


def part_of(name: str) -> Part | None:
    """The part in which a field is mended; None of a name that is none of ours."""
    if name in Part.values:
        return Part(name)
    head = name.partition(".")[0]
    if head == Part.DUE_DILIGENCE:
        return Part.DUE_DILIGENCE
    if head in _ROWS:
        return _ROWS[head]
    return _LABELS[base_of(name)][0] if base_of(name) in _LABELS else None


def field_words(name: str) -> str:
    """A field as people read it: its label, or its part and which row of it."""
    part = part_of(name)
    if part is None:
        return name
    if base_of(name) in _LABELS:
        return str(_LABELS[base_of(name)][1])
    _head, _dot, rest = name.partition(".")
    row = rest.partition(".")[0]
    if part == Part.DUE_DILIGENCE and row in {field.name for field in DueDiligence._meta.fields}:
        label = str(DueDiligence._meta.get_field(row).verbose_name)  # type: ignore[union-attr]  # own columns have one
        return label[:1].upper() + label[1:]
    if row.isdecimal() and len(row) < 4:
        return gettext("%(part)s, no. %(number)s") % {"part": part.label, "number": number(int(row) + 1)}
    return str(part.label)


def base_of(name: str) -> str:
    """A field without its language or the day of its date: `title_ar` and `title` are one question."""
    for ending in ("_ar", "_en", "_on"):
        name = name.removesuffix(ending)
    return name

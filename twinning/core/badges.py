"""How each coded state looks: its tone, icon and word; never a colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """The word, icon and tone of one state; `is_closed` draws an outline instead of a filled pill."""

    label: Promise
    icon: str
    tone: str
    is_closed: bool = False


STATUSES: dict[str, Look] = {
    "draft": Look(_("Draft"), "pencil", "neutral"),
    "submitted": Look(_("Under review"), "hourglass", "progress"),
    "returned": Look(_("Returned"), "arrow-back-up", "attention"),
    "authorised": Look(_("Authorised to sign"), "rubber-stamp", "progress"),
    "signed": Look(_("Signed"), "signature", "good"),
    "in_force": Look(_("In force"), "circle-check", "good"),
    "suspended": Look(_("Suspended"), "player-pause", "attention"),
    "expired": Look(_("Expired"), "calendar-x", "attention"),
    "renewed": Look(_("Renewed"), "refresh", "closed", is_closed=True),
    "replaced": Look(_("Replaced"), "replace", "closed", is_closed=True),
    "terminated": Look(_("Terminated"), "ban", "closed", is_closed=True),
    "withdrawn": Look(_("Withdrawn"), "corner-down-left", "closed", is_closed=True),
    "rejected": Look(_("Rejected"), "circle-x", "bad"),
    "historical": Look(_("Historical"), "archive", "neutral"),
}

TASK_STATES: dict[str, Look] = {
    "done": Look(_("Complete"), "check", "good"),
    "in_progress": Look(_("In progress"), "circle-dashed", "progress"),
    "not_started": Look(_("Not started"), "circle-dashed", "neutral"),
}

VITALITIES: dict[str, Promise] = {
    "living": _("Living"),
    "quiet": _("Quiet"),
    "dormant": _("Dormant"),
    "unknown": _("Unknown"),
}

FOCUS_ICONS: dict[str, str] = {
    "education": "school",
    "trade": "ship",
    "culture": "building-arch",
    "sustainability": "leaf",
}

# Grade 0 is a signing or a courtesy visit: it fills one bar and is never counted in vitality.
GRADES: tuple[Promise, ...] = (_("Symbolic"), _("Exchange"), _("Joint planning"), _("Delivered"))

FILE_ICONS: dict[str, str] = {
    "application/pdf": "file-type-pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "file-type-docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "file-spreadsheet",
    "text/csv": "file-type-csv",
    "image/jpeg": "photo",
    "image/png": "photo",
}

# Icons that point along the line of reading: mirrored in a right-to-left page.
DIRECTED_ICONS = frozenset({"chevron-right", "send", "logout"})

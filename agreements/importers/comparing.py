"""What a row would do to the register: a new record, a change, nothing, or nothing that is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.choices import EDITABLE_STATUSES, PUBLISHED_STATUSES, AgreementType, Status
from agreements.importers.contents import UNKNOWN, Content, Named, words_of
from agreements.importers.reading import ReadRow
from agreements.models import Agreement
from twinning.imports.choices import Outcome
from twinning.imports.importers import CellProblem, Change, Verdict
from twinning.imports.words import Words, in_both

NOT_EDITABLE = _("The record %(reference)s is “%(status)s”: it is changed only by its own acts, not by an import.")
STATUS_BY_ACTS = _("The status of %(reference)s is “%(status)s”. A status changes only by its acts.")
# Column of each part of the content, for problems and changes.
COLUMN_OF = {"lead": "city", "partners": "partner", "legal": "legal_basis"}
_MADE_TITLES = {
    "title_ar": "{type} بين {places}",
    "title_en": "{type} between {places}",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """A row that was read and whose places are known."""

    row: ReadRow
    key: str
    owner_city: int
    content: Content


def settle(content: Content) -> Content:
    """Say which status a new record may have: what exists is recorded as historical, the rest is a draft."""
    said = content.get("status", "")
    has_day = content.get("signed", "") not in ("", UNKNOWN)
    exists = said in PUBLISHED_STATUSES or (not said and has_day)
    if exists and not content.get("signed"):
        content = {**content, "signed": UNKNOWN}
    return {**content, "becomes": Status.HISTORICAL.value if exists else Status.DRAFT.value}


def new_verdict(wish: Wish, named: Named, source: str) -> Verdict:
    """What a row of which nothing is on record would make."""
    content = {key: value for key, value in wish.content.items() if key != "status"}
    content.setdefault("source", source)
    content |= {name: text for name, text in _titles(content, named).items() if not content.get(name)}
    shown = {**content, "status": content["becomes"]}
    changes = [
        Change(COLUMN_OF.get(name, name), "", words_of(name, value, named))
        for name, value in shown.items()
        if value and name not in ("becomes", "has_statements")
    ]
    return Verdict(
        Outcome.NEW,
        key=wish.key,
        changes=changes,
        content={"city": wish.owner_city, "content": content},
    )


def _titles(content: Mapping[str, Any], named: Named) -> dict[str, str]:
    kind = in_both(AgreementType(content["type"]).label) if content.get("type") else in_both(_("Agreement"))
    places = [named.place(key) for key in (content["lead"], *content["partners"])]
    joined = {"ar": " و".join(place["ar"] for place in places), "en": " and ".join(place["en"] for place in places)}
    return {
        name: form.format(type=kind[name[-2:]], places=joined[name[-2:]])[:300] for name, form in _MADE_TITLES.items()
    }


def verdict_on(wish: Wish, record: Agreement, before: Content, named: Named) -> Verdict:
    """What a row would change about a record; cells that say nothing change nothing."""
    wanted = _wanted(wish.content, before)
    differing = {name: value for name, value in wanted.items() if not _is_same(name, before[name], value)}
    target = str(record.public_id)
    if problem := _status_problem(record, wish.content, differing):
        return Verdict(Outcome.WRONG, key=wish.key, target=target, problems=[problem])
    if not differing:
        return Verdict(Outcome.UNCHANGED, key=wish.key, target=target)
    changes = [
        Change(COLUMN_OF.get(name, name), words_of(name, before[name], named), words_of(name, value, named))
        for name, value in differing.items()
    ]
    if record.status not in EDITABLE_STATUSES:
        words = in_both(NOT_EDITABLE, reference=record.reference or "", status=_label(record.status))
        first = changes[0].field
        return Verdict(
            Outcome.WRONG,
            key=wish.key,
            target=target,
            problems=[CellProblem(first, "not_editable", words)],
            changes=changes,
        )
    content = {"content": differing, "version": record.version}
    return Verdict(Outcome.CHANGED, key=wish.key, target=target, changes=changes, content=content)


def _wanted(content: Content, before: Content) -> Content:
    """The parts a row says something about, in the shape of the record's content."""
    wanted = {name: value for name, value in content.items() if name in before and name not in ("status", "focus")}
    if "focus" in content:
        wanted["focus"] = _focus_beside(content, before)
    if content.get("status") and content["status"] != before["status"]:
        wanted["status"] = content["becomes"]
    return wanted


def _focus_beside(content: Content, before: Content) -> list[list[str]]:
    """Focus areas without a statement keep the one on record; statements in one language keep the other."""
    kept = {code: (arabic, english) for code, arabic, english in before["focus"]}
    result = []
    for code, arabic, english in content["focus"]:
        if code in kept and not content.get("has_statements"):
            result.append([code, *kept[code]])
        elif code in kept:
            result.append([code, arabic or kept[code][0], english or kept[code][1]])
        else:
            result.append([code, arabic, english])
    return result


def _is_same(name: str, before: Any, after: Any) -> bool:
    if name == "partners":
        return sorted(before) == sorted(after)
    if isinstance(before, str) and isinstance(after, str):
        return " ".join(before.split()) == " ".join(after.split())
    return bool(before == after)


def _status_problem(record: Agreement, content: Content, differing: Content) -> CellProblem | None:
    """A draft may become historical; every other change of status is an act of its own."""
    said = content.get("status", "")
    if not said or said == record.status:
        return None
    if record.status in EDITABLE_STATUSES and content["becomes"] == Status.HISTORICAL:
        return None
    if record.status in EDITABLE_STATUSES and said in (Status.DRAFT, Status.SUBMITTED):
        differing.pop("status", None)
        return None
    words = in_both(STATUS_BY_ACTS, reference=record.reference or "", status=_label(record.status))
    return CellProblem("status", "status_by_acts", words)


def _label(status: str) -> Words:
    return in_both(Status(status).label)

"""The reasons of a vitality and its law in words, in the reader's language or in both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.vitality import Thresholds

Numbers: TypeAlias = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """One reason as it is read: good or a warning, and the sentence."""

    code: str
    is_good: bool
    text: str


def reasons_in_words(rows: Sequence[Mapping[str, Any]]) -> list[ReasonWords]:
    """The stored reasons as sentences in the language in force; a code of an earlier version is left out."""
    return [
        ReasonWords(row["code"], bool(row["is_good"]), _SENTENCES[row["code"]](row.get("numbers") or {}))
        for row in rows
        if row.get("code") in _SENTENCES
    ]


@dataclass(frozen=True, slots=True)
class BilingualReason:
    """One reason with its numbers and its sentence in both languages."""

    code: str
    is_good: bool
    numbers: Numbers
    text_ar: str
    text_en: str


def in_both_languages(rows: Sequence[Mapping[str, Any]]) -> list[BilingualReason]:
    """The stored reasons with their sentences in Arabic and in English."""
    known = [row for row in rows if row.get("code") in _SENTENCES]
    texts: dict[str, list[ReasonWords]] = {}
    for language in ("ar", "en"):
        with translation.override(language):
            texts[language] = reasons_in_words(known)
    return [
        BilingualReason(row["code"], bool(row["is_good"]), row.get("numbers") or {}, arabic.text, english.text)
        for row, arabic, english in zip(known, texts["ar"], texts["en"], strict=True)
    ]


def law_in_words(limits: Thresholds) -> list[str]:
    """The law of vitality with the thresholds of this installation, sentence by sentence."""
    living, quiet = limits.living_months, limits.quiet_months
    return [
        _("Only exchange, joint planning and results count. Signings and courtesy visits never raise the vitality."),
        ngettext(
            "Living: something of that kind within the last %(months)s month.",
            "Living: something of that kind within the last %(months)s months.",
            living,
        )
        % {"months": living},
        ngettext(
            "Quiet: nothing of that kind since then, but within %(months)s month.",
            "Quiet: nothing of that kind since then, but within %(months)s months.",
            quiet,
        )
        % {"months": quiet},
        ngettext(
            "Dormant: silence for longer than %(months)s month.",
            "Dormant: silence for longer than %(months)s months.",
            quiet,
        )
        % {"months": quiet},
        _("Unknown: nothing of that kind with a date is on record. It does not mean that nothing happened."),
        ngettext(
            "%(signs)s further sign of life lifts the state by one step: fresh evidence for half of the purposes, a"
            " recent result, a funded project under way, contacts confirmed on both sides.",
            "%(signs)s further signs of life lift the state by one step: fresh evidence for half of the purposes, a"
            " recent result, a funded project under way, contacts confirmed on both sides.",
            limits.lifting_signs,
        )
        % {"signs": limits.lifting_signs},
        _("A date of which only the month or the year is known is read in favour of the tie."),
    ]


def _active(n: Numbers) -> str:
    if not n["months"]:
        return _("A substantive activity within the last month.")
    return ngettext(
        "Last substantive activity %(months)s month ago.",
        "Last substantive activity %(months)s months ago.",
        n["months"],
    ) % {"months": n["months"]}


def _active_about(n: Numbers) -> str:
    return ngettext(
        "Last substantive activity between %(months)s and %(at_most)s month ago; its date is not known to the day.",
        "Last substantive activity between %(months)s and %(at_most)s months ago; its date is not known to the day.",
        n["at_most"],
    ) % {"months": n["months"], "at_most": n["at_most"]}


def _silent(n: Numbers) -> str:
    return ngettext(
        "No substantive activity for %(months)s month.", "No substantive activity for %(months)s months.", n["months"]
    ) % {"months": n["months"]}


def _silent_about(n: Numbers) -> str:
    return ngettext(
        "No substantive activity for at least %(months)s month; its date is not known to the day.",
        "No substantive activity for at least %(months)s months; its date is not known to the day.",
        n["months"],
    ) % {"months": n["months"]}


def _undated(n: Numbers) -> str:
    return ngettext(
        "%(count)s substantive activity is on record, but without a date.",
        "%(count)s substantive activities are on record, but without a date.",
        n["activities"],
    ) % {"count": n["activities"]}


def _symbolic(n: Numbers) -> str:
    return ngettext(
        "%(count)s signing or courtesy visit is on record; it is not counted.",
        "%(count)s signings and courtesy visits are on record; they are not counted.",
        n["activities"],
    ) % {"count": n["activities"]}


def _evidence_fresh(n: Numbers) -> str:
    return ngettext("The purpose has fresh evidence.", "All %(count)s purposes have fresh evidence.", n["purposes"]) % {
        "count": n["purposes"]
    }


def _evidence_missing(n: Numbers) -> str:
    return ngettext(
        "%(without)s of %(count)s purpose without fresh evidence.",
        "%(without)s of %(count)s purposes without fresh evidence.",
        n["purposes"],
    ) % {"without": n["without"], "count": n["purposes"]}


def _delivered(n: Numbers) -> str:
    return ngettext(
        "%(count)s delivered result in the last years.", "%(count)s delivered results in the last years.", n["results"]
    ) % {"count": n["results"]}


def _nothing_delivered(n: Numbers) -> str:
    return ngettext(
        "No result was delivered in the last %(months)s month.",
        "No result was delivered in the last %(months)s months.",
        n["months"],
    ) % {"months": n["months"]}


def _funded(n: Numbers) -> str:
    return ngettext(
        "%(count)s funded project is under way.", "%(count)s funded projects are under way.", n["projects"]
    ) % {"count": n["projects"]}


def _unfunded(n: Numbers) -> str:
    return ngettext(
        "%(count)s project is under way without known funding.",
        "%(count)s projects are under way without known funding.",
        n["projects"],
    ) % {"count": n["projects"]}


def _lifted(n: Numbers) -> str:
    return ngettext(
        "%(count)s other sign of life lifts the state by one step.",
        "%(count)s other signs of life lift the state by one step.",
        n["signs"],
    ) % {"count": n["signs"]}


_SENTENCES: Mapping[str, Callable[[Numbers], str]] = {
    "active": _active,
    "active_about": _active_about,
    "silent": _silent,
    "silent_about": _silent_about,
    "undated": _undated,
    "nothing_recorded": lambda _n: _("No exchange, joint planning or result is on record yet."),
    "symbolic": _symbolic,
    "evidence_fresh": _evidence_fresh,
    "evidence_missing": _evidence_missing,
    "delivered": _delivered,
    "nothing_delivered": _nothing_delivered,
    "funded": _funded,
    "unfunded": _unfunded,
    "contacts_confirmed": lambda _n: _("Contacts are confirmed on both sides."),
    "contact_unconfirmed_lead": lambda _n: _("The contact of the lead side is not confirmed."),
    "contact_unconfirmed_partner": lambda _n: _("The contact of the partner’s side is not confirmed."),
    "contact_unconfirmed_both": lambda _n: _("No contact is confirmed on either side."),
    "lifted": _lifted,
}
REASON_CODES = tuple(_SENTENCES)

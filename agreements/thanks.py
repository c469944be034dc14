"""The text of the letter by which a city ends a relationship with thanks, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter in one language, paragraph by paragraph."""

    language: str
    direction: str
    paragraphs: Sequence[str]


def letters_of_thanks(names: dict[str, str], *, since: int | None) -> list[LetterText]:
    """The letter in Arabic and in English; `names` are the places of the tie by language."""
    letters = []
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        with translation.override(language):
            facts = {"tie": names[language], "year": since}
            pride = (
                _("Our cities, %(tie)s, share a tie of which we are proud, begun in %(year)s.")
                if since
                else _("Our cities, %(tie)s, share a tie of which we are proud.")
            )
            paragraphs = [
                _("Dear colleagues,"),
                pride % facts,
                _(
                    "As the agreement comes to its end we thank you for what we achieved together; it stays in the"
                    " register for everybody to read."
                ),
                _("The door stays open for whatever new work may serve the people of both cities."),
                _("With our respect and thanks."),
            ]
        letters.append(LetterText(language, direction, paragraphs))
    return letters

"""Checks of typed text that every noun shares: each answers with problems that name a field."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twinning.core.exceptions import FieldProblem
from twinning.core.text import find_control_characters


def check_texts(texts: Iterable[tuple[str, str, int]]) -> list[FieldProblem]:
    """Each (field, text, most characters): not too long, no characters that cannot be seen."""
    problems = []
    for field, text, most in texts:
        if len(text) > most:
            problems.append(
                FieldProblem(
                    field,
                    "max_length",
                    _("At most %(limit)s characters; this has %(length)s.") % {"limit": most, "length": len(text)},
                ),
            )
        if find_control_characters(text):
            problems.append(
                FieldProblem(
                    field,
                    "control_character",
                    _("The text holds a character that cannot be seen. Remove it and save again."),
                ),
            )
    return problems

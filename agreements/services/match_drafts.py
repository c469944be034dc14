"""From a suggestion to the draft of an agreement."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agreements.choices import PartyRole
from agreements.match_words import Lexicon, reason_text
from agreements.matching.criteria import FACET_CRITERIA
from agreements.matching.suggestions import Suggestion
from agreements.models import Agreement
from agreements.services.drafts import DraftContent, create_filled_draft
from agreements.services.parties import PartyInput
from cities.models import City, Facet
from twinning.accounts.models import User


@dataclass(frozen=True, slots=True)
class Likeness:
    """In what two cities are alike, by the facets in which they share a trait."""

    facets: tuple[Facet, ...]
    text_ar: str
    text_en: str


@transaction.atomic
def start_from_match(
    suggestion: Suggestion,
    *,
    city: City,
    likeness: Likeness,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
) -> Agreement:
    """Start a draft kept by `city` with the suggested city as partner and the basis of likeness filled in.

    Raises: ActNotPermitted, InvalidInput.
    """
    content = DraftContent(
        parties=[
            PartyInput(role=PartyRole.LEAD_MUNICIPALITY, city=city),
            PartyInput(role=PartyRole.PARTNER_MUNICIPALITY, city=suggestion.city),
        ],
        changes={
            "likeness_facets": [facet.value for facet in likeness.facets],
            "likeness_ar": likeness.text_ar,
            "likeness_en": likeness.text_en,
        },
    )
    return create_filled_draft(content, city=city, by=by, at=at, today=today)


def likeness_of(suggestion: Suggestion, lexicon: Lexicon) -> Likeness:
    """The shared facets of a suggestion, told in both languages."""
    contributions = {part.criterion: part.contribution for part in suggestion.match.score.parts}
    shared = {facet: contributions[criterion] for facet, criterion in FACET_CRITERIA.items()}
    shared = {facet: said for facet, said in shared.items() if said.subjects}
    texts = {}
    for language in ("ar", "en"):
        with translation.override(language):
            lines = [
                _("%(facet)s: %(reason)s.") % {"facet": facet.label, "reason": reason_text(said, lexicon)}
                for facet, said in shared.items()
            ]
            texts[language] = "\n".join(lines)
    return Likeness(tuple(shared), texts["ar"], texts["en"])

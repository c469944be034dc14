"""Every closed vocabulary of the API, by name: the codes that fields take and what people read for them."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import translation

from agreements import choices
from agreements.lifecycle import Act
from agreements.models import Submission
from agreements.project_states import ProjectAct
from cities.derived import ClimateBand, SizeClass
from cities.models import CallDirection, CityKind, CityNameKind, CitySource, CityStatus, EntryState, Facet, Region
from twinning.accounts.roles import Role
from twinning.accounts.scopes import Scope
from twinning.core.dates import Precision
from twinning.focus_areas.choices import Axis, Goal

LANGUAGES = ("ar", "en")
VOCABULARIES: dict[str, type[models.Choices]] = {
    "act": Act,
    "activity_grade": choices.Grade,
    "activity_type": choices.ActivityType,
    "agreement_link": choices.Link,
    "agreement_status": choices.Status,
    "agreement_type": choices.AgreementType,
    "authorisation_blocks": choices.Blocks,
    "authorisation_kind": choices.AuthorisationKind,
    "authorisation_state": choices.AuthorisationState,
    "axis": Axis,
    "clock_lapse": choices.Lapse,
    "clock_start": choices.ClockStart,
    "call_direction": CallDirection,
    "city_kind": CityKind,
    "city_name_kind": CityNameKind,
    "city_source": CitySource,
    "city_status": CityStatus,
    "climate_band": ClimateBand,
    "date_precision": Precision,
    "document_kind": choices.DocumentKind,
    "document_language": choices.DocumentLanguage,
    "goal": Goal,
    "indicator_direction": choices.Direction,
    "likeness_facet": Facet,
    "origin": choices.Origin,
    "party_role": choices.PartyRole,
    "profile_entry_state": EntryState,
    "project_act": ProjectAct,
    "project_state": choices.ProjectState,
    "region": Region,
    "review_outcome": Submission.Outcome,
    "review_state": choices.ReviewState,
    "role": Role,
    "scope": Scope,
    "side": choices.Side,
    "size_class": SizeClass,
    "target_group": choices.TargetGroup,
    "visibility": choices.Visibility,
    "vitality": choices.Vitality,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary, with its label in both languages."""

    code: str
    label_ar: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list of codes."""

    code: str
    terms: tuple[Term, ...]


def vocabularies() -> list[Vocabulary]:
    """All of them, by name."""
    return [Vocabulary(code, _terms(found)) for code, found in sorted(VOCABULARIES.items())]


def _terms(vocabulary: type[models.Choices]) -> tuple[Term, ...]:
    labels = {language: _labels(vocabulary, language) for language in LANGUAGES}
    return tuple(
        Term(str(value), label_ar, label_en)
        for value, label_ar, label_en in zip(vocabulary.values, labels["ar"], labels["en"], strict=True)
    )


def _labels(vocabulary: Any, language: str) -> list[str]:
    with translation.override(language):
        return [str(label) for label in vocabulary.labels]

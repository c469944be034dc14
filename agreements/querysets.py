"""Reading sets of agreements and relationships."""

import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import models
from django.db.models import Prefetch

from agreements.choices import (
    CLOCKS_RUN_IN,
    EDITABLE_STATUSES,
    PUBLISHED_STATUSES,
    AuthorisationState,
    Lapse,
    Origin,
    Visibility,
)
from twinning.core.text import with_article, without_article, words

if TYPE_CHECKING:
    from agreements.models import Agreement, Authorisation, Relationship  # noqa: F401  only the type checker needs the models


MOST_SEARCH_WORDS = 8


def spellings_of(word: str) -> list[str]:
    """A word with and without the Arabic article: رباط finds الرباط, and the other way round."""
    return list(dict.fromkeys([word, with_article(word), without_article(word)]))


def beginning_of(word: str) -> str:
    """The text-search query of what begins with a word."""
    return "(" + " | ".join(f"{spelling}:*" for spelling in spellings_of(word)) + ")"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Sets of agreements, by adjective."""

    def published(self) -> Self:
        """Signed at least once, or historical: facts of the world."""
        return self.filter(status__in=PUBLISHED_STATUSES)

    def public(self) -> Self:
        return self.published().filter(visibility=Visibility.PUBLIC)

    def editable(self) -> Self:
        return self.filter(status__in=EDITABLE_STATUSES)

    def registered(self) -> Self:
        """Kept here by its owners; drafts have no relationship yet and are always registered."""
        return self.filter(
            models.Q(relationship__isnull=True) | models.Q(relationship__origin=Origin.REGISTERED),
        )

    def matching(self, text: str) -> Self:
        """Agreements in whose titles, places, statements or reference every word of `text` begins a word."""
        wanted = words(text)[:MOST_SEARCH_WORDS]
        if not wanted:
            return self.none() if text.strip() else self
        query = SearchQuery(" & ".join(beginning_of(word) for word in wanted), search_type="raw", config="simple")
        return self.annotate(found_words=SearchVector("search_key", config="simple")).filter(found_words=query)

    def with_list_parts(self) -> Self:
        """With what a row of a list shows: parties with places and countries, focus areas, relationship."""
        model = self.model
        parties = model._meta.get_field("parties").related_model
        purposes = model._meta.get_field("purposes").related_model
        return self.select_related("relationship", "owner_city").prefetch_related(
            Prefetch(
                "parties",
                parties._default_manager.select_related(
                    "city",
                    "city__country",
                    "city__governorate",
                    "governorate",
                    "governorate__country",
                    "country",
                ),
            ),
            Prefetch(
                "purposes",
                purposes._default_manager.select_related(
                    "focus_area",
                    "focus_area__parent",
                ),
            ),
        )


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    """Sets of steps of the legal chain, by adjective."""

    def open(self) -> Self:
        """Still to be decided, on agreements that go on."""
        return self.filter(state=AuthorisationState.OPEN, agreement__status__in=CLOCKS_RUN_IN)

    def clock_passed(self, *, on: datetime.date) -> Self:
        """Open on a day after the last day of their statutory clock."""
        return self.open().filter(due_on__lt=on)

    def overdue(self, *, on: datetime.date) -> Self:
        """Duties that are late on that day; where silence is consent nothing is late."""
        return self.clock_passed(on=on).filter(on_lapse=Lapse.OVERDUE)

    def due_within(self, days: int, *, on: datetime.date) -> Self:
        """Open steps whose last day lies from `on` to so many days later."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + datetime.timedelta(days=days))


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    """Sets of relationships, by adjective."""

    def registered(self) -> Self:
        return self.filter(origin=Origin.REGISTERED)

    def with_members(self) -> Self:
        return self.prefetch_related("members__city__country", "members__governorate__country")

"""The filters of activities and projects: one set each for page, API and the figures of the impact pages."""

import re
import uuid
from typing import Any, ClassVar, TypeAlias

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agreements.choices import GRADES, ActivityType, Grade, ProjectState, TargetGroup
from agreements.filtersets import RegistryFilterSet
from agreements.models import ActivityParticipants, AgreementParty, Purpose, RelationshipMember
from agreements.vocabularies import CITIES, COUNTRIES, FOCUS_AREAS
from twinning.core.filters import (
    ChoiceVocabulary,
    CodesFilter,
    OneValueField,
    Order,
    OrderFilter,
    SearchFilter,
    SinceFilter,
    UntilFilter,
)
from twinning.focus_areas.choices import Axis, Goal

Rows: TypeAlias = QuerySet[Any]
Codes: TypeAlias = list[str]
GRADE_CODES = {grade.name.lower(): grade for grade in Grade}
OTHERS = "others"
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class PublicIdField(OneValueField):
    """The id of a record. Whether there is one is not said here: what is unseen is as unknown as what is not there."""

    def read(self, text: str) -> uuid.UUID:
        if not _UUID.fullmatch(text):
            raise ValidationError(_("Give the id of a record."), "invalid")
        return uuid.UUID(text)


class PublicIdFilter(django_filters.Filter):  # type: ignore[misc]  # django-filter ships no types
    """Rows that belong to the record with this id."""

    field_class = PublicIdField

    def filter(self, queryset: Rows, value: uuid.UUID | None) -> Rows:
        return queryset.filter(**{self.field_name: value}) if value else queryset


class EvidenceFilterSet(RegistryFilterSet):
    """What the filters of activities and projects share; both belong to agreements and serve purposes."""

    agreement = PublicIdFilter(
        label=_("Agreement"), field_name="agreement__public_id", help_text=_("Id of the agreement.")
    )
    city = CodesFilter(
        label=_("City"), vocabulary=CITIES, method="by_city", help_text=_("Id of the city of any party.")
    )
    country = CodesFilter(
        label=_("Country"),
        vocabulary=COUNTRIES,
        fold=str.upper,
        method="by_country",
        help_text=_("ISO 3166-1 alpha-2 code of the country of any party."),
    )
    focus = CodesFilter(
        label=_("Focus area"),
        vocabulary=FOCUS_AREAS,
        method="by_focus",
        help_text=_("Code of the focus area of a purpose it serves; a root includes its sub-areas."),
    )
    goal = CodesFilter(
        label=_("Goal"),
        field_name="agreement__goals",
        lookup_expr="overlap",
        vocabulary=ChoiceVocabulary(Goal.values),
        help_text=_("A goal that its agreement names."),
    )
    axis = CodesFilter(
        label=_("Axis"),
        field_name="agreement__axes",
        lookup_expr="overlap",
        vocabulary=ChoiceVocabulary(Axis.values),
        help_text=_("An axis that its agreement names."),
    )
    since = SinceFilter(
        label=_("Since"), field_name="starts_on", help_text=_("Begun on or after this year, month or day.")
    )
    until = UntilFilter(
        label=_("Until"), field_name="starts_on", help_text=_("Begun on or before the last day of this year or month.")
    )
    q = SearchFilter(label=_("Search"), method="by_words", help_text=_("Words of the title or the place."))
    ordering = OrderFilter(
        label=_("Order"),
        orders=[Order("date", "starts_on"), Order("updated", "updated_at")],
        default="-date",
        help_text=_("With a minus sign the latest comes first; rows without a value come last. Default: -date."),
    )
    words: ClassVar[tuple[str, ...]] = ("place",)

    def by_city(self, rows: Rows, _name: str, ids: Codes) -> Rows:
        """A city that others were merged into answers for them too."""
        return rows.filter(_has_party(Q(city__in=ids) | Q(city__merged_into__in=ids)))

    def by_country(self, rows: Rows, _name: str, codes: Codes) -> Rows:
        return rows.filter(_has_party(Q(country__in=codes)))

    def by_focus(self, rows: Rows, _name: str, codes: Codes) -> Rows:
        area = Q(focus_area__in=codes) | Q(focus_area__parent__in=codes)
        kind = rows.model._meta.get_field("purposes").related_query_name()
        return rows.filter(Exists(Purpose.objects.filter(area, **{kind: OuterRef("pk")})))

    def by_words(self, rows: Rows, _name: str, text: str) -> Rows:
        for word in text.split()[:8]:
            found = Q()
            for column in self.words:
                found |= Q(**{f"{column}__icontains": word})
            rows = rows.filter(found)
        return rows


def _has_party(condition: Q) -> Exists:
    return Exists(AgreementParty.objects.filter(condition, agreement=OuterRef("agreement")))


class ActivityFilterSet(EvidenceFilterSet):
    """The filters of activities."""

    relationship = PublicIdFilter(
        label=_("Relationship"), field_name="relationship__public_id", help_text=_("Id of the relationship.")
    )
    grade = CodesFilter(
        label=_("Grade"),
        vocabulary=ChoiceVocabulary(GRADE_CODES),
        method="by_grade",
        help_text=_("How much it means: symbolic, exchange, joint_planning or delivered."),
    )
    type = CodesFilter(label=_("Type"), vocabulary=ChoiceVocabulary(ActivityType.values))
    group = CodesFilter(
        label=_("Target group"),
        vocabulary=ChoiceVocabulary([*TargetGroup.values, OTHERS]),
        method="by_group",
        help_text=_("A target group of which people took part; “others” are those of none."),
    )
    words: ClassVar[tuple[str, ...]] = ("title_ar", "title_en", "place")

    def by_grade(self, rows: Rows, _name: str, codes: Codes) -> Rows:
        return rows.filter(type__in=[kind for code in codes for kind in GRADES[GRADE_CODES[code]]])

    def by_group(self, rows: Rows, _name: str, codes: Codes) -> Rows:
        groups = ["" if code == OTHERS else code for code in codes]
        present = ActivityParticipants.objects.filter(activity=OuterRef("pk"), target_group__in=groups)
        return rows.filter(Exists(present))

    def by_city(self, rows: Rows, _name: str, ids: Codes) -> Rows:
        """What belongs to no single agreement is found by the members of its relationship."""
        member = Q(city__in=ids) | Q(city__merged_into__in=ids)
        members = RelationshipMember.objects.filter(member, relationship=OuterRef("relationship"))
        return rows.filter(_has_party(member) | Q(Exists(members), agreement__isnull=True))


class ProjectFilterSet(EvidenceFilterSet):
    """The filters of projects."""

    relationship = PublicIdFilter(
        label=_("Relationship"), field_name="agreement__relationship__public_id", help_text=_("Id of the relationship.")
    )
    state = CodesFilter(label=_("State"), vocabulary=ChoiceVocabulary(ProjectState.values))
    group = CodesFilter(
        label=_("Target group"),
        field_name="target_groups",
        lookup_expr="overlap",
        vocabulary=ChoiceVocabulary(TargetGroup.values),
        help_text=_("A target group for which it is made."),
    )
    words: ClassVar[tuple[str, ...]] = ("name_ar", "name_en", "place")

"""The filters of agreements and relationships: one set for page, API, export, facet and feed."""

from typing import Any, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.choices import AgreementType, AuthorisationKind, AuthorisationState, Origin, Status, Vitality
from agreements.models import Agreement, AgreementParty, Authorisation, Purpose, Relationship, RelationshipMember
from agreements.policies import ActivityPolicy, AgreementPolicy, DocumentPolicy, Person
from agreements.relationship_search import relationships_named
from agreements.vocabularies import CITIES, COUNTRIES, FOCUS_AREAS, GOVERNORATES, GROWTH_MODELS
from cities.models import PlannedGrowth, Region
from twinning.core.dates import PartialDate
from twinning.core.filters import (
    ChoiceVocabulary,
    CodesFilter,
    Order,
    OrderFilter,
    SearchFilter,
    SinceFilter,
    UntilFilter,
)
from twinning.core.filtersets import StrictFilterSet
from twinning.focus_areas.choices import Axis, Goal

Agreements: TypeAlias = QuerySet[Agreement]
Relationships: TypeAlias = QuerySet[Relationship]
Codes: TypeAlias = list[str]


class OriginFilter(CodesFilter):
    """Registered ties only, unless the origin is asked for: the two are never mixed silently."""

    def filter(self, queryset: QuerySet[Any], value: Codes | None) -> QuerySet[Any]:
        origins = set(value or [Origin.REGISTERED])
        asked = Q(**{f"{self.field_name}__in": origins})
        if Origin.REGISTERED in origins and "__" in self.field_name:
            asked |= Q(**{f"{self.field_name.rpartition('__')[0]}__isnull": True})  # Drafts have no tie yet.
        return queryset.filter(asked)


class RegistryFilterSet(StrictFilterSet):
    """What the filter sets of the registry share: who asks, and filtering by all conditions but some."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        # Without data Django's form would count as not sent, and the conditions that always hold would be skipped.
        super().__init__(QueryDict() if data is None else data, *args, **kwargs)

    @property
    def person(self) -> Person:
        """Whoever asks; nobody in particular sees what is public."""
        person: Person | None = getattr(self.request, "user", None)
        return person or AnonymousUser()

    def narrowed(self, *, ignoring: tuple[str, ...] = ()) -> QuerySet[Any]:
        """The rows that meet every condition except those on the parameters in `ignoring`, in no order."""
        if not self.form.is_valid():
            raise ValueError("Ask for `problems()` first; only a valid query can be narrowed.")
        rows: QuerySet[Any] = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != "ordering" and name not in ignoring:
                rows = self.filters[name].filter(rows, value)
        return rows.order_by()


class AgreementFilterSet(RegistryFilterSet):
    """The filters of the contract; a parameter given several times means any of its values."""

    focus = CodesFilter(
        label=_("Focus area"),
        vocabulary=FOCUS_AREAS,
        method="by_focus",
        help_text=_("Code of a focus area; a root includes its sub-areas."),
    )
    country = CodesFilter(
        label=_("Country"),
        vocabulary=COUNTRIES,
        fold=str.upper,
        method="by_country",
        help_text=_("ISO 3166-1 alpha-2 code of the country of any party."),
    )
    city = CodesFilter(
        label=_("City"), vocabulary=CITIES, method="by_city", help_text=_("Id of the city of any party.")
    )
    kept_by = CodesFilter(
        label=_("Kept by"),
        field_name="owner_city",
        vocabulary=CITIES,
        help_text=_("Id of the city that keeps the record."),
    )
    governorate = CodesFilter(
        label=_("Governorate"),
        vocabulary=GOVERNORATES,
        fold=str.upper,
        method="by_governorate",
        help_text=_("Code of a governorate that is a party or in which a party’s city lies."),
    )
    region = CodesFilter(
        label=_("World region"),
        vocabulary=ChoiceVocabulary(Region.values),
        method="by_region",
        help_text=_("World region of the country of any party."),
    )
    type = CodesFilter(label=_("Type"), vocabulary=ChoiceVocabulary(AgreementType.values))
    status = CodesFilter(label=_("Status"), vocabulary=ChoiceVocabulary(Status.values))
    vitality = CodesFilter(
        label=_("Vitality"),
        field_name="relationship__vitality",
        vocabulary=ChoiceVocabulary(Vitality.values),
        help_text=_("Vitality of the agreement’s relationship."),
    )
    origin = OriginFilter(
        label=_("Origin"),
        field_name="relationship__origin",
        vocabulary=ChoiceVocabulary(Origin.values),
        help_text=_("Where the knowledge of the relationship comes from; registered ones unless asked."),
    )
    legal_basis = CodesFilter(
        label=_("Legal basis"),
        vocabulary=ChoiceVocabulary(AuthorisationKind.values),
        method="by_legal_basis",
        help_text=_("Kind of a step of the legal chain; refused steps and those not required do not count."),
    )
    growth_model = CodesFilter(
        label=_("Growth model"),
        vocabulary=GROWTH_MODELS,
        method="by_growth_model",
        help_text=_("Planned growth model of the city or governorate of any party."),
    )
    goal = CodesFilter(
        label=_("Goal"), field_name="goals", lookup_expr="overlap", vocabulary=ChoiceVocabulary(Goal.values)
    )
    axis = CodesFilter(
        label=_("Axis"), field_name="axes", lookup_expr="overlap", vocabulary=ChoiceVocabulary(Axis.values)
    )
    documented = CodesFilter(
        label=_("Documented"),
        vocabulary=ChoiceVocabulary(["true", "false"]),
        fold=str.lower,
        method="by_documented",
        help_text=_("Whether the agreement has a document that you may read."),
    )
    signed_after = SinceFilter(
        label=_("Signed since"),
        field_name="signed_on",
        help_text=_("On or after this year, month or day; a date known by its year counts from 1 January."),
    )
    signed_before = UntilFilter(
        label=_("Signed until"),
        field_name="signed_on",
        help_text=_("On or before the last day of this year or month, or this day."),
    )
    ends_after = SinceFilter(
        label=_("Ends since"), field_name="ends_on", help_text=_("End date on or after this year, month or day.")
    )
    ends_before = UntilFilter(
        label=_("Ends until"),
        field_name="ends_on",
        help_text=_("End date on or before the last day of this year or month, or this day."),
    )
    q = SearchFilter(
        label=_("Search"),
        method="by_words",
        help_text=_("Words that begin words of titles, places, statements or the reference, in either script."),
    )
    ordering = OrderFilter(
        label=_("Order"),
        orders=[
            Order("signed", "signed_on"),
            Order("ends", "ends_on"),
            Order("reference", "reference"),
            Order("updated", "updated_at"),
        ],
        default="-signed",
        help_text=_("With a minus sign the latest comes first; rows without a value come last. Default: -signed."),
    )

    def by_focus(self, rows: Agreements, _name: str, codes: Codes) -> Agreements:
        area = Q(focus_area__in=codes) | Q(focus_area__parent__in=codes)
        return rows.filter(Exists(Purpose.objects.filter(area, agreement=OuterRef("pk"))))

    def by_country(self, rows: Agreements, _name: str, codes: Codes) -> Agreements:
        return rows.filter(_has_party(Q(country__in=codes)))

    def by_city(self, rows: Agreements, _name: str, ids: Codes) -> Agreements:
        """A city that others were merged into answers for them too."""
        return rows.filter(_has_party(Q(city__in=ids) | Q(city__merged_into__in=ids)))

    def by_governorate(self, rows: Agreements, _name: str, codes: Codes) -> Agreements:
        return rows.filter(_has_party(Q(governorate__in=codes) | Q(city__governorate__in=codes)))

    def by_region(self, rows: Agreements, _name: str, codes: Codes) -> Agreements:
        return rows.filter(_has_party(Q(country__region__in=codes)))

    def by_legal_basis(self, rows: Agreements, _name: str, kinds: Codes) -> Agreements:
        steps = Authorisation.objects.filter(agreement=OuterRef("pk"), kind__in=kinds)
        return rows.filter(Exists(steps.exclude(state__in=NO_BASIS)))

    def by_growth_model(self, rows: Agreements, _name: str, codes: Codes) -> Agreements:
        """A city without a growth model of its own grows by that of its governorate."""
        planned = PlannedGrowth.objects.filter(growth_model__in=codes)
        of_city = planned.filter(city__isnull=False).values("city")
        of_governorate = planned.filter(governorate__isnull=False).values("governorate")
        own = PlannedGrowth.objects.filter(city__isnull=False).values("city")
        inherited = Q(city__governorate__in=of_governorate) & ~Q(city__in=own)
        return rows.filter(_has_party(Q(city__in=of_city) | inherited | Q(governorate__in=of_governorate)))

    def by_documented(self, rows: Agreements, _name: str, answers: Codes) -> Agreements:
        if len(set(answers)) > 1:
            return rows
        has_document = Exists(DocumentPolicy.readable_by(self.person).filter(agreement=OuterRef("pk")))
        return rows.filter(has_document if answers == ["true"] else ~has_document)

    def by_words(self, rows: Agreements, _name: str, text: str) -> Agreements:
        return rows.filter(pk__in=Agreement.objects.matching(text).values("pk"))


# A step that was refused, or that the route does not ask for, is no legal basis.
NO_BASIS = [AuthorisationState.REFUSED, AuthorisationState.NOT_REQUIRED]


def _has_party(condition: Q) -> Exists:
    return Exists(AgreementParty.objects.filter(condition, agreement=OuterRef("pk")))


class RelationshipFilterSet(RegistryFilterSet):
    """The filters of relationships."""

    origin = OriginFilter(
        label=_("Origin"),
        vocabulary=ChoiceVocabulary(Origin.values),
        help_text=_("Where the knowledge of the relationship comes from; registered ones unless asked."),
    )
    vitality = CodesFilter(label=_("Vitality"), vocabulary=ChoiceVocabulary(Vitality.values))
    country = CodesFilter(
        label=_("Country"),
        vocabulary=COUNTRIES,
        fold=str.upper,
        method="by_country",
        help_text=_("ISO 3166-1 alpha-2 code of the country of any member."),
    )
    governorate = CodesFilter(
        label=_("Governorate"),
        vocabulary=GOVERNORATES,
        fold=str.upper,
        method="by_governorate",
        help_text=_("Code of a governorate that is a member or in which a member city lies."),
    )
    city = CodesFilter(label=_("City"), vocabulary=CITIES, method="by_city", help_text=_("Id of a member city."))
    region = CodesFilter(
        label=_("World region"),
        vocabulary=ChoiceVocabulary(Region.values),
        method="by_region",
        help_text=_("World region of the country of any member."),
    )
    no_activity_since = SinceFilter(
        label=_("Without activity since"),
        method="by_inactivity",
        help_text=_("No exchange, planning or result on or after this year, month or day; signings do not count."),
    )
    q = SearchFilter(
        label=_("Search"),
        method="by_words",
        help_text=_("Words that begin words of a member’s name, its country, or an agreement of the relationship."),
    )
    ordering = OrderFilter(
        label=_("Order"),
        orders=[Order("since", "since_on"), Order("updated", "updated_at")],
        default="-since",
        help_text=_("With a minus sign the latest comes first; rows without a value come last. Default: -since."),
    )

    def by_country(self, rows: Relationships, _name: str, codes: Codes) -> Relationships:
        return rows.filter(_has_member(Q(city__country__in=codes) | Q(governorate__country__in=codes)))

    def by_governorate(self, rows: Relationships, _name: str, codes: Codes) -> Relationships:
        return rows.filter(_has_member(Q(city__governorate__in=codes) | Q(governorate__in=codes)))

    def by_city(self, rows: Relationships, _name: str, ids: Codes) -> Relationships:
        return rows.filter(_has_member(Q(city__in=ids) | Q(city__merged_into__in=ids)))

    def by_region(self, rows: Relationships, _name: str, codes: Codes) -> Relationships:
        of_city = Q(city__country__region__in=codes)
        return rows.filter(_has_member(of_city | Q(governorate__country__region__in=codes)))

    def by_inactivity(self, rows: Relationships, _name: str, day: PartialDate) -> Relationships:
        """As far as this person may read what was done; an activity that lasted beyond the day counts."""
        lasting = Q(starts_on__gte=day.value) | Q(ends_on__gte=day.value)
        since = ActivityPolicy.substantive_for(self.person).filter(lasting, relationship=OuterRef("pk"))
        return rows.filter(~Exists(since))

    def by_words(self, rows: Relationships, _name: str, text: str) -> Relationships:
        in_agreement = AgreementPolicy.visible_to(self.person).filter(
            relationship=OuterRef("pk"),
            pk__in=Agreement.objects.matching(text).values("pk"),
        )
        return rows.filter(Q(pk__in=relationships_named(text).values("pk")) | Q(Exists(in_agreement)))


def _has_member(condition: Q) -> Exists:
    return Exists(RelationshipMember.objects.filter(condition, relationship=OuterRef("pk")))

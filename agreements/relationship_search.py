"""Finding relationships by the names of their members, in either script, without marks or articles."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, Q, QuerySet, Value

from agreements.models import Relationship, RelationshipMember
from agreements.querysets import MOST_SEARCH_WORDS, beginning_of, spellings_of
from cities.models import CityName, Country, Governorate
from twinning.core.text import words


def relationships_named(text: str) -> QuerySet[Relationship]:
    """Relationships among whose members' names, governorates and countries every word of `text` begins a word."""
    wanted = words(text)[:MOST_SEARCH_WORDS]
    if not wanted:
        return Relationship.objects.none()
    found = Relationship.objects.all()
    for word in wanted:
        found = found.filter(pk__in=_members_named(word).values("relationship"))
    return found


def _members_named(word: str) -> QuerySet[RelationshipMember]:
    countries = Country.objects.filter(_key_holds(word)).values("pk")
    governorates = Governorate.objects.filter(_key_holds(word)).values("pk")
    of_city = Q(city__in=_cities_named(word)) | Q(city__country__in=countries) | Q(city__governorate__in=governorates)
    return RelationshipMember.objects.filter(
        of_city | Q(governorate__in=governorates) | Q(governorate__country__in=countries),
    )


def _cities_named(word: str) -> QuerySet[CityName, int]:
    """Cities with a name that begins with the word, or of whose words one does; both conditions have an index."""
    begins = Q()
    for spelling in spellings_of(word):
        begins |= Q(key__startswith=spelling)
    each_word = Func(F("key"), Value(" "), function="string_to_array")
    name_words = Func(each_word, function="array_to_tsvector", output_field=SearchVectorField())
    query = SearchQuery(beginning_of(word), search_type="raw", config="simple")
    names = CityName.objects.annotate(name_words=name_words).filter(begins | Q(key__contains=" ", name_words=query))
    return names.values_list("city", flat=True)


def _key_holds(word: str) -> Q:
    """Names of countries and governorates are kept as |key|key|, the words of a key apart by spaces."""
    holds = Q()
    for spelling in spellings_of(word):
        holds |= Q(key__contains=f"|{spelling}") | Q(key__contains=f" {spelling}")
    return holds

"""Who reads what is internal to a relationship, and who decides about its yearly report."""

from collections.abc import Iterable

from agreements.choices import Side
from agreements.models import Relationship, RelationshipMember, Review
from agreements.policies import Person
from cities.models import City
from cities.policies import Reach, reach_of
from twinning.accounts.roles import Capability


class VitalityPolicy:
    """The vitality from public facts is public; that from all facts is for those who may read all of them."""

    @staticmethod
    def reads_whole(person: Person, relationship: Relationship) -> bool:
        """Whether this person reads every published record of a relationship, internal ones too."""
        reach = reach_of(person, Capability.READ_RECORDS)
        if not reach or reach.is_everywhere:
            return reach.is_everywhere
        return _reaches(reach, relationship.members.all())


class ReviewPolicy:
    """Plans, reviews and checks of a tie are for those who read its internal records; a ministry accepts reviews."""

    @staticmethod
    def can_decide(person: Person, review: Review) -> bool:
        """Whether this person accepts or returns a review: whoever reviews for the lead side, and did not answer it."""
        reach = reach_of(person, Capability.REVIEW)
        lead = [
            member.city or member.governorate
            for member in review.relationship.members.all()
            if member.side == Side.LEAD
        ]
        is_theirs = any(
            reach.includes(city_id=place.pk if isinstance(place, City) else None, country_code=place.country_id)
            for place in lead
            if place is not None
        )
        return is_theirs and all(answer.answered_by_id != person.pk for answer in review.answers.all())


def _reaches(reach: Reach, members: Iterable[RelationshipMember]) -> bool:
    """Whether one of some places of a tie lies in a reach."""
    places = [member.city or member.governorate for member in members]
    return any(
        reach.includes(city_id=place.pk if isinstance(place, City) else None, country_code=place.country_id)
        for place in places
        if place is not None
    )

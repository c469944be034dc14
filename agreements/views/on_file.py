"""What the register already has between the places of a draft, as the person who drafts may know it."""

from dataclasses import dataclass

from django.db.models import F

from agreements.choices import MEMBER_ROLES
from agreements.forms.parties import earlier_words
from agreements.models import Agreement, Relationship
from agreements.policies import AgreementPolicy, RelationshipPolicy
from agreements.services.relationships import relationship_on_file
from agreements.task_words import listed
from twinning.accounts.models import User
from twinning.core.date_text import date_text


@dataclass(frozen=True, slots=True)
class OnFile:
    """A relationship with its published agreements, earliest first."""

    relationship: Relationship
    agreements: list[Agreement]
    lead_name: str
    partner_name: str

    @property
    def since(self) -> str:
        return date_text(self.relationship.since, short=True) if self.relationship.since_on else ""

    @property
    def words(self) -> str:
        """Its agreements in one line."""
        return listed(earlier_words(agreement) for agreement in self.agreements)


def on_file_for(agreement: Agreement, person: User) -> OnFile | None:
    """The relationship of the draft's places with the agreements this person may know of; None where there are none."""
    parties = list(agreement.parties.all())
    relationship = relationship_on_file(parties)
    if relationship is None or not RelationshipPolicy.visible_to(person).filter(pk=relationship.pk).exists():
        return None
    published = (
        AgreementPolicy.visible_to(person)
        .published()
        .filter(relationship=relationship)
        .exclude(pk=agreement.pk)
        .order_by(F("signed_on").asc(nulls_last=True), "pk")
    )
    earlier = list(published)
    if not earlier:
        return None
    names = [party.name for party in parties if party.role in MEMBER_ROLES]
    return OnFile(relationship, earlier, names[0], listed(names[1:]))

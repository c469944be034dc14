"""Answering what a city offers or seeks."""

import datetime

from django.db import transaction

from agreements.choices import PartyRole
from agreements.models import Agreement
from agreements.services.drafts import DraftContent, create_filled_draft
from agreements.services.parties import PartyInput
from agreements.services.purposes import PurposeInput
from cities.models import City, CityCall
from twinning.accounts.models import User


@transaction.atomic
def answer_with_draft(
    call: CityCall,
    *,
    city: City,
    by: User,
    at: datetime.datetime,
    today: datetime.date,
) -> Agreement:
    """Start a draft kept by `city` with the calling city, its focus area and its words as the first purpose.

    Raises: ActNotPermitted, InvalidInput.
    """
    content = DraftContent(
        parties=[
            PartyInput(role=PartyRole.LEAD_MUNICIPALITY, city=city),
            PartyInput(role=PartyRole.PARTNER_MUNICIPALITY, city=call.city),
        ],
        purposes=[
            PurposeInput(focus_area=call.focus_area, statement_ar=call.text_ar, statement_en=call.text_en),
        ],
    )
    return create_filled_draft(content, city=city, by=by, at=at, today=today)

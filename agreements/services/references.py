"""Giving references: country of the lead party, year, serial without gaps, such as OM-1984-0001."""

import datetime

from agreements.choices import PartyRole
from agreements.models import Agreement, ReferenceSerial


def give_reference(agreement: Agreement, *, on: datetime.date) -> None:
    """Give a locked agreement its reference, once for ever; the caller saves it.

    The year is that of signing, else of its oldest dated authorisation, else of `on`. The serial's locked row makes
    concurrent submissions wait, and a rolled-back one leaves no gap.
    """
    if agreement.reference:
        return
    country = agreement.parties.get(role=PartyRole.LEAD_MUNICIPALITY).country_id
    serial, _is_new = ReferenceSerial.objects.select_for_update().get_or_create(
        country_id=country,
        year=_year(agreement, on),
    )
    serial.last += 1
    serial.save(update_fields=["last"])
    agreement.reference = f"{country}-{serial.year}-{serial.last:04d}"


def _year(agreement: Agreement, on: datetime.date) -> int:
    if agreement.signed_on:
        return agreement.signed_on.year
    dated = agreement.authorisations.filter(dated_on__isnull=False).order_by("dated_on").first()
    return dated.dated_on.year if dated and dated.dated_on else on.year

"""The story of a relationship as rows: every instrument in its order, and the spans without certain coverage."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.chain import Chain, ChainLink, Suspension
from agreements.coverage import Span, SpanKind
from agreements.models import Agreement
from agreements.views.agreement_rows import until_text
from agreements.views.listing import Link
from twinning.core.date_text import date_text
from twinning.core.dates import PartialDate


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One row: an instrument with its ties to others, or, without one, a span in words."""

    agreement: Agreement | None = None
    until: str = ""
    ties: tuple[tuple[str, Link], ...] = ()
    suspensions: tuple[str, ...] = ()
    span: str = ""
    words: str = ""


def chain_rows(chain: Chain) -> Sequence[ChainRow]:
    """Instruments and spans, oldest first; what has no date yet stands last."""
    keyed = [(_begins(link.agreement), 1, number, _instrument(link)) for number, link in enumerate(chain.links)]
    keyed += [(_place_of(span), 0, number, _span_row(span)) for number, span in enumerate(chain.spans)]
    return [row for *_key, row in sorted(keyed, key=lambda entry: entry[:3])]


def _begins(agreement: Agreement) -> datetime.date:
    return agreement.in_force_on or agreement.signed_on or datetime.date.max


def _place_of(span: Span) -> datetime.date:
    # A span that lasts until today stands behind all that has begun, before drafts.
    return span.until.value if span.until and span.until.value else datetime.date.max


def _instrument(link: ChainLink) -> ChainRow:
    agreement = link.agreement
    ties = []
    if link.parent is not None and link.link:
        ties.append((str(agreement.get_link_display()), _link_to(link.parent)))
    ties += [(_("Followed by: %(what)s") % {"what": one.get_link_display()}, _link_to(one)) for one in link.followers]
    return ChainRow(
        agreement=agreement,
        until=until_text(agreement),
        ties=tuple(ties),
        suspensions=tuple(_suspension_words(one) for one in link.suspensions),
    )


def _link_to(agreement: Agreement) -> Link:
    label = agreement.reference or str(agreement)
    return Link(label, reverse("agreements:agreement_detail", args=[agreement.public_id]))


def _suspension_words(suspension: Suspension) -> str:
    since = date_text(PartialDate.day(suspension.since))
    if suspension.until is None:
        return _("suspended since %(day)s") % {"day": since}
    until = date_text(PartialDate.day(suspension.until))
    return _("suspended from %(since)s to %(until)s") % {"since": since, "until": until}


def _span_row(span: Span) -> ChainRow:
    return ChainRow(span=span.kind.value, words=span_words(span))


def span_words(span: Span) -> str:
    """A span without certain coverage in one sentence."""
    after = date_text(span.after) if span.after else ""
    until = date_text(span.until) if span.until else ""
    if span.kind == SpanKind.GAP:
        if not until:
            return _("No agreement in force since %(after)s") % {"after": after}
        return _("No agreement in force between %(after)s and %(until)s") % {"after": after, "until": until}
    if after and until:
        sentence = _("Not known until when what began in %(after)s held; the next began in %(until)s")
        return sentence % {"after": after, "until": until}
    if after:
        return _("Not known until when what began in %(after)s held") % {"after": after}
    if until:
        return _("Not known what held before %(until)s") % {"until": until}
    return _("Not known whether an agreement was ever in force")

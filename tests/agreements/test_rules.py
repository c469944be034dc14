"""The laws of the registry: each met by one agreement and broken by another."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from agreements import rules
from agreements.choices import AuthorisationState, Blocks, Link, PartyRole, Side, Status
from agreements.lifecycle import TRANSITIONS
from agreements.models import Agreement, AgreementParty
from tests.factories.agreement_parts import AuthorisationFactory, DocumentFactory, DueDiligenceFactory
from tests.factories.agreements import AgreementFactory, relationship_of
from tests.factories.places import governorate, place
from twinning.core.dates import PartialDate, parse_date

TODAY = datetime.date(2026, 3, 1)
Maker = Callable[[], Agreement]


def made(**fields: Any) -> Maker:
    """Makes an agreement when the test runs, not when the table is read."""
    return lambda: AgreementFactory(**fields)


def dated(**dates: str) -> Maker:
    """Makes a draft with dates as people type them; `unknown` says that a date is not known."""

    def make() -> Agreement:
        agreement: Agreement = AgreementFactory()
        for name, text in dates.items():
            setattr(agreement, name, PartialDate.unknown() if text == "unknown" else parse_date(text))
        return agreement

    return make


def with_step(**step: Any) -> Maker:
    """Makes a draft whose legal chain is one step."""

    def make() -> Agreement:
        agreement: Agreement = AgreementFactory()
        AuthorisationFactory(agreement=agreement, **step)
        return agreement

    return make


def between_governorates() -> Agreement:
    agreement: Agreement = AgreementFactory(partners=[])
    AgreementParty.objects.create(
        agreement=agreement,
        role=PartyRole.GOVERNORATE,
        side=Side.PARTNER,
        governorate=governorate("JP.13"),
        country_id="JP",
    )
    return agreement


def with_organisation_only() -> Agreement:
    agreement: Agreement = AgreementFactory(partners=[])
    AgreementParty.objects.create(
        agreement=agreement,
        role=PartyRole.UNIVERSITY,
        side=Side.PARTNER,
        city=place("kobe"),
        country_id="JP",
        name_en="A university",
    )
    return agreement


def beside_one_on_file(**fields: Any) -> Maker:
    """Makes a draft of places that have a relationship with an agreement in force."""

    def make() -> Agreement:
        AgreementFactory(status=Status.IN_FORCE)
        return AgreementFactory(**fields)

    return make


def linked(link: Link) -> Maker:
    def make() -> Agreement:
        earlier = AgreementFactory(status=Status.IN_FORCE)
        return AgreementFactory(link=link, predecessor=earlier)

    return make


def linked_to_other_places() -> Agreement:
    AgreementFactory(status=Status.IN_FORCE)
    elsewhere = AgreementFactory(status=Status.IN_FORCE, partners=[place("kobe")])
    return AgreementFactory(link=Link.RENEWS, predecessor=elsewhere)


def linked_to_a_draft() -> Agreement:
    return AgreementFactory(link=Link.RENEWS, predecessor=AgreementFactory())


def beside_a_tie_without_published_agreement() -> Agreement:
    AgreementFactory(status=Status.SUBMITTED)
    return AgreementFactory()


def beside_a_reference_tie() -> Agreement:
    relationship_of(place("muscat"), place("rabat"), origin="reference")  # type: ignore[arg-type]  # stored as text
    return AgreementFactory()


def with_statement(text: str) -> Maker:
    def make() -> Agreement:
        agreement: Agreement = AgreementFactory()
        agreement.purposes.update(statement_ar=text, statement_en="")
        return agreement

    return make


def historical(**fields: Any) -> Maker:
    def make() -> Agreement:
        values = {"is_historical": True, "source": "", "signed_on_precision": "unknown", **fields}
        return AgreementFactory(**values)

    return make


def historical_with_document() -> Agreement:
    agreement = historical()()
    DocumentFactory(agreement=agreement)
    return agreement


def historical_with_withdrawn_document() -> Agreement:
    agreement = historical()()
    DocumentFactory(agreement=agreement, withdrawn_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    return agreement


def historical_with_decree() -> Agreement:
    agreement = historical()()
    AuthorisationFactory(agreement=agreement, number="", dated_on=datetime.date(1984, 1, 1), dated_on_precision="year")
    return agreement


def signed_with_step(signed: str, **step: Any) -> Maker:
    """Makes a draft signed on a day as people type it, with a council decision of the 1st of March 2024."""

    def make() -> Agreement:
        agreement = dated(signed=signed)()
        AuthorisationFactory(agreement=agreement, **step)
        return agreement

    return make


def historical_with_unknown_step() -> Agreement:
    agreement = historical()()
    AuthorisationFactory(agreement=agreement, state=AuthorisationState.UNKNOWN, note="The archive burnt")
    return agreement


def with_half_a_note() -> Agreement:
    agreement: Agreement = AgreementFactory()
    DueDiligenceFactory(agreement=agreement)
    return Agreement.objects.get(pk=agreement.pk)


def with_successor(link: Link, status: Status) -> Maker:
    def make() -> Agreement:
        agreement: Agreement = AgreementFactory(status=Status.IN_FORCE)
        AgreementFactory(status=status, link=link, predecessor=agreement)
        return agreement

    return make


OPEN, GRANTED, REFUSED = AuthorisationState.OPEN, AuthorisationState.GRANTED, AuthorisationState.REFUSED
NOT_REQUIRED, UNKNOWN = AuthorisationState.NOT_REQUIRED, AuthorisationState.UNKNOWN
R = rules
MET: list[tuple[type[rules.Rule], Maker]] = [
    (R.NeedsTwoPlaces, made()),
    (R.NeedsTwoPlaces, between_governorates),
    (R.NeedsType, made()),
    (R.NeedsTitleInBothLanguages, made()),
    (R.NeedsSpecificPurpose, made()),
    (R.NeedsSpecificPurpose, with_statement("ترميم سور المدينة القديمة")),
    (R.SaysWhatItIsToEarlierOnes, made()),
    (R.SaysWhatItIsToEarlierOnes, beside_a_tie_without_published_agreement),
    (R.SaysWhatItIsToEarlierOnes, beside_a_reference_tie),
    (R.SaysWhatItIsToEarlierOnes, beside_one_on_file(link=Link.SEPARATE, link_reason="Another sector")),
    *((R.SaysWhatItIsToEarlierOnes, linked(link)) for link in Link if link != Link.SEPARATE),
    (R.LinksToItsOwnPlaces, made()),
    (R.LinksToItsOwnPlaces, linked(Link.RENEWS)),
    (R.DatesFollowEachOther, dated()),
    (R.DatesFollowEachOther, dated(signed="2026-01-05", in_force="2026-01-05", ends="2026-01-05")),
    (R.DatesFollowEachOther, dated(signed="2026", in_force="2026-01-05")),
    (R.DatesFollowEachOther, dated(signed="unknown", ends="1990")),
    (R.SigningIsNotAhead, dated()),
    (R.SigningIsNotAhead, dated(signed="2026-03-01")),
    (R.SigningIsNotAhead, dated(signed="2026")),
    (R.SigningHasItsDate, dated(signed="1984")),
    (R.SigningNeedsItsAuthorisations, with_step(state=GRANTED)),
    (R.SigningNeedsItsAuthorisations, with_step(state=NOT_REQUIRED, note="The mayor decides alone")),
    (R.SigningNeedsItsAuthorisations, with_step(state=UNKNOWN, note="The archive burnt")),
    (R.SigningNeedsItsAuthorisations, with_step(state=OPEN, blocks=Blocks.FORCE)),
    (R.SigningNeedsItsAuthorisations, with_step(state=AuthorisationState.DEEMED)),
    (R.AuthorisationsPrecedeSigning, made()),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2024-03-01")),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2024")),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2024-03-01", dated_on=datetime.date(1984, 1, 1))),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2023-12-31", blocks=Blocks.NOTHING)),
    (R.OnlyOldStepsAreUnknown, made()),
    (R.OnlyOldStepsAreUnknown, with_step(state=UNKNOWN, side=Side.PARTNER)),
    (R.OnlyOldStepsAreUnknown, historical_with_unknown_step),
    (R.DueDiligenceIsWritten, made()),
    (R.DueDiligenceIsWritten, historical(has_diligence=False)),
    (R.NeedsSpecificPurpose, historical(focus=())),
    (R.ForceNeedsItsAuthorisations, with_step(state=GRANTED, blocks=Blocks.FORCE)),
    (R.ForceNeedsItsAuthorisations, with_step(state=OPEN, blocks=Blocks.NOTHING)),
    (R.ForceNeedsMeasurablePurpose, made()),
    (R.ForceHasItsDate, dated(in_force="2026-03-01")),
    (R.HistoricalIsKnownFromSomewhere, historical(source="Municipal archive")),
    (R.HistoricalIsKnownFromSomewhere, historical_with_document),
    (R.HistoricalIsKnownFromSomewhere, historical_with_decree),
    (R.HistoricalIsKnownFromSomewhere, dated(signed="1984")),
    (R.HistoricalSaysWhatIsUnknown, historical()),
    (R.HistoricalIsOld, dated(signed="1984")),
    (R.HistoricalIsOld, dated(signed="2016-03-01")),
    (R.HistoricalIsOld, dated(signed="2016-02")),
    (R.HistoricalIsOld, historical_with_decree),
    (R.HistoricalIsOld, dated(ends="1990")),
    (R.HistoricalIsOld, dated(signed="unknown", in_force="1985")),
    (R.HistoricalIsStatedWhenSent, made()),
    (R.HistoricalIsStatedWhenSent, historical(source="Municipal archive")),
    (R.HistoricalIsNotAuthorised, made()),
    (R.EndHasPassed, dated(ends="2026-02-28")),
    (R.EndHasPassed, dated(ends="2025")),
    (R.EndingHasItsDate, dated(ended="2026-03-01")),
    (R.EndingFollowsSigning, dated(signed="2026-01-05", ended="2026-01-05")),
    (R.EndingFollowsSigning, dated(signed="2026", ended="2026-01-05")),
    (R.EndingFollowsSigning, dated(signed="unknown", ended="1990")),
    (R.RenewalIsInForce, with_successor(Link.RENEWS, Status.IN_FORCE)),
    (R.ReplacementIsInForce, with_successor(Link.REPLACES, Status.IN_FORCE)),
]
BROKEN: list[tuple[type[rules.Rule], Maker]] = [
    (R.NeedsTwoPlaces, made(partners=[])),
    (R.NeedsTwoPlaces, with_organisation_only),
    (R.NeedsType, made(type="")),
    (R.NeedsTitleInBothLanguages, made(title_en="")),
    (R.NeedsTitleInBothLanguages, made(title_ar="")),
    (R.NeedsSpecificPurpose, made(focus=())),
    (R.NeedsSpecificPurpose, with_statement("ثقافة")),
    (R.SaysWhatItIsToEarlierOnes, beside_one_on_file()),
    (R.SaysWhatItIsToEarlierOnes, beside_one_on_file(link=Link.SEPARATE)),
    (R.SaysWhatItIsToEarlierOnes, beside_one_on_file(link=Link.RENEWS)),
    (R.SaysWhatItIsToEarlierOnes, linked_to_other_places),
    (R.LinksToItsOwnPlaces, linked_to_other_places),
    (R.LinksToItsOwnPlaces, linked_to_a_draft),
    (R.DatesFollowEachOther, dated(signed="2026-01-05", in_force="2026-01-04")),
    (R.DatesFollowEachOther, dated(in_force="2026", ends="2025-12-31")),
    (R.DatesFollowEachOther, dated(signed="2026-01-05", ends="2025")),
    (R.SigningIsNotAhead, dated(signed="2026-03-02")),
    (R.SigningIsNotAhead, dated(signed="2027")),
    (R.SigningHasItsDate, dated()),
    (R.SigningHasItsDate, dated(signed="unknown")),
    (R.SigningNeedsItsAuthorisations, made()),
    (R.SigningNeedsItsAuthorisations, with_step(state=OPEN)),
    (R.SigningNeedsItsAuthorisations, with_step(state=REFUSED)),
    (R.SigningNeedsItsAuthorisations, with_step(state=UNKNOWN)),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2024-02-29")),
    (R.AuthorisationsPrecedeSigning, signed_with_step("2023")),
    (R.OnlyOldStepsAreUnknown, with_step(state=UNKNOWN, note="The archive burnt")),
    (R.DueDiligenceIsWritten, made(has_diligence=False)),
    (R.DueDiligenceIsWritten, with_half_a_note),
    (R.ForceNeedsItsAuthorisations, with_step(state=OPEN, blocks=Blocks.FORCE)),
    (R.ForceNeedsItsAuthorisations, with_step(state=OPEN, blocks=Blocks.SIGNING)),
    (R.ForceNeedsItsAuthorisations, with_step(state=REFUSED, blocks=Blocks.FORCE)),
    (R.ForceNeedsMeasurablePurpose, made(indicators=0)),
    (R.ForceNeedsMeasurablePurpose, made(focus=())),
    (R.ForceHasItsDate, dated()),
    (R.ForceHasItsDate, dated(in_force="2026-03-02")),
    (R.HistoricalIsKnownFromSomewhere, historical()),
    (R.HistoricalIsKnownFromSomewhere, historical_with_withdrawn_document),
    (R.HistoricalSaysWhatIsUnknown, historical(signed_on_precision="")),
    (R.HistoricalSaysWhatIsUnknown, historical(is_historical=False)),
    (R.HistoricalIsOld, dated(signed="2016-03-02")),
    (R.HistoricalIsOld, dated(signed="2016")),
    (R.HistoricalIsOld, dated(signed="2016-03")),
    (R.HistoricalIsOld, dated(signed="2025")),
    (R.HistoricalIsOld, signed_with_step("2025", dated_on=datetime.date(1984, 1, 1))),
    (R.HistoricalIsOld, historical(source="Municipal archive")),
    (R.HistoricalIsStatedWhenSent, historical()),
    (R.HistoricalIsStatedWhenSent, historical(source="Municipal archive", signed_on_precision="")),
    (R.HistoricalIsNotAuthorised, historical()),
    (R.EndHasPassed, dated()),
    (R.EndHasPassed, dated(ends="2026-03-01")),
    (R.EndHasPassed, dated(ends="2026")),
    (R.EndingHasItsDate, dated()),
    (R.EndingHasItsDate, dated(ended="2026-03-02")),
    (R.EndingFollowsSigning, dated(signed="2026-01-05", ended="2026-01-04")),
    (R.EndingFollowsSigning, dated(signed="2026", ended="2025")),
    (R.RenewalIsInForce, made(status=Status.IN_FORCE)),
    (R.RenewalIsInForce, with_successor(Link.RENEWS, Status.SIGNED)),
    (R.RenewalIsInForce, with_successor(Link.REPLACES, Status.IN_FORCE)),
    (R.ReplacementIsInForce, with_successor(Link.REPLACES, Status.SIGNED)),
    (R.ReplacementIsInForce, with_successor(Link.RENEWS, Status.IN_FORCE)),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "make"), MET)
def test_a_law_is_met(rule: type[rules.Rule], make: Maker) -> None:
    assert rule.is_met(make(), on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(("rule", "make"), BROKEN)
def test_a_law_is_broken(rule: type[rules.Rule], make: Maker) -> None:
    agreement = make()
    assert not rule.is_met(agreement, on=TODAY)
    assert [found.code for found in rules.violations_of([rule], agreement, on=TODAY)] == [rule.code]


def test_every_law_of_the_lifecycle_is_tried_both_ways() -> None:
    laws = {law for transition in TRANSITIONS.values() for law in transition.rules}
    assert laws == {rule for rule, _make in MET} == {rule for rule, _make in BROKEN}


def test_every_law_says_itself_in_one_sentence() -> None:
    laws = {rule for rule, _make in MET}
    assert all(law.__doc__ and law.__doc__.strip().endswith(".") for law in laws)
    assert len({law.code for law in laws}) == len(laws)
    assert {law.part for law in laws} <= {"parties", "terms", "purposes", "legal_basis", "due_diligence"}


@pytest.mark.django_db
def test_violations_come_in_the_order_of_the_laws() -> None:
    draft: Agreement = AgreementFactory(partners=[], type="", title_en="", focus=())
    laws = [rules.NeedsType, rules.NeedsTwoPlaces, rules.DatesFollowEachOther, rules.NeedsSpecificPurpose]
    violations = rules.violations_of(laws, draft, on=TODAY)
    assert [violation.code for violation in violations] == ["needs_type", "needs_two_places", "needs_specific_purpose"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Signing is blocked until this is settled: Royal decree (His Majesty), Council decision (Council)."),
        ("ar", "التوقيع موقوف حتى يُبتّ في: مرسوم سلطاني (جلالة السلطان)، قرار المجلس البلدي (المجلس)."),
    ],
)
def test_the_refusal_of_a_signing_names_each_missing_step(language: str, words: str) -> None:
    agreement: Agreement = AgreementFactory()
    king = {"authority_ar": "جلالة السلطان", "authority_en": "His Majesty", "kind": "royal_decree"}
    AuthorisationFactory(agreement=agreement, state=OPEN, position=0, **king)
    AuthorisationFactory(agreement=agreement, state=REFUSED, position=1, authority_ar="المجلس", authority_en="Council")
    AuthorisationFactory(agreement=agreement, position=2, kind="delegation")
    [violation] = rules.violations_of([R.SigningNeedsItsAuthorisations], agreement, on=TODAY)
    with translation.override(language):
        assert str(violation.message) == words

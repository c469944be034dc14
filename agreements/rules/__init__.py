"""The laws of the registry: one class each; its docstring is the law, its message what people read."""

from agreements.rules.conclusion import (
    AuthorisationsPrecedeSigning,
    ForceHasItsDate,
    ForceNeedsItsAuthorisations,
    ForceNeedsMeasurablePurpose,
    OnlyOldStepsAreUnknown,
    SigningHasItsDate,
    SigningNeedsItsAuthorisations,
)
from agreements.rules.ending import (
    EndHasPassed,
    EndingFollowsSigning,
    EndingHasItsDate,
    RenewalIsInForce,
    ReplacementIsInForce,
)
from agreements.rules.historical import (
    YEARS_UNTIL_OLD,
    HistoricalIsKnownFromSomewhere,
    HistoricalIsNotAuthorised,
    HistoricalIsOld,
    HistoricalIsStatedWhenSent,
    HistoricalSaysWhatIsUnknown,
    is_old_instrument,
)
from agreements.rules.law import Rule, violations_of
from agreements.rules.record import (
    SHORTEST_STATEMENT,
    DatesFollowEachOther,
    DueDiligenceIsWritten,
    LinksToItsOwnPlaces,
    NeedsSpecificPurpose,
    NeedsTitleInBothLanguages,
    NeedsTwoPlaces,
    NeedsType,
    SaysWhatItIsToEarlierOnes,
    SigningIsNotAhead,
)

__all__ = [
    "SHORTEST_STATEMENT",
    "YEARS_UNTIL_OLD",
    "AuthorisationsPrecedeSigning",
    "DatesFollowEachOther",
    "DueDiligenceIsWritten",
    "EndHasPassed",
    "EndingFollowsSigning",
    "EndingHasItsDate",
    "ForceHasItsDate",
    "ForceNeedsItsAuthorisations",
    "ForceNeedsMeasurablePurpose",
    "HistoricalIsKnownFromSomewhere",
    "HistoricalIsNotAuthorised",
    "HistoricalIsOld",
    "HistoricalIsStatedWhenSent",
    "HistoricalSaysWhatIsUnknown",
    "LinksToItsOwnPlaces",
    "NeedsSpecificPurpose",
    "NeedsTitleInBothLanguages",
    "NeedsTwoPlaces",
    "NeedsType",
    "OnlyOldStepsAreUnknown",
    "RenewalIsInForce",
    "ReplacementIsInForce",
    "Rule",
    "SaysWhatItIsToEarlierOnes",
    "SigningHasItsDate",
    "SigningIsNotAhead",
    "SigningNeedsItsAuthorisations",
    "is_old_instrument",
    "violations_of",
]

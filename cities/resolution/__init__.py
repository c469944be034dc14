"""Entity resolution: what place a name means, with whatever else is known beside it."""

from cities.resolution.answers import Candidate, Mention, Reason, ReasonCode, Resolution, Verdict
from cities.resolution.resolver import Resolver

__all__ = ["Candidate", "Mention", "Reason", "ReasonCode", "Resolution", "Resolver", "Verdict"]

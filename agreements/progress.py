"""How far an indicator has come on its way from baseline to target; pure."""

from dataclasses import dataclass
from decimal import Decimal

from agreements.choices import Direction
from agreements.models import Indicator, Measurement


@dataclass(frozen=True, slots=True)
class Progress:
    """The share of the way (0 at the baseline, 1 at the target; None where it cannot be told) and whether it is done.

    Without a baseline nobody knows how long the way is: only whether the target is reached.
    """

    share: Decimal | None
    is_reached: bool

    @property
    def percent(self) -> int | None:
        """The share in whole per cent, never below 0; more than 100 where the target was passed."""
        return None if self.share is None else max(0, int(self.share * 100))


def progress_of(indicator: Indicator, latest: Measurement | None) -> Progress:
    """How far the latest measurement is from the target."""
    if latest is None:
        return Progress(None, is_reached=False)
    falls = indicator.direction == Direction.FALL
    is_reached = latest.value <= indicator.target if falls else latest.value >= indicator.target
    way = None if indicator.baseline is None else indicator.target - indicator.baseline
    if indicator.baseline is None or not way:
        return Progress(None, is_reached)
    return Progress((latest.value - indicator.baseline) / way, is_reached)

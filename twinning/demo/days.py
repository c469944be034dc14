"""Days of the demo, told from the day of loading so that it never grows old."""

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone

from twinning.core.dates import PartialDate, parse_date

_AWAY = re.compile(r"^([+-]\d+)([dmy])$")
_MONTHS = {"m": 1, "y": 12}
SHORTEST_MONTH = 28
DAYS_BETWEEN = 11


@dataclass(frozen=True, slots=True)
class DemoCalendar:
    """Reads dates of the data files against the day of loading."""

    today: datetime.date

    def date(self, text: str) -> PartialDate:
        """`+24d` as that day, `-38m` and `-2y` as a day of that month; `2019`, `2019-05`, `2019-05-20` as written."""
        match = _AWAY.match(text)
        if match is None:
            return parse_date(text)
        count, unit = int(match[1]), match[2]
        if unit == "d":
            return PartialDate.day(self.today + datetime.timedelta(days=count))
        return PartialDate.day(_months_away(self.today, count * _MONTHS[unit]))

    def optional_date(self, text: str | None) -> PartialDate | None:
        """The date, or None where nothing is written."""
        return self.date(text) if text else None

    def day(self, text: str) -> datetime.date:
        """The first day the text can mean."""
        value = self.date(text).value
        if value is None:
            raise ValueError(f"The demo data want a known day: {text}")
        return value


def moment(day: datetime.date, hour: int = 9) -> datetime.datetime:
    """An hour of a day in the installation's time zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, 30)))


def _months_away(day: datetime.date, months: int) -> datetime.date:
    """A day of the month that lies so many months away; which one follows from the number, so that days differ."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1 + abs(months) * DAYS_BETWEEN % SHORTEST_MONTH)

"""A scale of days: where a day stands between the first and the last, and which days get a tick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chronicle.dates import civil, day_number

# Steps between ticks, in months.
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000)


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from one day to another; positions are in hundredths of its length."""

    first: int
    last: int

    def at(self, day: int) -> float:
        """Return the position of a day; days outside stand at the ends."""
        inside = min(max(day, self.first), self.last)
        return round((inside - self.first) / (self.last - self.first) * 100, 2)

    def ticks(self, most: int) -> Iterator[tuple[int, bool]]:
        """Return the first days of months, at most so many; each with whether it begins a year."""
        year, month, _ = civil(self.first)
        end_year, end_month, _ = civil(self.last)
        months = (end_year - year) * 12 + end_month - month
        step = next((one for one in _STEPS if months / one <= most), _STEPS[-1])
        at = year * 12 + month - 1
        at += -at % step
        while at <= end_year * 12 + end_month - 1:
            day = day_number(at // 12, at % 12 + 1, 1)
            if self.first <= day <= self.last:
                yield day, at % 12 == 0
            at += step

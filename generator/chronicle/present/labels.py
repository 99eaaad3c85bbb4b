"""Dates in words: long for sentences, short for the column of dates, one for machines.

What dates that stand together share is written once, on the side where the language
puts its years: "20 January to 14 August 2025", but 2025年1月20日至8月14日.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from babel.dates import format_date
from babel.lists import format_list

from chronicle.dates import Part, When, civil

if TYPE_CHECKING:
    from chronicle.present.words import Words

_LEAP_YEAR: Final = 2000  # stands in for years that `datetime` does not have
_MARKS: Final = {"~": "about", "?": "uncertain", "%": "about_uncertain"}
_PERIODS: Final = {
    ("season", 3): "spring",
    ("season", 6): "summer",
    ("season", 9): "autumn",
    ("season", 12): "winter",
    ("quarter", 1): "quarter_1",
    ("quarter", 4): "quarter_2",
    ("quarter", 7): "quarter_3",
    ("quarter", 10): "quarter_4",
    ("half", 1): "half_1",
    ("half", 7): "half_2",
}


def label(when: When, words: Words) -> str:
    """Write a date out: "between 20 January and 14 August 2025"."""
    return _Hand(words, long=True).when(when)


def short(when: When, words: Words) -> str:
    """Write a date for a narrow column: "by 20 Jan 2025"."""
    return _Hand(words, long=False).when(when)


def machine(when: When) -> str:
    """Return the `datetime` of HTML's `<time>`, "" for what that cannot say.

    It knows days, months and years from the year 1 on, neither choices nor doubts:
    https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value.
    """
    part = when.elements[0][0]
    length = {"day": 10, "month": 7, "year": 4}.get(part.precision, 0)
    if when.form != "point" or part.mark or part.year < 1:
        return ""
    return f"{part.year:04}-{part.month:02}-{part.day:02}"[:length]


def day_label(day: int, words: Words) -> str:
    """Write out the day of that number. Raises `ValueError` for an open end."""
    return _Hand(words, long=True).part(Part(*civil(day), "day"))


def month_name(month: int, words: Words) -> str:
    """Name a month, 1 to 12, as it stands alone in a heading."""
    return _Hand(words, long=True).calendar(Part(_LEAP_YEAR, month, 1, "month"), "MMM")


@dataclass(frozen=True, slots=True)
class _Hand:
    """How dates are written: in whose words, and whether they are written out."""

    words: Words
    long: bool

    def say(self, key: str, **values: str) -> str:
        return self.words(f"dates.{key}" if self.long else f"dates.short.{key}", **values)

    def when(self, when: When) -> str:
        if when.form == "extent":
            return self.extent(*when.elements[0])
        elements = list(dict.fromkeys(when.elements))
        if all(len(element) == 1 for element in elements):
            labels = self.together([element[0] for element in elements])
        else:
            labels = [self.choice(*element) for element in elements]
        return format_list(labels, style="or", locale=self.words.locale)

    def choice(self, first: Part, last: Part | None = None) -> str:
        if last is None or first == last:
            return self.part(first)
        if first.precision == "open":
            by = "by" if last.precision == "day" else "or_earlier"
            return self.say(by, date=self.part(last))
        if last.precision == "open":
            return self.say("or_later", date=self.part(first))
        return self.pair("between", first, last)

    def extent(self, first: Part, last: Part) -> str:
        if first == last:
            return self.part(first)
        match first.precision, last.precision:
            case "unknown", _:
                return self.say("start_unknown", date=self.part(last))
            case "open", _:
                return self.say("until", date=self.part(last))
            case _, "unknown":
                return self.say("end_unknown", date=self.part(first))
            case _, "open":
                return self.say("since", date=self.part(first))
        return self.pair("extent", first, last)

    def pair(self, key: str, first: Part, last: Part) -> str:
        before, after = self.together([first, last])
        days = _share([first, last], "month")
        return self.say(f"{key}_days" if days else key, first=before, last=after)

    def together(self, parts: list[Part]) -> list[str]:
        """Write dates that stand in one phrase, without repeating what they share."""
        if not _share(parts, "year"):
            return [self.part(part) for part in parts]
        fields = "" if _share(parts, "month") else "MMM"
        whole = 0 if self.pattern("yMMMd").startswith("y") else len(parts) - 1
        return [
            self.part(part)
            if index == whole
            else self.calendar(part, fields + "d" * (part.precision == "day"))
            for index, part in enumerate(parts)
        ]

    def part(self, part: Part) -> str:
        plain = self.period(part)
        return self.say(_MARKS[part.mark], date=plain) if part.mark else plain

    def period(self, part: Part) -> str:
        match part.precision:
            case "day":
                return self.calendar(part, "yMMMd")
            case "month":
                return self.calendar(part, "yMMM")
            case "year":
                return self.year(part.year)
            case "decade" if part.year >= 1000:
                return self.say("decade", year=str(part.year))
            case "decade" | "century":
                years = 9 if part.precision == "decade" else 99
                last = self.year(part.year + years)
                return self.say("years", first=self.year(part.year), last=last)
        name = _PERIODS[part.precision, part.month]
        following = self.year(part.year + 1)
        return self.say(name, year=self.year(part.year), next=following)

    def year(self, year: int) -> str:
        return self.calendar(Part(year, 1, 1, "year"), "y")

    def calendar(self, part: Part, skeleton: str) -> str:
        """Write those fields of a date which a CLDR skeleton such as `yMMMd` names."""
        year = str(part.year)
        if part.year < 1:
            year = self.words("dates.year_bc", year=1 - part.year)
        elif part.year < 1000:
            year = self.words("dates.year_ad", year=part.year)
        quoted = "'" + year.replace("'", "''") + "'"
        return format_date(
            date(_LEAP_YEAR, part.month, part.day),
            self.pattern(skeleton).replace("y", quoted),
            locale=self.words.locale,
        )

    def pattern(self, skeleton: str) -> str:
        pattern: str = self.words.locale.datetime_skeletons[skeleton].pattern
        if self.long:
            field = self.words("dates.month")
            pattern = pattern.replace("MMM", field)
            pattern = pattern.replace("LLL", field.replace("M", "L"))
        return pattern


def _share(parts: list[Part], unit: str) -> bool:
    """Whether these are unmarked dates in one year, or days in one month."""
    first = parts[0]
    allowed = {"day"} if unit == "month" else {"day", "month"}
    return all(
        part.precision in allowed
        and not part.mark
        and part.year == first.year
        and (unit == "year" or part.month == first.month)
        for part in parts
    )

"""Dates as news knows them: a day, a season, about then, one of these, from then on.

The notation is the part of EDTF (ISO 8601-2:2019) that `docs/` describes under *Dates*.
Days are numbers: those of `datetime.date.toordinal`, where 1 is 1 January of the year
1, carried on by the same Gregorian rules over the years -9999 to 9999. Years are
counted as astronomers do: 0 is 1 BC, -43 is 44 BC.

Decided here, where the standard is open: seasons are the meteorological ones of the
northern hemisphere, and a winter belongs to the year of its December.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias, cast

Mark: TypeAlias = Literal["", "~", "?", "%"]
Texts: TypeAlias = tuple[str, ...]
Form: TypeAlias = Literal["point", "choice", "extent"]
Order: TypeAlias = Literal["certain", "possible", "impossible"]
Precision: TypeAlias = Literal[
    "day", "month", "season", "quarter", "half", "year", "decade", "century",
    "open", "unknown",
]  # fmt: skip

BEGINNING: Final = -(10**7)  # the open ends, beyond every day
END: Final = 10**7

_LONGEST: Final = 400
_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPANS: Final = {  # how many months each lasts, and the days in half of it
    "day": (0, 3), "month": (1, 15), "season": (3, 45), "quarter": (3, 45),
    "half": (6, 91), "year": (12, 183), "decade": (120, 1826), "century": (1200, 18262),
}  # fmt: skip
_UNITS: Final[dict[str, tuple[Precision, int]]] = {  # what stands for a month
    "": ("year", 1), "XX": ("year", 1),
    **{f"{month:02}": ("month", month) for month in range(1, 13)},
    "21": ("season", 3), "22": ("season", 6), "23": ("season", 9), "24": ("season", 12),
    "33": ("quarter", 1), "34": ("quarter", 4), "35": ("quarter", 7),
    "36": ("quarter", 10), "40": ("half", 1), "41": ("half", 7),
}  # fmt: skip

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE: Final = re.compile(
    r"(-?[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%])?"
)
_FAULTS: Final = (
    (r"\A\Z", "a date is missing"),
    (r"[0-9]T[0-9]", "a date has no time of day"),
    (r"(?![Xx])[^\W\d_]", "a date is written in figures, not in words"),
    (r"\s", "a date has no spaces inside"),
    (r"(?![0-9])\d", "a date is written with the digits 0 to 9"),
    (r"[~?%].", "a qualifier (~ ? %) stands at the end of the whole date"),
    (r"\A-?[0-9]{4}(-[0-9]{1,2}){1,2}\Z", "month and day are of two digits each"),
    (r"\A-?[0-9]+\Z", "a year is of four digits, from -9999 to 9999"),
    ("", "this is none of the forms of a date"),
)

_STROKES: Final = {**dict.fromkeys(range(0x2010, 0x2016), "-"), 0x2026: ".."}
_TOKEN: Final = re.compile(r"(?<![0-9])-?[0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?(?![0-9])")
_PHRASES: Final = (
    (r"\b(before|by)\b|<", "[..{}]"),
    (r"\bafter\b|>", "[{}..]"),
    (r"\b(until|till)\b", "../{}"),
    (r"\b(since|from)\b", "{}/.."),
    (r"%|~.*\?|\?.*~", "{}%"),
    (r"\b(c|ca|circa|about|around|approximately)\b|~", "{}~"),
    (r"\b(maybe|perhaps|possibly|probably)\b|\?", "{}?"),
)
_WORDS: Final = (  # for the units above, from the first month to the second half
    "jan(uary)?", "feb(ruary)?", "mar(ch)?", "apr(il)?", "may", "june?", "july?",
    "aug(ust)?", "sept?(ember)?", "oct(ober)?", "nov(ember)?", "dec(ember)?",
    "spring", "summer", "autumn|fall", "winter", "q1|first quarter",
    "q2|second quarter", "q3|third quarter", "q4|fourth quarter",
    "h1|first half|early", "h2|second half|late",
)  # fmt: skip
_EXAMPLES: Final = {
    "point": ("2025-01-20", "2025-01", "2025"),
    "choice": ("[2025-01-20..2025-08-14]", "[..2025-01-20]", "[2025-05-03,2025-05-05]"),
    "extent": ("2024-12/2025-02", "2025-05/..", "/2025-05"),
}


class InvalidDate(ValueError):  # noqa: N818 - a finding about a record, no crash
    """No date: `reason` says why, `nearest` has three valid ones, likeliest first."""

    def __init__(self, text: str, reason: str = "", nearest: Texts = ()) -> None:
        """Keep all three; the message is the reason."""
        super().__init__(reason)
        self.text, self.reason, self.nearest = text, reason, nearest


@dataclass(frozen=True, slots=True)
class Part:
    """One of the dates written: the day on which it begins, and how long it may be.

    `2025-34` is the quarter beginning on (2025, 4, 1), `202X` the decade beginning on
    (2020, 1, 1). The `..` of a range is "open" and its empty end "unknown": no date.
    The `mark` is `~` for approximate, `?` for uncertain, `%` for both.
    """

    year: int
    month: int
    day: int
    precision: Precision
    mark: Mark = ""

    @property
    def earliest(self) -> int:
        """Its first day; `BEGINNING` if it is no date."""
        if self.precision in _SPANS:
            return day_number(self.year, self.month, self.day)
        return BEGINNING

    @property
    def latest(self) -> int:
        """Its last day; `END` if it is no date."""
        if self.precision not in _SPANS:
            return END
        if self.precision == "day":
            return self.earliest
        years, month = divmod(self.month - 1 + _SPANS[self.precision][0], 12)
        return day_number(self.year + years, month + 1, 1) - 1

    @property
    def margin(self) -> int:
        """By how many days `~` or `%` widens it on either side."""
        return _SPANS[self.precision][1] if self.mark in {"~", "%"} else 0


_OPEN: Final = Part(0, 1, 1, "open")
_UNKNOWN: Final = Part(0, 1, 1, "unknown")


@dataclass(frozen=True, slots=True)
class When:
    """A date as an editor wrote it: `text`, and the days `earliest` to `latest`.

    A "point" is one date, a "choice" one day of those in the brackets, an "extent"
    something that lasted. `elements` are the dates in it, each alone or as (first,
    last): one element for a point or an extent, at least one for a choice.
    """

    text: str
    earliest: int
    latest: int
    form: Form
    elements: tuple[tuple[Part, ...], ...]

    @property
    def key(self) -> tuple[int, int]:
        """What dates are sorted by; of records with the same key the id decides."""
        return self.earliest, self.latest

    @property
    def is_day(self) -> bool:
        """Whether it is one day, stated without reserve."""
        part = self.elements[0][0]
        return self.form == "point" and part.precision == "day" and not part.mark

    @property
    def start(self) -> tuple[int, int]:
        """The days between which it began, none of them after the end of an extent."""
        return self._began(0)

    @property
    def checked(self) -> tuple[int, int]:
        """The `start` that checks use, never shown: `~` and `%` widen it.

        By half a unit each way: a day by 3 days, a month by 15, a season or a quarter
        by 45, a half by 91, a year by 183, a decade by 1826, a century by 18262.
        """
        return self._began(1)

    def _began(self, margins: int) -> tuple[int, int]:
        ends = [(element[0], element[-1]) for element in self.elements]
        earliest = min(first.earliest - margins * first.margin for first, _ in ends)
        latest = max(last.latest + margins * last.margin for _, last in ends)
        if self.form == "extent":
            first = ends[0][0]
            latest = min(latest, first.latest + margins * first.margin)
        return earliest, latest


def parse(text: str) -> When:
    """Read a date; blanks around it do not matter. Raises `InvalidDate`."""
    written = text.strip()
    try:
        if _DAY.fullmatch(written):  # nearly every date: worth a short way
            day = date.fromisoformat(written)
            part = Part(day.year, day.month, day.day, "day")
            number = day.toordinal()
            return When(written, number, number, "point", ((part,),))
    except ValueError:
        pass  # no such day, or the year 0: for the grammar to say
    try:
        return _read(written)
    except InvalidDate as fault:
        raise InvalidDate(written, fault.reason, _nearest(written)) from None


def before(a: When, b: When) -> Order:
    """Whether `a` began before `b`, by the days in `checked` (*Time and cause*).

    The same day is possible, never certain, and so is whatever overlaps.
    """
    (a_earliest, a_latest), (b_earliest, b_latest) = a.checked, b.checked
    if a_latest < b_earliest:
        return "certain"
    return "impossible" if a_earliest > b_latest else "possible"


def day_number(year: int, month: int, day: int) -> int:
    """Count the days up to this one. Raises `ValueError` if it does not exist."""
    if not (1 <= month <= 12 and 1 <= day <= _length(year, month)):
        message = f"there is no day {year}-{month}-{day}"
        raise ValueError(message)
    if month < 3:  # a year from March to February has its leap day at the end
        year, month = year - 1, month + 12
    leaps = year // 4 - year // 100 + year // 400
    return 365 * year + leaps + (153 * month - 457) // 5 + day - 306


def civil(day: int) -> tuple[int, int, int]:
    """Give the year, month and day. Raises `ValueError` for an open end."""
    if not BEGINNING < day < END:
        message = "an open end is no day"
        raise ValueError(message)
    era, rest = divmod(day + 305, 146097)  # 400 years each, from 1 March of the year 0
    years = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    rest -= 365 * years + years // 4 - years // 100
    month = (5 * rest + 2) // 153  # March is 0
    later, number = divmod(month + 2, 12)
    return 400 * era + years + later, number + 1, rest - (153 * month + 2) // 5 + 1


def year_month(day: int) -> tuple[int, int]:
    """Give the year and the month. Raises `ValueError` for an open end."""
    return civil(day)[:2]


def iso(day: int) -> str:
    """Write a day as `2025-01-20`, an open end as `..`."""
    if not BEGINNING < day < END:
        return ".."
    year, month, number = civil(day)
    return f"{'-' * (year < 0)}{abs(year):04}-{month:02}-{number:02}"


def _length(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month]


def _read(text: str) -> When:
    """Read by the grammar; what this raises has no suggestions yet."""
    if len(text) > _LONGEST:
        raise InvalidDate(text, f"a date is of {_LONGEST} characters at most")
    if text.startswith("[") or text.endswith("]"):
        if text[:1] + text[-1:] != "[]":
            raise InvalidDate(text, "a choice begins with [ and ends with ]")
        elements = tuple(
            _range(it, "..") if ".." in it else (_date(it),) for it in text[1:-1].split(",")
        )
        earliest = min(element[0].earliest for element in elements)
        latest = max(element[-1].latest for element in elements)
        return When(text, earliest, latest, "choice", elements)
    if "/" in text:
        pair = _range(text, "/")
        return When(text, pair[0].earliest, pair[1].latest, "extent", (pair,))
    part = _date(text)
    return When(text, part.earliest, part.latest, "point", ((part,),))


def _range(text: str, sign: Literal["..", "/"]) -> tuple[Part, Part]:
    start, _, end = text.partition(sign)
    nothing = {"": _OPEN} if sign == ".." else {"": _UNKNOWN, "..": _OPEN}
    if start in nothing and end in nothing:
        raise InvalidDate(text, "at least one end needs a date")
    first, last = nothing.get(start) or _date(start), nothing.get(end) or _date(end)
    if first.earliest > last.latest:
        raise InvalidDate(text, f"the start, {start}, is after the end, {end}")
    return first, last


def _date(text: str) -> Part:
    match = _DATE.fullmatch(text)
    if match is None:
        reason = next(why for pattern, why in _FAULTS if re.search(pattern, text))
        raise InvalidDate(text, reason)
    year, month, day, mark = match.groups("")
    part = _period(text, year, month, day)
    if part.latest > 3_652_059:  # 9999-12-31; only a winter can
        raise InvalidDate(text, "this ends after the year 9999")
    return replace(part, mark=cast("Mark", mark))


def _period(text: str, year: str, month: str, day: str) -> Part:
    if month not in _UNITS:
        raise InvalidDate(text, f"month {month} does not exist")
    if year == "-0000":
        raise InvalidDate(text, "the year before 0001 is 0000, without a sign")
    precision, first = _UNITS[month]
    if "X" in year:
        if month:
            raise InvalidDate(text, "a year that is not specified has no months")
        precision = "century" if year.endswith("XX") else "decade"
    if day and precision != "month" and (month, day) != ("XX", "XX"):
        raise InvalidDate(text, "a day needs the month it lies in")
    number = int(year.replace("X", "0"))
    if day in {"", "XX"}:
        return Part(number, first, 1, precision)
    days = _length(number, first)
    if not 1 <= int(day) <= days:
        raise InvalidDate(text, f"{year}-{month} has {days} days, so no day {day}")
    return Part(number, first, int(day), "day")


def _nearest(text: str) -> Texts:
    """Three different valid dates that loose writing may have meant."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST].translate(_STROKES)).strip()
    found: dict[str, None] = {}
    for candidate in _candidates(plain):
        if len(found) < 3 and _readable(candidate):
            found[candidate] = None
    return tuple(found)


def _readable(text: str) -> bool:
    try:
        _read(text)
    except InvalidDate:
        return False
    return True


def _candidates(text: str) -> list[str]:
    """List what may have been meant, likeliest first; some of it may be invalid."""
    tight = "".join(text.split()).upper()
    bare = tight.strip("[](){}")
    choice = re.search(r"[\[{]|,\S|^[^/]*\.\.[^/]*$|\bor\b|\bbetween\b", text)
    extent = "/" in text and not re.fullmatch("[0-9]+(/[0-9]{1,2})+|.+/[0-9]{4}", tight)
    found = [tight, bare, bare.replace("-0000", "0000")]
    dates = sorted(filter(_readable, _TOKEN.findall(text)), key=lambda d: _read(d).key)
    if choice or extent:  # mend what cannot be read, leave the rest
        mended = [
            [it] * 3
            if it in {"", "..", ",", "/"} or _readable(it)
            else [*_guesses(it.lower()), "..", "", ""]
            for it in re.split(r"(\.\.|[,/])", bare)
        ]
        joined = map("".join, zip(*mended, strict=False) if len(mended) > 1 else ())
        found += [f"[{it}]" if choice else it for it in joined]
    if len(dates) > 1:
        pairs = [f"[{dates[0]}..{dates[-1]}]", f"{dates[0]}/{dates[-1]}"]
        found += [*(pairs if choice else pairs[::-1]), *dates]
    shape = "choice" if choice else "extent" if extent else "point"
    return [*found, *_guesses(text.lower()), *_EXAMPLES[shape]]


def _guesses(low: str) -> list[str]:
    """Dates that a phrase in lower case may mean, the most exact first."""
    dates = _figures(low)
    shapes = [shape for pattern, shape in _PHRASES if re.search(pattern, low)]
    return [shape.format(it) for shape in shapes[:1] for it in dates] + dates


def _figures(low: str) -> list[str]:
    if found := re.search(r"(?<![0-9-])([0-9]{3})(0s|x)", low):
        return [f"{found[1]}X", f"{found[1]}0", f"{found[1]}X~"]
    loose = re.sub(r"\b([0-9]{4})([0-9]{2})([0-9]{2})?\b", r"\1-\2-\3", low)
    numbers = re.findall("[0-9]+", loose.partition("-xx")[0])
    at = next((n for n, digits in enumerate(numbers) if len(digits) == 4), None)
    if at is None:
        return []
    year = "-" * low.startswith("-") + numbers.pop(at)
    small = [int(digits) for digits in numbers[:2]][:: -1 if at else 1]
    for unit, words in zip(list(_UNITS)[2:], _WORDS, strict=True):
        if re.search(rf"(?<![a-z])({words})(?![a-z])", low):
            if unit > "12":
                return [f"{year}-{unit}", year, f"{year}-{unit}~"]
            small, at = [int(unit), *small[-1:]], 0
            break
    if small[:1] > [12]:
        small.reverse()
    month, day = [*small, 1, 1][:2]
    month = min(max(month, 1), 12)  # the nearest that there is
    day = min(max(day, 1), _length(int(year), month))
    exact = f"{year}-{month:02}-{day:02}"
    forms = [exact, exact[:-3], year][2 - len(small) :]
    if at and len(small) == 2:  # the day may come first or second: 03/04/2025
        forms.insert(1, f"{year}-{small[1]:02}-{small[0]:02}")
    return [*forms, f"{forms[0]}~", f"{forms[0]}?"]

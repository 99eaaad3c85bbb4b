"""Dates: the golden cases, the laws they obey, and a second opinion."""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronicle.dates import (
    BEGINNING,
    END,
    InvalidDate,
    When,
    before,
    civil,
    day_number,
    iso,
    parse,
    year_month,
)

if TYPE_CHECKING:
    from time import struct_time

CASES = [
    case
    for path in sorted(Path(__file__).with_name("cases").glob("dates/*.yml"))
    for case in yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - text
]
VALID = [case for case in CASES if "form" in case]
INVALID = [case for case in CASES if "reason" in case]

steady = settings(derandomize=True, deadline=None, max_examples=150, database=None)

YEARS = st.one_of(st.integers(-9999, 9998), st.integers(1890, 2110))
CODES = (21, 22, 23, 24, 33, 34, 35, 36, 40, 41)
NUMBERS = st.integers(day_number(-9999, 1, 1), day_number(9999, 12, 31))


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    """Build a date of any precision."""
    year = draw(YEARS)
    mark = draw(st.sampled_from(["", "", "", "~", "?", "%"]))
    written = f"-{-year:04}" if year < 0 else f"{year:04}"
    unit = draw(st.sampled_from(["year", "decade", "code", "month", "day", "day"]))
    if unit == "year":
        return written + draw(st.sampled_from(["", "-XX", "-XX-XX"])) + mark
    if unit == "decade":
        return f"{abs(year) // 10:03}X{mark}"
    if unit == "code":
        return f"{written}-{draw(st.sampled_from([*CODES]))}{mark}"
    day = draw(st.integers(1, calendar.monthrange(year % 400 + 400, 2)[1]))
    month = draw(st.integers(1, 12))
    rest = f"-{day:02}" if unit == "day" else draw(st.sampled_from(["", "-XX"]))
    return f"{written}-{month:02}{rest}{mark}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Build points, choices and extents."""
    form = draw(st.sampled_from(["point", "range", "set", "extent"]))
    if form == "point":
        return draw(single_dates())
    if form == "set":
        return f"[{','.join(draw(st.lists(single_dates(), min_size=1, max_size=4)))}]"
    first, last = sorted([draw(single_dates()), draw(single_dates())], key=earliest)
    open_end = draw(st.sampled_from(["", "", "first", "last"]))
    nothing = draw(st.sampled_from(["", ".."])) if form == "extent" else ""
    first = nothing if open_end == "first" else first
    last = nothing if open_end == "last" else last
    return f"{first}/{last}" if form == "extent" else f"[{first}..{last}]"


def earliest(text: str) -> int:
    """Return the first day a text may mean."""
    return parse(text).earliest


def valid(text: str) -> bool:
    """Whether a text is a date."""
    try:
        parse(text)
    except InvalidDate:
        return False
    return True


whens = texts().map(parse)


def test_there_are_cases() -> None:
    """No golden case is lost, repeated or half written."""
    assert len(VALID) >= 100
    assert len(INVALID) >= 90
    assert len(VALID) + len(INVALID) == len(CASES)
    assert len({case["text"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", VALID, ids=lambda case: case["text"])
def test_valid(case: dict[str, Any]) -> None:
    """What a date means, as the case has it."""
    when = parse(case["text"])
    whole = [iso(when.earliest), iso(when.latest)]
    start = [iso(day) for day in when.start]
    assert when.text == case["text"]
    assert when.form == case["form"]
    assert whole == [case["earliest"], case["latest"]]
    assert start == case.get("start", whole)
    assert [iso(day) for day in when.checked] == case.get("checked", start)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case["text"])
def test_invalid(case: dict[str, Any]) -> None:
    """What is no date says why, and what may have been meant."""
    with pytest.raises(InvalidDate) as caught:
        parse(case["text"])
    fault = caught.value
    assert fault.text == case["text"]
    assert fault.reason == str(fault) == case["reason"]
    assert list(fault.nearest) == case["nearest"]


@pytest.mark.parametrize("text", ["2025" * 50_000, "[" * 100_000, "2025-01-20," * 9_000])
def test_huge(text: str) -> None:
    """A text of any size is refused at once, by its length."""
    with pytest.raises(InvalidDate, match="400 characters") as caught:
        parse(text)
    assert len(caught.value.nearest) == 3


def test_blanks_around() -> None:
    """Blanks around a date do not count, not even in its text."""
    assert parse(" 2025-01-20\n") == parse("2025-01-20")


def test_is_day() -> None:
    """Only one whole day without reserve is a day."""
    assert parse("2025-01-20").is_day
    others = ["2025-01", "2025-01-20~", "2025-01-20?", "[2025-01-20]", "2025-01-XX"]
    assert not any(parse(text).is_day for text in [*others, "2025-01-20/2025-01-20"])


def test_values() -> None:
    """Dates are values: hashable, equal by content, sorted by `key`."""
    dates = [parse(text) for text in ("2025", "2025-01", "[..2024]", "2024/..")]
    assert len({*dates, parse("2025")}) == len(dates)
    ordered = sorted(dates, key=lambda when: when.key)
    assert [when.text for when in ordered] == ["[..2024]", "2024/..", "2025-01", "2025"]


@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ("2025-01-20", "2025-01-21", "certain"),
        ("2025-01-20", "2025-01-20", "possible"),
        ("2025-01-21", "2025-01-20", "impossible"),
        ("2025-01", "2025-02", "certain"),
        ("2025-01", "2025-01-20", "possible"),
        ("2025-01~", "2025-02", "possible"),
        ("2025-01?", "2025-02", "certain"),
        ("2025-01-20~", "2025-01-23", "possible"),
        ("2025-01-20~", "2025-01-24", "certain"),
        ("[..2025-01-20]", "2025-01-21", "certain"),
        ("[2025-01-20..]", "2025-01-21", "possible"),
        ("2025-01-20/..", "2025-01-21", "certain"),
        ("2025-01-20/2025-08-14", "2025-05", "certain"),
        ("/2025-05", "1990", "possible"),
        ("/2025-05", "2025-06", "certain"),
        ("2025-06", "/2025-05", "impossible"),
    ],
)
def test_before(a: str, b: str, order: str) -> None:
    """Two dates, and whether the first began before the second."""
    assert before(parse(a), parse(b)) == order


@steady
@given(st.dates())
@example(date.min)
@example(date.max)
def test_day_numbers_are_ordinals(day: date) -> None:
    """Days have the numbers that the standard library gives them."""
    number = day.toordinal()
    assert day_number(day.year, day.month, day.day) == number
    assert civil(number) == (day.year, day.month, day.day)
    assert year_month(number) == (day.year, day.month)
    assert iso(number) == day.isoformat()
    assert parse(day.isoformat()).key == (number, number)


def test_every_month_before_the_common_era() -> None:
    """Counting month by month, by another leap year rule, gives the same numbers."""
    number = day_number(-9999, 1, 1)
    for year in range(-9999, 1):
        for month in range(1, 13):
            assert day_number(year, month, 1) == number
            assert civil(number) == (year, month, 1)
            # The calendar repeats itself every 400 years.
            number += calendar.monthrange(year % 400 + 400, month)[1]
            assert year_month(number - 1) == (year, month)
    assert number == date.min.toordinal()


@steady
@given(NUMBERS)
def test_day_numbers_round_trip(number: int) -> None:
    """Number to day and back, also before the year 1."""
    assert day_number(*civil(number)) == number
    assert parse(iso(number)).key == (number, number)


@pytest.mark.parametrize("day", [(2025, 2, 29), (2025, 0, 1), (2025, 13, 1), (1, 1, 0)])
def test_no_such_day(day: tuple[int, int, int]) -> None:
    """A day that does not exist has no number."""
    with pytest.raises(ValueError, match="no day"):
        day_number(*day)


@pytest.mark.parametrize("end", [BEGINNING, END])
def test_open_ends(end: int) -> None:
    """An open end has a sign and no calendar."""
    assert iso(end) == ".."
    with pytest.raises(ValueError, match="open end"):
        civil(end)
    with pytest.raises(ValueError, match="open end"):
        year_month(end)


@steady
@given(whens)
def test_ranges(when: When) -> None:
    """Every range runs forwards, and each lies within the wider one."""
    assert BEGINNING <= when.earliest <= when.latest <= END
    assert when.earliest == when.start[0] <= when.start[1] <= when.latest
    assert when.checked[0] <= when.start[0] <= when.start[1] <= when.checked[1]
    if when.form != "extent":
        assert when.start == when.key


@steady
@given(whens, whens, whens)
def test_order(a: When, b: When, c: When) -> None:
    """`before` is a strict order where certain, and both ways tell the same."""
    assert before(a, a) == "possible"
    mirror = {"certain": "impossible", "impossible": "certain", "possible": "possible"}
    assert before(b, a) == mirror[before(a, b)]
    if before(a, b) == before(b, c) == "certain":
        assert before(a, c) == "certain"


@steady
@given(st.one_of(st.text(), st.text("0123456789-X~?%[]./, "), texts()))
@example("9" * 399)
@example("~?" * 200)
@example("[" + "," * 300 + "]")
@example("\ufdfa" * 399)
@example("\0")
@example("\ud800")
def test_any_text_is_a_date_or_invalid(text: str) -> None:
    """Whatever is written, it is a date or says which three may be meant."""
    try:
        near: tuple[str, ...] = (parse(text).text,)
    except InvalidDate as fault:
        near = fault.nearest
    assert near == (text.strip(),) or len(set(near)) == 3
    assert [parse(it).text for it in near] == [*near]


# The package `edtf` reads the same notation; what it reads otherwise stands below.

KNOWN_TO_EDTF = [
    *("2025-01-20", "2025-05", "2025", "2024-02", "1900-02", "2000-02", "0001", "9999"),
    *("0000", "-0001", "-0043", "-0043-03-15", "-0004-02", "-0100-02", "-0004-02-29"),
    *("2025-21", "2025-22", "2025-23", "2024-33", "2024-34", "2024-35", "2024-36"),
    *("2026-40", "2026-41", "2025-08-14?", "2025-08~", "2025%", "2025-05-XX"),
    *("2024-02-XX", "2025-XX", "2025-XX-XX", "202X", "20XX", "000X"),
    *("[2025-01-20..2025-08-14]", "[..2025-01-20]", "[2025-01-20..]"),
    *("[2025-05-03,2025-05-05]", "[2024,2025,2027..2028]", "2024-12/2025-02"),
    *("2025-05/..", "../2025-05", "2025/2025-05", "2004-02-29/2005"),
]
FAULTS_OF_EDTF = {
    "1900-02-29": "takes a day that does not exist",
    "2025-05/2025-02": "takes a range that ends before it starts",
    "2025-24": "ends a winter with its December",
    "/2025-05": "takes an unknown start for one ten years earlier",
    "2025-05/": "takes an unknown end for one ten years later",
}


def opinion(text: str) -> tuple[str, str] | None:
    """Ask `edtf`: the first and the last day, or `None` for what it refuses."""

    def written(moment: struct_time | float) -> str:
        if moment in {inf, -inf}:
            return ".."
        year, month, day = tuple(moment)[:3]  # type: ignore[arg-type]
        return iso(day_number(year, month, 1) + day - 1)

    try:
        found = parse_edtf(text)
    except ValueError:
        return None
    return written(found.lower_strict()), written(found.upper_strict())


def our_opinion(text: str) -> tuple[str, str] | None:
    """Ask ourselves the same."""
    if not valid(text):
        return None
    when = parse(text)
    return iso(when.earliest), iso(when.latest)


@pytest.mark.parametrize("text", KNOWN_TO_EDTF)
def test_edtf_agrees(text: str) -> None:
    """Another implementation of the standard finds the same days."""
    assert our_opinion(text) == opinion(text) is not None


@pytest.mark.parametrize("text", FAULTS_OF_EDTF)
def test_edtf_disagrees(text: str) -> None:
    """Where it differs it is known to be wrong, or the standard to be open."""
    assert our_opinion(text) != opinion(text)


def test_edtf_agrees_at_random() -> None:
    """Days from all over the calendar, always the same ones."""
    chance = random.Random(2025)  # noqa: S311 - a sample, not a secret
    for _ in range(60):
        day = date.min + timedelta(days=chance.randrange(date.max.toordinal()))
        text = day.isoformat()[: chance.choice([4, 7, 10])]
        assert our_opinion(text) == opinion(text)

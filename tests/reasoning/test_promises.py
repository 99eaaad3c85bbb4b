"""Promises: the golden cases, and the laws of slips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, cases
from chronicle.dates import BEGINNING, END, When, iso, parse
from chronicle.library import Library
from chronicle.reasoning import reason
from chronicle.reasoning.promises import Account, Link, Slip, change, days
from records import library


def said(slip: Slip | None) -> str:
    """Say a slip as the cases do: `nothing`, `5`, `-12 to 3`, `pending .. to 14`."""
    if slip is None:
        return "nothing"
    low, high = ("" if end is None else str(end) for end in (slip.low, slip.high))
    span = low if low and low == high else f"{low or '..'} to {high or '..'}"
    return f"pending {span}" if slip.pending else span


def link(one: Link) -> str:
    known = "never" if one.known == END else iso(one.known)
    return " ".join([known, one.change, *([said(one.slip)] if one.slip else [])])


def told(found: Library, account: Account) -> Mapping[str, Any]:
    return {
        "links": [link(one) for one in account.links],
        "slip": said(account.slip),
        "last": said(account.last_slip),
        "overdue": "yes" if account.overdue else "no",
        "day": iso(found.day),
    }


@pytest.mark.parametrize("case", cases("promises"))
def test_cases(case: Case) -> None:
    found, expect = library(case), case["expect"]
    on = expect.get("on", {})
    for name in expect.get("of", ["p"]):
        now = told(found, reason(found).accounts[name])
        wanted = {key: value for key, value in expect.items() if key not in {"on", "of"}}
        assert {key: now[key] for key in wanted} == wanted
        for day, then_wanted in on.items():
            then = found.as_known_on(parse(day).latest)
            told_then = told(then, reason(then).accounts[name])
            assert {key: told_then[key] for key in then_wanted} == then_wanted, day


# Laws -------------------------------------------------------------------------------------------------

steady = settings(derandomize=True, deadline=None, max_examples=200, database=None)

OPPOSITE = {
    "slip": "pull-in",
    "pull-in": "slip",
    "firmed": "loosened",
    "loosened": "firmed",
    "dropped": "resumed",
    "resumed": "dropped",
    "unchanged": "unchanged",
}


@st.composite
def dates(draw: st.DrawFn) -> When:
    """Build a date in January 2025: a day, a choice with both ends or one, or an extent."""
    first, last = sorted([draw(st.integers(1, 12)), draw(st.integers(1, 12))])
    form = draw(
        st.sampled_from(["{0}", "[{0}..{1}]", "[{0}..{1}]", "[..{1}]", "[{0}..]", "{0}/{1}"])
    )
    return parse(form.format(f"2025-01-{first:02}", f"2025-01-{last:02}"))


def days_of(date: When) -> range:
    return range(date.earliest, date.latest + 1)


def is_closed(date: When) -> bool:
    return date.earliest > BEGINNING and date.latest < END


@steady
@given(dates(), dates())
def test_a_slip_holds_every_difference_and_both_ends_are_reached(a: When, b: When) -> None:
    slip = days(a, b)
    assert (slip.low is None) == (a.latest == END or b.earliest == BEGINNING)
    assert (slip.high is None) == (a.earliest == BEGINNING or b.latest == END)
    if is_closed(a) and is_closed(b):
        differences = {y - x for x in days_of(a) for y in days_of(b)}
        assert (slip.low, slip.high) == (min(differences), max(differences))


@steady
@given(dates(), dates())
def test_a_slip_seen_from_the_other_side_is_its_opposite(a: When, b: When) -> None:
    there, back = days(a, b), days(b, a)
    assert back.low == (None if there.high is None else -there.high)
    assert back.high == (None if there.low is None else -there.low)


@steady
@given(*[st.integers(1, 28).map(lambda day: parse(f"2025-02-{day:02}"))] * 3)
def test_slips_of_days_add_up(a: When, b: When, c: When) -> None:
    one, other, whole = days(a, b), days(b, c), days(a, c)
    assert one.low is not None
    assert other.low is not None
    assert one.low + other.low == whole.low == whole.high


@steady
@given(st.none() | dates(), st.none() | dates())
def test_a_change_and_its_opposite(before: When | None, after: When | None) -> None:
    assert change(after, before) == OPPOSITE[change(before, after)]


@steady
@given(dates(), dates())
def test_each_change_is_what_it_says(before: When, after: When) -> None:
    a, b, c, d = before.earliest, before.latest, after.earliest, after.latest
    assert {
        "slip": a < c and b < d,
        "pull-in": c < a and d < b,
        "firmed": a <= c and d <= b and (a, b) != (c, d),
        "loosened": c <= a and b <= d and (a, b) != (c, d),
        "unchanged": (a, b) == (c, d),
    } == {
        kind: kind == change(before, after)
        for kind in OPPOSITE
        if kind not in {"dropped", "resumed"}
    }


@steady
@given(dates(), dates(), st.integers(1, 12))
def test_a_pending_slip_is_that_to_the_day_asked_for(first: When, last: When, day: int) -> None:
    today = parse(f"2025-01-{day:02}")
    found = library(
        {
            "sources": {"a": {"published": "2025-01-01"}},
            "promises": {
                "p": {"expected": [{"date": one.text, "cite": "a"} for one in (first, last)]}
            },
        }
    ).as_known_on(today.latest)
    account = reason(found).accounts["p"]
    assert account.slip == replace(days(first, today), pending=True)
    assert account.last_slip == replace(days(last, today), pending=True)
    assert account.overdue == (last.latest < today.earliest)

"""What was expected against what came: the changes on the way, and the slip as a range of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chronicle.dates import BEGINNING, END, When
from chronicle.knowledge import known
from chronicle.library import Library
from chronicle.records import Promise
from chronicle.records.promise import Expectation

Change = Literal[
    "first", "slip", "pull-in", "firmed", "loosened", "dropped", "resumed", "unchanged"
]


@dataclass(frozen=True, slots=True)
class Slip:
    """How much later than expected, in days from `low` to `high`; less than 0 is early.

    `None` stands for a range without an end. While it is `pending`, what was promised has not come,
    and the days are those that had passed on the record's own day.
    """

    low: int | None
    high: int | None
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One expectation in the chain: the day it was published, and how it changed the one before."""

    expectation: Expectation
    known: int
    change: Change
    slip: Slip | None
    """By how many days it moved, where both have a date."""


@dataclass(frozen=True, slots=True)
class Account:
    """A promise with what is computed of it."""

    promise: Promise
    links: tuple[Link, ...]
    slip: Slip | None
    """From the first date given to the outcome; nothing where either has no date."""
    last_slip: Slip | None = None
    """From the last date given to the outcome; nothing where that is no date."""

    @property
    def first_date(self) -> When | None:
        """The first date that was given, if any ever was."""
        dates = (link.expectation.date for link in self.links)
        return next((date for date in dates if date is not None), None)

    @property
    def overdue(self) -> bool:
        """Whether the last date given had certainly passed on the record's own day, with nothing come."""
        return (
            self.last_slip is not None and self.last_slip.pending and (self.last_slip.low or 0) > 0
        )


def account(library: Library, promise: Promise) -> Account:
    """Follow a promise through its expectations to its outcome."""
    links: list[Link] = []
    for expectation in promise.expected:
        before = links[-1].expectation.date if links else None
        links.append(
            Link(
                expectation,
                known(expectation.cite, library.sources),
                change(before, expectation.date) if links else "first",
                days(before, expectation.date) if before and expectation.date else None,
            )
        )
    dated = [link.expectation.date for link in links if link.expectation.date is not None]
    if not dated:
        return Account(promise, tuple(links), None)
    return Account(
        promise,
        tuple(links),
        slip=outcome_slip(library, promise, dated[0]),
        last_slip=outcome_slip(library, promise, dated[-1]) if links[-1].expectation.date else None,
    )


def outcome_slip(library: Library, promise: Promise, expected: When) -> Slip | None:
    """Compare one date with what came; with the record's own day while nothing has come."""
    outcome = promise.outcome
    event = library.events.get(outcome.event) if outcome.event else None
    if (
        event is not None
        and event.withdrawn is None
        and outcome.state not in {"pending", "dropped"}
    ):
        return _between(expected, *event.date.start)
    if outcome.state == "pending" and library.day > BEGINNING:
        low, high = library.day - expected.latest, library.day - expected.earliest
        return Slip(
            None if expected.latest == END else low,
            None if expected.earliest == BEGINNING else high,
            pending=True,
        )
    return None


def days(expected: When, came: When) -> Slip:
    """Return by how many days one date is later than another: from the least to the most."""
    return _between(expected, came.earliest, came.latest)


def _between(expected: When, earliest: int, latest: int) -> Slip:
    return Slip(
        None if earliest == BEGINNING or expected.latest == END else earliest - expected.latest,
        None if latest == END or expected.earliest == BEGINNING else latest - expected.earliest,
    )


def change(before: When | None, after: When | None) -> Change:
    """Say how one expectation changed the one before; `None` is "no date"."""
    if after is None:
        return "unchanged" if before is None else "dropped"
    if before is None:
        return "resumed"
    a, b, c, d = before.earliest, before.latest, after.earliest, after.latest
    if (a, b) == (c, d):
        return "unchanged"
    if a <= c and d <= b:
        return "firmed"
    if c <= a and b <= d:
        return "loosened"
    return "slip" if c > a else "pull-in"

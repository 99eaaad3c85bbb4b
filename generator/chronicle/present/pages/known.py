"""The knowledge log, and the timeline as it stood on the days that mattered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from chronicle.dates import iso, year_month
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.present.pages.lists import by_slip
from chronicle.reasoning.log import Entry, log

MOST_DAYS = 24
"""So many days get a page of their own: the log grows with the record, not with its square."""

MOST_ROWS = 6_000
"""Of a large record fewer days get one: each page has a row for each event known by then."""


def pages(edition: Edition) -> Iterator[Page]:
    """Make the log, and a page for each of the latest days on which a highlight became known."""
    entries = log(edition.reasoned)
    if not entries:
        return
    days = days_with_pages(edition)
    yield _log(edition, entries, days)
    for number, day in enumerate(days):
        earlier = days[number - 1] if number else None
        later = days[number + 1] if number + 1 < len(days) else None
        yield _day(edition, day, earlier, later)


def days_with_pages(edition: Edition) -> tuple[int, ...]:
    """Return the days that have a page, in order."""
    known = (
        edition.reasoned.event_known(event)
        for event in edition.library.event_list
        if event.highlight
    )
    days = sorted({day for day in known if day is not None and day > 0})
    rows = max(len(edition.library.event_list), 1)
    return tuple(days[-max(min(MOST_DAYS, MOST_ROWS // rows), 1) :])


def address_of(day: int) -> str:
    """Return the address of a day's page."""
    return f"known/{iso(day)}/"


def _log(edition: Edition, entries: tuple[Entry, ...], days: tuple[int, ...]) -> Page:
    words, address = edition.words, "known/"
    years = [
        (edition.year(year), f"y{year}", tuple(of_year))
        for year, of_year in groupby(entries, key=lambda entry: year_month(entry.day)[0])
    ]
    addresses: Mapping[int, str] = {day: address_of(day) for day in days}
    return Page(
        address,
        words("nav.known"),
        words("known.description", title=edition.library.timeline.title, n=len(entries)),
        edition.render(
            "known.html.j2", address, years=years, addresses=addresses, count=len(entries)
        ),
        listed=True,
    )


def _day(edition: Edition, day: int, earlier: int | None, later: int | None) -> Page:
    words, address = edition.words, address_of(day)
    then = edition.as_known_on(day)
    date = edition.day(day)
    html = then.render(
        "known_day.html.j2",
        address,
        day=day,
        events=then.library.event_list,
        questions=[(one, then.reasoned.answers[one.id]) for one in then.library.question_list],
        promises=by_slip(then),
        earlier=earlier,
        later=later,
        address_of=address_of,
    )
    description = words("known.day_description", date=date, title=edition.library.timeline.title)
    return Page(address, words("known.day_title", date=date), description, html, listed=True)

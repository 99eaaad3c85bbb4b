"""The timeline: every event by year and month. And the front page of a site that has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from chronicle.dates import BEGINNING, year_month
from chronicle.present.edition import Edition
from chronicle.present.labels import month_name
from chronicle.present.page import Page
from chronicle.records import Event


@dataclass(frozen=True, slots=True)
class Month:
    """Events that begin in one month; without a title where only the year is known."""

    title: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of one year that have events."""

    anchor: str
    title: str
    months: tuple[Month, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """Make the timeline's page."""
    words, events = edition.words, edition.library.event_list
    address = "timeline/"
    yield Page(
        address,
        words("nav.timeline"),
        words("timeline.description", title=edition.library.timeline.title, n=len(events)),
        edition.render(
            "timeline.html.j2",
            address,
            title=words("nav.timeline"),
            lead=words("timeline.lead", n=len(events)),
            years=tuple(by_year(edition, events)),
        ),
        listed=True,
    )


def by_year(edition: Edition, events: Iterable[Event]) -> Iterator[Year]:
    """Group events, given in order, by the year and month of their earliest days."""
    for year, of_year in groupby(events, key=_year):
        months = tuple(
            Month(month_name(month, edition.words) if month else "", tuple(of_month))
            for month, of_month in groupby(of_year, key=_month)
        )
        if year is None:
            yield Year("before", edition.words("timeline.open_start"), months)
        else:
            yield Year(f"y{year}", edition.year(year), months)


def _year(event: Event) -> int | None:
    earliest = event.date.earliest
    return None if earliest == BEGINNING else year_month(earliest)[0]


def _month(event: Event) -> int | None:
    """Return the month that the event surely lies in or begins in; nothing where it is not known."""
    date = event.date
    if date.earliest == BEGINNING:
        return None
    first = year_month(date.earliest)
    # The year alone says no month; a choice or an extent begins in its first one.
    if date.form == "point" and first != year_month(date.latest):
        return None
    return first[1]


def front(edition: Edition) -> Page:
    """Make a front page from timeline.yml, for a site that has none of its own."""
    library = edition.library
    title = library.timeline.title
    open_ones = [one for one in library.question_list if one.state == "open"]
    return Page(
        "",
        title,
        edition.plain(library.timeline.summary) or title,
        edition.render(
            "front.html.j2",
            "",
            highlights=[event for event in library.event_list if event.highlight],
            questions=[(one, edition.reasoned.answers[one.id]) for one in open_ones],
        ),
    )


def answers_in_brief(edition: Edition, question: str) -> tuple[str, ...]:
    """Return the different answers to a question in the order in which they appear."""
    replies = edition.library.replies.get(question, ())
    return tuple(dict.fromkeys(reply.answer for reply in replies))

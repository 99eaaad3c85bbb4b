"""The chain of expectations as a picture: when each date was given, what it was, and what came."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from chronicle.dates import BEGINNING, END, civil
from chronicle.present.charts.scale import Scale
from chronicle.present.edition import Edition
from chronicle.present.labels import month_name
from chronicle.reasoning.promises import Account

ROW = 26
MOST_TICKS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation: the middle of its row, the day it was said, and the range it gave."""

    y: int
    said: float | None
    start: float | None
    width: float


def slips(edition: Edition, account: Account) -> Markup:
    """Draw a promise; nothing where no date was ever given."""
    library, promise = edition.library, account.promise
    event = library.events.get(promise.outcome.event) if promise.outcome.event else None
    outcome = event.date.start if event is not None else None
    pending = promise.outcome.state == "pending"
    spans = [
        (link.known, link.expectation.date.earliest, link.expectation.date.latest)
        if link.expectation.date
        else (link.known, BEGINNING, END)
        for link in account.links
    ]
    days = [day for span in spans for day in span]
    days += [*(outcome or ()), *((library.day,) if pending else ())]
    finite = [day for day in days if BEGINNING < day < END]
    if account.first_date is None or not finite or min(finite) == max(finite):
        return Markup()
    margin = max(1, (max(finite) - min(finite)) // 30)
    scale = Scale(min(finite) - margin, max(finite) + margin)
    rows = [
        Row(
            ROW * number + ROW // 2,
            scale.at(said) if said < END else None,
            None if (start, end) == (BEGINNING, END) else scale.at(start),
            round(max(scale.at(end + 1) - scale.at(start), 0.8), 2),
        )
        for number, (said, start, end) in enumerate(spans)
    ]
    return edition.render(
        "slips.svg.j2",
        "",
        title=promise.title,
        rows=rows,
        height=ROW * len(rows),
        outcome=(scale.at(outcome[0]), max(scale.at(outcome[1] + 1) - scale.at(outcome[0]), 0.8))
        if outcome
        else None,
        today=scale.at(library.day) if pending else None,
        ticks=[
            (scale.at(day), _tick(edition, day, year=year)) for day, year in scale.ticks(MOST_TICKS)
        ],
    )


def _tick(edition: Edition, day: int, *, year: bool) -> str:
    number, month, _ = civil(day)
    return edition.year(number) if year else month_name(month, edition.words)

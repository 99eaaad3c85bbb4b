"""The page of an event."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from chronicle.library import Library
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.records import Citation, Event, Promise, Question, Source
from chronicle.records.references import citations

Related = tuple[Event, str, tuple[Citation, ...], str]
"""An event that this one is joined to; note, citations and way of the link, where it has them."""


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each event, withdrawn ones too."""
    neighbours = dict(_neighbours(edition.library))
    for event in edition.library.events.values():
        yield page(edition, event, neighbours.get(event.id, (None, None)))


def page(edition: Edition, event: Event, neighbours: tuple[Event | None, Event | None]) -> Page:
    """Make the page of one event; `neighbours` are the ones before and after it in its lane."""
    address, path = event.ref.address, edition.paths[event.ref]
    earlier, later = neighbours
    html = edition.render(
        "event.html.j2",
        address,
        event=event,
        claims=tuple(zip(event.claim_ids(), event.claims, strict=True)),
        related=tuple(related(edition.library, event)),
        figures=event.figures,
        questions=_questions(edition.library, event),
        promises=_promises(edition.library, event),
        sources=_sources(edition.library, event),
        earlier=earlier,
        later=later,
        source=path,
    )
    description = edition.plain(event.summary or (event.claims[0].text if event.claims else ""))
    return Page(address, event.title, description or event.title, html, path)


def related(library: Library, event: Event) -> Iterator[tuple[str, tuple[Related, ...]]]:
    """Find the events that this one is joined to, from both ends, by relation."""
    because = tuple(
        (library.events[cause.event], cause.note or "", cause.cite, cause.through)
        for cause in event.because
    )
    led_to = tuple(
        (other, cause.note or "", cause.cite, cause.through)
        for other in library.events_naming(event.ref, "because.event")
        for cause in other.because
        if cause.event == event.id
    )
    groups: tuple[tuple[str, tuple[Related, ...]], ...] = (
        ("because", because),
        ("led_to", led_to),
        ("follows", _bare(library.events[one] for one in event.follows)),
        ("followed_by", _bare(library.events_naming(event.ref, "follows"))),
        ("part_of", _bare([library.events[event.part_of]] if event.part_of else ())),
        ("parts", _bare(library.events_naming(event.ref, "part_of"))),
        ("see_also", _bare(_see_also(library, event))),
    )
    return ((name, found) for name, found in groups if found)


def _bare(events: Iterator[Event] | list[Event] | tuple[Event, ...]) -> tuple[Related, ...]:
    return tuple((event, "", (), "event") for event in events)


def _see_also(library: Library, event: Event) -> Iterator[Event]:
    """Join both directions: who points here is worth seeing from here."""
    named = (library.events[one] for one in event.see_also)
    naming = library.events_naming(event.ref, "see_also")
    return iter({one.id: one for one in chain(named, naming)}.values())


def _questions(library: Library, event: Event) -> tuple[Question, ...]:
    asked = [answer.question for claim in event.claims for answer in claim.answers]
    asked += [one.id for one in library.naming(event.ref, "settled_by.event")]
    return tuple(library.questions[one] for one in dict.fromkeys(asked))


def _promises(library: Library, event: Event) -> tuple[Promise, ...]:
    return tuple(library.promises[one.id] for one in library.naming(event.ref, "outcome.event"))


def _sources(library: Library, event: Event) -> tuple[Source, ...]:
    """Return every source that the event cites, the earliest published first."""
    cited = {citation.source for _, citation in citations(event)}
    found = (library.sources[one] for one in cited)
    return tuple(sorted(found, key=lambda source: (source.published.key, source.id)))


def _neighbours(library: Library) -> Iterator[tuple[str, tuple[Event | None, Event | None]]]:
    for events in library.lanes.values():
        for before, event, after in zip((None, *events), events, (*events[1:], None), strict=False):
            yield event.id, (before, after)

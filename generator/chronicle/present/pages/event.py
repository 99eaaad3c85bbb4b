"""The page of an event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from chronicle.knowledge import SUPPORT
from chronicle.library import Library
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.reasoning.causality import Link, Range, gained
from chronicle.reasoning.origins import Origins, Trail
from chronicle.reasoning.standing import Standing
from chronicle.records import Citation, Claim, Event, Promise, Question, Source
from chronicle.records.references import citations


@dataclass(frozen=True, slots=True)
class Related:
    """An event that this one is joined to, and what is said of the link."""

    event: Event
    link: Link | None = None
    note: str = ""
    cite: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with everything that is computed of it."""

    claim: Claim
    standing: Standing
    origins: Origins
    trail: Trail
    support: tuple[Citation, ...]
    denials: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the links of an event add to its date: a smaller range, and the events that gave it."""

    span: Range
    after: tuple[str, ...]
    before: tuple[str, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each event, withdrawn ones too."""
    neighbours = dict(_neighbours(edition.library))
    for event in edition.library.events.values():
        yield page(edition, event, neighbours.get(event.id, (None, None)))


def page(edition: Edition, event: Event, neighbours: tuple[Event | None, Event | None]) -> Page:
    """Make the page of one event; `neighbours` are the ones before and after it in its lane."""
    address, path = event.ref.address, edition.paths[event.ref]
    reasoned, library = edition.reasoned, edition.library
    earlier, later = neighbours
    html = edition.render(
        "event.html.j2",
        address,
        event=event,
        standing=reasoned.standing(event),
        found=reasoned.event_origins(event),
        claims=tuple(tell(edition, event, claim) for claim in event.claims),
        narrowed=narrowing(edition, event),
        related=tuple(related(edition, event)),
        figures=event.figures,
        questions=_questions(library, event),
        promises=_promises(library, event),
        known=reasoned.event_known(event),
        recorded=edition.history.get(path),
        sources=_sources(library, event),
        earlier=earlier,
        later=later,
        source=path,
    )
    description = edition.plain(event.summary or (event.claims[0].text if event.claims else ""))
    return Page(
        address,
        event.title,
        description or event.title,
        html,
        path,
        listed=event.withdrawn is not None,
    )


def tell(edition: Edition, event: Event, claim: Claim) -> Told:
    """Put a claim together with what is computed of it."""
    key = (event.id, claim.id)
    reasoned = edition.reasoned
    return Told(
        claim,
        reasoned.standings[key],
        reasoned.origins[key],
        reasoned.trails[key],
        tuple(one for one in claim.cite if one.stance in SUPPORT),
        tuple(one for one in claim.cite if one.stance not in SUPPORT),
    )


def narrowing(edition: Edition, event: Event) -> Narrowing | None:
    """Return what the links of an event add to its date, if they add anything."""
    narrowed = edition.reasoned.narrowed.get(event.id)
    span = gained(event, narrowed) if narrowed else None
    if narrowed is None or span is None:
        return None
    start = event.date.start
    return Narrowing(
        span,
        narrowed.after[-1:] if span[0] > start[0] else (),
        narrowed.before[-1:] if span[1] < start[1] else (),
    )


def related(edition: Edition, event: Event) -> Iterator[tuple[str, tuple[Related, ...]]]:
    """Find the events that this one is joined to, from both ends, by relation."""
    library, links = edition.library, edition.links
    because = tuple(
        Related(
            library.events[cause.event],
            links.get((cause.event, event.id, "because")),
            cause.note or "",
            cause.cite,
        )
        for cause in event.because
    )
    led_to = tuple(
        Related(other, links.get((event.id, other.id, "because")), cause.note or "", cause.cite)
        for other in library.events_naming(event.ref, "because.event")
        for cause in other.because
        if cause.event == event.id
    )
    follows = tuple(
        Related(library.events[one], links.get((one, event.id, "follows"))) for one in event.follows
    )
    followed_by = tuple(
        Related(other, links.get((event.id, other.id, "follows")))
        for other in library.events_naming(event.ref, "follows")
    )
    groups: tuple[tuple[str, tuple[Related, ...]], ...] = (
        ("because", because),
        ("led_to", led_to),
        ("follows", follows),
        ("followed_by", followed_by),
        ("part_of", _bare([library.events[event.part_of]] if event.part_of else ())),
        ("parts", _bare(library.events_naming(event.ref, "part_of"))),
        ("see_also", _bare(_see_also(library, event))),
    )
    return ((name, found) for name, found in groups if found)


def _bare(events: Iterable[Event]) -> tuple[Related, ...]:
    return tuple(Related(event) for event in events)


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

"""Causes and reports checked against time: order, cycles, and ranges tightened along the links.

A link says that one event began no later than another: because of it, or simply after it. Ranges are
those of `When.checked`, in which "about" is widened, and an extent counts from its start.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import networkx

from chronicle.dates import BEGINNING, END, Order, When
from chronicle.knowledge import SUPPORT, Sources
from chronicle.library import Library
from chronicle.reasoning.origins import loops
from chronicle.records import Event, Source
from chronicle.records.event import Cause

Relation = Literal["because", "follows"]
Range = tuple[int, int]
PLAN: Final = "plan"
"""The kind of event that may be reported before its day."""


@dataclass(frozen=True, slots=True)
class Link:
    """An event that is said to come after another, and whether the dates allow it."""

    earlier: Event
    later: Event
    relation: Relation
    position: int
    """Where in the later event's `because` or `follows` it stands."""
    cause: Cause | None
    span: Range
    """The days of the earlier one that count: its start, or, for a reaction, when it was known."""
    order: Order

    @property
    def through_report(self) -> bool:
        """Whether the later one is a reaction to the news of the earlier one."""
        return self.cause is not None and self.cause.through == "report"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The range of an event's start after all links, and the events that gave its two ends."""

    event: str
    range: Range
    earliest_by: Mapping[str, Link] = field(repr=False, compare=False)
    """For every event that has it from another, the link that gave its earliest day."""
    latest_by: Mapping[str, Link] = field(repr=False, compare=False)
    """For every event that has it from another, the link that gave its latest day."""

    @property
    def after(self) -> tuple[str, ...]:
        """The events through which its earliest day came, the one that set it last; empty: its own."""
        return tuple(link.earlier.id for link in _way(self.event, self.earliest_by))

    @property
    def before(self) -> tuple[str, ...]:
        """The events through which its latest day came, the one that set it last; empty: its own."""
        return tuple(link.later.id for link in _way(self.event, self.latest_by))

    @property
    def empty(self) -> bool:
        """Whether no day is left."""
        return self.range[0] > self.range[1]


@dataclass(frozen=True, slots=True)
class Early:
    """A citation that reports what cannot have happened by then: where it stands, and both days."""

    event: Event
    claim: int
    cite: int
    published: int
    """The latest day on which the source may have appeared."""
    earliest: int
    """The earliest day on which what it reports may have happened."""


def links(library: Library) -> tuple[Link, ...]:
    """Find all links between events that have not been withdrawn, in the order of the timeline."""
    return tuple(link for event in library.event_list for link in _links(library, event))


def _links(library: Library, event: Event) -> Iterator[Link]:
    named: list[tuple[Relation, int, str, Cause | None]] = [
        *(("because", n, cause.event, cause) for n, cause in enumerate(event.because)),
        *(("follows", n, name, None) for n, name in enumerate(event.follows)),
    ]
    for relation, position, name, cause in named:
        earlier = library.events.get(name)
        if earlier is not None and earlier.withdrawn is None:
            by_report = cause is not None and cause.through == "report"
            span = _reported(earlier, library.sources) if by_report else earlier.date.checked
            yield Link(
                earlier, event, relation, position, cause, span, order(span, event.date.checked)
            )


def _reported(event: Event, sources: Sources) -> Range:
    """Return the days between which it became known: the first claim's first report."""
    cite = event.claims[0].cite if event.claims else ()
    spans = [
        _appeared(sources[one.source])
        for one in cite
        if one.stance in SUPPORT and one.source in sources
    ]
    if not spans:
        return BEGINNING, END
    return min(first for first, _ in spans), min(last for _, last in spans)


def _appeared(source: Source) -> Range:
    """Return the days between which a source was published, widened like any date that is checked."""
    earliest, latest = source.published.checked
    return earliest, max(latest, source.published.latest)


def order(earlier: Range, later: Range) -> Order:
    """Whether something in the one range came before something in the other; the same day may be."""
    if earlier[1] < later[0]:
        return "certain"
    return "impossible" if earlier[0] > later[1] else "possible"


def cycles(found: tuple[Link, ...]) -> tuple[tuple[str, ...], ...]:
    """Find events that come after themselves: one cycle for each knot of them."""
    graph: dict[str, list[str]] = {}
    for link in found:
        graph.setdefault(link.earlier.id, []).append(link.later.id)
        graph.setdefault(link.later.id, [])
    return loops({name: sorted(others) for name, others in graph.items()})


def narrow(found: tuple[Link, ...]) -> Mapping[str, Narrowed]:
    """Tighten the ranges along the links until nothing moves; only events on a link are in it.

    What is before something begins no later than it, what is after something no earlier. Links that
    are impossible by themselves, and those within a cycle, are left out: they are findings already.
    The rest has no cycles, so that going over it once in each direction moves all that moves.
    """
    usable = _usable(found)
    into: dict[str, list[Link]] = defaultdict(list)
    out_of: dict[str, list[Link]] = defaultdict(list)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    earliest: dict[str, int] = {}
    latest: dict[str, int] = {}
    for link in usable:
        into[link.later.id].append(link)
        out_of[link.earlier.id].append(link)
        graph.add_edge(link.earlier.id, link.later.id)
        for event in (link.earlier, link.later):
            earliest[event.id], latest[event.id] = event.date.checked
    earliest_by: dict[str, Link] = {}
    latest_by: dict[str, Link] = {}
    ordered = list(networkx.topological_sort(graph))
    for name in ordered:
        for link in into[name]:
            bound = link.span[0] if link.through_report else earliest[link.earlier.id]
            if bound > earliest[name]:
                earliest[name], earliest_by[name] = bound, link
    for name in reversed(ordered):
        for link in out_of[name]:
            # That the news came in time says of the thing itself only what its own date says.
            if not link.through_report and latest[link.later.id] < latest[name]:
                latest[name], latest_by[name] = latest[link.later.id], link
    return {
        name: Narrowed(name, (earliest[name], latest[name]), earliest_by, latest_by)
        for name in sorted(earliest)
    }


def _usable(found: tuple[Link, ...]) -> tuple[Link, ...]:
    """Leave out links that are impossible, and those within a cycle."""
    possible = [link for link in found if link.order != "impossible"]
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_edges_from((link.earlier.id, link.later.id) for link in possible)
    knot = {
        name: number
        for number, component in enumerate(networkx.strongly_connected_components(graph))
        for name in component
    }
    return tuple(link for link in possible if knot[link.earlier.id] != knot[link.later.id])


def _way(name: str, given_by: Mapping[str, Link]) -> Iterator[Link]:
    """Follow a bound back to where it was set: by an event's own date, or by the day of a report."""
    while (link := given_by.get(name)) is not None:
        yield link
        if link.through_report:
            return
        name = link.earlier.id if link.later.id == name else link.later.id


def contradictions(narrowed: Mapping[str, Narrowed]) -> tuple[tuple[str, ...], ...]:
    """Find the chains that leave an event no day, from what sets the first day to what sets the last.

    All events on such a chain are left with none. It is told once, by the event on it whose first day
    is its own or that of a report.
    """
    found = (
        (*reversed(one.after), one.event, *one.before) for one in narrowed.values() if _begins(one)
    )
    return tuple(sorted(found))


def _begins(one: Narrowed) -> bool:
    link = one.earliest_by.get(one.event)
    return one.empty and (link is None or link.through_report)


def gained(event: Event, narrowed: Narrowed) -> Range | None:
    """Return the narrowed range where it is smaller than the date as stated, and not empty."""
    start, end = event.date.start
    low, high = max(start, narrowed.range[0]), min(end, narrowed.range[1])
    if (low, high) == (start, end) or low > high:
        return None
    return low, high


def early(library: Library) -> tuple[Early, ...]:
    """Find sources that report an event, or what its claim dates, before it can have happened.

    Background may have been known before: a claim beside the first one that bears no date of its own is
    not compared. What is still ahead on the record's own day is a plan, like an event of that kind, and so
    is what somebody expects.
    """
    return tuple(
        one
        for event in library.event_list
        if event.kind != PLAN
        for one in _early(event, library.sources, library.day)
    )


def _early(event: Event, sources: Sources, today: int) -> Iterator[Early]:
    for claim_at, claim in enumerate(event.claims):
        date: When | None = claim.date or (event.date if claim_at == 0 else None)
        if date is None or date.checked[0] > today:
            continue
        for cite_at, citation in enumerate(claim.cite):
            source = sources.get(citation.source)
            if source is not None and citation.stance in SUPPORT:
                published = _appeared(source)[1]
                if published < date.checked[0]:
                    yield Early(event, claim_at, cite_at, published, date.checked[0])

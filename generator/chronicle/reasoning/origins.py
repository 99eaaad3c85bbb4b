"""Where a claim starts: citations are followed to their ends, and the ends are counted.

A citation relies on what it names, or else on what its source names; a source that relies on nothing
is an end. Three things decide who speaks there. If the claim itself cites the source at the end, that
citation says so: a chain that enters a source cited by the same claim, with the same stance, goes on
by that citation. If not, the voice named by the citation in which the chain began has been passed on
unchanged. Failing both, it is the source's own voice, which its kind tells; but what a retraction
without a voice takes back is what the claim cites its source for.

Only citations that say or confirm give origins. A chain that comes back to itself gives none, and one
that ends in a source that is not there (`Library.without`) gives none either.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import networkx

from chronicle.dates import BEGINNING
from chronicle.knowledge import SUPPORT, Sources, published
from chronicle.records import Citation, Claim, Source
from chronicle.records.record import Voice

VoiceKind = Literal["named", "document", "analysis", "unnamed", "unstated"]

_PUBLISHER_SPEAKS = {"statement", "document", "paper", "dataset", "post"}


class End(NamedTuple):
    """An origin: who speaks at the end of a chain. Two equal ends are one origin.

    `name` is an entity's id, the name of a document, a publisher's id, or, for voices that nobody can
    tell apart, empty; `source` is where they speak, empty where that makes no difference.
    """

    kind: VoiceKind
    name: str
    source: str
    speaker: str = ""
    """The entity that is on the record: the named one, or who published the document."""


class Step(NamedTuple):
    """A source met on the way, with the voice that was passed on to it, if any."""

    source: str
    carried: Voice | None = None


@dataclass(frozen=True)
class Trail:
    """Everything that citations lead to: first steps, steps after each step, and ends by step."""

    starts: tuple[Step, ...]
    onward: Mapping[Step, tuple[Step, ...]]
    ends: Mapping[Step, tuple[End, ...]]
    voices: Mapping[End, Voice]
    """In whose words an end is described, where citations say so."""
    branching: bool
    """Whether any step is reached in more than one way; without that there is no loop."""

    @cached_property
    def into(self) -> Mapping[Step, tuple[Step, ...]]:
        """The steps before each step."""
        found: dict[Step, list[Step]] = defaultdict(list)
        for step, others in self.onward.items():
            for other in others:
                found[other].append(step)
        return {step: tuple(others) for step, others in found.items()}

    @cached_property
    def at(self) -> Mapping[End, int]:
        """At how many steps each end is found."""
        return Counter(end for ends in self.ends.values() for end in set(ends))

    @cached_property
    def steps_of(self) -> Mapping[str, tuple[Step, ...]]:
        """The steps of each source."""
        found: dict[str, list[Step]] = defaultdict(list)
        for step in self.onward:
            found[step.source].append(step)
        return {source: tuple(steps) for source, steps in found.items()}

    @cached_property
    def borne(self) -> Mapping[str, frozenset[End]]:
        """Where nothing branches: the ends that are behind each source and nowhere else."""
        found: dict[str, Counter[End]] = defaultdict(Counter)
        for last, ends in self.ends.items():
            way = {last.source}
            step = last
            while step in self.into:
                (step,) = self.into[step]
                way.add(step.source)
            for source in way:
                found[source].update(set(ends))
        return {
            source: frozenset(end for end, number in counted.items() if number == self.at[end])
            for source, counted in found.items()
        }

    def spoken(self, sources: Sources) -> Iterator[tuple[End, int]]:
        """Find the days on which each end spoke: those of the sources in which it did."""
        for step, ends in self.ends.items():
            for end in ends:
                yield end, published(step.source, sources)

    def all_ends(self) -> tuple[End, ...]:
        """Return the different ends in total order."""
        return tuple(sorted({end for ends in self.ends.values() for end in ends}))

    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Return the loops, each as the sources on it in order."""
        if not self.branching:
            return ()
        graph: dict[str, set[str]] = defaultdict(set)
        for step, others in self.onward.items():
            graph[step.source].update(other.source for other in others)
        return loops(graph)


@dataclass(frozen=True, slots=True)
class Origins:
    """The independent origins of a claim: at least so many, at most so many."""

    ends: tuple[End, ...] = ()
    retracted: tuple[End, ...] = ()
    """Origins that took it back, and so count no longer."""
    denials: tuple[End, ...] = ()
    """Who denies it."""
    loops: tuple[tuple[str, ...], ...] = ()
    """Circular reporting met on the way."""

    @property
    def least(self) -> int:
        """At least so many: those with a name, or one group of unnamed people where there are none."""
        known = sum(end.kind in {"named", "document", "analysis"} for end in self.ends)
        return known or int(any(end.kind == "unnamed" for end in self.ends))

    @property
    def most(self) -> int:
        """At most so many: all ends, with groups in different sources counted apart."""
        return len(self.ends)


def origins(claim: Claim, sources: Sources, trail: Trail | None = None) -> Origins:
    """Count the independent origins of a claim; its trail of support can be given."""
    support = trail or follow(claim.cite, SUPPORT, sources)
    ends = support.all_ends()
    retracted = _retracted(claim, support, sources)
    return Origins(
        ends=tuple(end for end in ends if end not in retracted),
        retracted=tuple(end for end in ends if end in retracted),
        denials=_denials(claim, sources),
        loops=support.loops(),
    )


def follow(
    citations: Iterable[Citation],
    stances: Iterable[str],
    sources: Sources,
    heard: Iterable[Citation] = (),
) -> Trail:
    """Follow the citations of these stances to their ends; each step is taken once.

    `heard` are other citations, whose voices a chain that has none takes over in their sources.
    """
    stances = frozenset(stances)
    followed = _by_source(one for one in citations if one.stance in stances)
    others = _by_source(heard)
    starts = tuple(Step(source) for source in followed)
    onward: dict[Step, tuple[Step, ...]] = {}
    ends: dict[Step, tuple[End, ...]] = {}
    voices: dict[End, Voice] = {}
    branching = False
    waiting = list(starts)
    while waiting:
        step = waiting.pop()
        if step in onward:
            branching = True
            continue
        source = sources.get(step.source)
        if source is None:
            onward[step] = ()
            continue
        spoken = followed.get(step.source) or (
            others.get(step.source) if step.carried is None else None
        )
        if spoken:
            ways = [
                (one.by, source.relies_on if one.relies_on is None else one.relies_on)
                for one in spoken
            ]
        else:
            ways = [(step.carried, source.relies_on)]
        onward[step] = tuple(
            dict.fromkeys(
                Step(name, None if name in followed else _passed_on(by))
                for by, relies_on in ways
                for name in relies_on
            )
        )
        for by, relies_on in ways:
            if not relies_on:
                end = end_of(source, by)
                ends[step] = (*ends.get(step, ()), end)
                if by is not None:
                    voices.setdefault(end, by)
        waiting += onward[step]
    return Trail(starts, onward, ends, voices, branching)


def follow_retractions(claim: Claim, sources: Sources) -> Trail:
    """Follow the citations that take a claim back to those who did."""
    retractions = [one for one in claim.cite if one.stance == "retracts"]
    heard = [one for one in claim.cite if one.stance in SUPPORT] if retractions else []
    return follow(retractions, {"retracts"}, sources, heard)


def _by_source(citations: Iterable[Citation]) -> Mapping[str, list[Citation]]:
    found: dict[str, list[Citation]] = {}
    for one in citations:
        found.setdefault(one.source, []).append(one)
    return found


def _passed_on(by: Voice | None) -> Voice | None:
    """Return the voice that a source passes on: that it names nobody says nothing of its own source."""
    return None if by is None or by.unstated else by


def end_of(source: Source, by: Voice | None) -> End:
    """Say who speaks where a chain stops."""
    if by is not None:
        if by.entity is not None:
            return End("named", by.entity, "", by.entity)
        if by.document is not None:
            return End("document", by.document, source.id, source.publisher)
        if by.people is not None:
            return End("unnamed", "", source.id)
        return End("unstated", "", source.id)
    if source.kind in _PUBLISHER_SPEAKS:
        return End("named", source.publisher, "", source.publisher)
    if source.kind == "analysis":
        return End("analysis", source.publisher, "")
    return End("unstated", "", source.id)


def _denials(claim: Claim, sources: Sources) -> tuple[End, ...]:
    if not any(citation.stance == "denies" for citation in claim.cite):
        return ()
    return follow(claim.cite, {"denies"}, sources).all_ends()


def _retracted(claim: Claim, support: Trail, sources: Sources) -> frozenset[End]:
    """Find the ends that took the claim back: themselves, or the publisher in whose source they spoke.

    What was taken back before an end first said so is something else.
    """
    retraction = follow_retractions(claim, sources)
    if not retraction.ends:
        return frozenset()
    themselves: dict[End, int] = {}
    publishers: dict[str, int] = {}
    for end, day in retraction.spoken(sources):
        themselves[end] = max(day, themselves.get(end, day))
        if end.kind in {"named", "analysis"}:
            publishers[end.name] = max(day, publishers.get(end.name, day))
    return frozenset(
        end
        for end, first in _first(support.spoken(sources)).items()
        if first <= themselves.get(end, BEGINNING)
        or first <= publishers.get(_publisher(end, sources), BEGINNING)
    )


def _first(spoken: Iterable[tuple[End, int]]) -> Mapping[End, int]:
    found: dict[End, int] = {}
    for end, day in spoken:
        found[end] = min(day, found.get(end, day))
    return found


def _publisher(end: End, sources: Sources) -> str:
    """Return who answers for an end that is not on the record; nobody for one that is."""
    if end.kind == "analysis":
        return end.name
    return sources[end.source].publisher if end.source else ""


def loops(graph: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Find one loop in each part of a graph that has any, as the nodes in order."""
    directed: networkx.DiGraph[str] = networkx.DiGraph(
        {node: sorted(others) for node, others in graph.items()}
    )
    found = []
    for component in networkx.strongly_connected_components(directed):
        first = min(component)
        if len(component) > 1 or directed.has_edge(first, first):
            inside = directed.subgraph(sorted(component))
            found.append(tuple(edge[0] for edge in networkx.find_cycle(inside, first)))
    return tuple(sorted(found))


def circular_sources(sources: Sources) -> tuple[tuple[str, ...], ...]:
    """Find sources that rely on one another in a circle, whatever claims cite them."""
    return loops(
        {
            name: [one for one in source.relies_on if one in sources]
            for name, source in sources.items()
        }
    )

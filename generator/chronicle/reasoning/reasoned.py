"""Everything that follows from a library: each thing computed when first asked for, and once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from chronicle.dates import END
from chronicle.knowledge import SUPPORT, event_known, known
from chronicle.library import Library
from chronicle.reasoning import causality, questions
from chronicle.reasoning.bearing import Bearing, lost
from chronicle.reasoning.causality import Link, Narrowed
from chronicle.reasoning.origins import (
    Origins,
    Trail,
    circular_sources,
    follow,
    follow_retractions,
    origins,
)
from chronicle.reasoning.promises import Account, account
from chronicle.reasoning.questions import Answer, ClaimKey
from chronicle.reasoning.standing import Standing, pillars, standing, strength
from chronicle.records import Citation, Claim, Event, Question

Key = TypeVar("Key")
Value = TypeVar("Value")


class Lazily(Mapping[Key, Value]):
    """A mapping whose values are worked out when they are first asked for, and once."""

    def __init__(self, keys: Mapping[Key, object], make: Callable[[Key], Value]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True)
class Reasoned:
    """A library with all that is computed of it. Claims are named by their event's id and their own."""

    library: Library

    @cached_property
    def claims(self) -> Mapping[ClaimKey, tuple[Event, Claim]]:
        """Every claim, those of withdrawn events too, in the order of the records."""
        return {
            (event.id, claim.id): (event, claim)
            for event in self.library.events.values()
            for claim in event.claims
        }

    @cached_property
    def trails(self) -> Mapping[ClaimKey, Trail]:
        """Where the supporting citations of each claim lead."""

        def trail(key: ClaimKey) -> Trail:
            return follow(self.claims[key][1].cite, SUPPORT, self.library.sources)

        return Lazily(self.claims, trail)

    @cached_property
    def origins(self) -> Mapping[ClaimKey, Origins]:
        """The independent origins of each claim."""

        def found(key: ClaimKey) -> Origins:
            return origins(self.claims[key][1], self.library.sources, self.trails[key])

        return Lazily(self.claims, found)

    @cached_property
    def rivalries(self) -> Mapping[ClaimKey, tuple[str, ...]]:
        """For each claim that has rivals, the questions in which."""
        return questions.rivalries(self.library, lambda key: self.origins[key].least)

    @cached_property
    def standings(self) -> Mapping[ClaimKey, Standing]:
        """The standing of each claim."""

        def found(key: ClaimKey) -> Standing:
            event, claim = self.claims[key]
            return standing(event, claim, self.origins[key], self.rivalries.get(key, ()))

        return Lazily(self.claims, found)

    def standing(self, event: Event) -> Standing | None:
        """Return the standing of an event, which is that of its first claim."""
        return self.standings[event.id, event.claims[0].id] if event.claims else None

    def event_origins(self, event: Event) -> Origins:
        """Return the origins of an event, which are those of its first claim."""
        return self.origins[event.id, event.claims[0].id] if event.claims else Origins()

    @cached_property
    def known(self) -> Mapping[ClaimKey, int]:
        """The day on which each claim became known; `END` if nothing supports it."""
        sources = self.library.sources
        return {key: known(claim.cite, sources) for key, (_, claim) in self.claims.items()}

    def event_known(self, event: Event) -> int | None:
        """Return the day on which an event became known, if it ever did."""
        day = event_known(event, self.library.sources)
        return day if day < END else None

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Sources that rely on one another in a circle."""
        return circular_sources(self.library.sources)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Causes and sequences, checked against time."""
        return causality.links(self.library)

    @cached_property
    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Events that come after themselves."""
        return causality.cycles(self.links)

    @cached_property
    def narrowed(self) -> Mapping[str, Narrowed]:
        """The ranges of events on a link, tightened."""
        return causality.narrow(self.links)

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """Each promise with its changes and its slip."""
        return {
            promise.id: account(self.library, promise) for promise in self.library.promises.values()
        }

    @cached_property
    def answers(self) -> Mapping[str, tuple[Answer, ...]]:
        """The answers to each question."""
        return {
            question.id: questions.answers(self.library, question, self.origins)
            for question in self.library.questions.values()
        }

    # What rests on a source ----------------------------------------------------------------------

    @cached_property
    def bearings(self) -> Mapping[str, Bearing]:
        """What would fall with each source; of withdrawn records nothing can."""
        library = self.library
        claims = _by_source(
            ((event.id, claim.id), self._fatal((event.id, claim.id)))
            for event in library.event_list
            for claim in event.claims
        )
        events = _by_source((event.id, self._falls(event)) for event in library.event_list)
        causes = _by_source(
            ((event.id, position), self._unsupported(cause.cite))
            for event in library.event_list
            for position, cause in enumerate(event.because)
        )
        expectations = _by_source(
            ((promise.id, position), self._unsupported(expectation.cite))
            for promise in library.promise_list
            for position, expectation in enumerate(promise.expected)
        )
        settlements = _by_source(self._undone())
        return {
            source: Bearing(
                claims.get(source, ()),
                events.get(source, ()),
                causes.get(source, ()),
                expectations.get(source, ()),
                settlements.get(source, ()),
            )
            for source in library.sources
        }

    def without(self, key: ClaimKey, source: str) -> Origins:
        """Return the origins of a claim as they would be without a source."""
        if key in self._retractions:
            _, claim = self.claims[key]
            rest = tuple(one for one in claim.cite if one.source != source)
            sources = {name: one for name, one in self.library.sources.items() if name != source}
            return origins(claim.model_copy(update={"cite": rest}), sources)
        now = self.origins[key]
        gone = lost(self.trails[key], source)
        silent = lost(self._denials[key], source) if key in self._denials else ()
        if not gone and not silent:
            return now
        return replace(
            now,
            ends=tuple(end for end in now.ends if end not in gone),
            denials=tuple(end for end in now.denials if end not in silent),
        )

    @cached_property
    def _retractions(self) -> Mapping[ClaimKey, Trail]:
        """Where the retractions of claims that have any lead."""
        sources = self.library.sources
        return {
            key: follow_retractions(claim, sources)
            for key, (_, claim) in self.claims.items()
            if any(one.stance == "retracts" for one in claim.cite)
        }

    @cached_property
    def _denials(self) -> Mapping[ClaimKey, Trail]:
        """Where the denials of claims that have any lead."""
        sources = self.library.sources
        return {
            key: follow(claim.cite, {"denies"}, sources)
            for key, (_, claim) in self.claims.items()
            if self.origins[key].denials
        }

    def _fatal(self, key: ClaimKey) -> Iterator[str]:
        """Find the sources without which a claim has no origin."""
        ends = self.origins[key].ends
        for source in self.trails[key].steps_of if ends else ():
            if key in self._retractions:
                if not self.without(key, source).ends:
                    yield source
            elif len(lost(self.trails[key], source)) == len(ends):
                yield source

    def _falls(self, event: Event) -> Iterator[str]:
        """Find the sources without which an event stands lower."""
        if not event.claims:
            return
        claim = event.claims[0]
        key = (event.id, claim.id)
        now = self.standings[key]
        asked = [
            question
            for question in (self.library.questions.get(one.question) for one in claim.answers)
            if question is not None and question.withdrawn is None
        ]
        restoring = {source for question in asked for source in self._restoring(question)}
        needed = pillars(event, self.origins[key])
        bearing = (
            source
            for source in self.trails[key].steps_of
            if key in self._retractions or not needed.isdisjoint(lost(self.trails[key], source))
        )
        for source in sorted(restoring.union(bearing if needed else ())):
            rest = self.without(key, source)
            rivals = self._rivals(key, asked, source)
            then = standing(event, claim, rest, rivals)
            if then.name != now.name and strength(then, rest) < strength(now, self.origins[key]):
                yield source

    def _restoring(self, question: Question) -> Iterator[str]:
        """Find the sources without which a claim that answers a question may have its origin back."""
        for reply in self.library.replies.get(question.id, ()):
            key = questions.key_of(reply)
            if self.origins[key].retracted:
                yield from self.trails[key].steps_of
                yield from self._retractions[key].steps_of

    def _rivals(self, key: ClaimKey, asked: list[Question], source: str) -> list[str]:
        """Find the questions in which a claim would still have a rival without a source."""

        def least(other: ClaimKey) -> int:
            return self.without(other, source).least

        return [
            question.id
            for question in asked
            if key in questions.disputed(self.library, question, least)
        ]

    def _unsupported(self, citations: tuple[Citation, ...]) -> Iterator[str]:
        """Find the sources without which citations lead to no origin."""
        trail = follow(citations, SUPPORT, self.library.sources)
        ends = set(trail.all_ends())
        if ends:
            for source in trail.steps_of:
                if ends <= lost(trail, source):
                    yield source

    def _undone(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Find the sources without which nothing is left of what settled a question."""
        for question in self.library.question_list:
            keys = [questions.key_of(reply) for reply in questions.settling(self.library, question)]
            bearers = [set(self._fatal(key)) for key in keys if self.origins[key].ends]
            if bearers:
                # Without the source of a retraction another claim may have its origin back.
                yield (
                    question.id,
                    tuple(
                        source
                        for source in sorted(set.intersection(*bearers))
                        if not any(self.without(key, source).ends for key in keys)
                    ),
                )


Thing = TypeVar("Thing")


def _by_source(
    fallen: Iterable[tuple[Thing, Iterable[str]]],
) -> Mapping[str, tuple[Thing, ...]]:
    """Turn things with the sources without which they fall into sources with what they bear."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing, sources in fallen:
        for source in sources:
            found[source].append(thing)
    return {source: tuple(things) for source, things in found.items()}


def reason(library: Library) -> Reasoned:
    """Work out what follows from a library; nothing is computed before it is asked for."""
    return Reasoned(library)

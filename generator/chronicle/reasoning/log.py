"""The knowledge log: day by day what became known, and what that changed.

Whatever changes, changes on a day on which something was published. An event's standing depends on
its own sources, on those of its rivals, and on what settled the questions between them; so its
history is worked out over a small library of just these, not over the whole for every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from chronicle.dates import END
from chronicle.knowledge import event_known, known
from chronicle.library import Library
from chronicle.reasoning.origins import Origins
from chronicle.reasoning.promises import Link
from chronicle.reasoning.reasoned import Reasoned
from chronicle.reasoning.standing import Standing
from chronicle.records import Claim, Event, Promise, Question
from chronicle.records.references import citations


@dataclass(frozen=True, slots=True)
class Stood:
    """How an event stood from a day on."""

    day: int
    standing: Standing
    origins: Origins


@dataclass(frozen=True, slots=True)
class Shift:
    """An event whose standing or range of origins changed."""

    event: Event
    before: Stood
    after: Stood


@dataclass(frozen=True, slots=True)
class Asked:
    """What happened to a question: a first answer, a further one, or its settlement."""

    question: Question
    what: Literal["answered", "contradicted", "settled"]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one day of publication changed."""

    day: int
    events: tuple[Event, ...] = ()
    """Events that became known."""
    shifts: tuple[Shift, ...] = ()
    promises: tuple[tuple[Promise, Link], ...] = ()
    """Expectations that were published."""
    questions: tuple[Asked, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.events or self.shifts or self.promises or self.questions)


@dataclass
class _Day:
    """An entry being written."""

    events: list[Event] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    promises: list[tuple[Promise, Link]] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)


def log(reasoned: Reasoned) -> tuple[Entry, ...]:
    """Write the knowledge log: an entry for each day that changed anything, oldest first."""
    library = reasoned.library
    days: dict[int, _Day] = defaultdict(_Day)
    for event in library.event_list:
        day = event_known(event, library.sources)
        if day < END:
            days[day].events.append(event)
        stood = history(library, event)
        for before, after in pairwise(stood):
            days[after.day].shifts.append(Shift(event, before, after))
    for promise in library.promise_list:
        for link in reasoned.accounts[promise.id].links:
            if link.known < END:
                days[link.known].promises.append((promise, link))
    for question in library.question_list:
        for day, asked in _asked(library, question):
            days[day].questions.append(asked)
    return tuple(
        Entry(
            day,
            tuple(found.events),
            tuple(found.shifts),
            tuple(found.promises),
            tuple(found.questions),
        )
        for day, found in sorted(days.items())
    )


def history(library: Library, event: Event) -> tuple[Stood, ...]:
    """Follow an event's standing and its range of origins over the days that changed them."""
    if not event.claims:
        return ()
    near = _neighbourhood(library, event)
    found: list[Stood] = []
    for day in _days(near, event):
        then = Reasoned(near.as_known_on(day))
        told = then.library.events[event.id]
        standing = then.standing(told)
        if standing is None:
            continue
        now = Stood(day, standing, then.event_origins(told))
        if not found or _differs(found[-1], now):
            found.append(now)
    return tuple(found)


def _differs(before: Stood, after: Stood) -> bool:
    return (before.standing.name, before.origins.least, before.origins.most) != (
        after.standing.name,
        after.origins.least,
        after.origins.most,
    )


def _days(library: Library, event: Event) -> tuple[int, ...]:
    first = event_known(event, library.sources)
    days = {source.published.latest for source in library.sources.values()}
    return tuple(sorted(day for day in days if first <= day < END))


def _neighbourhood(library: Library, event: Event) -> Library:
    """Make the library of what an event's standing depends on."""
    asked = dict.fromkeys(answer.question for answer in event.claims[0].answers)
    questions = {name: library.questions[name] for name in asked if name in library.questions}
    near = {event.id: event}
    for name, question in questions.items():
        near |= {reply.event.id: reply.event for reply in library.replies.get(name, ())}
        settled = question.settled_by
        if settled is not None and settled.event in library.events:
            near[settled.event] = library.events[settled.event]
    events = {name: _bare(near[name], questions) for name in sorted(near)}
    return Library(
        library.timeline,
        events=events,
        entities={},
        sources={name: library.sources[name] for name in _sources(library, events.values())},
        questions=questions,
        promises={},
    )


def _bare(event: Event, questions: Container[str]) -> Event:
    """Leave of an event its first claim and those that answer the questions."""
    first, *others = event.claims or (None,)
    kept = [one for one in others if any(reply.question in questions for reply in one.answers)]
    return event.model_copy(
        update={
            "claims": tuple(one for one in (first, *kept) if one is not None),
            "because": (),
            "figures": (),
            "follows": (),
            "see_also": (),
            "part_of": None,
        }
    )


def _sources(library: Library, events: Iterable[Event]) -> Iterator[str]:
    """Find every source that events cite, and those that these rely on."""
    waiting = [
        name
        for event in events
        for _, citation in citations(event)
        for name in (citation.source, *(citation.relies_on or ()))
    ]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen and name in library.sources:
            seen.add(name)
            yield name
            waiting += library.sources[name].relies_on


def _asked(library: Library, question: Question) -> Iterator[tuple[int, Asked]]:
    """Find the days on which a question got an answer that it had not had, or was settled."""
    first: dict[str, int] = {}
    for reply in library.replies.get(question.id, ()):
        day = max(
            known(reply.claim.cite, library.sources), event_known(reply.event, library.sources)
        )
        first[reply.answer] = min(day, first.get(reply.answer, END))
    by_day: Mapping[int, list[str]] = defaultdict(list)
    for answer, day in sorted(first.items()):
        if day < END:
            by_day[day].append(answer)
    for number, (day, answers) in enumerate(sorted(by_day.items())):
        yield day, Asked(question, "contradicted" if number else "answered", tuple(answers))
    settled = question.settled_by
    event = library.events.get(settled.event) if settled else None
    if event is not None and settled is not None and question.state == "settled":
        claims = (
            claim
            for claim in event.claims
            if (claim.id == settled.claim if settled.claim else _answers(claim, question))
        )
        days = [event_known(event, library.sources)]
        days += [known(claim.cite, library.sources) for claim in claims]
        if max(days) < END:
            yield max(days), Asked(question, "settled", ())


def _answers(claim: Claim, question: Question) -> bool:
    return any(answer.question == question.id for answer in claim.answers)

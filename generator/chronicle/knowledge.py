"""When the public could know what, and the library as it stood on a day (the second clock).

A claim is known on the earliest day on which a source that says or confirms it had surely been
published; an event is known when its first claim is, so that background known before does not
reveal it. What was published later than a day leaves nothing in the library of that day: no record,
no citation, no link, and no sentence of the editors that sums it up.

What is only ever denied, or that somebody declined to comment, is never known; but it was said in
public, and so it is *told* in the library of a day from the first day on which it was spoken of.
What the editors wrote without a source, as a summary or a note, stands on all that is told beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from chronicle.dates import END
from chronicle.records import (
    AnyRecord,
    Citation,
    Claim,
    Entity,
    Event,
    Promise,
    Question,
    Record,
    Source,
)
from chronicle.records.event import Cause, Figure
from chronicle.records.promise import Expectation, Outcome
from chronicle.records.question import Settlement
from chronicle.records.references import references

SUPPORT = frozenset({"says", "confirms"})
"""The stances that support a claim."""

Sources = Mapping[str, Source]
Part = TypeVar("Part", Claim, Cause, Figure, Expectation)
SomeRecord = TypeVar("SomeRecord", bound=Record)


def published(source: str, sources: Sources) -> int:
    """Return the latest possible day on which a source appeared; `END` if there is none."""
    found = sources.get(source)
    return found.published.latest if found is not None else END


def known(citations: Iterable[Citation], sources: Sources) -> int:
    """Return the day on which what is cited became known; `END` if nothing supports it."""
    days = (published(one.source, sources) for one in citations if one.stance in SUPPORT)
    return min(days, default=END)


def told(citations: tuple[Citation, ...], sources: Sources) -> int:
    """Return the day on which it became known or, where nothing supports it, was first spoken of."""
    if any(one.stance in SUPPORT for one in citations):
        return known(citations, sources)
    return min((published(one.source, sources) for one in citations), default=END)


def event_known(event: Event, sources: Sources) -> int:
    """Return the day on which an event became known: that of its first claim."""
    return known(event.claims[0].cite, sources) if event.claims else END


class Shelves(NamedTuple):
    """All records, by kind and id."""

    events: Mapping[str, Event]
    entities: Mapping[str, Entity]
    sources: Sources
    questions: Mapping[str, Question]
    promises: Mapping[str, Promise]


def as_known_on(shelves: Shelves, day: int) -> Shelves:
    """Return what had been published by a day."""
    sources = {
        name: source for name, source in shelves.sources.items() if source.published.latest <= day
    }
    sources = {name: _only_known(source, sources) for name, source in sources.items()}
    heard = {
        name: event for name, event in shelves.events.items() if event_known(event, sources) <= day
    }
    events = {name: _event(event, heard, sources, day) for name, event in heard.items()}
    questions = dict(_questions(shelves, events))
    promises = dict(_promises(shelves, events, sources, day))
    entities = _named_entities(shelves, (*events.values(), *sources.values(), *promises.values()))
    return Shelves(
        events=_as_edited(events, day),
        entities=_as_edited(entities, day),
        sources=_as_edited(sources, day),
        questions=_as_edited(questions, day),
        promises=_as_edited(promises, day),
    )


def _as_edited(shelf: Mapping[str, SomeRecord], day: int) -> Mapping[str, SomeRecord]:
    """Leave out what was put right later, and successors that are not there."""
    return {name: _edited(record, shelf, day) for name, record in shelf.items()}


def _edited(record: SomeRecord, shelf: Mapping[str, SomeRecord], day: int) -> SomeRecord:
    kept: dict[str, object] = {}
    if any(one.on.latest > day for one in record.corrections):
        kept["corrections"] = tuple(one for one in record.corrections if one.on.latest <= day)
    withdrawn = record.withdrawn
    if withdrawn is not None and withdrawn.see is not None and withdrawn.see not in shelf:
        kept["withdrawn"] = withdrawn.model_copy(update={"see": None})
    return record.model_copy(update=kept) if kept else record


def without(shelves: Shelves, source: str) -> Shelves:
    """Return what there would be without a source; what relied on it still names it."""

    def rest(part: Part) -> Part:
        cite = tuple(one for one in part.cite if one.source != source)
        return part if len(cite) == len(part.cite) else part.model_copy(update={"cite": cite})

    events = {
        name: event.model_copy(
            update={
                "claims": tuple(map(rest, event.claims)),
                "because": tuple(map(rest, event.because)),
                "figures": tuple(map(rest, event.figures)),
            }
        )
        for name, event in shelves.events.items()
    }
    promises = {
        name: promise.model_copy(update={"expected": tuple(map(rest, promise.expected))})
        for name, promise in shelves.promises.items()
    }
    sources = {name: one for name, one in shelves.sources.items() if name != source}
    return shelves._replace(events=events, promises=promises, sources=sources)


def _only_known(source: Source, sources: Sources) -> Source:
    if all(one in sources for one in source.relies_on):
        return source
    kept = tuple(one for one in source.relies_on if one in sources)
    return source.model_copy(update={"relies_on": kept})


def _citations(citations: Iterable[Citation], sources: Sources) -> tuple[Citation, ...]:
    return tuple(_citation(one, sources) for one in citations if one.source in sources)


def _citation(citation: Citation, sources: Sources) -> Citation:
    relies_on = citation.relies_on
    if relies_on is None or all(one in sources for one in relies_on):
        return citation
    kept = tuple(one for one in relies_on if one in sources)
    return citation.model_copy(update={"relies_on": kept})


def _complete(citations: Iterable[Citation], sources: Sources) -> bool:
    """Whether everything cited had been published."""
    return all(one.source in sources for one in citations)


def _event(event: Event, heard: Mapping[str, Event], sources: Sources, day: int) -> Event:
    """Leave in an event what was known of it; its summing up only when all of its claims were."""
    whole = all(told(claim.cite, sources) <= day for claim in event.claims)
    return event.model_copy(
        update={
            "claims": tuple(
                claim.model_copy(update={"cite": _citations(claim.cite, sources)})
                for claim in event.claims
                if told(claim.cite, sources) <= day
            ),
            "because": tuple(_causes(event.because, heard, sources, day, whole=whole)),
            "figures": tuple(_figures(event.figures, sources, day, whole=whole)),
            "follows": tuple(one for one in event.follows if one in heard),
            "part_of": event.part_of if event.part_of in heard else None,
            "see_also": tuple(one for one in event.see_also if one in heard),
            **({} if whole else {"summary": "", "body": "", "images": ()}),
        }
    )


def _causes(
    causes: Iterable[Cause], heard: Mapping[str, Event], sources: Sources, day: int, *, whole: bool
) -> Iterator[Cause]:
    for cause in causes:
        if cause.event in heard and (not cause.cite or told(cause.cite, sources) <= day):
            # A note without a source of its own stands on the claims, like a summary.
            noted = _complete(cause.cite, sources) if cause.cite else whole
            kept = {
                "cite": _citations(cause.cite, sources),
                "note": cause.note if noted else None,
            }
            yield cause.model_copy(update=kept)


def _figures(
    figures: Iterable[Figure], sources: Sources, day: int, *, whole: bool
) -> Iterator[Figure]:
    for figure in figures:
        if told(figure.cite, sources) <= day if figure.cite else whole:
            complete = _complete(figure.cite, sources)
            kept = {
                "cite": _citations(figure.cite, sources),
                "note": figure.note if complete and whole else None,
                "gap": figure.gap if complete else None,
            }
            yield figure.model_copy(update=kept)


def _questions(shelves: Shelves, events: Mapping[str, Event]) -> Iterator[tuple[str, Question]]:
    """Leave in the questions that had an answer; what settled them only where that was known."""
    answered = _answers(events.values())
    all_answers = _answers(shelves.events.values())
    for name, question in shelves.questions.items():
        if name not in answered:
            continue
        missing = all_answers[name] - answered[name]
        kept: dict[str, object] = {"assessment": ""} if missing else {}
        settled = question.settled_by
        if settled is None:
            if missing:
                kept["state"] = "open"
        elif not _is_told(settled, events, missing):
            kept |= {"settled_by": None, "state": "open"}
        yield name, question.model_copy(update=kept) if kept else question


def _answers(events: Iterable[Event]) -> Mapping[str, set[tuple[str, str]]]:
    """For each question, the claims that answer it, as event and claim."""
    found: dict[str, set[tuple[str, str]]] = {}
    for event in events:
        if event.withdrawn is None:
            for claim in event.claims:
                for answer in claim.answers:
                    found.setdefault(answer.question, set()).add((event.id, claim.id))
    return found


def _is_told(
    settled: Settlement, events: Mapping[str, Event], missing: Collection[tuple[str, str]]
) -> bool:
    """Whether an event is known, with the claim that settles or, if none is named, all its answers."""
    event = events.get(settled.event)
    if event is None:
        return False
    if settled.claim is not None:
        return event.claim(settled.claim) is not None
    return all(name != event.id for name, _ in missing)


def _promises(
    shelves: Shelves, events: Mapping[str, Event], sources: Sources, day: int
) -> Iterator[tuple[str, Promise]]:
    """Leave in the expectations that had been published; the outcome only with its event."""
    for name, promise in shelves.promises.items():
        expected = tuple(_expectations(promise.expected, sources, day))
        if not expected:
            continue
        complete = all(_complete(one.cite, sources) for one in promise.expected)
        event = promise.outcome.event
        come = event in events if event is not None else complete and _is_past(promise, day)
        kept: dict[str, object] = {"expected": expected}
        if not come:
            kept["outcome"] = Outcome(state="pending")
        if not (come and complete):
            kept["summary"] = ""
        yield name, promise.model_copy(update=kept)


def _is_past(promise: Promise, day: int) -> bool:
    """Whether its outcome could be stated without an event: no date had to pass, or all had."""
    return promise.outcome.state in {"pending", "dropped"} or all(
        one.date is None or one.date.latest < day for one in promise.expected
    )


def _expectations(
    expected: Iterable[Expectation], sources: Sources, day: int
) -> Iterator[Expectation]:
    for one in expected:
        if told(one.cite, sources) <= day:
            note = one.note if _complete(one.cite, sources) else None
            cite = _citations(one.cite, sources)
            yield one.model_copy(update={"cite": cite, "note": note})


def _named_entities(shelves: Shelves, records: Iterable[AnyRecord]) -> Mapping[str, Entity]:
    """Return the entities that records name, and those that these are parts or makes of."""
    if not shelves.entities:
        return {}
    waiting = [
        ref.id for record in records for _, ref in references(record) if ref.kind == "entity"
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        entity = shelves.entities.get(name)
        if entity is not None and name not in found:
            found.add(name)
            waiting += [one for one in (entity.part_of, entity.made_by) if one]
    return {name: entity for name, entity in shelves.entities.items() if name in found}

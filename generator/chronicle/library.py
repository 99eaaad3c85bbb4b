"""All records together: by id, in order, with both ends of every reference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from chronicle.dates import BEGINNING, END
from chronicle.knowledge import Shelves, as_known_on, without
from chronicle.records import (
    KINDS,
    AnyRecord,
    Citation,
    Claim,
    Entity,
    Event,
    Kind,
    Path,
    Promise,
    Question,
    Record,
    Ref,
    Source,
    Timeline,
)
from chronicle.records.references import citations, prose, references
from chronicle.records.text import links, parser, target

SomeRecord = TypeVar("SomeRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Reference:
    """One record naming another: who, where in it, and whom."""

    origin: Ref
    path: Path
    target: Ref

    @property
    def relation(self) -> str:
        """The path without positions, as in `claims.cite.source`."""
        return ".".join(step for step in self.path if isinstance(step, str))


@dataclass(frozen=True, slots=True)
class Use:
    """One citation of a source, and where it stands: the record and the path of the citation."""

    origin: Ref
    path: Path
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reply:
    """A claim that answers a question: the event, the claim with its id, and the answer's words."""

    event: Event
    claim_id: str
    claim: Claim
    answer: str


@dataclass(frozen=True)
class Library:
    """Every record, by kind and id; what follows from them is computed when it is first asked for.

    A library knows nothing of files. Withdrawn records are in the mappings, since their addresses
    stay, and in none of the lists.
    """

    timeline: Timeline
    events: Mapping[str, Event]
    entities: Mapping[str, Entity]
    sources: Mapping[str, Source]
    questions: Mapping[str, Question]
    promises: Mapping[str, Promise]
    as_of: int | None = None
    """The day of which this is the knowledge; `None`: all there is."""

    @classmethod
    def of(cls, timeline: Timeline, records: Iterable[AnyRecord]) -> Library:
        """Gather records, given in any order."""
        shelves: dict[Kind, dict[str, AnyRecord]] = {kind: {} for kind in KINDS}
        for record in sorted(records, key=lambda record: record.ref):
            shelves[record.kind_of_record][record.id] = record
        return cls(timeline, *shelves.values())  # type: ignore[arg-type]  # one shelf a kind

    def get(self, ref: Ref) -> AnyRecord | None:
        """Return a record, or nothing where there is none of that name."""
        return self._shelf(ref.kind).get(ref.id)

    def _shelf(self, kind: Kind) -> Mapping[str, AnyRecord]:
        shelves: dict[Kind, Mapping[str, AnyRecord]] = {
            "event": self.events,
            "entity": self.entities,
            "source": self.sources,
            "question": self.questions,
            "promise": self.promises,
        }
        return shelves[kind]

    @property
    def records(self) -> Iterator[AnyRecord]:
        """All records, withdrawn ones too, in total order."""
        for kind in KINDS:
            yield from self._shelf(kind).values()

    def as_known_on(self, day: int) -> Library:
        """Make the library of what had been published by a day, see `chronicle.knowledge`.

        What was known on a day does not grow by being looked at from a later one.
        """
        if self.as_of is not None:
            day = min(day, self.as_of)
        return replace(self, **as_known_on(self._shelves, day)._asdict(), as_of=day)

    def without(self, source: str) -> Library:
        """Make the library in which a source was never published.

        Its citations are gone. What relied on it still names it, and so has lost its ground.
        """
        return replace(self, **without(self._shelves, source)._asdict())

    @property
    def _shelves(self) -> Shelves:
        return Shelves(self.events, self.entities, self.sources, self.questions, self.promises)

    @property
    def publication_days(self) -> tuple[int, ...]:
        """The days on which anything in it was published, in order."""
        found = {source.published.latest for source in self.source_list}
        return tuple(sorted(day for day in found if day < END))

    # Lists, in the order in which readers see them ------------------------------------------------

    @cached_property
    def event_list(self) -> tuple[Event, ...]:
        """Events by earliest day, then latest, then id."""
        return _listed(self.events, lambda event: (event.date.key, event.id))

    @cached_property
    def entity_list(self) -> tuple[Entity, ...]:
        """Entities by name."""
        return _listed(self.entities, lambda entity: (entity.name.casefold(), entity.id))

    @cached_property
    def source_list(self) -> tuple[Source, ...]:
        """Sources by day of publication, the newest first."""
        oldest = _listed(self.sources, lambda source: (source.published.key, source.id))
        return tuple(reversed(oldest))

    @cached_property
    def question_list(self) -> tuple[Question, ...]:
        """Questions, the open ones first, then by title."""
        return _listed(
            self.questions, lambda one: (one.state != "open", one.title.casefold(), one.id)
        )

    @cached_property
    def promise_list(self) -> tuple[Promise, ...]:
        """Promises by title."""
        return _listed(self.promises, lambda promise: (promise.title.casefold(), promise.id))

    # References, from both ends -------------------------------------------------------------------

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Everything that names a record, in the order of the records."""
        return tuple(
            Reference(record.ref, path, target)
            for record in self.records
            for path, target in references(record)
        )

    @cached_property
    def backlinks(self) -> Mapping[Ref, tuple[Reference, ...]]:
        """For each record, the references of others to it; those of withdrawn records do not count."""
        found: dict[Ref, list[Reference]] = defaultdict(list)
        for reference in self.references:
            origin = self.get(reference.origin)
            if origin is not None and origin.withdrawn is None:
                found[reference.target].append(reference)
        return {ref: tuple(references) for ref, references in found.items()}

    def naming(self, ref: Ref, relation: str) -> tuple[Ref, ...]:
        """Return who names a record in this relation, as `because.event`, each once, in order."""
        found = (back.origin for back in self.backlinks.get(ref, ()) if back.relation == relation)
        return tuple(dict.fromkeys(found))

    def events_naming(self, ref: Ref, relation: str) -> tuple[Event, ...]:
        """Return the events that name a record in this relation, in the order of the timeline."""
        found = (self.events[one.id] for one in self.naming(ref, relation) if one.kind == "event")
        return tuple(sorted(found, key=lambda event: (event.date.key, event.id)))

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """For each source, its citations in records that have not been withdrawn."""
        found: dict[str, list[Use]] = defaultdict(list)
        for record in self.records:
            if record.withdrawn is None:
                for path, citation in citations(record):
                    found[citation.source].append(Use(record.ref, path, citation))
        return {source: tuple(uses) for source, uses in found.items()}

    @cached_property
    def replies(self) -> Mapping[str, tuple[Reply, ...]]:
        """For each question, the claims that answer it, in the order of the timeline."""
        found: dict[str, list[Reply]] = defaultdict(list)
        for event in self.event_list:
            for claim_id, claim in zip(event.claim_ids(), event.claims, strict=True):
                for answer in claim.answers:
                    found[answer.question].append(Reply(event, claim_id, claim, answer.answer))
        return {question: tuple(replies) for question, replies in found.items()}

    @cached_property
    def mentions(self) -> Mapping[Ref, tuple[Ref, ...]]:
        """For each record, those whose texts link to it, each once, in total order."""
        markdown = parser()
        found: dict[Ref, dict[Ref, None]] = defaultdict(dict)
        for record in self.records:
            if record.withdrawn is None:
                for _, text in prose(record):
                    for href in links(text, markdown):
                        named = target(href)
                        if named is not None and named != record.ref:
                            found[self.former.get(named, named)][record.ref] = None
        return {ref: tuple(others) for ref, others in found.items()}

    @cached_property
    def former(self) -> Mapping[Ref, Ref]:
        """Names that records had before, and whose they are now."""
        return {
            Ref(record.kind_of_record, former): record.ref
            for record in self.records
            for former in record.former_ids
        }

    @cached_property
    def day(self) -> int:
        """The record's own day: the latest on which anything in it was published; `BEGINNING` if none.

        Or the day asked for. It stands for today wherever a today is wanted, so that no clock reaches
        an output.
        """
        if self.as_of is not None:
            return self.as_of
        days = (source.published.latest for source in self.source_list)
        return max((day for day in days if day < END), default=BEGINNING)

    @cached_property
    def tags(self) -> Mapping[str, tuple[Event, ...]]:
        """For each tag in use, by name, its events in order."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.event_list:
            for tag in event.tags:
                found[tag].append(event)
        return {tag: tuple(found[tag]) for tag in sorted(found)}

    @cached_property
    def lanes(self) -> Mapping[str, tuple[Event, ...]]:
        """For each lane, in the timeline's order, its events in order."""
        found: dict[str, list[Event]] = {lane: [] for lane in self.timeline.lanes}
        for event in self.event_list:
            found.setdefault(event.lane, []).append(event)
        return {lane: tuple(events) for lane, events in found.items()}


def _listed(
    shelf: Mapping[str, SomeRecord], key: Callable[[SomeRecord], object]
) -> tuple[SomeRecord, ...]:
    standing = (record for record in shelf.values() if record.withdrawn is None)
    return tuple(sorted(standing, key=key))  # type: ignore[arg-type]  # tuples of texts and numbers

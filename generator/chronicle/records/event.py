"""An event: something that happened, with the claims that say so."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from chronicle.records.fields import (
    Date,
    EntityId,
    EventId,
    Flag,
    Id,
    Image,
    Line,
    Many,
    Number,
    Prose,
    QuestionId,
    Short,
    Url,
)
from chronicle.records.record import Citation, Part, Record
from chronicle.records.ref import Kind

Citations = Annotated[tuple[Annotated[Citation, Short("source")], ...], Many()]


class Participant(Part):
    """An entity that takes part in an event."""

    id: EntityId
    """Id of the entity."""
    role: Line | None = None
    """What it was in this event: a word from the timeline's `roles`, or free text."""


class Answer(Part):
    """What a claim answers, and how."""

    question: QuestionId
    """Id of the question."""
    answer: Line
    """The answer in a few words; the same words are the same answer."""


class Claim(Part):
    """One sentence that sources support, deny or decline to comment on."""

    id: Id = ""
    """Its name in the event's page; left out: c1, c2, … in order."""
    text: Prose
    """The claim, neutral, in the past tense, attributed where it needs to be."""
    cite: Citations = ()
    """Where it stands written."""
    answers: Annotated[tuple[Answer, ...], Many()] = ()
    """Questions it answers."""
    date: Date | None = None
    """When what it says held, where that differs from the event's date."""


class Cause(Part):
    """An earlier event because of which this one happened."""

    event: EventId
    """Id of the earlier event."""
    note: Prose | None = None
    """How the one led to the other."""
    cite: Citations = ()
    """Who says that it did."""
    through: Literal["event", "report"] = "event"
    """`report`: a reaction to the news of it, not to the thing itself."""


class Figure(Part):
    """A number with its parts."""

    title: Line
    """What is counted."""
    unit: Line | None = None
    """In what."""
    total: Number | None = None
    """The whole."""
    parts: dict[Line, Number] = Field(default_factory=dict)
    """The parts by name, in the order shown; they add up to the total, or `gap` says why not."""
    gap: Prose | None = None
    """Why the parts do not add up to the total."""
    note: Prose | None = None
    """What a reader needs to know about it."""
    cite: Citations = ()
    """Where it stands written."""

    @property
    def difference(self) -> Decimal:
        """The total less the sum of the parts; 0 where either is missing."""
        if self.total is None or not self.parts:
            return Decimal(0)
        return self.total - sum(self.parts.values(), Decimal(0))


class Picture(Part):
    """An image that belongs to the event."""

    file: Image
    """Its path below the folder of records."""
    alt: Line
    """What it shows, for those who do not see it."""
    credit: Line
    """Who made it."""
    licence: Line
    """Under what licence it may be shown."""
    source: Url | None = None
    """Where it comes from."""


class Event(Record):
    """Something that happened."""

    kind_of_record: ClassVar[Kind] = "event"

    title: Line
    """What happened, in the present tense, as a headline."""
    date: Date
    """When, in EDTF."""
    date_label: Line | None = None
    """The date in words, only where the computed ones would mislead."""
    lane: Id
    """One of the timeline's lanes."""
    kind: Id = "event"
    """One of the timeline's kinds."""
    highlight: Flag = False
    """Whether it is part of the short version of the story."""
    summary: Prose = ""
    """One or two sentences of Markdown, neutral, in the past tense."""
    body: Prose = ""
    """Longer Markdown."""
    entities: Annotated[tuple[Annotated[Participant, Short("id")], ...], Many()] = ()
    """Who and what took part."""
    tags: Annotated[tuple[Id, ...], Many()] = ()
    """Subjects, for filtering."""
    claims: Annotated[tuple[Claim, ...], Many()] = ()
    """What is claimed, the most important first."""
    because: Annotated[tuple[Annotated[Cause, Short("event")], ...], Many()] = ()
    """Earlier events because of which it happened."""
    follows: Annotated[tuple[EventId, ...], Many()] = ()
    """Earlier events, no cause asserted."""
    part_of: EventId | None = None
    """The larger event it belongs to."""
    see_also: Annotated[tuple[EventId, ...], Many()] = ()
    """Other events a reader may want."""
    figures: Annotated[tuple[Figure, ...], Many()] = ()
    """Numbers with their parts."""
    images: Annotated[tuple[Picture, ...], Many()] = ()
    """Images below the folder of records."""

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title

    def claim_ids(self) -> tuple[str, ...]:
        """Return the names of its claims in order."""
        return tuple(claim.id for claim in self.claims)

    def claim(self, name: str) -> Claim | None:
        """Return the claim of this name, if it has one."""
        return next((claim for claim in self.claims if claim.id == name), None)

    @field_validator("claims")
    @classmethod
    def _named(cls, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        # Named here and not where they are shown: a claim keeps its name when others are left out.
        return tuple(
            claim if claim.id else claim.model_copy(update={"id": f"c{number}"})
            for number, claim in enumerate(claims, 1)
        )

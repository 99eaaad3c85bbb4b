"""A question: something that sources answer differently."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from chronicle.records.fields import EventId, Id, Line, Prose, Short
from chronicle.records.record import Part, Record
from chronicle.records.ref import Kind

State = Literal["open", "settled", "both-hold"]


class Settlement(Part):
    """What settled a question."""

    event: EventId
    """The event that brought the answer."""
    claim: Id | None = None
    """The claim in it that settles the question."""


class Question(Record):
    """Something that sources answer differently."""

    kind_of_record: ClassVar[Kind] = "question"

    title: Line
    """The question, with its question mark."""
    state: State = "open"
    """Whether the evidence leaves it open, settles it, or lets several answers hold."""
    assessment: Prose = ""
    """What the editors make of the answers."""
    settled_by: Annotated[Settlement, Short("event")] | None = None
    """What settled it."""

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title

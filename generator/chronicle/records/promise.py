"""A promise: something expected by a date, and what came of it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from chronicle.records.event import Citations
from chronicle.records.fields import (
    EntityId,
    EventId,
    ExpectedDate,
    Line,
    Many,
    Prose,
    Short,
    fault,
)
from chronicle.records.record import Part, Record
from chronicle.records.ref import Kind

PromiseState = Literal["kept", "late", "early", "dropped", "pending"]


class Expectation(Part):
    """One date that somebody gave."""

    date: ExpectedDate
    """The date expected, in EDTF; `none`: no date any more."""
    date_label: Line | None = None
    """The date in words, only where the computed ones would mislead."""
    note: Prose | None = None
    """What a reader needs to know about it."""
    cite: Citations = ()
    """Who gave it."""


class Outcome(Part):
    """What came of it: an event, or a state where no event shows it."""

    event: EventId | None = None
    """The event that kept or ended it."""
    state: PromiseState | None = None
    """Kept, late, early, dropped or pending."""

    @model_validator(mode="after")
    def _something(self) -> Outcome:
        if self.event is None and self.state is None:
            fault("empty-value", "an outcome names an event or a state", "write state: pending")
        return self


class Promise(Record):
    """Something expected by a date."""

    kind_of_record: ClassVar[Kind] = "promise"

    title: Line
    """What was expected, as a headline."""
    by: EntityId
    """Whose act is awaited."""
    summary: Prose = ""
    """One or two sentences on what was expected."""
    expected: Annotated[tuple[Expectation, ...], Many()] = Field(default=())
    """The dates given, oldest first."""
    outcome: Annotated[Outcome, Short("state")] = Outcome(state="pending")
    """What came of it."""

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title

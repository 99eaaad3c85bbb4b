"""An embed: a piece of the timeline asked for by a page under docs/."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import model_validator

from chronicle.records.fields import (
    Count,
    EntityId,
    EventId,
    Flag,
    Id,
    Many,
    PromiseId,
    QuestionId,
    SourceId,
    fault,
)
from chronicle.records.question import State
from chronicle.records.record import Part

View = Literal[
    "timeline",
    "event",
    "figure",
    "question",
    "questions",
    "promise",
    "promises",
    "sources",
    "known",
    "standings",
    "origins",
    "narrowed",
    "accepted",
    "checks",
]
VIEWS: tuple[View, ...] = get_args(View)

NEEDS: Mapping[View, str] = {
    "event": "event",
    "figure": "event",
    "question": "question",
    "promise": "promise",
}
"""The key without which a view shows nothing."""


class Embed(Part):
    """What a fenced block `chronicle` may say."""

    view: View
    """What to show."""
    event: EventId | None = None
    """The event: for `event` and `figure`."""
    question: QuestionId | None = None
    """The question: for `question`."""
    promise: PromiseId | None = None
    """The promise: for `promise`."""
    source: Annotated[tuple[SourceId, ...], Many()] = ()
    """For `sources`: only these."""
    entity: Annotated[tuple[EntityId, ...], Many()] = ()
    """For `timeline`: events in which one of these takes part; for `sources`: published by one."""
    lane: Annotated[tuple[Id, ...], Many()] = ()
    """For `timeline`: events in one of these lanes."""
    kind: Annotated[tuple[Id, ...], Many()] = ()
    """For `timeline`: events of one of these kinds."""
    tag: Annotated[tuple[Id, ...], Many()] = ()
    """For `timeline`: events with one of these tags."""
    state: Annotated[tuple[State, ...], Many()] = ()
    """For `questions`: only those in one of these states."""
    highlight: Flag = False
    """For `timeline`: only the highlights."""
    figure: Count = 1
    """For `figure`: which of the event's figures, counted from 1."""
    order: Literal["oldest", "newest"] = "oldest"
    """For `timeline`: which comes first."""
    limit: Count | None = None
    """Show at most so many."""

    @model_validator(mode="after")
    def _complete(self) -> Embed:
        needed = NEEDS.get(self.view)
        if needed and getattr(self, needed) is None:
            fault("missing-key", f'the view {self.view} lacks its "{needed}"', f"add {needed}: …")
        return self

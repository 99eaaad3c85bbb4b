"""What every record has, and the parts that several kinds share."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chronicle.records.fields import (
    Date,
    EntityId,
    Flag,
    Id,
    Line,
    Many,
    Passage,
    People,
    Prose,
    SiblingId,
    SourceId,
    fault,
)
from chronicle.records.ref import Kind, Ref


class Part(BaseModel):
    """A mapping in a record: no key that is not defined here, and no change once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Withdrawal(Part):
    """Why a record no longer counts; it keeps its address and leaves every list."""

    on: Date
    """The day it was withdrawn."""
    reason: Prose
    """Why, in a sentence that readers see."""
    see: SiblingId | None = None
    """The record of the same kind that stands in its place."""


class Correction(Part):
    """One thing that was wrong here and was put right."""

    on: Date
    """The day of the correction."""
    was: Passage
    """What stood here before."""
    now: Passage
    """What stands here now."""
    reason: Prose | None = None
    """Why it was changed."""


class Acceptance(Part):
    """A finding that an editor has looked at and lets stand."""

    check: Id
    """The code of the finding."""
    reason: Prose
    """Why it may stand; readers see it."""


class Voice(Part):
    """Who speaks in a citation: exactly one of entity, people, document, unstated."""

    entity: EntityId | None = None
    """Somebody on the record."""
    people: People | None = None
    """How many unnamed people; `some` where the source does not say."""
    described: Line | None = None
    """How the source describes the unnamed people."""
    document: Line | None = None
    """A filing, a paper, a log: what it is called."""
    unstated: Flag = False
    """The source does not say whom it has this from."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Voice:
        given = [
            name
            for name in ("entity", "people", "document", "unstated")
            # By identity: some people, whose number nobody gives, are 0 people here.
            if getattr(self, name) is not None and getattr(self, name) is not False
        ]
        if len(given) != 1:
            found = f"found {' and '.join(given)}" if given else "found none of them"
            fault(
                "wrong-voice",
                f"who speaks is exactly one of entity, people, document, unstated; {found}",
                "keep the one that the source supports, and give the others citations of their own",
            )
        if self.described and self.people is None:
            fault(
                "wrong-voice",
                'only unnamed people are "described"',
                "write people: with their number beside it, or unstated: true",
            )
        return self


Stance = Literal["says", "confirms", "denies", "declines", "retracts"]


class Citation(Part):
    """One source passing something on."""

    source: SourceId
    """Id of the source."""
    by: Voice | None = None
    """Who speaks in it; left out, it is the source's own voice."""
    stance: Stance = "says"
    """What the voice does with the claim."""
    relies_on: Annotated[tuple[SourceId, ...], Many()] | None = None
    """Source(s) this passage takes it from, where they differ from the source's own; `[]`: none."""
    where: Line | None = None
    """Page, paragraph, section or time stamp."""
    quote: Passage | None = None
    """The words themselves, under 30, in the original language."""


class Record(Part):
    """What all five kinds have in common."""

    kind_of_record: ClassVar[Kind]

    id: Id = Field(exclude=True)
    """The stem of the file; not a key in it."""
    former_ids: Annotated[tuple[Id, ...], Many()] = ()
    """Ids it had before; their addresses lead here for ever."""
    withdrawn: Withdrawal | None = None
    """It no longer counts: keeps its address, leaves every list."""
    corrections: Annotated[tuple[Correction, ...], Many()] = ()
    """What was wrong here and was put right, oldest first."""
    accept: Annotated[tuple[Acceptance, ...], Many()] = ()
    """Findings an editor has looked at and lets stand."""

    @property
    def ref(self) -> Ref:
        """Its permanent name."""
        return Ref(self.kind_of_record, self.id)

    @property
    def heading(self) -> str:
        """What it is called on its own page and in lists."""
        raise NotImplementedError

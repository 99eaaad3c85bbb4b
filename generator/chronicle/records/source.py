"""A source: something published."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from chronicle.records.fields import Date, EntityId, Language, Line, Many, Prose, SourceId, Url
from chronicle.records.record import Record
from chronicle.records.ref import Kind

SourceKind = Literal[
    "report", "document", "statement", "paper", "analysis", "copy", "post", "dataset"
]
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
Reading = Literal["in full", "in part", "through a copy", "not read"]


class Source(Record):
    """Something published."""

    kind_of_record: ClassVar[Kind] = "source"

    title: Line
    """Its title, in its own language and spelling."""
    publisher: EntityId
    """Who published it."""
    published: Date
    """The day the public could know it, in EDTF."""
    authors: Annotated[tuple[Line, ...], Many()] = ()
    """Who wrote it."""
    kind: SourceKind = "report"
    """What it is; a `copy` relies on exactly one source."""
    url: Url | None = None
    """Its address at the publisher's; left out where nobody has verified it."""
    archive: Url | None = None
    """A copy that will last."""
    relies_on: Annotated[tuple[SourceId, ...], Many()] = ()
    """What the whole of it is taken from."""
    language: Language | None = None
    """The language it is written in."""
    read: Reading | None = None
    """How the editors read it."""
    note: Prose = ""
    """What a reader needs to know about it."""

    @property
    def heading(self) -> str:
        """Its title."""
        return self.title

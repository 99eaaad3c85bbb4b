"""An entity: somebody or something that takes part."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from chronicle.records.fields import EntityId, Language, Line, Many, Prose, Url
from chronicle.records.record import Part, Record
from chronicle.records.ref import Kind

EntityKind = Literal[
    "organisation",
    "person",
    "government",
    "publication",
    "model",
    "chip",
    "software",
    "product",
    "place",
]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


class Links(Part):
    """Where an entity is found elsewhere."""

    website: Url | None = None
    """Its own site."""
    wikidata: Url | None = None
    """Its item in Wikidata."""
    wikipedia: Url | None = None
    """Its article in Wikipedia."""
    github: Url | None = None
    """Its organisation or repository."""
    arxiv: Url | None = None
    """Its paper."""


class Entity(Record):
    """Somebody or something that takes part."""

    kind_of_record: ClassVar[Kind] = "entity"

    name: Line
    """Its name in English."""
    names: dict[Language, Line] = Field(default_factory=dict)
    """Its name in other languages."""
    also: Annotated[tuple[Line, ...], Many()] = ()
    """Other names that sources use."""
    kind: EntityKind
    """What it is."""
    summary: Prose = ""
    """One sentence on who or what it is."""
    part_of: EntityId | None = None
    """The entity it belongs to."""
    made_by: EntityId | None = None
    """Who makes it: for models, chips, software and products."""
    links: Links = Links()
    """Where it is found elsewhere."""

    @property
    def heading(self) -> str:
        """Its name."""
        return self.name

"""timeline.yml: the one file about the whole."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from chronicle.records.fields import Id, Language, Line, Prose, Short, fault
from chronicle.records.record import Part

MOST_LANES = 8


class Term(Part):
    """A word of the timeline's own vocabulary."""

    name: Line
    """How it is shown."""
    names: dict[Language, Line] = Field(default_factory=dict)
    """How it is shown in other languages."""
    summary: Prose = ""
    """What it means, in a sentence."""

    def called(self, language: str) -> str:
        """Return its name in a language, or its name."""
        return self.names.get(language, self.name)


def _few(lanes: dict[str, Term]) -> dict[str, Term]:
    if not 1 <= len(lanes) <= MOST_LANES:
        fault(
            "wrong-lanes",
            f"a timeline has one to {MOST_LANES} lanes, found {len(lanes)}",
            "join lanes, and use tags or kinds for the finer distinctions"
            if lanes
            else "add one: id: Name",
        )
    return lanes


Vocabulary = dict[Id, Annotated[Term, Short("name")]]
"""Terms by id, in the order shown."""


class Timeline(Part):
    """The whole: its title, its lanes and its vocabularies."""

    title: Line
    """The timeline's name."""
    question: Line = ""
    """The question that it answers."""
    summary: Prose = ""
    """What it is about, in two or three sentences."""
    licence: Line = ""
    """The licence of the records."""
    lanes: Annotated[Vocabulary, AfterValidator(_few)]
    """The lanes in the order shown, at most eight."""
    kinds: Vocabulary = Field(default_factory=dict)
    """Kinds of events beside `event`."""
    tags: Vocabulary = Field(default_factory=dict)
    """The tags that may be used; left out, any may."""
    roles: Vocabulary = Field(default_factory=dict)
    """Roles of entities in events."""

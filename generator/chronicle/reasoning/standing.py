"""What a claim's origins make of it: one of six words, never "true"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from chronicle.reasoning.origins import End, Origins
from chronicle.records import Claim, Event

StandingName = Literal[
    "withdrawn", "disputed", "confirmed", "corroborated", "reported", "unsourced"
]
STANDINGS: tuple[StandingName, ...] = get_args(StandingName)
"""In the order in which they are tried: the first that holds is the standing."""

STRENGTH: dict[StandingName, int] = {
    "withdrawn": 0,
    "unsourced": 1,
    "disputed": 2,
    "reported": 3,
    "corroborated": 4,
    "confirmed": 5,
}
"""How much a reader may build on it, see `strength`."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a claim and its ground."""

    name: StandingName
    parties: tuple[str, ...] = ()
    """Confirmed: the parties to the event that say so, as ids of entities."""
    deniers: tuple[str, ...] = ()
    """Disputed: the entities that deny it; none where unnamed voices do."""
    questions: tuple[str, ...] = ()
    """Disputed: the questions to which another answer has an origin."""
    denied_by: tuple[str, ...] = ()
    """The parties to the event that deny it, shown beside any standing."""
    declined_by: tuple[str, ...] = ()
    """The entities that declined to comment on it."""


def standing(event: Event, claim: Claim, origins: Origins, rivals: Iterable[str]) -> Standing:
    """Derive the standing of a claim.

    `rivals` are the questions, if any, to which an answer other than this claim's has an origin that
    may still hold, see `chronicle.reasoning.questions`.
    """
    parties = {participant.id for participant in event.entities}
    deniers = _named(origins.denials)
    questions = tuple(sorted(set(rivals)))
    speakers = {end.speaker for end in origins.ends}
    confirming = tuple(dict.fromkeys(one.id for one in event.entities if one.id in speakers))
    name: StandingName
    if origins.retracted and not origins.ends:
        name = "withdrawn"
    elif origins.denials or questions:
        name = "disputed"
    elif confirming:
        name = "confirmed"
    elif origins.least > 1:
        name = "corroborated"
    elif origins.least == 1:
        name = "reported"
    else:
        name = "unsourced"
    return Standing(
        name,
        parties=confirming if name == "confirmed" else (),
        deniers=deniers if name == "disputed" else (),
        questions=questions if name == "disputed" else (),
        denied_by=tuple(one for one in deniers if one in parties),
        declined_by=tuple(
            dict.fromkeys(
                one.by.entity
                for one in claim.cite
                if one.stance == "declines" and one.by and one.by.entity
            )
        ),
    )


def strength(found: Standing, origins: Origins) -> int:
    """Say how much a reader may build on a claim; falls are measured by this.

    That somebody disputes what nobody stands behind makes it worth no more than that.
    """
    return STRENGTH[found.name if found.name != "disputed" or origins.least else "unsourced"]


def pillars(event: Event, origins: Origins) -> frozenset[End]:
    """Return the few ends on which a standing hangs: while these are left, it is what it is.

    Two of a sort are as good as all.
    """
    parties = {participant.id for participant in event.entities}
    sorts: dict[tuple[str, bool], list[End]] = {}
    for end in origins.ends:
        alike = sorts.setdefault((end.kind, end.speaker in parties), [])
        if len(alike) < 2:
            alike.append(end)
    return frozenset(end for alike in sorts.values() for end in alike)


def _named(ends: Iterable[End]) -> tuple[str, ...]:
    """Return the entities among ends; a document's publisher speaks through it."""
    names = (end.name if end.kind == "analysis" else end.speaker for end in ends)
    return tuple(dict.fromkeys(filter(None, names)))

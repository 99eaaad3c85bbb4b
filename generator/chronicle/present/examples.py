"""Live examples for the pages that explain the site: the first of each kind in the record."""

from __future__ import annotations

from chronicle.present.edition import Edition
from chronicle.present.pages.event import Narrowing, Told, narrowing, tell
from chronicle.reasoning.standing import STANDINGS
from chronicle.records import Event

Example = tuple[Event, Told]


def standings(edition: Edition) -> tuple[tuple[str, Example | None], ...]:
    """Return each standing with the first claim that has it, if any does."""
    found: dict[str, Example] = {}
    for event in edition.library.event_list:
        for claim in event.claims:
            name = edition.reasoned.standings[event.id, claim.id].name
            if name not in found:
                found[name] = (event, tell(edition, event, claim))
    return tuple((name, found.get(name)) for name in STANDINGS)


def origins(edition: Edition) -> tuple[Example, ...]:
    """Return one claim for each range of origins in the record, the one with most sources first."""
    found: dict[tuple[int, int], Example] = {}
    for event in edition.library.event_list:
        for claim in event.claims:
            count = edition.reasoned.origins[event.id, claim.id]
            key = (count.least, count.most)
            if key not in found or len(claim.cite) > len(found[key][1].claim.cite):
                found[key] = (event, tell(edition, event, claim))
    return tuple(
        found[key] for key in sorted(found, key=lambda key: (-len(found[key][1].claim.cite), key))
    )


def narrowed(edition: Edition) -> tuple[tuple[Event, Narrowing], ...]:
    """Return the events whose dates the links narrow."""
    found = ((event, narrowing(edition, event)) for event in edition.library.event_list)
    return tuple((event, span) for event, span in found if span is not None)

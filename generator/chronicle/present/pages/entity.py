"""The page of an entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from chronicle.library import Library
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.records import Claim, Entity, Event, Promise, Ref, Source
from chronicle.records.entity import Links

MOST_TOGETHER = 12

Voiced = tuple[Event, str, Claim, str]
"""A claim on which an entity is on the record: event, the claim's id, the claim, the stance."""


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each entity, withdrawn ones too."""
    voiced = _voiced(edition.library)
    for entity in edition.library.entities.values():
        yield page(edition, entity, voiced.get(entity.id, ()))


def page(edition: Edition, entity: Entity, voiced: tuple[Voiced, ...]) -> Page:
    """Make the page of one entity."""
    library, address, path = edition.library, entity.ref.address, edition.paths[entity.ref]
    events = library.events_naming(entity.ref, "entities.id")
    html = edition.render(
        "entity.html.j2",
        address,
        entity=entity,
        relations=tuple(_relations(library, entity)),
        links=tuple(
            (name, url) for name in Links.model_fields if (url := getattr(entity.links, name))
        ),
        events=tuple((event, _role(event, entity)) for event in events),
        voiced=voiced,
        promises=_promises(library, entity),
        published=_published(library, entity),
        together=_together(library, entity, events),
        source=path,
    )
    words = edition.words
    description = edition.plain(entity.summary) or words(
        "entity.description", name=entity.name, kind=words(f"entity.kind.{entity.kind}")
    )
    return Page(address, entity.name, description, html, path)


def _role(event: Event, entity: Entity) -> str | None:
    return next((one.role for one in event.entities if one.id == entity.id), None)


def _relations(library: Library, entity: Entity) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    groups = (
        ("part_of_entity", (entity.part_of,)),
        ("made_by", (entity.made_by,)),
        ("has_parts", tuple(one.id for one in library.naming(entity.ref, "part_of"))),
        ("makes", tuple(one.id for one in library.naming(entity.ref, "made_by"))),
    )
    for name, ids in groups:
        found = [library.entities[one] for one in ids if one]
        if found:
            yield name, tuple(sorted(found, key=lambda other: (other.name.casefold(), other.id)))


def _voiced(library: Library) -> Mapping[str, tuple[Voiced, ...]]:
    """For each entity, the claims on which it is on the record, in the order of the timeline."""
    found: dict[str, dict[tuple[str, str, str], Voiced]] = defaultdict(dict)
    for event in library.event_list:
        for name, claim in zip(event.claim_ids(), event.claims, strict=True):
            for citation in claim.cite:
                if citation.by and citation.by.entity:
                    # Several sources may pass the same words on.
                    key = (event.id, name, citation.stance)
                    found[citation.by.entity][key] = (event, name, claim, citation.stance)
    return {entity: tuple(voiced.values()) for entity, voiced in found.items()}


def _promises(library: Library, entity: Entity) -> tuple[Promise, ...]:
    return tuple(library.promises[one.id] for one in library.naming(entity.ref, "by"))


def _published(library: Library, entity: Entity) -> tuple[Source, ...]:
    found = (library.sources[one.id] for one in library.naming(entity.ref, "publisher"))
    return tuple(sorted(found, key=lambda source: (source.published.key, source.id), reverse=True))


def _together(
    library: Library, entity: Entity, events: tuple[Event, ...]
) -> tuple[tuple[Entity, int], ...]:
    """Return the entities it takes part with most often, with the number of events."""
    counted = Counter(one.id for event in events for one in event.entities if one.id != entity.id)
    ranked = sorted(
        ((library.get(Ref("entity", name)), count) for name, count in counted.items()),
        key=lambda pair: (-pair[1], pair[0].id if pair[0] else ""),
    )
    return tuple(
        (other, count) for other, count in ranked[:MOST_TOGETHER] if isinstance(other, Entity)
    )

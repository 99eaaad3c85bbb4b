"""The lists of entities, sources, questions and promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chronicle.dates import END
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.reasoning.questions import Answer
from chronicle.records import Entity, Promise, Question, Source
from chronicle.records.entity import ENTITY_KINDS


def pages(edition: Edition) -> Iterator[Page]:
    """Make the four lists."""
    library = edition.library
    yield _page(
        edition,
        "entities",
        groups=tuple(_by_kind(edition)),
        count=len(library.entity_list),
    )
    yield _page(
        edition,
        "sources",
        **_by_load(edition),
        count=len(library.source_list),
    )
    yield _page(edition, "questions", questions=question_list(edition))
    yield _page(edition, "promises", promises=by_slip(edition))


def _page(edition: Edition, name: str, **values: object) -> Page:
    words, address = edition.words, f"{name}/"
    return Page(
        address,
        words(f"nav.{name}"),
        words(f"{name}.description", title=edition.library.timeline.title),
        edition.render(f"{name}.html.j2", address, **values),
        listed=True,
    )


def question_list(edition: Edition) -> tuple[tuple[Question, tuple[Answer, ...]], ...]:
    """Return all questions with their answers."""
    answers = edition.reasoned.answers
    return tuple((one, answers[one.id]) for one in edition.library.question_list)


def by_slip(edition: Edition) -> tuple[Promise, ...]:
    """Return all promises, those that slipped most first."""

    def key(promise: Promise) -> tuple[int, str, str]:
        slip = edition.reasoned.accounts[promise.id].slip
        days = (slip.low if slip.low is not None else slip.high) if slip else None
        return (-(days if days is not None else -END), promise.title.casefold(), promise.id)

    return tuple(sorted(edition.library.promise_list, key=key))


def _by_kind(edition: Edition) -> Iterator[tuple[str, tuple[tuple[Entity, int], ...]]]:
    grouped: dict[str, list[tuple[Entity, int]]] = defaultdict(list)
    for entity in edition.library.entity_list:
        events = edition.library.events_naming(entity.ref, "entities.id")
        grouped[entity.kind].append((entity, len(events)))
    return ((kind, tuple(grouped[kind])) for kind in ENTITY_KINDS if kind in grouped)


def _by_load(edition: Edition) -> dict[str, tuple[tuple[Source, object], ...]]:
    """Divide the sources into those that bear claims, the heaviest first, and the others by day."""
    bearings, uses = edition.reasoned.bearings, edition.library.uses
    listed = edition.library.source_list
    bearing = [source for source in listed if bearings[source.id].load]
    # Sorting keeps the order of days among those that bear alike.
    bearing.sort(key=lambda source: -bearings[source.id].load)
    return {
        "ranked": tuple((source, bearings[source.id]) for source in bearing),
        "others": tuple(
            (source, len(uses.get(source.id, ())))
            for source in listed
            if not bearings[source.id].load
        ),
    }

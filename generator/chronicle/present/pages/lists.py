"""The lists of entities, sources, questions and promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from chronicle.dates import BEGINNING, year_month
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.present.pages.timeline import answers_in_brief
from chronicle.records import Entity, Question, Source
from chronicle.records.entity import ENTITY_KINDS


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sources of one year, each with the number of its citations."""

    anchor: str
    title: str
    sources: tuple[tuple[Source, int], ...]


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
        groups=tuple(_by_year(edition)),
        count=len(library.source_list),
    )
    yield _page(edition, "questions", questions=question_list(edition))
    yield _page(edition, "promises", promises=library.promise_list)


def _page(edition: Edition, name: str, **values: object) -> Page:
    words, address = edition.words, f"{name}/"
    return Page(
        address,
        words(f"nav.{name}"),
        words(f"{name}.description", title=edition.library.timeline.title),
        edition.render(f"{name}.html.j2", address, **values),
        listed=True,
    )


def question_list(edition: Edition) -> tuple[tuple[Question, tuple[str, ...]], ...]:
    """Return all questions with their answers in brief."""
    return tuple((one, answers_in_brief(edition, one.id)) for one in edition.library.question_list)


def _by_kind(edition: Edition) -> Iterator[tuple[str, tuple[tuple[Entity, int], ...]]]:
    grouped: dict[str, list[tuple[Entity, int]]] = defaultdict(list)
    for entity in edition.library.entity_list:
        events = edition.library.events_naming(entity.ref, "entities.id")
        grouped[entity.kind].append((entity, len(events)))
    return ((kind, tuple(grouped[kind])) for kind in ENTITY_KINDS if kind in grouped)


def _by_year(edition: Edition) -> Iterator[Shelf]:
    uses = edition.library.uses
    for year, sources in groupby(edition.library.source_list, key=_year):
        counted = tuple((source, len(uses.get(source.id, ()))) for source in sources)
        if year is None:
            yield Shelf("undated", edition.words("timeline.open_start"), counted)
        else:
            yield Shelf(f"y{year}", edition.year(year), counted)


def _year(source: Source) -> int | None:
    earliest = source.published.earliest
    return None if earliest == BEGINNING else year_month(earliest)[0]

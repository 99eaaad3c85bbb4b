"""The page of a source."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.library import Library, Use
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.records import AnyRecord, Citation, Event, Promise, Source

Cited = tuple[AnyRecord, str, str, Citation]
"""What a source is cited for: the record, the address of the place in it, the words, the citation."""


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each source, withdrawn ones too."""
    for source in edition.library.sources.values():
        yield page(edition, source)


def page(edition: Edition, source: Source) -> Page:
    """Make the page of one source."""
    library, address, path = edition.library, source.ref.address, edition.paths[source.ref]
    publisher = library.entities[source.publisher]
    html = edition.render(
        "source.html.j2",
        address,
        one=source,
        publisher=publisher,
        relies_on=tuple(library.sources[one] for one in source.relies_on),
        cited=tuple(_cited(edition, use) for use in library.uses.get(source.id, ())),
        bearing=edition.reasoned.bearings[source.id],
        relied_on_by=_relied_on_by(library, source),
        source=path,
    )
    description = edition.words(
        "source.description",
        title=source.title,
        publisher=publisher.name,
        date=edition.date(source.published),
    )
    return Page(address, source.title, edition.plain(description), html, path)


def _relied_on_by(library: Library, source: Source) -> tuple[Source, ...]:
    found = {one.id for one in library.naming(source.ref, "relies_on")}
    for relation in ("claims.cite.relies_on", "because.cite.relies_on", "figures.cite.relies_on"):
        for back in library.backlinks.get(source.ref, ()):
            if back.relation == relation:
                found.add(_citing(library, back.origin.id, back.path))
    listed = (library.sources[one] for one in found if library.sources[one].withdrawn is None)
    return tuple(sorted(listed, key=lambda other: (other.published.key, other.id)))


def _citing(library: Library, event: str, path: tuple[str | int, ...]) -> str:
    """Return the source of the citation that a path runs through."""
    part: object = library.events[event]
    for step in path:
        if isinstance(part, Citation):
            break
        part = (
            part[step]
            if isinstance(part, tuple) and isinstance(step, int)
            else getattr(part, str(step))
        )
    return part.source if isinstance(part, Citation) else ""


def _cited(edition: Edition, use: Use) -> Cited:
    record = edition.library.get(use.origin)
    key, index = str(use.path[0]), int(use.path[1])
    address = use.origin.address
    if isinstance(record, Event) and key == "claims":
        address += f"#claim-{record.claim_ids()[index]}"
        return record, address, record.claims[index].text, use.citation
    if isinstance(record, Event) and key == "because":
        cause = edition.library.events[record.because[index].event]
        text = edition.words("source.for_cause", effect=record.title, cause=cause.title)
        return record, f"{address}#related", text, use.citation
    if isinstance(record, Event):
        return record, f"{address}#figures", record.figures[index].title, use.citation
    if isinstance(record, Promise):
        expected = record.expected[index]
        date = expected.date_label or (edition.date(expected.date) if expected.date else "")
        key = "source.for_expectation" if date else "source.for_no_date"
        text = edition.words(key, promise=record.title, date=date)
        return record, f"{address}#expected", text, use.citation
    raise TypeError(use)

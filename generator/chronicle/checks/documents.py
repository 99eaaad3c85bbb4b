"""Whether the pages under docs/ speak of records that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chronicle.checks.references import kinds, missing, unknown_word, withdrawn
from chronicle.checks.registry import CODES
from chronicle.library import Library
from chronicle.problems import Place, Problem
from chronicle.reading.documents import Block, Document
from chronicle.records import Ref, Subject
from chronicle.records.references import named_by


def documents(
    pages: Iterable[Document], library: Library, unreadable: frozenset[Ref]
) -> Iterator[Problem]:
    """Find faults in the links and embeds of pages."""
    for page in pages:
        yield from page.problems
        for link in page.links:
            yield from _target(library, link.ref, link.place, unreadable)
        for block in page.blocks:
            for path, ref in named_by(block.embed):
                yield from _target(library, ref, block.at(*path), unreadable)
            yield from _block(library, block)


def _target(
    library: Library, ref: Ref, place: Place, unreadable: frozenset[Ref]
) -> Iterator[Problem]:
    found = library.get(ref)
    if found is None and ref not in unreadable:
        message, hint = missing(library, ref)
        yield _problem(f"unknown-{ref.kind}", place, message, hint)
    elif found is not None and found.withdrawn is not None:
        finding = withdrawn(library, ref, Subject(ref))
        yield _problem(finding.code, place, finding.message, finding.hint)


def _block(library: Library, block: Block) -> Iterator[Problem]:
    embed, timeline = block.embed, library.timeline
    # Where timeline.yml lists no tags, those that stand in events are the tags there are.
    tags = timeline.tags or library.tags
    asked = {"lane": embed.lane, "kind": embed.kind, "tag": embed.tag}
    known = {"lane": timeline.lanes, "kind": kinds(timeline), "tag": tags}
    for what, words in asked.items():
        for index, word in enumerate(words):
            if word not in known[what]:
                message, hint = unknown_word(what, word, known[what])
                yield _problem(f"unknown-{what}", block.at(what, index), message, hint)
    event = library.events.get(embed.event or "")
    if embed.view == "figure" and event is not None and embed.figure > len(event.figures):
        count = len(event.figures)
        figures = "1 figure" if count == 1 else f"{count or 'no'} figures"
        message = f'the event "{event.id}" has {figures}; there is no number {embed.figure}'
        hint = "mend figure:, or the event's id"
        yield _problem("unknown-figure", block.at("figure"), message, hint)


def _problem(code: str, place: Place, message: str, hint: str) -> Problem:
    return Problem(code, message, place, hint, CODES[code].severity)

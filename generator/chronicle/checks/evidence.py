"""Whether there is ground for what is said."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.checks.registry import Finding, Scope
from chronicle.records import Event, Subject
from chronicle.records.fields import shown
from chronicle.records.references import citations

QUOTE_WORDS = 30
"""A quote has fewer words: enough to prove a claim, too few to stand in for the source."""


def claims(scope: Scope) -> Iterator[Finding]:
    """Find events without a claim, claims without a source, and claims of one name."""
    for event in scope.library.events.values():
        if not event.claims and event.withdrawn is None:
            message = "the event has no claim: nothing here says that it happened"
            hint = "add claims: with a text: and a cite:"
            yield Finding("event-without-claim", Subject(event.ref), message, hint)
        yield from _claims(event)


def _claims(event: Event) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, (name, claim) in enumerate(zip(event.claim_ids(), event.claims, strict=True)):
        if not claim.cite:
            message = f'the claim "{name}" has no source'
            hint = "add cite: with the id of the source that says so"
            yield Finding(
                "claim-without-source", Subject(event.ref, ("claims", index)), message, hint
            )
        if name in seen:
            message = f'the claims {seen[name] + 1} and {index + 1} are both called "{name}"'
            subject = Subject(event.ref, ("claims", index, "id"))
            yield Finding("duplicate-claim", subject, message, "give one of them another id")
        seen.setdefault(name, index)


def figures(scope: Scope) -> Iterator[Finding]:
    """Find figures whose parts do not add up and that do not say why, and figures without any."""
    for event in scope.library.events.values():
        for index, figure in enumerate(event.figures):
            subject = Subject(event.ref, ("figures", index))
            if figure.total is None and not figure.parts:
                message = f'the figure "{shown(figure.title)}" has neither a total nor parts'
                yield Finding("empty-figure", subject, message, "add total: or parts:")
            elif figure.difference and not figure.gap:
                parts = figure.total - figure.difference if figure.total is not None else 0
                more = "more" if figure.difference > 0 else "less"
                message = (
                    f'the parts of "{shown(figure.title)}" add up to {parts:f}; '
                    f"the total, {figure.total:f}, is {abs(figure.difference):f} {more}"
                )
                where = Subject(event.ref, ("figures", index, "total"))
                yield Finding("figure-gap", where, message, "mend a number, or say why in gap:")
            if not figure.cite:
                message = f'the figure "{shown(figure.title)}" has no source'
                hint = "add cite: with the id of the source that gives it"
                yield Finding("figure-without-source", subject, message, hint)


def copies(scope: Scope) -> Iterator[Finding]:
    """Find copies that do not say of what."""
    for source in scope.library.sources.values():
        if source.kind == "copy" and len(source.relies_on) != 1:
            message = f"a copy relies on exactly one source; this one names {len(source.relies_on)}"
            hint = "add relies_on: with the id of what it copies"
            yield Finding("copy-of-what", Subject(source.ref, ("kind",)), message, hint)


def expectations(scope: Scope) -> Iterator[Finding]:
    """Find promises in which nobody expects anything, or nobody says who did."""
    for promise in scope.library.promises.values():
        if not promise.expected:
            message = "the promise has no expectation: nobody gave a date"
            hint = "add expected: with a date: and a cite:"
            yield Finding("promise-without-date", Subject(promise.ref), message, hint)
        for index, expectation in enumerate(promise.expected):
            if not expectation.cite:
                message = f"expectation {index + 1} has no source"
                hint = "add cite: with the id of the source that gave the date"
                subject = Subject(promise.ref, ("expected", index))
                yield Finding("claim-without-source", subject, message, hint)


def images(scope: Scope) -> Iterator[Finding]:
    """Find images that are not there."""
    for event in scope.library.events.values():
        for index, picture in enumerate(event.images):
            if picture.file not in scope.images:
                message = f'there is no file "{picture.file}" in the folder of records'
                subject = Subject(event.ref, ("images", index, "file"))
                yield Finding("missing-image", subject, message, "put it there, or mend the path")


def quotes(scope: Scope) -> Iterator[Finding]:
    """Find quotes that are longer than a quote may be."""
    for record in scope.library.records:
        for path, citation in citations(record):
            words = len((citation.quote or "").split())
            if words >= QUOTE_WORDS:
                message = f"the quote has {words} words; a quote has fewer than {QUOTE_WORDS}"
                subject = Subject(record.ref, (*path, "quote"))
                yield Finding(
                    "quote-too-long", subject, message, "keep the words that carry the claim"
                )

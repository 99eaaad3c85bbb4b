"""Whether what is said can have happened in that order."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.checks.registry import Finding, Scope
from chronicle.dates import When, iso
from chronicle.reasoning.causality import Link, Range, contradictions, early
from chronicle.records import Event, Subject

MOST_SHOWN = 8


def impossible(scope: Scope) -> Iterator[Finding]:
    """Find causes, and sequences, that the dates rule out."""
    for link in scope.reasoned.links:
        if link.order == "impossible":
            subject = Subject(link.later.ref, (link.relation, link.position))
            word = "because of" if link.relation == "because" else "after"
            message = (
                f'"{link.later.id}" ({_dated(link.later)}) cannot be {word} '
                f'"{link.earlier.id}" ({_dated(link.earlier, link)})'
            )
            sources = dict.fromkeys((_sources(link.later), _sources(link.earlier)))
            hint = f"mend a date or the link; the dates rest on {', and on '.join(sources)}"
            yield Finding("impossible-cause", subject, message, hint)


def _dated(event: Event, link: Link | None = None) -> str:
    if link is not None and link.through_report:
        return f"known on {iso(link.span[0])}"
    return _when(event.date)


def _when(date: When) -> str:
    span = _span(date.checked)
    return span if span == date.text else f"{date.text}, that is {span}"


def _span(span: Range) -> str:
    first, last = map(iso, span)
    return first if first == last else f"{first} to {last}"


def _sources(event: Event) -> str:
    cited = dict.fromkeys(cite.source for claim in event.claims[:1] for cite in claim.cite)
    return " and ".join(list(cited)[:3]) or "no source"


def cycles(scope: Scope) -> Iterator[Finding]:
    """Find events that come after themselves."""
    for cycle in scope.reasoned.cycles:
        if len(cycle) == 1:
            continue  # it names itself, which is a finding of its own
        # Where each says what it comes after: one finding a cycle, at the first of its events.
        event = scope.library.events[cycle[0]]
        shown = " → ".join(
            [*cycle[:MOST_SHOWN], *(("…",) if len(cycle) > MOST_SHOWN else ()), cycle[0]]
        )
        message = f"these events come after one another in a circle: {shown}"
        hint = "take out the link that is wrong"
        position = next(
            (
                (link.relation, link.position)
                for link in scope.reasoned.links
                if link.later.id == cycle[0] and link.earlier.id == cycle[-1]
            ),
            (),
        )
        yield Finding("cycle", Subject(event.ref, position), message, hint)


def empty_ranges(scope: Scope) -> Iterator[Finding]:
    """Find events for which the links leave no day, though each link alone is possible.

    Told once for a chain, at the middle of it: between the two dates that contradict each other.
    """
    for chain in contradictions(scope.reasoned.narrowed):
        middle = chain[len(chain) // 2]
        first, last = map(iso, scope.reasoned.narrowed[middle].range)
        shown = chain if len(chain) <= MOST_SHOWN else (*chain[: MOST_SHOWN - 1], "…", chain[-1])
        message = (
            f"the links leave no day for it, along {' → '.join(shown)}: "
            f"not before {first}, the date of {chain[0]}, and not after {last}, the date of {chain[-1]}"
        )
        subject = Subject(scope.library.events[middle].ref, ("date",))
        yield Finding(
            "empty-range", subject, message, "mend a date, or take a link of the chain out"
        )


def reported_before(scope: Scope) -> Iterator[Finding]:
    """Find sources that report an event before it happened."""
    for one in early(scope.library):
        claim = one.event.claims[one.claim]
        source = scope.library.sources[claim.cite[one.cite].source]
        when = _when(claim.date) if claim.date is not None else _dated(one.event)
        message = f'"{source.id}" ({source.published.text}) says so before it happened ({when})'
        hint = "mend a date; a plan belongs into a promise, or into an event of kind plan"
        subject = Subject(one.event.ref, ("claims", one.claim, "cite", one.cite))
        yield Finding("reported-before-it-happened", subject, message, hint)


def relied_on_before(scope: Scope) -> Iterator[Finding]:
    """Find sources that rely on what was published after them."""
    for source in scope.library.source_list:
        for index, name in enumerate(source.relies_on):
            other = scope.library.sources.get(name)
            if other is not None and other.published.earliest > source.published.latest:
                message = (
                    f'"{source.id}" ({source.published.text}) relies on "{name}", '
                    f"which was published later ({other.published.text})"
                )
                subject = Subject(source.ref, ("relies_on", index))
                yield Finding("relies-on-later", subject, message, "mend a date, or the reference")

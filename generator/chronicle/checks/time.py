"""Whether what is said can have happened in that order."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.checks.registry import Finding, Scope
from chronicle.dates import iso
from chronicle.knowledge import SUPPORT
from chronicle.reasoning.causality import Link, Range
from chronicle.records import Event, Subject

PLAN = "plan"
"""The kind of an event that has not come yet: a report of a plan may well precede it."""

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
    span = _span(event.date.checked)
    return span if span == event.date.text else f"{event.date.text}, that is {span}"


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

    An empty range spreads along its chain, to both ends; it is reported once, where it can be mended:
    between the two events whose dates make it empty.
    """
    seen: set[tuple[str, str]] = set()
    for name, narrowed in sorted(
        scope.reasoned.narrowed.items(),
        key=lambda pair: (not (pair[1].after and pair[1].before), pair[0]),
    ):
        late = (*narrowed.after, name)[len(narrowed.after) - 1 if narrowed.after else 0]
        early = (*narrowed.before, name)[len(narrowed.before) - 1 if narrowed.before else 0]
        if not narrowed.empty or (late, early) in seen:
            continue
        seen.add((late, early))
        chain = " → ".join([*reversed(narrowed.after), name, *narrowed.before])
        message = (
            f"the links leave no day for it, along {chain}: "
            f"not before {iso(narrowed.range[0])}, the date of {late}, "
            f"and not after {iso(narrowed.range[1])}, the date of {early}"
        )
        subject = Subject(scope.library.events[name].ref, ("date",))
        yield Finding(
            "empty-range", subject, message, "mend a date, or take a link of the chain out"
        )


def reported_before(scope: Scope) -> Iterator[Finding]:
    """Find sources that report an event before it happened."""
    sources, day = scope.library.sources, scope.library.day
    for event in scope.library.event_list:
        first = event.date.checked[0]
        if event.kind == PLAN or first > day:
            continue
        for index, claim in enumerate(event.claims):
            since = claim.date.checked[0] if claim.date is not None else first
            for number, citation in enumerate(claim.cite):
                source = sources.get(citation.source)
                if source is None or citation.stance not in SUPPORT:
                    continue
                if source.published.latest < since:
                    message = (
                        f'"{source.id}" ({source.published.text}) says so before it happened '
                        f"({_dated(event)})"
                    )
                    hint = (
                        "mend a date; a plan belongs into a promise, or into an event of kind plan"
                    )
                    path = ("claims", index, "cite", number)
                    yield Finding(
                        "reported-before-it-happened", Subject(event.ref, path), message, hint
                    )


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

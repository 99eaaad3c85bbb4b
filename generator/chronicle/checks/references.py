"""Whether everything that is named exists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from chronicle.checks.registry import CODES, Finding, Scope
from chronicle.library import Library
from chronicle.records import KINDS, Event, Ref, Subject, Timeline
from chronicle.records.fields import bad_url, shown
from chronicle.records.ref import FOLDERS, Path
from chronicle.records.references import prose
from chronicle.records.text import is_linkable, links, parser, target


def suggestion(word: str, known: Iterable[str]) -> str:
    """Propose the nearest of the known words, if any is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def missing(library: Library, ref: Ref) -> tuple[str, str]:
    """Say in words that there is no such record, and which was probably meant."""
    if ref in library.former:
        now = library.former[ref]
        return f'the {ref.kind} "{ref.id}" is now called "{now.id}"', f"write {now.id}"
    known = {one.id: one.ref for one in library.records if one.kind_of_record == ref.kind}
    hint = suggestion(ref.id, known)
    if not hint:
        other = next((kind for kind in KINDS if library.get(Ref(kind, ref.id))), None)
        files = f"{FOLDERS[ref.kind]} are named as their files are, without .yml"
        hint = f"{ref.id} is the id of {_article(other)}" if other else files
    return f'there is no {ref.kind} "{ref.id}"', hint


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ae" else f"a {kind}"


def unknown_target(scope: Scope) -> Iterator[Finding]:
    """Find ids that name no record, and those that name a withdrawn one."""
    for reference in scope.library.references:
        found = scope.library.get(reference.target)
        subject = Subject(reference.origin, reference.path)
        if found is None and reference.target not in scope.unreadable:
            message, hint = missing(scope.library, reference.target)
            yield Finding(f"unknown-{reference.target.kind}", subject, message, hint)
        elif found is not None and reference.target == reference.origin:
            message = f'the {reference.target.kind} "{reference.target.id}" names itself'
            yield Finding("names-itself", subject, message, "name another, or take the line out")
        elif found is not None and found.withdrawn is not None:
            origin = scope.library.get(reference.origin)
            if origin is not None and origin.withdrawn is None:
                yield withdrawn(scope.library, reference.target, subject)


def withdrawn(library: Library, ref: Ref, subject: Subject) -> Finding:
    """Say that a record which somebody names has been withdrawn, and what stands in its place."""
    record = library.get(ref)
    see = record.withdrawn.see if record and record.withdrawn else None
    message = f'the {ref.kind} "{ref.id}" has been withdrawn'
    return Finding("withdrawn-target", subject, message, f"write {see}" if see else "take it out")


def linked_text(scope: Scope) -> Iterator[Finding]:
    """Find links in the Markdown of records that lead nowhere, or where none may lead."""
    markdown = parser()
    written = [(record.ref, prose(record)) for record in scope.library.records]
    for ref, texts in [(None, prose(scope.library.timeline)), *written]:
        for path, text in texts:
            for href in links(text, markdown):
                yield from _href(scope, href, Subject(ref, path))


def _href(scope: Scope, href: str, subject: Subject) -> Iterator[Finding]:
    ref = target(href)
    if ref is None:
        if not is_linkable(href):
            message = f'the link to "{shown(href)}" {bad_url(href)}'
            hint = f"link to https://…, or to a record: {', '.join(f'{kind}:id' for kind in KINDS)}"
            yield Finding("bad-url", subject, message, hint)
        return
    found = scope.library.get(ref)
    if found is None and ref not in scope.unreadable:
        message, hint = missing(scope.library, ref)
        yield Finding(f"unknown-{ref.kind}", subject, message, hint)
    elif found is not None and found.withdrawn is not None:
        yield withdrawn(scope.library, ref, subject)


def vocabulary(scope: Scope) -> Iterator[Finding]:
    """Find lanes, kinds and tags that timeline.yml does not list."""
    timeline = scope.library.timeline
    for event in scope.library.events.values():
        yield from _word(event, ("lane",), event.lane, "lane", timeline.lanes)
        yield from _word(event, ("kind",), event.kind, "kind", kinds(timeline))
        if timeline.tags:
            for index, tag in enumerate(event.tags):
                yield from _word(event, ("tags", index), tag, "tag", timeline.tags)


def kinds(timeline: Timeline) -> tuple[str, ...]:
    """Return the kinds that events may have, in the timeline's order."""
    return tuple(dict.fromkeys(("event", *timeline.kinds)))


def _word(
    event: Event, path: Path, word: str, what: str, known: Collection[str]
) -> Iterator[Finding]:
    if word not in known:
        message, hint = unknown_word(what, word, known)
        yield Finding(f"unknown-{what}", Subject(event.ref, path), message, hint)


def unknown_word(what: str, word: str, known: Collection[str]) -> tuple[str, str]:
    """Say in words that timeline.yml lists no such lane, kind or tag, and which was meant."""
    hint = suggestion(word, known) or f"write one of {', '.join(known)}, or add it to timeline.yml"
    return f'timeline.yml has no {what} "{word}"', hint


def settling_claim(scope: Scope) -> Iterator[Finding]:
    """Find questions settled by a claim that its event does not have."""
    for question in scope.library.questions.values():
        settled = question.settled_by
        if settled is None or settled.claim is None:
            continue
        event = scope.library.events.get(settled.event)
        if event is not None and settled.claim not in event.claim_ids():
            message = f'the event "{event.id}" has no claim "{settled.claim}"'
            hint = suggestion(settled.claim, event.claim_ids())
            listed = ", ".join(event.claim_ids()) or "none"
            hint = hint or f"the claims of that event: {listed}"
            subject = Subject(question.ref, ("settled_by", "claim"))
            yield Finding("unknown-claim", subject, message, hint)


def accepted_checks(scope: Scope) -> Iterator[Finding]:
    """Find acceptances of findings that no check makes."""
    for record in scope.library.records:
        for index, accepted in enumerate(record.accept):
            if accepted.check not in CODES:
                message = f'there is no check "{accepted.check}"'
                subject = Subject(record.ref, ("accept", index, "check"))
                yield Finding("unknown-check", subject, message, suggestion(accepted.check, CODES))

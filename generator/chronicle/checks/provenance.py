"""Who is behind what is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from chronicle.checks.registry import Finding, Scope
from chronicle.records import Event, Source, Subject

MOST_SHOWN = 8

# Words by which a title or a summary says that somebody says so. English, as the records are.
_HEDGES = re.compile(
    r"\b(according to|alleg\w+|attribut\w+|claim\w*|cited?|citing|denie[sd]|deny|described|disput\w+|"
    r"estimat\w+|expected|gave|likely|may|might|named|not (?:confirmed|known)|plan\w*|possibl[ey]|put|"
    r"report\w*|rumou?r\w*|said|say(?:s|ing)?|suggest\w*|told|unconfirmed|wrote|would)\b",
    re.IGNORECASE,
)


def circular(scope: Scope) -> Iterator[Finding]:
    """Find sources that rely on one another in a circle, and claims whose citations do."""
    known = set()
    for loop in scope.reasoned.loops:
        known.add(frozenset(loop))
        source = scope.library.sources[loop[0]]
        message = f"these sources rely on one another in a circle: {_circle(loop)}"
        hint = "find out who had it first, and take out the reference that is wrong"
        yield Finding("circular-reporting", Subject(source.ref, ("relies_on",)), message, hint)
    for (name, claim), found in scope.reasoned.origins.items():
        event = scope.library.events[name]
        index = event.claim_ids().index(claim) if found.loops else 0
        for loop in found.loops:
            if frozenset(loop) not in known:
                message = f"the citations rely on one another in a circle: {_circle(loop)}"
                hint = "find out who had it first, and mend its relies_on"
                subject = Subject(event.ref, ("claims", index, "cite"))
                yield Finding("circular-reporting", subject, message, hint)


def _circle(loop: tuple[str, ...]) -> str:
    shown = [*loop[:MOST_SHOWN], *(("…",) if len(loop) > MOST_SHOWN else ())]
    return " → ".join([*shown, loop[0]])


def origins(scope: Scope) -> Iterator[Finding]:
    """Find claims without a stated origin, and events that rest on a single one."""
    for event in scope.library.event_list:
        for index, claim in enumerate(event.claims):
            found = scope.reasoned.origins[event.id, claim.id]
            subject = Subject(event.ref, ("claims", index))
            if found.least == 0 and claim.cite and not found.retracted:
                message = f'nobody says where the claim "{claim.id}" comes from'
                hint = "add by: to a citation, if its source says who speaks"
                yield Finding("unsourced-claim", subject, message, hint)
        if event.claims and scope.reasoned.event_origins(event).most == 1:
            message = "the event rests on a single origin"
            hint = "look for a second one that does not go back to the first"
            yield Finding("single-origin", Subject(event.ref, ("claims", 0)), message, hint)


def overstated(scope: Scope) -> Iterator[Finding]:
    """Find titles and summaries that state as a fact what nobody is known to have said."""
    for event in scope.library.event_list:
        standing = scope.reasoned.standing(event)
        if standing is None or standing.name not in {"unsourced", "withdrawn", "disputed"}:
            continue
        for key, text in (("title", event.title), ("summary", event.summary)):
            if text and not _HEDGES.search(text):
                message = f"the {key} reads as a fact, while its first claim is {standing.name}"
                hint = "say in it who says so"
                yield Finding("standing-overstated", Subject(event.ref, (key,)), message, hint)


def reading(scope: Scope) -> Iterator[Finding]:
    """Find sources that are cited and that nobody has read."""
    for source in scope.library.source_list:
        if source.read == "not read" and scope.library.uses.get(source.id):
            message = f'the source "{source.id}" is cited, and nobody has read it'
            hint = "read it, or cite who passes it on"
            yield Finding("source-not-read", Subject(source.ref, ("read",)), message, hint)


def archives(scope: Scope) -> Iterator[Finding]:
    """Find sources with an address and no copy that will last."""
    for source in scope.library.source_list:
        if source.url and not source.archive:
            message = "the source has an address and no archived copy"
            hint = "add archive: with the address of a copy that will last"
            yield Finding("missing-archive", Subject(source.ref, ("url",)), message, hint)


def duplicate_sources(scope: Scope) -> Iterator[Finding]:
    """Find sources that have the same address."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(scope.library.source_list, key=lambda source: source.id):
        if source.url:
            found[_address(source.url)].append(source)
    for first, *others in found.values():
        for source in others:
            message = f'"{first.id}" has the same address'
            hint = "keep one of the two, and let the other be a former id of it"
            yield Finding("duplicate-source", Subject(source.ref, ("url",)), message, hint)


def _address(url: str) -> str:
    """Reduce an address to what makes it another one."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def duplicate_events(scope: Scope) -> Iterator[Finding]:
    """Find events with much the same title and an overlapping date."""
    by_words: dict[frozenset[str], list[Event]] = defaultdict(list)
    for event in sorted(scope.library.event_list, key=lambda event: event.id):
        by_words[frozenset(re.findall(r"\w+", event.title.casefold()))].append(event)
    for events in by_words.values():
        latest: Event | None = None
        for event in sorted(events, key=lambda event: (event.date.key, event.id)):
            if latest is not None and event.date.earliest <= latest.date.latest:
                message = (
                    f'"{latest.id}" has the same words in its title, and may be the same event'
                )
                hint = "make one of the two, or tell them apart in their titles"
                yield Finding(
                    "possible-duplicate-event", Subject(event.ref, ("title",)), message, hint
                )
            if latest is None or event.date.latest > latest.date.latest:
                latest = event


def unlinked(scope: Scope) -> Iterator[Finding]:
    """Find entities, sources and questions that nothing speaks of."""
    library = scope.library
    for record in (*library.entity_list, *library.source_list):
        if not library.backlinks.get(record.ref) and not library.mentions.get(record.ref):
            kind = record.kind_of_record
            message = f'nothing names the {kind} "{record.id}"'
            hint = "name it where it belongs, or delete the file"
            yield Finding("unlinked-record", Subject(record.ref), message, hint)
    for question in library.question_list:
        if not library.replies.get(question.id):
            message = f'no claim answers the question "{question.id}"'
            hint = "add answers: to the claims that do"
            yield Finding("unlinked-record", Subject(question.ref), message, hint)

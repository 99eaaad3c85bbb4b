"""What is computed of a record, as plain values and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chronicle.dates import BEGINNING, END, iso
from chronicle.reasoning import Reasoned
from chronicle.reasoning.bearing import Bearing
from chronicle.reasoning.causality import gained
from chronicle.reasoning.log import history
from chronicle.reasoning.origins import End, Origins
from chronicle.reasoning.promises import Slip
from chronicle.reasoning.standing import Standing
from chronicle.records import Claim, Entity, Event, Promise, Question, Ref, Source

Values = dict[str, Any]
"""Texts, numbers, lists and mappings, as JSON has them."""


def account(reasoned: Reasoned, ref: Ref) -> Values:
    """Return what a record says of itself in brief, and all that is computed of it."""
    record = reasoned.library.get(ref)
    said: Values = {"id": str(ref)}
    if isinstance(record, Event):
        return said | _event(reasoned, record)
    if isinstance(record, Source):
        return said | _source(reasoned, record)
    if isinstance(record, Question):
        return said | _question(reasoned, record)
    if isinstance(record, Promise):
        return said | _promise(reasoned, record)
    if isinstance(record, Entity):
        return said | _entity(reasoned, record)
    raise KeyError(ref)


def _event(reasoned: Reasoned, event: Event) -> Values:
    standing = reasoned.standing(event)
    narrowed = reasoned.narrowed.get(event.id)
    span = gained(event, narrowed) if narrowed else None
    known = reasoned.event_known(event)
    return {
        "title": event.title,
        "happened": {
            "date": event.date.text,
            "earliest": _day(event.date.earliest),
            "latest": _day(event.date.latest),
            **({"narrowed": [_day(span[0]), _day(span[1])]} if span else {}),
        },
        "known": _day(known) if known is not None else None,
        "standing": _standing(standing) if standing else None,
        "claims": [_claim(reasoned, event, claim) for claim in event.claims],
        "links": [
            {
                "relation": link.relation,
                "earlier": link.earlier.id,
                "later": link.later.id,
                "order": link.order,
            }
            for link in reasoned.links
            if event.id in {link.earlier.id, link.later.id}
        ],
        "history": [
            {
                "day": _day(stood.day),
                "standing": stood.standing.name,
                "origins": [stood.origins.least, stood.origins.most],
            }
            for stood in history(reasoned.library, event)
        ],
    }


def _claim(reasoned: Reasoned, event: Event, claim: Claim) -> Values:
    key = (event.id, claim.id)
    return {
        "id": claim.id,
        "text": claim.text,
        "standing": _standing(reasoned.standings[key]),
        "origins": origins(reasoned.origins[key]),
        "known": _day(reasoned.known[key]),
        "sources": [{"source": cite.source, "stance": cite.stance} for cite in claim.cite],
    }


def _source(reasoned: Reasoned, source: Source) -> Values:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.text,
        "relies_on": list(source.relies_on),
        "cited": len(reasoned.library.uses.get(source.id, ())),
        **bearing(reasoned.bearings[source.id]),
    }


def _question(reasoned: Reasoned, question: Question) -> Values:
    return {
        "title": question.title,
        "state": question.state,
        "answers": [
            {
                "answer": answer.text,
                "origins": origins(answer.origins),
                "known": _day(answer.known),
                "settled": answer.settled,
                "claims": [f"{one.event.id}#{one.claim_id}" for one in answer.replies],
            }
            for answer in reasoned.answers[question.id]
        ],
    }


def _promise(reasoned: Reasoned, promise: Promise) -> Values:
    found = reasoned.accounts[promise.id]
    return {
        "title": promise.title,
        "by": promise.by,
        "expected": [
            {
                "date": link.expectation.date.text if link.expectation.date else "none",
                "known": _day(link.known),
                "change": link.change,
                **({"moved": _slip(link.slip)} if link.slip else {}),
            }
            for link in found.links
        ],
        "outcome": promise.outcome.event or promise.outcome.state,
        "slip": _slip(found.slip) if found.slip else None,
    }


def _entity(reasoned: Reasoned, entity: Entity) -> Values:
    library = reasoned.library
    return {
        "name": entity.name,
        "kind": entity.kind,
        "events": [
            {"event": event.id, "standing": standing.name if standing else None}
            for event in library.events_naming(entity.ref, "entities.id")
            for standing in [reasoned.standing(event)]
        ],
        "promises": [
            {
                "promise": one.id,
                "slip": _slip(slip) if (slip := reasoned.accounts[one.id].slip) else None,
            }
            for one in library.naming(entity.ref, "by")
        ],
        "published": [one.id for one in library.naming(entity.ref, "publisher")],
    }


def bearing(found: Bearing) -> Values:
    """Return what a source bears."""
    return {
        "load": found.load,
        "claims": [f"{event}#{claim}" for event, claim in found.claims],
        "events": list(found.events),
        "causes": [f"{event} because[{position}]" for event, position in found.causes],
        "expectations": [
            f"{promise} expected[{position}]" for promise, position in found.expectations
        ],
        "questions": list(found.questions),
    }


def origins(found: Origins) -> Values:
    """Return origins as a range and as a list."""
    return {
        "least": found.least,
        "most": found.most,
        "ends": [_end(end) for end in found.ends],
        **({"retracted": [_end(end) for end in found.retracted]} if found.retracted else {}),
        **({"loops": [list(loop) for loop in found.loops]} if found.loops else {}),
    }


def _end(end: End) -> str:
    return ": ".join([end.kind, *(part for part in (end.name, end.source) if part)])


def _standing(found: Standing) -> Values:
    grounds = {
        "by": found.parties,
        "denied_by": found.denied_by or found.deniers,
        "declined_by": found.declined_by,
        "questions": found.questions,
    }
    return {
        "name": found.name,
        **{name: list(ground) for name, ground in grounds.items() if ground},
    }


def _slip(slip: Slip) -> Values:
    return {"least": slip.low, "most": slip.high, **({"pending": True} if slip.pending else {})}


def _day(day: int) -> str | None:
    return None if day in {BEGINNING, END} else iso(day)


def lines(values: Mapping[str, Any], indent: int = 0) -> Iterator[str]:
    """Write values as indented lines, for people; what is empty is left out."""
    pad = "  " * indent
    for name, value in values.items():
        if value in (None, [], {}):
            continue
        if isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from lines(value, indent + 1)
        elif isinstance(value, list) and isinstance(value[0], Mapping):
            yield f"{pad}{name}:"
            for item in value:
                first, *rest = lines(item, indent + 2)
                yield f"{pad}  - {first.strip()}"
                yield from rest
        elif isinstance(value, list):
            yield f"{pad}{name}: {', '.join(map(str, value))}"
        else:
            yield f"{pad}{name}: {value}"

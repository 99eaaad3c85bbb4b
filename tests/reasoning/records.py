"""A library out of a few lines of YAML: what a case does not say is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chronicle.library import Library
from chronicle.records import MODELS, Timeline
from chronicle.records.references import references

_NEEDED: Mapping[str, dict[str, str]] = {
    "event": {"title": "An event", "date": "2025-01-01", "lane": "all"},
    "entity": {"name": "Somebody", "kind": "organisation"},
    "source": {"title": "A source", "publisher": "somebody", "published": "2025-01-01"},
    "question": {"title": "A question?"},
    "promise": {"title": "A promise", "by": "somebody"},
}
_SHELVES = {
    "events": "event",
    "entities": "entity",
    "sources": "source",
    "questions": "question",
    "promises": "promise",
}


def library(case: Mapping[str, Any]) -> Library:
    """Make a library of a case's `events`, `entities`, `sources`, `questions`, `promises`.

    Each maps ids to records as an editor writes them, all scalars as text; keys that a record must
    have and a case does not care about may be left out, and so may entities that are only named.
    """
    timeline = Timeline.model_validate({"title": "A case", "lanes": {"all": "All"}})
    records = [
        MODELS[kind].model_validate({**_NEEDED[kind], **(values or {}), "id": name})
        for shelf, kind in _SHELVES.items()
        for name, values in (case.get(shelf) or {}).items()
    ]
    named = {ref.id for record in records for _, ref in references(record) if ref.kind == "entity"}
    written = {record.id for record in records if record.kind_of_record == "entity"}
    records += [
        MODELS["entity"].model_validate({**_NEEDED["entity"], "id": name})
        for name in sorted(named - written)
    ]
    return Library.of(timeline, records)

"""What an editor writes: the five kinds of records and the timeline itself, as values."""

from __future__ import annotations

from chronicle.records.entity import Entity
from chronicle.records.event import Claim, Event
from chronicle.records.promise import Promise
from chronicle.records.question import Question
from chronicle.records.record import Citation, Record
from chronicle.records.ref import FOLDERS, KINDS, Kind, Path, Ref, Subject
from chronicle.records.source import Source
from chronicle.records.timeline import Timeline

AnyRecord = Event | Entity | Source | Question | Promise

MODELS: dict[Kind, type[AnyRecord]] = {
    "event": Event,
    "entity": Entity,
    "source": Source,
    "question": Question,
    "promise": Promise,
}

__all__ = [
    "FOLDERS",
    "KINDS",
    "MODELS",
    "AnyRecord",
    "Citation",
    "Claim",
    "Entity",
    "Event",
    "Kind",
    "Path",
    "Promise",
    "Question",
    "Record",
    "Ref",
    "Source",
    "Subject",
    "Timeline",
]

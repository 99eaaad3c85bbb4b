"""What a record holds that concerns others: ids, citations and Markdown, by marks on fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple, get_args

from pydantic import BaseModel

from chronicle.records.embed import Embed
from chronicle.records.entity import Entity
from chronicle.records.event import Event
from chronicle.records.fields import Marked, Target
from chronicle.records.promise import Promise
from chronicle.records.question import Question
from chronicle.records.record import Citation, Record
from chronicle.records.ref import Kind, Path, Ref
from chronicle.records.source import Source
from chronicle.records.timeline import Timeline


def references(record: Record) -> Iterator[tuple[Path, Ref]]:
    """Find every id in a record that names a record, with its path."""
    for path, field, text in _marked(record, ()):
        if not field.markdown:
            yield path, Ref(field.kind or record.kind_of_record, text)


def named_by(embed: Embed) -> Iterator[tuple[Path, Ref]]:
    """Find the records that an embed asks for, each with its path."""
    return ((path, Ref(field.kind, text)) for path, field, text in _marked(embed, ()) if field.kind)


def prose(part: Record | Timeline) -> Iterator[tuple[Path, str]]:
    """Find every Markdown text in a record or in timeline.yml, with its path."""
    return ((path, text) for path, field, text in _marked(part, ()) if field.markdown)


def citations(record: Record) -> Iterator[tuple[Path, Citation]]:
    """Find every citation in a record, with its path."""
    groups: tuple[tuple[str, tuple[BaseModel, ...]], ...] = ()
    if isinstance(record, Event):
        groups = (
            ("claims", record.claims),
            ("because", record.because),
            ("figures", record.figures),
        )
    elif isinstance(record, Promise):
        groups = (("expected", record.expected),)
    for key, parts in groups:
        for index, part in enumerate(parts):
            for number, citation in enumerate(getattr(part, "cite")):  # noqa: B009 - all of them have one
                yield (key, index, "cite", number), citation


class _Field(NamedTuple):
    """A field that names records (`None`: of the same kind), is Markdown, or holds models."""

    name: str
    kind: Kind | None = None
    markdown: bool = False
    nested: type[BaseModel] | None = None


def _marked(part: BaseModel, path: Path) -> Iterator[tuple[Path, _Field, str]]:
    for field in _FIELDS[type(part)]:
        value = getattr(part, field.name)
        if not value:
            continue
        for step, item in _items(value, (*path, field.name)):
            if isinstance(item, BaseModel):
                yield from _marked(item, step)
            else:
                yield step, field, str(item)


def _items(value: object, path: Path) -> Iterator[tuple[Path, object]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*path, index), item
    elif isinstance(value, dict):
        for key, item in value.items():
            yield (*path, key), item
    else:
        yield path, value


def _marks(annotation: object) -> Iterator[Target | Marked | type[BaseModel]]:
    """Find marks and models in an annotation, at whatever depth."""
    if isinstance(annotation, Target | Marked) or (
        isinstance(annotation, type) and issubclass(annotation, BaseModel)
    ):
        yield annotation
    for argument in get_args(annotation):
        yield from _marks(argument)


def _fields(model: type[BaseModel]) -> Iterator[_Field]:
    for name, field in model.model_fields.items():
        for mark in chain(
            chain.from_iterable(map(_marks, field.metadata)), _marks(field.annotation)
        ):
            if isinstance(mark, Target):
                yield _Field(name, kind=mark.kind)
            elif isinstance(mark, Marked):
                yield _Field(name, markdown=True)
            else:
                yield _Field(name, nested=mark)
            break


def _all_fields(*models: type[BaseModel]) -> Mapping[type[BaseModel], tuple[_Field, ...]]:
    found: dict[type[BaseModel], tuple[_Field, ...]] = {}
    waiting = list(models)
    while waiting:
        model = waiting.pop()
        if model not in found:
            found[model] = tuple(_fields(model))
            waiting += [field.nested for field in found[model] if field.nested]
    return found


_FIELDS = _all_fields(Embed, Event, Entity, Source, Question, Promise, Timeline)

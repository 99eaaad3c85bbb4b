"""What pydantic says of a record, in the words of an author."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from chronicle.problems import Place, Problem
from chronicle.reading.compose import Node
from chronicle.records.fields import OURS, shown
from chronicle.records.record import Record
from chronicle.records.ref import Path

_KEY = "[key]"
"""What pydantic puts at the end of the path when a mapping's key is at fault, not its value."""


def faults(error: ValidationError, node: Node, file: str, model: type[BaseModel]) -> list[Problem]:
    """Turn all of pydantic's errors for one file into problems with places and hints."""
    return [_fault(detail, node, file, model) for detail in error.errors(include_url=False)]


def _fault(detail: Any, node: Node, file: str, model: type[BaseModel]) -> Problem:  # noqa: ANN401
    path: Path = detail["loc"]
    kind = detail["type"]
    about_key = kind == "extra_forbidden" or path[-1:] == (_KEY,)
    path = path[:-1] if path[-1:] == (_KEY,) else path
    place = Place(file, *node.locate(path, key=about_key))
    if kind == OURS:
        context = detail["ctx"]
        named = _named(path[:-1] if about_key else path)
        return Problem(context["code"], f"{named}{context['message']}", place, context["hint"])
    if kind == "extra_forbidden":
        return _unknown_key(path, place, model)
    if kind == "missing":
        message = f'{_whose(path[:-1], model)} lacks its "{path[-1]}"'
        return Problem("missing-key", message, place, f"add a line {path[-1]}: …")
    if kind == "literal_error":
        return _unknown_value(detail, path, place)
    # What is left are mappings: every single value has a type of its own, and lists take anything.
    message = f"{_named(path)}expected a mapping, found {_called(detail['input'])}"
    keys = f"with the keys {', '.join(_keys_at(model, path))}"
    free = "one line for each"
    hint = f"write key: value, {free if kind == 'dict_type' else keys}"
    return Problem("wrong-type", message, place, hint)


def _called(value: object) -> str:
    return (
        "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "a mapping"
    )


def _keys(path: Path) -> list[str]:
    return [shown(step) for step in path if isinstance(step, str)]


def _named(path: Path) -> str:
    names = _keys(path)
    return f"{names[-1]}: " if names else ""


def _whose(path: Path, model: type[BaseModel]) -> str:
    names = _keys(path)
    if not names:
        return f"the {model.__name__.lower()}"
    item = f"item {path[-1] + 1} of " if isinstance(path[-1], int) else ""
    return f'{item}"{names[-1]}"'


def _unknown_key(path: Path, place: Place, model: type[BaseModel]) -> Problem:
    key = str(path[-1])
    known = _keys_at(model, path[:-1])
    where = "".join(f' in "{name}"' for name in _keys(path[:-1])[-1:])
    hint = _nearest(key, known, 0.6) or f"the keys here are {', '.join(known)}"
    return Problem("unknown-key", f'there is no key "{shown(key)}"{where}', place, hint)


def _unknown_value(detail: Any, path: Path, place: Place) -> Problem:  # noqa: ANN401
    value = detail["input"]
    # Pydantic gives the words as one text: 'open', 'settled' or 'both-hold'.
    listed = detail["ctx"]["expected"].replace(" or ", ", ").split(", ")
    expected = [word.strip("'") for word in listed]
    choice = f"write one of {', '.join(expected)}"
    if not isinstance(value, str):
        message = f"{_named(path)}expected one word, found {_called(value)}"
        return Problem("wrong-type", message, place, choice)
    message = f'{_named(path)}"{shown(value)}" is none of the words for it'
    return Problem("unknown-value", message, place, _nearest(value, expected, 0.6) or choice)


def _nearest(word: str, known: list[str], cutoff: float) -> str:
    near = get_close_matches(word[:100], known, n=1, cutoff=cutoff)
    return f"did you mean {near[0]}?" if near else ""


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the keys that a mapping at this path may have; those of all records come last."""
    current: type[BaseModel] = model
    for step in path:
        if isinstance(step, str) and step in current.model_fields:
            current = _model_in(current.model_fields[step].annotation) or current
    keys = [name for name, field in current.model_fields.items() if not field.exclude]
    if issubclass(current, Record):
        keys.sort(key=lambda key: key in Record.model_fields)
    return keys


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)

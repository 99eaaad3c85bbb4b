"""What pydantic says of a record, in the words of an author."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from chronicle.problems import Place, Problem
from chronicle.reading.compose import Node

if TYPE_CHECKING:
    from chronicle.records.ref import Path

_CALLED = {
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "string_type": "text",
}


def faults(error: ValidationError, node: Node, file: str, model: type[BaseModel]) -> list[Problem]:
    """Turn all of pydantic's errors for one file into problems with places and hints."""
    return [_fault(detail, node, file, model) for detail in error.errors(include_url=False)]


def _fault(detail: Any, node: Node, file: str, model: type[BaseModel]) -> Problem:  # noqa: ANN401
    path: Path = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    about_key = kind == "extra_forbidden" or "[key]" in detail["loc"]
    place = Place(file, *node.locate(path, key=about_key))
    if kind == "chronicle":
        context = detail["ctx"]
        return Problem(
            context["code"], f"{_named(path)}{context['message']}", place, context["hint"]
        )
    if kind == "extra_forbidden":
        return _unknown_key(path, place, model)
    if kind == "missing":
        message = f'{_whose(path[:-1])} "{path[-1]}"'
        return Problem("missing-key", message, place, f"add a line {path[-1]}: …")
    if kind == "literal_error":
        return _unknown_value(detail, path, place)
    expected = _CALLED.get(kind, "something else")
    found = {str: "text", list: "a list", dict: "a mapping"}.get(
        type(detail["input"]), "something else"
    )
    message = f"{_named(path)}expected {expected}, found {found}"
    return Problem("wrong-type", message, place, "see the reference of the format")


def _named(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return f"{names[-1]}: " if names else ""


def _whose(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return f'"{names[-1]}" lacks its' if names else "the record lacks its"


def _unknown_key(path: Path, place: Place, model: type[BaseModel]) -> Problem:
    key = str(path[-1])
    known = sorted(_keys_at(model, path[:-1]))
    near = get_close_matches(key, known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"the keys here are {', '.join(known)}"
    where = f' in "{names[-1]}"' if (names := [s for s in path[:-1] if isinstance(s, str)]) else ""
    return Problem("unknown-key", f'there is no key "{key}"{where}', place, hint)


def _unknown_value(detail: Any, path: Path, place: Place) -> Problem:  # noqa: ANN401
    value = detail["input"]
    expected = [
        word.strip("'") for word in detail["ctx"]["expected"].replace(" or ", ", ").split(", ")
    ]
    if not isinstance(value, str):
        return Problem(
            "wrong-type",
            f"{_named(path)}expected one word",
            place,
            f"write one of {', '.join(expected)}",
        )
    near = get_close_matches(value, expected, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"write one of {', '.join(expected)}"
    return Problem(
        "unknown-value", f'{_named(path)}"{value}" is none of the words for it', place, hint
    )


def _keys_at(model: type[BaseModel], path: Path) -> set[str]:
    """Return the keys that a mapping at this path may have."""
    current: type[BaseModel] = model
    for step in path:
        if isinstance(step, str) and step in current.model_fields:
            found = _model_in(current.model_fields[step].annotation)
            if found is not None:
                current = found
    return {name for name, field in current.model_fields.items() if not field.exclude}


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None

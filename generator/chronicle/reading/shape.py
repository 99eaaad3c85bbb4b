"""What no record may be, whatever its kind: empty, no mapping, full of keys without values."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.problems import Place, Problem
from chronicle.reading.compose import Node
from chronicle.records.fields import shown
from chronicle.records.ref import Path


def shape(node: Node | None, file: str) -> Iterator[Problem]:
    """Find what no record may have."""
    if node is None or node.value == "":
        yield Problem(
            "empty-file", "the file is empty", Place(file), "write a record, or delete it"
        )
    elif not isinstance(node.value, dict):
        message = "the file is not a mapping: a record is lines of key: value"
        yield Problem("wrong-type", message, Place(file, node.line, node.column), "write title: …")
    else:
        yield from empty_values(node, file)


def empty_values(node: Node, file: str) -> Iterator[Problem]:
    """Find keys and list items behind which nothing stands."""
    for path, item in walk(node):
        if isinstance(item.value, str) and not item.value.strip():
            keys = [shown(step) for step in path if isinstance(step, str)]
            place = Place(file, *node.locate(path, key=True))
            if path and isinstance(path[-1], int):
                message, hint = (
                    "an item of the list has no value",
                    "write one, or take the item out",
                )
                message = f'an item of "{keys[-1]}" has no value' if keys else message
            else:
                message = f'"{keys[-1]}" has no value' if keys else "there is nothing here"
                hint = "write one, or take the key out"
            yield Problem("empty-value", message, place, hint)


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Go over a tree from the outside in: every node with the path that leads to it."""
    yield path, node
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from walk(item, (*path, index))
    elif isinstance(node.value, dict):
        for key, item in node.value.items():
            yield from walk(item, (*path, key))

"""YAML text becomes a tree of text, lists and mappings in which everything has its place.

The tree is built from PyYAML's events, not by its composer: that one recurses in C, so that a file
of brackets could end the interpreter, and it resolves types that a record does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import yaml
from yaml import events as ev

from chronicle.problems import Place, Problem
from chronicle.reading.syntax import syntax
from chronicle.records.fields import shown
from chronicle.records.ref import Path

MOST_BYTES = 1_000_000
MOST_DEPTH = 20

# Control characters but tab, line feed and carriage return; the line and paragraph separators,
# which YAML counts as ends of lines and editors do not; and the bidirectional formatting characters
# with which a text can be made to read otherwise than it is stored (CVE-2021-42574).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BIDIRECTIONAL = re.compile("[\u202a-\u202e\u2066-\u2069]")

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A value and where it begins, both counted from 1; for a mapping also where its keys begin."""

    value: str | list[Node] | dict[str, Node]
    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None

    def plain(self) -> str | list[object] | dict[str, object]:
        """Return the value without places."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return {key: item.plain() for key, item in self.value.items()}

    def locate(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Return line and column of what a path leads to, or of the last step that exists.

        Short forms make a path longer than the tree: a list that is written as its only item has no
        position 0. Such steps are passed over. With `key`, the place of the last key itself.
        """
        node, place = self, (self.line, self.column)
        for step in path:
            if isinstance(node.value, dict) and step in node.value and isinstance(step, str):
                place = (node.keys or {})[step]
                node = node.value[step]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                place = (node.line, node.column)
            elif isinstance(node.value, dict) and isinstance(step, str):
                return place if key else (node.line, node.column)
        return place if key else (node.line, node.column)


def decode(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file, or what keeps it from being read as text."""
    if len(content) > MOST_BYTES:
        message = f"the file has {len(content):,} bytes; a record has at most {MOST_BYTES:,}"
        return None, [Problem("file-too-large", message, Place(file), "split the record in two")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", errors="replace")
        message = f"the byte 0x{content[error.start]:02x} is not UTF-8"
        hint = "save the file with the encoding UTF-8"
        return None, [Problem("not-utf-8", message, _place_after(before, file), hint)]
    text = text.removeprefix("\ufeff")
    # The first of each will do: a file that is no text at all has thousands.
    first = {found.group(): found for found in reversed([*_FORBIDDEN.finditer(text)])}
    problems = [
        _forbidden(found, _place_after(text[: found.start()], file)) for found in first.values()
    ]
    return (None if problems else text), problems


def _place_after(before: str, file: str) -> Place:
    lines = re.split(r"\r\n|\r|\n", before)
    return Place(file, len(lines), len(lines[-1]) + 1)


def _forbidden(found: re.Match[str], place: Place) -> Problem:
    character = ord(found.group())
    if _BIDIRECTIONAL.match(found.group()):
        what = f"the character U+{character:04X} changes the direction of the text around it"
    else:
        what = f"the character U+{character:04X} does not belong in a text"
    return Problem("forbidden-character", what, place, "delete it; most editors can show it")


class _TooDeepError(Exception):
    pass


def compose(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Return the tree of a YAML text and what is wrong with it; no tree where none can be had.

    The text must have passed `decode`. Aliases, anchors, tags and keys written twice are problems;
    every scalar is the text that stands there, of whatever type YAML would make it.
    """
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_Parser):
            builder.feed(event)
    except yaml.YAMLError as error:
        builder.problems.append(syntax(error, text, file))
        return None, builder.problems
    except _TooDeepError:
        return None, builder.problems
    return builder.root, builder.problems


class _Builder:
    """Puts the events of one file together; a stack of open lists and mappings, no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._stack: list[Node] = []
        self._keys: list[Node | None] = []
        self._documents = 0

    def feed(self, event: ev.Event) -> None:
        """Take the next event."""
        if isinstance(event, ev.ScalarEvent):
            self._marked(event)
            self._scalar(event)
        elif isinstance(event, ev.CollectionStartEvent):
            self._marked(event)
            self._open(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self._stack.pop()
            self._keys.pop()
        elif isinstance(event, ev.AliasEvent):
            message = f'the alias "*{event.anchor}" stands for something written elsewhere'
            self._problem(event, "alias", message, "write out what it stands for")
            self._add(Node(f"*{event.anchor}", *_position(event)))
        elif isinstance(event, ev.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                message = "a second document begins here; a file holds one record"
                self._problem(event, "second-document", message, "put it into a file of its own")

    def _problem(self, event: ev.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, Place(self.file, *_position(event)), hint))

    def _marked(self, event: ev.ScalarEvent | ev.CollectionStartEvent) -> None:
        if event.anchor is not None:
            message = f'the anchor "&{event.anchor}" names a piece of the file for use elsewhere'
            self._problem(event, "anchor", message, "take it out; records are written out in full")
        if event.tag is not None:
            tag = shown(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message = f'the tag "{tag}" gives a type; every value of a record is text'
            hint = "take the tag out; put the text in quotes if it begins with !"
            self._problem(event, "tag", message, hint)

    def _scalar(self, event: ev.ScalarEvent) -> None:
        text: str = event.value
        # Escapes in double quotes can bring in what the file itself does not hold.
        found = _FORBIDDEN.search(text)
        if found:
            hint = "delete it; write two backslashes where one is meant"
            fault = _forbidden(found, Place(self.file, *_position(event)))
            self.problems.append(replace(fault, hint=hint))
        self._add(Node(text, *_position(event)))

    def _open(self, event: ev.CollectionStartEvent) -> None:
        mapping = isinstance(event, ev.MappingStartEvent)
        line, column = _position(event)
        node = Node({}, line, column, {}) if mapping else Node([], line, column)
        if len(self._stack) == MOST_DEPTH:
            message = f"lists and mappings stand in one another more than {MOST_DEPTH} deep"
            hint = "no record needs that; look for a bracket too many"
            self._problem(event, "too-deep", message, hint)
            raise _TooDeepError
        self._add(node)
        self._stack.append(node)
        self._keys.append(None)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = self.root or node
            return
        parent = self._stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            self._add_pair(parent, self._keys[-1], node)
            self._keys[-1] = None

    def _add_pair(self, parent: Node, key: Node, node: Node) -> None:
        text, place = key.value, Place(self.file, key.line, key.column)
        if not isinstance(text, str):
            message = "a key is a list or a mapping"
            hint = "put quotes around a text that begins with [ or {"
            self.problems.append(Problem("wrong-key", message, place, hint))
        elif text != text.strip() or not text:
            # Kept apart by its blanks, a key would become the same as another later on.
            message = "a key begins or ends with a blank" if text.strip() else "a key is empty"
            hint = "take the blanks out" if text.strip() else "write the key in front of the colon"
            self.problems.append(Problem("wrong-key", message, place, hint))
        elif parent.keys is not None and text in parent.keys:
            first, _ = parent.keys[text]
            message = f'the key "{shown(text)}" is written twice, first in line {first}'
            self.problems.append(Problem("duplicate-key", message, place, "keep one of the two"))
        elif parent.keys is not None and isinstance(parent.value, dict):
            parent.keys[text] = (key.line, key.column)
            parent.value[text] = node


def _position(event: ev.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)

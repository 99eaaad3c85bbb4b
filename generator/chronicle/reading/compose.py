"""YAML text becomes a tree of text, lists and mappings in which everything has its place.

The tree is built from PyYAML's events, not by its composer: that one recurses in C, so that a file of
brackets could end the interpreter, and it resolves types that a record does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml import events as ev

from chronicle.problems import Place, Problem
from chronicle.records.ref import Path

MOST_BYTES = 1_000_000
MOST_DEPTH = 20

# Control characters but tab, line feed and carriage return; the line and paragraph separators, which
# YAML counts as ends of lines and editors do not; and the bidirectional formatting characters with which a text can be made to read otherwise than it is stored (CVE-2021-42574).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2028\u2029\u2066-\u2069]"
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
    problems = [
        _forbidden(found, _place_after(text[: found.start()], file))
        for found in _FORBIDDEN.finditer(text)
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
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax(error, text, file))
        return None, builder.problems
    except (yaml.YAMLError, _TooDeepError) as error:
        if not isinstance(error, _TooDeepError):
            builder.problems.append(Problem("not-yaml", str(error), Place(file)))
        return None, builder.problems
    return builder.root, builder.problems


class _Builder:
    """Puts the events of one file together; a stack of open lists and mappings, no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self._stack: list[Node] = []
        self._keys: list[tuple[str, int, int] | None] = []
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
            self._add(Node("", *_position(event)), as_text="")
        elif isinstance(event, ev.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:  # noqa: PLR2004 - the second is the first too many
                message = "a second document begins here; a file holds one record"
                self._problem(event, "second-document", message, "put it into a file of its own")

    def _problem(self, event: ev.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(code, message, Place(self.file, *_position(event)), hint))

    def _marked(self, event: ev.ScalarEvent | ev.CollectionStartEvent) -> None:
        if event.anchor is not None:
            message = f'the anchor "&{event.anchor}" names a piece of the file for use elsewhere'
            self._problem(event, "anchor", message, "take it out; records are written out in full")
        if event.tag is not None:
            message = f'the tag "{event.tag}" gives a type; every value of a record is text'
            hint = "take the tag out; put the text in quotes if it begins with !"
            self._problem(event, "tag", message, hint)

    def _scalar(self, event: ev.ScalarEvent) -> None:
        text: str = event.value
        # Escapes in double quotes can bring in what the file itself does not hold.
        found = _FORBIDDEN.search(text)
        if found:
            self.problems.append(_forbidden(found, Place(self.file, *_position(event))))
            text = _FORBIDDEN.sub("", text)
        self._add(Node(text, *_position(event)), as_text=text)

    def _open(self, event: ev.CollectionStartEvent) -> None:
        mapping = isinstance(event, ev.MappingStartEvent)
        line, column = _position(event)
        node = Node({}, line, column, {}) if mapping else Node([], line, column)
        if len(self._stack) == MOST_DEPTH:
            message = f"lists and mappings stand in one another more than {MOST_DEPTH} deep"
            self._problem(
                event, "too-deep", message, "no record needs that; look for a bracket too many"
            )
            raise _TooDeepError
        self._add(node, as_text=None)
        self._stack.append(node)
        self._keys.append(None)

    def _add(self, node: Node, *, as_text: str | None) -> None:
        if not self._stack:
            self.root = self.root or node
            return
        parent = self._stack[-1].value
        if isinstance(parent, list):
            parent.append(node)
        elif isinstance(parent, dict):
            self._add_to_mapping(parent, node, as_text)

    def _add_to_mapping(self, parent: dict[str, Node], node: Node, as_text: str | None) -> None:
        waiting = self._keys[-1]
        if waiting is None:
            if as_text is None:
                message = "a key is a list or a mapping"
                hint = "put quotes around a text that begins with [ or {"
                place = Place(self.file, node.line, node.column)
                self.problems.append(Problem("wrong-key", message, place, hint))
            self._keys[-1] = (as_text or "", node.line, node.column)
            return
        key, line, column = waiting
        self._keys[-1] = None
        places = self._stack[-1].keys
        if places is not None and key in places:
            message = f'the key "{key}" is written twice, first in line {places[key][0]}'
            hint = "keep one of the two"
            self.problems.append(
                Problem("duplicate-key", message, Place(self.file, line, column), hint)
            )
        elif places is not None:
            places[key] = (line, column)
            parent[key] = node


def _position(event: ev.Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = f"{error.context or ''} {error.problem or ''}"
    message, hint = next(
        (words for pattern, words in _SYNTAX if pattern in said),
        (f"this is not YAML: {(error.problem or 'it cannot be read').strip()}", ""),
    )
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[:column] and "token" in said:
        message, hint = "a tab indents this line", "indent with spaces"
    return Problem("not-yaml", message, Place(file, line, column), hint)


# What libyaml says, and what an author needs to hear.
_SYNTAX: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "mapping values are not allowed",
        (
            "a colon with a space behind it stands inside a text",
            'put the whole text in double quotes: title: "Chips: a plan"',
        ),
    ),
    (
        "cannot start any token",
        (
            "a text begins with a character that means something else to YAML",
            'put the whole text in double quotes: title: "@deepseek"',
        ),
    ),
    (
        "quoted scalar",
        ("a quotation mark is opened and not closed", "close it, or double it inside the text"),
    ),
    (
        "did not find expected ',' or",
        (
            "a list in brackets or a mapping in braces is not closed, or a comma is missing",
            "close it on the same line, or put the text in quotes if it begins with a bracket",
        ),
    ),
    (
        "did not find expected '-' indicator",
        (
            "this line does not belong to the list above it",
            "begin it with - at the same depth, or indent it less",
        ),
    ),
    (
        "did not find expected key",
        (
            "this line does not fit the ones above it",
            "indent the keys of one mapping alike, and put a text with quotation marks inside in quotes",
        ),
    ),
    (
        "could not find expected ':'",
        (
            "a key without a colon, or a text that runs over into this line",
            "write key: value; begin a text of several lines with >-",
        ),
    ),
    (
        "did not find expected <document start>",
        ("something follows the end of the record", "indent it like the keys above, or delete it"),
    ),
    (
        "undefined tag handle",
        ("a text begins with an exclamation mark", 'put the whole text in double quotes: "!…"'),
    ),
    (
        "while scanning a block scalar",
        (
            "the lines of this text are not indented alike",
            "indent all of them by two spaces more than the key",
        ),
    ),
)


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Go over a tree from the outside in: every node with the path that leads to it."""
    yield path, node
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from walk(item, (*path, index))
    elif isinstance(node.value, dict):
        for key, item in node.value.items():
            yield from walk(item, (*path, key))

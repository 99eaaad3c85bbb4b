"""What libyaml says of a text that is not YAML, in the words of an author."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from chronicle.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is said of everything in libyaml's message that holds `pattern`.

    libyaml stops where it can make no sense of the text any more. With `opened`, the author looks
    for the fault where what was being read began: at the bracket, not at the end of the file.
    """

    pattern: str
    message: str
    hint: str
    opened: bool = False


_TAB = _Fault("tab character", "a tab indents this line", "indent with spaces")
_DEEPER = _Fault(
    "mapping values are not allowed",
    "this line is indented more than the one above it, as if it went on with its text",
    "indent the keys of one mapping alike",
)
_OPEN = _Fault(
    "did not find expected ',' or",
    "a bracket or brace is opened and not closed, or a comma is missing",
    "close it on the same line, or put the text in quotes if it begins with a bracket",
    opened=True,
)
_BEHIND = _Fault(
    "did not find expected key",
    "something stands behind a closing quotation mark or bracket",
    "delete it, or put the whole text in quotes of the other sort: title: '\"Soon\" means May'",
)
_FAULTS = (
    _TAB,
    _Fault(
        "mapping values are not allowed",
        "a colon with a space behind it stands inside a text",
        'put the whole text in double quotes: title: "Chips: a plan"',
    ),
    _Fault(
        "block sequence entries are not allowed",
        "a list begins on the line of its key",
        "begin it on the next line, or write [one, two]",
    ),
    _Fault(
        "cannot start any token",
        "a text begins with a character that means something else to YAML",
        'put the whole text in double quotes: title: "@deepseek"',
    ),
    _Fault(
        "escape c",
        "a backslash in double quotes stands before something that it cannot stand before",
        "write two backslashes for one, or use single quotes",
    ),
    _Fault(
        "quoted scalar",
        "a quotation mark is opened and not closed",
        "close it; a text with an apostrophe inside needs no quotes or double ones",
        opened=True,
    ),
    _OPEN,
    _Fault(
        "did not find expected node content",
        "a value is missing in front of this",
        "write it, or put the text in quotes if this belongs to it",
    ),
    _Fault(
        "did not find expected '-' indicator",
        "this line does not belong to the list above it",
        "begin it with - at the same depth, or indent it less",
    ),
    _Fault(
        "did not find expected key",
        "this line does not fit the ones above it",
        "indent the keys of one mapping alike, and write each as key: value",
    ),
    _Fault(
        "could not find expected ':'",
        "a key has no colon, or a text runs over into this line",
        "write key: value; begin a text of several lines with >- and indent all of them",
        opened=True,
    ),
    _Fault(
        "did not find expected <document start>",
        "this line does not fit the ones above it",
        "let all keys of the record begin in the same column",
    ),
    _Fault(
        "directive",
        "a line begins with a per cent sign",
        "delete it, or put the text in double quotes",
    ),
    _Fault(
        "tag",
        "a text begins with an exclamation mark",
        'put the whole text in double quotes: title: "!…"',
    ),
    _Fault(
        "alphabetic or numeric",
        "a text begins with * or &, which mean something else to YAML",
        'put the whole text in double quotes: title: "*"',
        opened=True,
    ),
    _Fault(
        "block scalar",
        "something stands behind the > or | that begins a text, or its lines are indented unevenly",
        "begin the text on the next line, and indent all its lines by two spaces more than the key",
    ),
)


def syntax(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Say where and why a text is not YAML."""
    if not isinstance(error, yaml.MarkedYAMLError):
        # A character that no YAML may hold, in a text that did not pass through `decode`.
        return _problem(None, "it holds a character that cannot be read", Place(file))
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return _problem(None, said, Place(file))
    # Nothing but \n, \r\n and \r ends a line here: what else might is forbidden by `decode`.
    lines = text.splitlines() or [""]
    line, column = mark.line, mark.column
    ended = line >= len(lines)
    if ended:
        line, column = len(lines) - 1, len(lines[-1])
    before = lines[line][:column]
    fault = next((one for one in _FAULTS if one.pattern in said), None)
    if "token" in said and lines[line][column : column + 1] == "\t":
        fault = _TAB
    elif "node content" in said and ended:
        fault = _OPEN
    elif "mapping values" in said and ":" not in before.rstrip(" \t"):
        fault, column = _DEEPER, len(before) - len(before.lstrip())
    elif "expected key" in said and before.strip():
        fault = _BEHIND
    elif fault and fault.opened and error.context_mark:
        opened = error.context_mark
        # Between brackets on one line, what does not belong there is what is shown.
        if ended or opened.line < line or fault is not _OPEN:
            line, column = opened.line, opened.column
    return _problem(fault, said, Place(file, line + 1, column + 1))


def _problem(fault: _Fault | None, said: str, place: Place) -> Problem:
    if fault is None:
        return Problem("not-yaml", f"this is not YAML: {said.strip()}", place)
    return Problem("not-yaml", fault.message, place, fault.hint)

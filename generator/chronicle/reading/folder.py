"""A folder of files becomes records, and a report of all that cannot be read."""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from pydantic import ValidationError

from chronicle.problems import Place, Problem, Report, Severity
from chronicle.reading.compose import Node, compose, decode
from chronicle.reading.faults import faults
from chronicle.reading.shape import shape
from chronicle.records import MODELS, AnyRecord, Ref, Timeline
from chronicle.records.fields import PICTURES, proposed_id
from chronicle.records.ref import FOLDERS, Kind, Path, is_id

TIMELINE = "timeline.yml"
IMAGES = "images"
_NOTES = {"md", "txt"}
"""Endings of files for people, which may stand anywhere in the folder."""
_KIND_OF: dict[str, Kind] = {folder: kind for kind, folder in FOLDERS.items() if kind != "event"}


@dataclass(frozen=True, slots=True)
class Original:
    """The text a record was read from: its path below the folder, as shown, and what it says."""

    path: str
    shown: str
    text: str


@dataclass(frozen=True)
class Reading:
    """Everything that stands in a folder of records, and what is wrong with it.

    `records` holds the readable ones in the order of their paths; `unreadable` names the others, so
    that references to them are not reported a second time as unknown. `images` are paths below the
    folder.
    """

    folder: FilePath
    timeline: Timeline | None
    records: tuple[AnyRecord, ...]
    report: Report
    unreadable: frozenset[Ref] = frozenset()
    images: frozenset[str] = frozenset()
    originals: dict[Ref | None, Original] = field(default_factory=dict)

    def path(self, ref: Ref) -> str:
        """Return the path of a record's file, relative to the folder, with forward slashes."""
        return self.originals[ref].path

    def places(self, ref: Ref | None, paths: Iterable[Path]) -> Iterator[Place]:
        """Find where in a record's file its parts stand; `None` is timeline.yml."""
        original = self.originals[ref]
        # Composed anew: places are wanted seldom, and a tree for every file would fill the memory.
        node, _ = compose(original.text, original.shown)
        for path in paths:
            line, column = node.locate(path) if node else (1, 1)
            yield Place(original.shown, line, column)


def read(folder: FilePath, *, shown: str | None = None) -> Reading:
    """Read a folder of records.

    `shown` is how the folder is called in the report; by default as it was given.
    """
    prefix = (shown if shown is not None else folder.as_posix()).rstrip("/")
    reader = _Reader(prefix)
    # Of two that differ in their letters' size only, the rightly named one is the record.
    files = _files(folder, reader.problems, prefix)
    for path, found in sorted(files, key=lambda file: not is_id(file[1].stem)):
        reader.take(path, found)
    if reader.timeline is None and not reader.tried_timeline:
        reader.problems.append(
            Problem(
                "no-timeline",
                f"there is no {TIMELINE} in {prefix}",
                Place(f"{prefix}/{TIMELINE}"),
                "write one with at least title: and lanes:",
            )
        )
    return reader.reading(folder)


class _Reader:
    """Collects what the files hold."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.problems: list[Problem] = []
        self.timeline: Timeline | None = None
        self.tried_timeline = False
        self.records: dict[Ref, AnyRecord] = {}
        self.unreadable: set[Ref] = set()
        self.images: set[str] = set()
        self.originals: dict[Ref | None, Original] = {}
        self._taken: dict[Ref, str] = {}

    def take(self, path: str, found: FilePath) -> None:
        """Take one file, whatever it is."""
        shown = f"{self.prefix}/{_printable(path)}"
        first, _, rest = path.partition("/")
        ending = path.rpartition(".")[2].lower()
        if path == TIMELINE:
            self._take_timeline(path, shown, found)
        elif ending in _NOTES:
            return
        elif first == IMAGES and rest:
            self.images.add(path)
            if ending not in PICTURES:
                message = "this file is no picture that a page can show; it is not read"
                hint = f"images/ holds {', '.join(PICTURES)}; move it elsewhere"
                self._warn("stray-file", message, shown, hint)
        elif path.endswith(".yml"):
            self._take_record(path, shown, found)
        elif ending in {"yml", "yaml", "json"}:
            message = "records are files that end in .yml; this one is not read"
            hint = "rename it to end in .yml"
            self.problems.append(Problem("wrong-ending", message, Place(shown), hint))
        else:
            message = (
                "this file is neither a record (.yml) nor a picture in images/; it is not read"
            )
            self._warn("stray-file", message, shown, "move it out of the folder of records")

    def _warn(self, code: str, message: str, shown: str, hint: str) -> None:
        self.problems.append(Problem(code, message, Place(shown), hint, Severity.WARNING))

    def _take_timeline(self, path: str, shown: str, found: FilePath) -> None:
        self.tried_timeline = True
        node, text = self._node(found, shown)
        if node is None:
            return
        self.originals[None] = Original(path, shown, text)
        try:
            self.timeline = Timeline.model_validate(node.plain())
        except ValidationError as error:
            self.problems += faults(error, node, shown, Timeline)

    def _take_record(self, path: str, shown: str, found: FilePath) -> None:
        stem = path.rpartition("/")[2].removesuffix(".yml")
        kind = _KIND_OF.get(path.partition("/")[0], "event") if "/" in path else "event"
        if not is_id(stem):
            message = f'the file\'s name makes the id "{_printable(stem)}", which cannot be one'
            rule = "lower-case letters, digits and single hyphens, at most 80 characters"
            plain = proposed_id(stem)
            hint = f"name it {plain}.yml: {rule}" if plain else f"name it with {rule}"
            self.problems.append(Problem("bad-id", message, Place(shown), hint))
        ref = Ref(kind, stem.casefold())
        if ref in self._taken:
            message = f'there is another {kind} "{ref.id}", in {self._taken[ref]}'
            hint = "give one of them another name, or make one record of the two"
            self.problems.append(Problem("duplicate-id", message, Place(shown), hint))
            return
        self._taken[ref] = shown
        record = self._record(ref, path, shown, found) if is_id(stem) else None
        if record is None:
            self.unreadable.add(ref)
        else:
            self.records[ref] = record

    def _record(self, ref: Ref, path: str, shown: str, found: FilePath) -> AnyRecord | None:
        node, text = self._node(found, shown)
        if node is None or not isinstance(node.value, dict):
            return None
        if "id" in node.value:
            message = f'a record has no key "id"; its id is the name of its file, {ref.id}'
            place = Place(shown, *node.locate(("id",), key=True))
            self.problems.append(Problem("unknown-key", message, place, "take the line out"))
        model = MODELS[ref.kind]
        values = {**{key: item.plain() for key, item in node.value.items()}, "id": ref.id}
        try:
            record = model.model_validate(values)
        except ValidationError as error:
            self.problems += faults(error, node, shown, model)
            return None
        self.originals[ref] = Original(path, shown, text)
        return record

    def _node(self, found: FilePath, shown: str) -> tuple[Node | None, str]:
        """Compose one file; a tree only where nothing at all is wrong with its YAML."""
        try:
            content = found.read_bytes()
        except OSError as error:
            self.problems.append(_unreadable("file", error, shown))
            return None, ""
        text, problems = decode(content, shown)
        self.problems += problems
        if text is None:
            return None, ""
        node, problems = compose(text, shown)
        problems += shape(node, shown) if not problems else ()
        self.problems += problems
        return (None if problems else node), text

    def reading(self, folder: FilePath) -> Reading:
        """Put everything together, in total order."""
        return Reading(
            folder=folder,
            timeline=self.timeline,
            records=tuple(self.records[ref] for ref in sorted(self.records)),
            report=Report.of(self.problems),
            unreadable=frozenset(self.unreadable),
            images=frozenset(self.images),
            originals=self.originals,
        )


def _unreadable(what: str, error: OSError, shown: str) -> Problem:
    # By number: the words for it depend on the machine's language.
    name = errno.errorcode.get(error.errno or 0, "no reason given")
    message = f"the {what} cannot be opened ({name})"
    return Problem("unreadable-file", message, Place(shown), "mend its permissions, or delete it")


def _files(root: FilePath, problems: list[Problem], prefix: str) -> Iterator[tuple[str, FilePath]]:
    """Go over the files below a folder, folder by folder, in the order of their names.

    Hidden ones are left alone. No recursion: folders may be nested deeper than Python's stack.
    """
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        inner: list[str] = []
        try:
            names = sorted(path.name for path in (root / folder).iterdir())
        except OSError as error:
            shown = f"{prefix}/{_printable(folder)}".rstrip("/")
            problems.append(_unreadable("folder", error, shown))
            continue
        for name in names:
            relative = f"{folder}{name}"
            shown, path = f"{prefix}/{_printable(relative)}", root / relative
            if name.startswith("."):
                continue
            try:
                fault = _link(path, root, shown) if path.is_symlink() else None
                mode = path.stat().st_mode if fault is None else 0
            except OSError as error:
                fault = _unreadable("file", error, shown)
            if fault is not None:
                problems.append(fault)
            elif stat.S_ISDIR(mode):
                inner.append(f"{relative}/")
            elif stat.S_ISREG(mode):
                yield relative, path
            else:
                message, hint = "this is neither a file nor a folder", "delete it"
                stray = Problem("stray-file", message, Place(shown), hint, Severity.WARNING)
                problems.append(stray)
        waiting += reversed(inner)


def _link(path: FilePath, root: FilePath, shown: str) -> Problem | None:
    """Say why a symbolic link may not be followed: only one to a file inside the folder may."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        reason = "leads nowhere"
    else:
        if not target.is_relative_to(root.resolve()):
            reason = "leaves the folder of records"
        elif target.is_dir():
            reason = "leads to a folder"
        else:
            return None
    message, hint = f"this symbolic link {reason}", "put the file itself here"
    return Problem("bad-link", message, Place(shown), hint)


def _printable(path: str) -> str:
    """Make a file's name fit to print: bytes that are no UTF-8 and control characters escaped."""
    safe = path.encode("utf-8", errors="backslashreplace").decode("utf-8")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in safe)

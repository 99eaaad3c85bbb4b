"""Where pages under docs/ speak of records: links of record schemes, embeds in fenced blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from pydantic import ValidationError

from chronicle.problems import Place, Problem
from chronicle.reading.compose import Node, compose, decode
from chronicle.reading.faults import faults
from chronicle.reading.shape import empty_values
from chronicle.records.embed import Embed
from chronicle.records.ref import KINDS, Ref

# At any depth, since lists and notes hold fences too; but an embed is never indented.
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n`]*)$")
# A span of code ends with its paragraph at the latest: one forgotten backtick hides no more.
_CODE = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\r?\n).)*?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_SCHEME = "|".join(KINDS)
# An inline link's target, a reference definition's, an autolink's.
_LINK = re.compile(
    r"(?:(?<=\]\()|(?<=\]\(<)|(?<=\]:[ ])|(?<=<))"
    rf"(?P<kind>{_SCHEME}):(?P<id>[^\s)>#]*)(?P<anchor>#[^\s)>]*)?"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a record: its span in the text, the record, and the anchor with its # if any."""

    start: int
    end: int
    ref: Ref
    anchor: str
    place: Place
    automatic: bool
    """Whether it stands in angle brackets: the link is its own text."""


@dataclass(frozen=True, slots=True)
class Block:
    """An embed: its span in the text, from the opening fence to the end of the closing one."""

    start: int
    end: int
    embed: Embed
    place: Place
    options: Node = field(compare=False)

    def at(self, *path: str | int) -> Place:
        """Find where one of its options stands in the page."""
        line, column = self.options.locate(path)
        return replace(self.place, line=self.place.line + line, column=column)


@dataclass(frozen=True, slots=True)
class Document:
    """A page under docs/: its path below that folder, and what in it speaks of records."""

    path: str
    text: str
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def address(self) -> str:
        """Where the page is, relative to the site's root, as MkDocs puts it."""
        stem = self.path.removesuffix(".md")
        folder, _, name = stem.rpartition("/")
        if name in {"index", "README"}:
            return f"{folder}/" if folder else ""
        return f"{stem}/"


def read_documents(folder: FilePath, *, shown: str | None = None) -> tuple[Document, ...]:
    """Read all Markdown pages below a folder, in the order of their paths."""
    prefix = (shown if shown is not None else folder.as_posix()).rstrip("/")
    documents = []
    for path in sorted(folder.rglob("*.md")):
        relative = path.relative_to(folder).as_posix()
        if any(step.startswith(".") for step in relative.split("/")) or not path.is_file():
            continue
        text, problems = decode(path.read_bytes(), f"{prefix}/{relative}")
        if text is None:
            documents.append(Document(relative, "", problems=tuple(problems)))
        else:
            documents.append(scan(text, relative, shown=f"{prefix}/{relative}"))
    return tuple(documents)


def scan(text: str, path: str, *, shown: str | None = None) -> Document:
    """Find what in a page speaks of records; code, in spans or blocks, does not."""
    shown = shown if shown is not None else path
    if not _LINK.search(text) and "chronicle" not in text:
        return Document(path, text)
    blocks: list[Block] = []
    problems: list[Problem] = []
    rest = text
    for start, end, info, body_start, body_end in _fences(text):
        rest = f"{rest[:start]}{_blank(text[start:end])}{rest[end:]}"
        if info.strip() == "chronicle":
            options, embed, faulty = _embed(text, body_start, body_end, shown)
            problems += faulty
            if embed is not None and options is not None:
                blocks.append(Block(start, end, embed, _place(text, start, shown), options))
    rest = _CODE.sub(lambda span: " " * len(span[0]), rest)
    links = [
        Link(
            found.start(),
            found.end(),
            Ref(found["kind"], found["id"]),  # type: ignore[arg-type]  # the pattern admits kinds only
            found["anchor"] or "",
            _place(text, found.start(), shown),
            text[found.start() - 1] == "<" and text[found.start() - 3 : found.start() - 1] != "](",
        )
        for found in _LINK.finditer(rest)
    ]
    return Document(path, text, tuple(links), tuple(blocks), tuple(problems))


def _blank(fenced: str) -> str:
    """Make as many blank lines: what is outside a fenced block keeps its position."""
    return "\n" * len(fenced)


def _place(text: str, at: int, shown: str) -> Place:
    line = text.count("\n", 0, at) + 1
    return Place(shown, line, at - (text.rfind("\n", 0, at) + 1) + 1)


def _fences(text: str) -> Iterator[tuple[int, int, str, int, int]]:
    """Find fenced blocks: start, end, info string, start and end of the body.

    The info string of one that is indented like code is left out: it is shown, not obeyed.
    """
    opened: tuple[int, str, str, int] | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line.rstrip("\r\n"))
        after = at + len(line)
        if opened is None and found:
            info = found["info"] if re.fullmatch(" {0,3}", found["indent"]) else ""
            opened = (at, found["fence"], info, after)
        elif opened is not None and found:
            start, fence, info, body = opened
            if found["fence"].startswith(fence) and not found["info"].strip():
                yield start, at + len(line.rstrip("\r\n")), info, body, at
                opened = None
        at = after
    if opened is not None:
        start, _, info, body = opened
        yield start, len(text), info, body, len(text)


def _embed(
    text: str, start: int, end: int, shown: str
) -> tuple[Node | None, Embed | None, list[Problem]]:
    """Read the options of an embed; what is wrong with them is placed in the page."""
    node, problems = compose(text[start:end], shown)
    if node is None and not problems:
        message, hint = "the embed is empty", "write view: timeline"
        problems = [Problem("missing-key", message, Place(shown), hint)]
    embed = None
    if node is not None and not problems:
        problems += empty_values(node, shown)
    if node is not None and not problems:
        try:
            embed = Embed.model_validate(node.plain())
        except ValidationError as error:
            problems = faults(error, node, shown, Embed)
    above = text.count("\n", 0, start)
    moved = (replace(one.place, line=one.place.line + above) for one in problems)
    placed = [replace(one, place=place) for one, place in zip(problems, moved, strict=True)]
    return node, embed, placed

"""The list of everything a check can say, and the rules that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any, Literal

import yaml

from chronicle.library import Library
from chronicle.problems import Severity
from chronicle.reasoning import Reasoned, reason
from chronicle.records import Ref, Subject

Make = Literal["text", "latin-1", "long", "large", "link", "missing", "unreadable"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its permanent name, its weight, why it matters, a record that shows it.

    `file` is where the example stands: a path below the folder of records, or one that begins with
    docs/. `beside` are other files that it needs. `make` says how it becomes a file: as text; in
    Latin-1; with a last line or a size that is too long; as the target of a symbolic link; not at
    all; or as a file that may not be opened.
    """

    name: str
    severity: Severity
    why: str
    file: str
    example: str
    beside: Mapping[str, str]
    make: Make = "text"
    judgement: bool = False
    """Whether it weighs records together, and so is made only where there is no error."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one position in the records."""

    code: str
    subject: Subject
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Scope:
    """What rules look at: the library, and what only the folder knows.

    `unreadable` records exist, though nobody can read them; `images` are the paths of the pictures;
    `taken` are addresses of the site that belong to pages under docs/, with their files.
    """

    library: Library
    unreadable: frozenset[Ref] = frozenset()
    images: frozenset[str] = frozenset()
    taken: Mapping[str, str] | None = None

    @cached_property
    def reasoned(self) -> Reasoned:
        """Everything that follows from the library."""
        return reason(self.library)


Rule = Callable[[Scope], Iterator[Finding]]


def _codes() -> Mapping[str, Code]:
    text = files("chronicle.checks").joinpath("codes.yml").read_text("utf-8")
    loaded: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return {
        name: Code(
            name=name,
            severity=Severity(entry["severity"]),
            why=entry["why"],
            file=entry["file"],
            example=entry["example"],
            beside=entry.get("beside", {}),
            make=entry.get("make", "text"),
            judgement=entry.get("judgement", False),
        )
        for name, entry in sorted(loaded.items())
    }


CODES = _codes()
"""Every code by name, those of reading too."""

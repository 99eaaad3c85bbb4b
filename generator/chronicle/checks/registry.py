"""The list of everything a check can say, and the rules that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

import yaml

from chronicle.library import Library
from chronicle.problems import Severity
from chronicle.records import Ref, Subject


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its permanent name, its weight, why it matters, a record that shows it."""

    name: str
    severity: Severity
    why: str
    file: str
    example: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of one position in the records."""

    code: str
    subject: Subject
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What rules look at: the library, and what only the folder knows.

    `unreadable` records exist, though nobody can read them; `images` are the paths of the pictures;
    `taken` are addresses of the site that belong to pages under docs/, with their files.
    """

    library: Library
    unreadable: frozenset[Ref] = frozenset()
    images: frozenset[str] = frozenset()
    taken: Mapping[str, str] | None = None


Rule = Callable[[Scope], Iterator[Finding]]


def _codes() -> Mapping[str, Code]:
    text = files("chronicle.checks").joinpath("codes.yml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return {
        name: Code(
            name,
            Severity(entry["severity"]),
            " ".join(entry["why"].split()),
            entry["file"],
            entry["example"],
        )
        for name, entry in sorted(loaded.items())
    }


CODES = _codes()
"""Every code by name, those of reading too."""

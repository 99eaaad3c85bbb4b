"""What is wrong with a record, as data: what, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning stops a strict one."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file: path with forward slashes, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: a stable code, a sentence, its place, what to write instead, its weight."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def key(self) -> tuple[Place, str, str, str]:
        """Total order: by place, then by code and words."""
        return (self.place, self.code, self.message, self.hint)

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.code}: {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of one reading, sorted and without repetitions."""

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, *groups: Iterable[Problem]) -> Report:
        """Merge groups of problems in any order into one report."""
        unique = {problem for group in groups for problem in group}
        return cls(tuple(sorted(unique, key=lambda problem: problem.key)))

    def count(self, severity: Severity) -> int:
        """Return how many problems have this severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def failed(self) -> bool:
        """Whether anything in it stops a build."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

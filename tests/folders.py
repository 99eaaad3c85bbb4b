"""A small valid folder to put faults into, and how a folder is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from chronicle.checks import Checked, check
from chronicle.checks.registry import CODES
from chronicle.problems import Problem, Severity
from chronicle.reading.documents import read_documents
from chronicle.reading.folder import read

BASE: Mapping[str, str] = {
    "timeline.yml": "title: The bridge\nlanes: {building: Building}\n",
    "entities/gazette.yml": "name: The Gazette\nkind: publication\n",
    "sources/gazette-1.yml": (
        "title: Bridge opens\npublisher: gazette\npublished: 2025-01-21\nkind: statement\n"
    ),
    "2025/opening.yml": (
        "title: The bridge opens\ndate: 2025-01-20\nlane: building\n"
        "claims:\n  - {text: The bridge was opened., cite: gazette-1}\n"
    ),
}
"""The smallest folder of records in which an event stands: paths below events/, and what they hold."""

MakeSite = Callable[..., Path]


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files: paths below events/, or such as begin with docs/."""
    for path, content in files.items():
        file = root / path if path.startswith("docs/") else root / "events" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def checked(root: Path) -> Checked:
    """Read and check a site; in reports its folders are called events and docs."""
    pages = read_documents(root / "docs", shown="docs") if (root / "docs").is_dir() else ()
    result = check(read(root / "events", shown="events"), pages)
    weigh(result.report)
    return result


def weigh(problems: Iterable[Problem]) -> None:
    """Assert that whatever is reported weighs what the registry says."""
    for problem in problems:
        assert problem.severity is CODES[problem.code].severity, problem


def said(root: Path) -> list[str]:
    """Read and check a site, and return its findings as they are printed, but for information."""
    return [
        str(problem)
        for problem in checked(root).report
        if problem.severity is not Severity.INFORMATION
    ]

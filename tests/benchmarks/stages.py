"""What is measured or prepared inside a process; each call has a process of its own."""

from __future__ import annotations

import resource
import sys
from dataclasses import dataclass
from pathlib import Path as FilePath
from statistics import median
from time import perf_counter

from benchmarks import library, plain
from chronicle.checks import check
from chronicle.dates import parse
from chronicle.library import Library
from chronicle.present.edition import Site
from chronicle.publish import Draft, draft, publish
from chronicle.reading.documents import read_documents
from chronicle.reading.folder import read
from chronicle.reasoning import reason

_MONTHS = (
    (1, 31),
    (2, 28),
    (3, 31),
    (4, 30),
    (5, 31),
    (6, 30),
    (7, 31),
    (8, 31),
    (9, 30),
    (10, 31),
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was written for a size: records, bytes of YAML and pages of the plain project."""

    records: int
    yaml: int
    pages: int


def prepare(folder: FilePath, events: int) -> Prepared:
    """Write both projects, `ours` and `plain`, of so many events into a folder.

    Raises `AssertionError` with the report if the library has errors.
    """
    ours = folder / "ours"
    ours.mkdir(parents=True)
    count = library.write(ours, events)
    report = draft(ours / "events", ours / "docs").checked.report
    if report.failed:
        raise AssertionError("\n".join(str(problem) for problem in report))
    size = sum(path.stat().st_size for path in (ours / "events").rglob("*.yml"))
    return Prepared(count, size, plain.write(ours, folder / "plain"))


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: seconds, and the most memory in MB that the process had taken when it ended."""

    name: str
    seconds: float
    memory: float


def stages(folder: FilePath) -> list[Stage]:
    """Take a project through read, gather, reason, check and publish, one after the other."""
    events, found = folder / "events", []
    start = perf_counter()

    def done(name: str) -> None:
        nonlocal start
        found.append(Stage(name, perf_counter() - start, _peak()))
        start = perf_counter()

    done("start")
    reading = read(events, shown="events")
    documents = read_documents(folder / "docs", shown="docs")
    done("read")
    if reading.timeline is None:
        raise AssertionError(reading.report)
    gathered = Library.of(reading.timeline, reading.records)
    _ = gathered.references, gathered.backlinks, gathered.uses, gathered.event_list
    done("gather")
    _reason(gathered)
    done("reason")
    checked = check(reading, documents)
    done("check")
    edition = Draft(reading, documents, checked).edition(Site("Benchmark"), "en")
    for _output in publish(edition, events, {""}):
        pass
    done("publish")
    return found


def _reason(gathered: Library) -> None:
    """Work out everything that follows from a library; much of it is made only when asked for."""
    reasoned = reason(gathered)
    for lazy in (reasoned.origins, reasoned.standings, reasoned.known):
        for _value in lazy.values():
            pass
    _ = reasoned.links, reasoned.cycles, reasoned.narrowed, reasoned.loops
    _ = reasoned.accounts, reasoned.answers, reasoned.bearings


def dates(rounds: int) -> float:
    """Return how many plain ISO dates are parsed in a second: all days of 300 years, each once."""
    texts = [
        f"{year}-{month:02}-{day:02}"
        for year in range(1800, 2100)
        for month, last in _MONTHS
        for day in range(1, last + 1)
    ]
    taken = []
    for _ in range(rounds):
        start = perf_counter()
        for text in texts:
            parse(text)
        taken.append(perf_counter() - start)
    return len(texts) / median(taken)


def _peak() -> float:
    # Linux counts kB, macOS bytes.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)

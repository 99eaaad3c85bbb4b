"""All rules over a folder: what was read becomes a library and one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chronicle.checks import addresses, evidence, references
from chronicle.checks.documents import documents
from chronicle.checks.registry import CODES, Finding, Rule, Scope
from chronicle.library import Library
from chronicle.problems import Problem, Report, Severity
from chronicle.reading.documents import Document
from chronicle.reading.folder import Reading
from chronicle.records import AnyRecord, Ref, Subject

RULES: tuple[Rule, ...] = (
    references.unknown_target,
    references.linked_text,
    references.vocabulary,
    references.settling_claim,
    evidence.claims,
    evidence.figures,
    evidence.copies,
    evidence.expectations,
    evidence.images,
    evidence.quotes,
    addresses.former_ids,
    addresses.pages,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A library with the report on it; no library where timeline.yml cannot be read."""

    library: Library | None
    report: Report


def check(reading: Reading, pages: Sequence[Document] = ()) -> Checked:
    """Gather what was read and run every rule over it, and over the pages under docs/."""
    if reading.timeline is None:
        faulty = (problem for page in pages for problem in page.problems)
        return Checked(None, Report.of(reading.report, faulty))
    library = Library.of(reading.timeline, reading.records)
    taken = {page.address: f"docs/{page.path}" for page in pages}
    scope = Scope(library, reading.unreadable, reading.images, taken)
    report = Report.of(
        reading.report,
        _placed(_judged(library, findings(scope)), reading),
        documents(pages, library, reading.unreadable),
    )
    return Checked(library, report)


def findings(scope: Scope) -> Iterator[Finding]:
    """Run every rule."""
    for rule in RULES:
        yield from rule(scope)


def _judged(library: Library, found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a record accepts, and report acceptances that nothing needs.

    Errors cannot be accepted: a site with one would show something that is not there.
    """
    used: set[tuple[Subject, str]] = set()
    for finding in found:
        ref = finding.subject.ref
        record = library.get(ref) if ref else None
        accepted = record is not None and any(one.check == finding.code for one in record.accept)
        if accepted and ref and CODES[finding.code].severity is not Severity.ERROR:
            used.add((Subject(ref), finding.code))
        else:
            yield finding
    for record in library.records:
        yield from _stale(record, used)


def _stale(record: AnyRecord, used: set[tuple[Subject, str]]) -> Iterator[Finding]:
    for index, accepted in enumerate(record.accept):
        subject = Subject(record.ref, ("accept", index, "check"))
        if accepted.check not in CODES:
            message = f'there is no check "{accepted.check}"'
            hint = references.suggestion(accepted.check, CODES)
            yield Finding("unknown-check", subject, message, hint)
        elif CODES[accepted.check].severity is Severity.ERROR:
            message = f'"{accepted.check}" is an error, and an error cannot be accepted'
            yield Finding("stale-acceptance", subject, message, "mend it, and take this out")
        elif (Subject(record.ref), accepted.check) not in used:
            message = f'the check "{accepted.check}" finds nothing here'
            yield Finding("stale-acceptance", subject, message, "take it out")


def _placed(found: Iterable[Finding], reading: Reading) -> Iterator[Problem]:
    by_record: dict[Ref | None, list[Finding]] = defaultdict(list)
    for finding in found:
        by_record[finding.subject.ref].append(finding)
    for ref, those in by_record.items():
        places = reading.places(ref, (one.subject.path for one in those))
        for one, place in zip(those, places, strict=True):
            yield Problem(one.code, one.message, place, one.hint, CODES[one.code].severity)

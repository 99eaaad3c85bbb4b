"""All rules over a folder: what was read becomes a library and one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from chronicle.checks import addresses, evidence, provenance, references, states, time
from chronicle.checks.documents import documents
from chronicle.checks.registry import CODES, Finding, Rule, Scope
from chronicle.library import Library
from chronicle.problems import Problem, Report, Severity
from chronicle.reading.documents import Document
from chronicle.reading.folder import Reading
from chronicle.reasoning import Reasoned
from chronicle.records import AnyRecord, Ref, Subject

RULES: tuple[Rule, ...] = (
    references.unknown_target,
    references.linked_text,
    references.vocabulary,
    references.settling_claim,
    references.accepted_checks,
    evidence.claims,
    evidence.figures,
    evidence.copies,
    evidence.expectations,
    evidence.images,
    evidence.quotes,
    addresses.former_ids,
    addresses.pages,
    time.impossible,
    time.cycles,
    time.empty_ranges,
    time.reported_before,
)
"""Rules that hold for every record, whatever is wrong with others."""

JUDGEMENTS: tuple[Rule, ...] = (
    time.relied_on_before,
    provenance.circular,
    provenance.origins,
    provenance.overstated,
    provenance.reading,
    provenance.archives,
    provenance.duplicate_sources,
    provenance.duplicate_events,
    provenance.unlinked,
    states.questions,
    states.promises,
)
"""Rules that weigh the records together; only where none of them has an error."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a record accepts: what it says, and why an editor lets it stand."""

    ref: Ref
    code: str
    reason: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What follows from a library, and the report; nothing where timeline.yml cannot be read."""

    reasoned: Reasoned | None
    report: Report
    accepted: tuple[Accepted, ...] = ()
    """The findings that records accept, with their reasons."""

    @property
    def library(self) -> Library | None:
        """The library that was checked."""
        return self.reasoned.library if self.reasoned else None


def check(reading: Reading, pages: Sequence[Document] = ()) -> Checked:
    """Gather what was read and run every rule over it, and over the pages under docs/."""
    if reading.timeline is None:
        faulty = (problem for page in pages for problem in page.problems)
        return Checked(None, Report.of(reading.report, faulty))
    library = Library.of(reading.timeline, reading.records)
    taken = {page.address: f"docs/{page.path}" for page in pages}
    scope = Scope(library, reading.unreadable, reading.images, taken)
    said = Report.of(reading.report, documents(pages, library, reading.unreadable))
    found = [finding for rule in RULES for finding in rule(scope)]
    sound = not said.failed and not any(_is_error(finding) for finding in found)
    if sound:
        found += [finding for rule in JUDGEMENTS for finding in rule(scope)]
    standing, accepted = _judged(library, found, sound=sound)
    return Checked(scope.reasoned, Report.of(said, _placed(standing, reading)), accepted)


def _is_error(finding: Finding) -> bool:
    return CODES[finding.code].severity is Severity.ERROR


def _judged(
    library: Library, found: Iterable[Finding], *, sound: bool
) -> tuple[list[Finding], tuple[Accepted, ...]]:
    """Set apart what a record accepts, and report acceptances that nothing needs.

    Errors cannot be accepted: a site with one would show something that is not there.
    """
    standing: list[Finding] = []
    accepted: dict[tuple[Ref, str], Accepted] = {}
    for finding in found:
        ref = finding.subject.ref
        record = library.get(ref) if ref else None
        reason = (
            next((one.reason for one in record.accept if one.check == finding.code), None)
            if record
            else None
        )
        if ref and reason is not None and not _is_error(finding):
            before = accepted.get((ref, finding.code))
            messages = (*(before.messages if before else ()), finding.message)
            accepted[ref, finding.code] = Accepted(ref, finding.code, reason, messages)
        else:
            standing.append(finding)
    for record in library.records:
        standing += _stale(record, accepted, sound=sound)
    return standing, tuple(accepted[key] for key in sorted(accepted))


def _stale(
    record: AnyRecord, used: Container[tuple[Ref, str]], *, sound: bool
) -> Iterator[Finding]:
    for index, accepted in enumerate(record.accept):
        subject = Subject(record.ref, ("accept", index, "check"))
        if accepted.check not in CODES or (CODES[accepted.check].judgement and not sound):
            continue  # nobody has looked
        if CODES[accepted.check].severity is Severity.ERROR:
            message = f'"{accepted.check}" is an error, and an error cannot be accepted'
            yield Finding("stale-acceptance", subject, message, "mend it, and take this out")
        elif (record.ref, accepted.check) not in used:
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

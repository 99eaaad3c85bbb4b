"""A report in the forms that a person, a program or GitHub reads."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from chronicle.problems import Problem, Report, Severity

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "notice",
}


def text(report: Report, everything: bool = False) -> str:  # noqa: FBT001, FBT002 - as all of FORMATS
    """One line a finding, and a line that counts them; what is for information if `everything`."""
    lines = [f"{_weight(one)}{one}" for one in report if everything or _matters(one)]
    return "\n".join([*lines, summary(report)])


def _matters(problem: Problem) -> bool:
    return problem.severity is not Severity.INFORMATION


def _weight(problem: Problem) -> str:
    return "" if problem.severity is Severity.ERROR else f"{problem.severity}: "


def summary(report: Report) -> str:
    """Count the findings in words."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not len(report):
        return "No findings."
    parts = [_count(errors, "error"), _count(warnings, "warning")]
    information = report.count(Severity.INFORMATION)
    if information:
        parts.append(f"{information} for information (--all prints them)")
    return f"{', '.join(parts)}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(report: Report, everything: bool = True) -> str:  # noqa: ARG001, FBT001, FBT002
    """Return a list of all findings as JSON."""
    findings = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "message": one.message,
            "hint": one.hint,
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
        }
        for one in report
    ]
    return json.dumps({"findings": findings, "failed": report.failed}, ensure_ascii=False, indent=2)


def github(report: Report, everything: bool = False) -> str:  # noqa: FBT001, FBT002
    """Write workflow commands that GitHub shows beside the changed lines."""
    return "\n".join(_annotation(one) for one in report if everything or _matters(one))


def _annotation(problem: Problem) -> str:
    place = problem.place
    words = problem.message + (f" ({problem.hint})" if problem.hint else "")
    where = f"file={_value(place.file)},line={place.line},col={place.column}"
    command = _COMMANDS[problem.severity]
    return f"::{command} {where},title={_value(problem.code)}::{_data(words)}"


def _data(text: str) -> str:
    # The escapes of the runner's own toolkit: a finding quotes strangers, who could write a command.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Report, bool], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}

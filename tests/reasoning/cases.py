"""The golden cases of `tests/cases/reasoning`, and the words in which they say what they expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from chronicle.library import Library
from chronicle.reasoning.origins import End, Origins
from chronicle.reasoning.questions import ClaimKey
from records import library

Case = Mapping[str, Any]
CASES = Path(__file__).parents[1] / "cases" / "reasoning"


def in_file(file: Path) -> Iterator[Case]:
    """Read the cases of a file: one document or several, each one case or a list. Scalars are text."""
    for document in yaml.load_all(file.read_text("utf-8"), yaml.BaseLoader):
        yield from document if isinstance(document, list) else [document]


def cases(section: str) -> list[ParameterSet]:
    """Return the cases of a section, each called by its file and what it shows."""
    return [
        pytest.param(case, id=f"{file.stem}: {case['why']}")
        for file in sorted((CASES / section).glob("*.yml"))
        for case in in_file(file)
    ]


def rules(case: Case) -> list[str]:
    """Return the rules that a case names: one, or a list."""
    rule = case["rule"]
    return [rule] if isinstance(rule, str) else rule


def made(case: Case) -> Library:
    """Make the library of a case; `cite`, with `parties`, is short for one event with one claim."""
    if "cite" not in case:
        return library(case)
    claim = {"text": "It happened.", "cite": case["cite"]}
    it = {"entities": case.get("parties", []), "claims": [claim]}
    return library({**case, "events": {"it": it, **case.get("events", {})}})


def end(one: End) -> str:
    """Say what an end is: `named deepseek`, `unnamed in ft`, `document the filing in ft`."""
    where = f"by {one.name}" if one.kind == "analysis" else f"in {one.source}"
    return {
        "named": f"named {one.name}",
        "document": f"document {one.name} {where}",
        "analysis": f"analysis {where}",
        "unnamed": f"unnamed {where}",
        "unstated": f"unstated {where}",
    }[one.kind]


def ends(found: Iterable[End]) -> list[str]:
    """Say what ends are, in the order of the alphabet: their own order means nothing."""
    return sorted(map(end, found))


def said(found: Origins) -> str:
    """Say how many origins there are."""
    return f"{found.least} to {found.most}"


def key(text: str) -> ClaimKey:
    """Read the name of a claim: `event.claim`, or an event's for its first."""
    event, _, claim = text.partition(".")
    return event, claim or "c1"

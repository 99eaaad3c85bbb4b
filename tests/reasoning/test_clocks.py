"""The three clocks: the golden cases, a second definition on plain records, and the laws of knowing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from records import library

from cases import Case, cases
from chronicle.dates import END, iso, parse
from chronicle.knowledge import known
from chronicle.library import Library
from chronicle.reasoning import reason

SHELVES = ("events", "entities", "sources", "questions", "promises")


def number(day: str) -> int:
    return parse(day).latest


def knowledge(found: Library) -> Mapping[str, str]:
    """Say when each event and claim became known: `event`, `event.claim`."""
    reasoned = reason(found)
    events = {name: reasoned.event_known(event) for name, event in found.events.items()}
    claims = {
        ".".join(key): known(claim.cite, found.sources)
        for key, (_, claim) in reasoned.claims.items()
    }
    return {
        name: "never" if day is None or day == END else iso(day)
        for name, day in [*events.items(), *claims.items()]
    }


@pytest.mark.parametrize("case", cases("clocks"))
def test_cases(case: Case) -> None:
    found, expect = library(case), case["expect"]
    told = knowledge(found)
    assert {name: told[name] for name in expect.get("known", {})} == expect.get("known", {})
    if "day" in expect:
        assert iso(found.day) == expect["day"]
    for days, wanted in expect.get("on", {}).items():
        then = found
        for day in days.split():
            then = then.as_known_on(number(day))
        expected = library(wanted)
        for shelf in SHELVES:
            if shelf in wanted:
                assert getattr(then, shelf) == getattr(expected, shelf), f"{shelf} on {days}"
        if "day" in wanted:
            assert iso(then.day) == wanted["day"], days

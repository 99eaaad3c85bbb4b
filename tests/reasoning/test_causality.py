"""Time and cause: the golden cases, narrowing against a naive definition, and very long chains."""

from __future__ import annotations

import pytest
from records import library

from cases import Case, cases
from chronicle.dates import iso
from chronicle.library import Library
from chronicle.reasoning import reason
from chronicle.reasoning.causality import Link, Narrowed, contradictions, early, gained


def said(link: Link) -> str:
    return f"{link.earlier.id} {link.relation} {link.later.id} {link.order}"


def shown(found: Library, one: Narrowed) -> str | None:
    """Say what an event gained and through whom: `2025-01-01 to 2025-02-01, after a, before c b`."""
    event = found.events[one.event]
    days = gained(event, one)
    if days is None:
        return None
    start = event.date.start
    by = [f"after {' '.join(one.after)}"] if days[0] > start[0] else []
    by += [f"before {' '.join(one.before)}"] if days[1] < start[1] else []
    return ", ".join([f"{iso(days[0])} to {iso(days[1])}", *by])


@pytest.mark.parametrize("case", cases("causality"))
def test_cases(case: Case) -> None:
    found, expect = library(case), case["expect"]
    reasoned = reason(found)
    assert expect.keys() <= {"links", "cycles", "narrowed", "contradictions", "early"}
    if "links" in expect:
        assert [said(link) for link in reasoned.links] == expect["links"]
    assert [" ".join(cycle) for cycle in reasoned.cycles] == expect.get("cycles", [])
    chains = [" ".join(chain) for chain in contradictions(reasoned.narrowed)]
    assert chains == expect.get("contradictions", [])
    if "narrowed" in expect:
        told = {name: shown(found, one) for name, one in reasoned.narrowed.items()}
        assert {name: text for name, text in told.items() if text} == expect["narrowed"]
    if "early" in expect:
        told_early = [
            f"{one.event.id}.c{one.claim + 1} {one.event.claims[one.claim].cite[one.cite].source}"
            for one in early(found)
        ]
        assert told_early == expect["early"]

"""Time and cause: the golden cases, narrowing against a naive definition, and very long chains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from random import Random
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, cases
from chronicle.dates import before, iso, parse
from chronicle.library import Library
from chronicle.reasoning import reason
from chronicle.reasoning.causality import (
    Link,
    Narrowed,
    Range,
    contradictions,
    cycles,
    early,
    gained,
    links,
    narrow,
    order,
)
from records import library


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


# Laws -------------------------------------------------------------------------------------------------

steady = settings(derandomize=True, deadline=None, max_examples=70, database=None)

RANGES = st.tuples(st.integers(1, 6), st.integers(1, 6)).map(lambda ends: (min(ends), max(ends)))


@steady
@given(RANGES, RANGES)
def test_order_says_what_holds_for_all_days(a: Range, b: Range) -> None:
    signs = {(x > y) - (x < y) for x in range(a[0], a[1] + 1) for y in range(b[0], b[1] + 1)}
    assert order(a, b) == {(-1,): "certain", (1,): "impossible"}.get(tuple(signs), "possible")


@steady
@given(RANGES, RANGES, RANGES)
def test_laws_of_order(a: Range, b: Range, c: Range) -> None:
    assert (order(a, b) == "certain") == (order(b, a) == "impossible")
    assert order(a, a) == "possible"
    if order(a, b) == order(b, c) == "certain":
        assert order(a, c) == "certain"


@steady
@given(RANGES, RANGES, st.sampled_from(["", "~"]))
def test_one_order_for_dates_and_ranges(a: Range, b: Range, mark: str) -> None:
    one, other = parse(written(a, mark)), parse(written(b))
    assert order(one.checked, other.checked) == before(one, other)


def written(days: Range, mark: str = "") -> str:
    first, last = (f"2025-01-{10 + day:02}{mark}" for day in days)
    return f"[{first}..{last}]" if first != last else first


@st.composite
def networks(draw: st.DrawFn, *, acyclic: bool = False) -> Case:
    """Build a few events with short ranges of days and links of all kinds between them."""
    names = "abcde"[: draw(st.integers(2, 5))]
    events: dict[str, dict[str, object]] = {}
    for place, name in enumerate(names):
        others = names[:place] if acyclic else names
        linked = (
            st.lists(st.sampled_from(others), unique=True, max_size=2) if others else st.just([])
        )
        through = st.sampled_from(["event", "event", "report"])
        events[name] = {
            "date": written(draw(RANGES)),
            "because": [{"event": one, "through": draw(through)} for one in draw(linked)],
            "follows": draw(linked),
            "claims": [{"text": "It happened.", "cite": draw(st.sampled_from(["s", "t"]))}],
        }
    sources = {name: {"published": written(draw(RANGES))} for name in "st"}
    return {"events": events, "sources": sources}


def stable(found: tuple[Link, ...]) -> dict[str, Range]:
    """Tighten by the definition: again and again, until nothing moves."""
    ranges = {
        event.id: event.date.checked for link in found for event in (link.earlier, link.later)
    }
    while True:
        was = dict(ranges)
        for link in found:
            (a, b), (c, d) = ranges[link.earlier.id], ranges[link.later.id]
            if link.through_report:
                ranges[link.later.id] = max(c, link.span[0]), d
            else:
                ranges[link.earlier.id] = a, min(b, d)
                ranges[link.later.id] = max(a, c), d
        if ranges == was:
            return ranges


def usable(found: tuple[Link, ...]) -> tuple[Link, ...]:
    """Leave out links that are impossible, and those that lead back to where they began."""
    possible = [link for link in found if link.order != "impossible"]

    def reaches(start: str, goal: str) -> bool:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                waiting += [link.later.id for link in possible if link.earlier.id == name]
        return False

    return tuple(link for link in possible if not reaches(link.later.id, link.earlier.id))


@steady
@given(networks(), st.randoms(use_true_random=False))
def test_narrowing_is_tightening_until_nothing_moves(case: Case, random: Random) -> None:
    found = links(library(case))
    now = narrow(found)
    left = usable(found)
    expected = stable(left)
    assert {name: one.range for name, one in now.items()} == expected
    shuffled = list(found)
    random.shuffle(shuffled)
    again = narrow(tuple(shuffled))
    assert {name: one.range for name, one in again.items()} == expected
    for name, one in now.items():
        stated = parse(case["events"][name]["date"]).checked
        assert stated[0] <= one.range[0]
        assert one.range[1] <= stated[1]
        assert bool(one.after) == (one.range[0] > stated[0])
        assert bool(one.before) == (one.range[1] < stated[1])


@steady
@given(networks(acyclic=True))
def test_narrowing_leaves_exactly_the_days_on_which_all_can_hold(case: Case) -> None:
    """Every way to give each event a day is tried; what is left of a range is what occurs in one."""
    found = usable(links(library(case)))
    now = narrow(found)
    ways = [
        dict(zip(now, days, strict=True))
        for days in product(*(spread(parse(case["events"][name]["date"]).checked) for name in now))
    ]
    holding = [
        way
        for way in ways
        if all(
            (link.span[0] if link.through_report else way[link.earlier.id]) <= way[link.later.id]
            for link in found
        )
    ]
    assert bool(contradictions(now)) == (not holding)
    if holding:
        for name, one in now.items():
            assert spread(one.range) == sorted({way[name] for way in holding})
            assert not one.empty


def spread(days: Range) -> list[int]:
    return list(range(days[0], days[1] + 1))


@steady
@given(networks(acyclic=True))
def test_narrowing_what_is_narrowed_moves_nothing(case: Case) -> None:
    now = narrow(usable(links(library(case))))
    if any(one.empty for one in now.values()):
        return
    tightened = {
        name: {**event, "date": "[{}..{}]".format(*map(iso, now[name].range))}
        if name in now
        else event
        for name, event in case["events"].items()
    }
    again = narrow(usable(links(library({**case, "events": tightened}))))
    assert {name: one.range for name, one in again.items()} == {
        name: now[name].range for name in again
    }
    assert all(one.after == one.before == () for one in again.values())


@steady
@given(networks())
def test_each_contradiction_is_a_chain_of_links_that_leaves_no_day(case: Case) -> None:
    found = usable(links(library(case)))
    now = narrow(found)
    told = contradictions(now)
    assert {one.event for one in now.values() if one.empty} >= {
        name for chain in told for name in chain[1:]
    }
    for first, *rest in told:
        chain = [first, *rest]
        on_it = [
            [link for link in found if (link.earlier.id, link.later.id) == pair]
            for pair in pairwise(chain)
        ]
        assert all(on_it), "consecutive events are linked"
        begins = [parse(case["events"][first]["date"]).checked[0]]
        begins += [link.span[0] for link in on_it[0] if link.through_report]
        assert max(begins) > parse(case["events"][chain[-1]]["date"]).checked[1]


def cyclic(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    listed = list(names)
    return pairwise([*listed, listed[0]])


@steady
@given(networks())
def test_cycles_are_cycles_one_for_each_knot(case: Case) -> None:
    found = links(library(case))
    pairs = {(link.earlier.id, link.later.id) for link in found}
    told = cycles(found)
    for cycle in told:
        assert len(set(cycle)) == len(cycle)
        assert set(cyclic(cycle)) <= pairs
    assert len({name for cycle in told for name in cycle}) == sum(map(len, told)), (
        "knots share nothing"
    )
    graph: networkx.DiGraph[str] = networkx.DiGraph(pairs)
    knots = {
        frozenset(names)
        for names in networkx.strongly_connected_components(graph)
        if len(names) > 1 or graph.has_edge(*[*names] * 2)
    }
    assert len(told) == len(knots)
    assert all(any(set(cycle) <= knot for knot in knots) for cycle in told)


# Very long ones -----------------------------------------------------------------------------------------

MANY = 10_000
NAMES = [f"e{number:05}" for number in range(MANY)]


def long(**ends: Case) -> Library:
    """Build a chain of many events of 2025, each because of the one before; `first`, `last`: their own."""
    events: dict[str, Any] = {
        name: {"date": "2025", "because": before} for before, name in pairwise(NAMES)
    }
    events = {NAMES[0]: {"date": "2025"}, **events}
    events[NAMES[0]] |= ends.get("first", {})
    events[NAMES[-1]] |= ends.get("last", {})
    return library({"events": events})


def test_a_chain_of_ten_thousand() -> None:
    reasoned = reason(long(first={"date": "[2025-03-01..]"}, last={"date": "[..2025-09-30]"}))
    assert reasoned.cycles == ()
    one = reasoned.narrowed[NAMES[5000]]
    assert tuple(map(iso, one.range)) == ("2025-03-01", "2025-09-30")
    assert one.after == tuple(reversed(NAMES[:5000]))
    assert one.before == tuple(NAMES[5001:])
    assert len({narrowed.range for narrowed in reasoned.narrowed.values()}) == 1
    assert contradictions(reasoned.narrowed) == ()


def test_a_contradiction_of_ten_thousand() -> None:
    reasoned = reason(long(first={"date": "2025-06-01"}, last={"date": "2025-05-31"}))
    assert all(one.empty for one in reasoned.narrowed.values())
    assert contradictions(reasoned.narrowed) == (tuple(NAMES),)
    assert not any(link.order == "impossible" for link in reasoned.links)


@pytest.mark.parametrize("count", [1, 2, 50, MANY])
def test_a_cycle(count: int) -> None:
    names = NAMES[:count]
    events = {name: {"because": before} for before, name in cyclic(names)}
    reasoned = reason(library({"events": events}))
    assert reasoned.cycles == (tuple(names),)
    assert reasoned.narrowed == {}


def test_a_ladder_of_knots() -> None:
    """Many cycles, each leading into the next: every one is told, none twice."""
    events = {
        name: {
            "because": [
                NAMES[number ^ 1],
                *([NAMES[number - 1]] if number % 2 == 0 and number else []),
            ]
        }
        for number, name in enumerate(NAMES[:2000])
    }
    found = reason(library({"events": events})).cycles
    assert [set(cycle) for cycle in found] == [
        {NAMES[number], NAMES[number + 1]} for number in range(0, 2000, 2)
    ]

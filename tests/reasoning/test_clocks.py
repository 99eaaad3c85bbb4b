"""The three clocks: the golden cases, a second definition on plain records, and the laws of knowing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anything import Plain, anything
from cases import Case, cases
from chronicle.dates import END, day_number, iso, parse
from chronicle.knowledge import event_known, known
from chronicle.library import Library
from chronicle.reasoning import reason
from chronicle.reasoning.log import Entry, history, log
from chronicle.reasoning.origins import Origins
from chronicle.reasoning.standing import Standing
from deleted import SHELVES, naive
from records import library


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


def stood(standing: Standing, origins: Origins) -> str:
    return f"{standing.name} {origins.least} to {origins.most}"


def entered(entry: Entry) -> list[str]:
    """Say what a day of the log holds, in its order."""
    return [
        *(f"known {event.id}" for event in entry.events),
        *(f"changed {shift.event.id}" for shift in entry.shifts),
        *(f"{promise.id} {link.change}" for promise, link in entry.promises),
        *(" ".join([one.what, one.question.id, *one.answers]) for one in entry.questions),
    ]


@pytest.mark.parametrize("case", cases("clocks"))
def test_cases(case: Case) -> None:
    found, expect = library(case), case["expect"]
    told = knowledge(found)
    assert {name: told[name] for name in expect.get("known", {})} == expect.get("known", {})
    if "day" in expect:
        assert iso(found.day) == expect["day"]
    for name, wanted in expect.get("history", {}).items():
        told_of = history(found, found.events[name])
        assert {iso(one.day): stood(one.standing, one.origins) for one in told_of} == wanted
    if "log" in expect:
        assert {iso(one.day): entered(one) for one in log(reason(found))} == expect["log"]
    for when, wanted in expect.get("on", {}).items():
        then = found
        for day in when.split():
            then = then.as_known_on(number(day))
        expected = library(wanted)
        for shelf in SHELVES:
            if shelf in wanted:
                assert getattr(then, shelf) == getattr(expected, shelf), f"{shelf} on {when}"
        if "day" in wanted:
            assert iso(then.day) == wanted["day"], when


# Laws -------------------------------------------------------------------------------------------------

FIRST = day_number(2025, 1, 1)
DAYS = st.integers(FIRST - 1, FIRST + 46)
steady = settings(derandomize=True, deadline=None, max_examples=60, database=None)


def same(one: Library, other: Library) -> None:
    for shelf in SHELVES:
        assert getattr(one, shelf) == getattr(other, shelf), shelf


def held(found: Library) -> Mapping[str, set[object]]:
    """List what must never be lost again once it is known."""
    return {
        "events": set(found.events),
        "sources": set(found.sources),
        "claims": {
            (event.id, claim.id) for event in found.events.values() for claim in event.claims
        },
        "citations": {
            (event.id, claim.id, one.source, one.stance, one.quote)
            for event in found.events.values()
            for claim in event.claims
            for one in claim.cite
        },
        "causes": {
            (event.id, cause.event) for event in found.events.values() for cause in event.because
        },
        "expectations": {
            (promise.id, one.date, cited.quote)
            for promise in found.promises.values()
            for one in promise.expected
            for cited in one.cite
        },
        "questions": set(found.questions),
        "entities": set(found.entities),
    }


@steady
@given(anything(), DAYS)
def test_the_library_of_a_day_is_what_is_left_when_all_else_is_deleted(
    case: Plain, day: int
) -> None:
    then = library(case).as_known_on(day)
    same(then, library(naive(case, day)))
    assert then.day == then.as_of == day


@steady
@given(anything(), DAYS, DAYS)
def test_what_was_known_stays_known(case: Plain, one: int, other: int) -> None:
    found = library(case)
    earlier, later = (
        held(found.as_known_on(min(one, other))),
        held(found.as_known_on(max(one, other))),
    )
    for what, names in earlier.items():
        assert names <= later[what], what


@steady
@given(anything(), DAYS, DAYS)
def test_a_day_seen_from_another_is_the_earlier_of_both(case: Plain, one: int, other: int) -> None:
    found = library(case)
    assert found.as_known_on(one).as_known_on(other) == found.as_known_on(min(one, other))


@steady
@given(anything())
def test_the_last_day_loses_nothing_that_was_published(case: Plain) -> None:
    found = library(case)
    last = found.as_known_on(found.day)
    dated = {name for name, source in found.sources.items() if source.published.latest < END}
    assert set(last.sources) == dated
    heard = {
        name for name, event in found.events.items() if event_known(event, found.sources) < END
    }
    assert set(last.events) == heard
    for name in heard:
        event, then = found.events[name], last.events[name]
        spoken = [claim for claim in event.claims if {one.source for one in claim.cite} & dated]
        supported = [claim for claim in event.claims if known(claim.cite, found.sources) < END]
        told = {claim.id for claim in then.claims}
        assert {claim.id for claim in supported} <= told <= {claim.id for claim in spoken}
        for claim in then.claims:
            was = event.claim(claim.id)
            assert was is not None
            assert len(claim.cite) == sum(one.source in dated for one in was.cite)
        if set(found.sources) == dated and len(told) == len(event.claims):
            assert (then.summary, then.body) == (event.summary, event.body)
    if set(found.sources) == dated:
        assert {name: len(one.expected) for name, one in last.promises.items()} == {
            name: sum(bool(each.cite) for each in one.expected)
            for name, one in found.promises.items()
            if any(each.cite for each in one.expected)
        }


def texts(
    value: object, sources: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Find every text of its own in plain records, with the sources that it stands on."""
    if isinstance(value, Mapping):
        own = {one["source"] for one in value.get("cite", [])} | {value.get("source", "")} - {""}
        for one in value.values():
            yield from texts(one, frozenset(own) or sources)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one, sources)
    elif isinstance(value, str) and re.fullmatch(r"[a-z]+-\d+\.", value):
        yield value, sources


@steady
@given(anything(), DAYS)
def test_no_text_is_told_before_a_source_of_it(case: Plain, day: int) -> None:
    then = library(case).as_known_on(day)
    told = str(list(then.records))
    out = {
        name for name, source in case["sources"].items() if parse(source["published"]).latest <= day
    }
    for shelf in ("events", "promises"):
        for text, sources in texts(case[shelf]):
            assert not sources or sources & out or text not in told
    for name, source in case["sources"].items():
        assert name in out or not any(text in told for text, _ in texts(source))
        assert name in out or f"'{name}'" not in told


@steady
@given(anything(), DAYS)
def test_no_name_is_left_hanging(case: Plain, day: int) -> None:
    found = library(case)
    then = found.as_known_on(day)
    hanging = {one.target for one in found.references if found.get(one.target) is None}
    assert {one.target for one in then.references if then.get(one.target) is None} <= hanging


@steady
@given(anything())
def test_histories_are_what_each_day_makes_of_the_whole(case: Plain) -> None:
    """The log works over small libraries of what matters; here the whole is made anew for each day."""
    found = library(case)
    for event in found.event_list:
        told: list[tuple[int, str]] = []
        for day in found.publication_days:
            then = reason(found.as_known_on(day))
            if event.id in then.library.events:
                one = then.library.events[event.id]
                standing = then.standing(one)
                assert standing is not None
                now = stood(standing, then.event_origins(one))
                if not told or told[-1][1] != now:
                    told.append((day, now))
        assert [
            (one.day, stood(one.standing, one.origins)) for one in history(found, event)
        ] == told

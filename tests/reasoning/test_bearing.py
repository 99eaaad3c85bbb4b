"""What rests on a source: the golden cases, and the definition computed again without each source."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given

import invented
from cases import Case, cases, key, made
from chronicle.knowledge import SUPPORT
from chronicle.reasoning import Reasoned, reason
from chronicle.reasoning.bearing import Bearing
from chronicle.reasoning.origins import follow
from chronicle.records import Citation, Event, Question
from records import library

LISTS = ("claims", "events", "causes", "expectations", "questions")


def shown(bearing: Bearing) -> Mapping[str, object]:
    """Return what a source bears, without what it does not."""
    return {name: found for name in LISTS if (found := getattr(bearing, name))}


def wanted(expect: Case) -> Mapping[str, object]:
    """Read what a case expects of a source."""
    read = {
        "claims": key,
        "causes": lambda text: (text.split()[0], int(text.split()[1])),
        "expectations": lambda text: (text.split()[0], int(text.split()[1])),
    }
    return {name: tuple(map(read.get(name, str), expect[name])) for name in LISTS if name in expect}


@pytest.mark.parametrize("case", cases("bearing"))
def test_cases(case: Case) -> None:
    bearings = reason(made(case)).bearings
    expect = case["expect"]
    assert {name: shown(one) for name, one in bearings.items() if not one.nothing} == {
        name: values for name, one in expect.items() if (values := wanted(one))
    }
    for name, values in expect.items():
        assert bearings[name].load == int(values.get("load", len(values.get("claims", []))))


# The definition: take the source out, compute everything again, and see what is missing ---------------

WEAKEST_FIRST = ("withdrawn", "unsourced", "disputed", "reported", "corroborated", "confirmed")


def supported(reasoned: Reasoned, citations: tuple[Citation, ...]) -> bool:
    return bool(follow(citations, SUPPORT, reasoned.library.sources).all_ends())


def falls(now: Reasoned, then: Reasoned, event: Event) -> bool:
    before, after = now.standing(event), then.standing(event)
    if before is None or after is None or before.name == after.name:
        return False
    # What is disputed and has no stated origin is worth what is unsourced.
    ranks = [
        "unsourced" if found.name == "disputed" and not origins.least else found.name
        for found, origins in (
            (before, now.event_origins(event)),
            (after, then.event_origins(event)),
        )
    ]
    return WEAKEST_FIRST.index(ranks[0]) > WEAKEST_FIRST.index(ranks[1])


def is_settled(reasoned: Reasoned, question: Question) -> bool:
    """Whether a claim that is said to have settled it answers it and has an origin."""
    settled = question.settled_by
    event = reasoned.library.events.get(settled.event) if settled else None
    if question.state != "settled" or not settled or not event or event.withdrawn:
        return False
    return any(
        reasoned.origins[event.id, claim.id].ends
        for claim in event.claims
        if settled.claim in {None, claim.id}
        and question.id in {answer.question for answer in claim.answers}
    )


def by_definition(now: Reasoned, source: str) -> Bearing:
    then = reason(now.library.without(source))
    listed = now.library.event_list
    keys = [(event.id, claim.id) for event in listed for claim in event.claims]
    causes = [
        (record.id, position, cause.cite)
        for record in listed
        for position, cause in enumerate(record.because)
    ]
    expected = [
        (promise.id, position, expectation.cite)
        for promise in now.library.promise_list
        for position, expectation in enumerate(promise.expected)
    ]

    def unsupported(
        cited: list[tuple[str, int, tuple[Citation, ...]]],
    ) -> tuple[tuple[str, int], ...]:
        return tuple(
            (record, position)
            for record, position, cite in cited
            if supported(now, cite)
            and not supported(then, tuple(one for one in cite if one.source != source))
        )

    return Bearing(
        claims=tuple(key for key in keys if now.origins[key].ends and not then.origins[key].ends),
        events=tuple(one.id for one in listed if falls(now, then, one)),
        causes=unsupported(causes),
        expectations=unsupported(expected),
        questions=tuple(
            one.id
            for one in now.library.question_list
            if is_settled(now, one) and not is_settled(then, one)
        ),
    )


@given(invented.cases)
def test_every_bearing_is_what_the_definition_says(case: Case) -> None:
    now = reason(library(case))
    for source in now.library.sources:
        assert now.bearings[source] == by_definition(now, source), source


@given(invented.cases)
def test_what_a_claim_would_be_without_a_source_is_what_it_is_without(case: Case) -> None:
    now = reason(library(case))
    for source in now.library.sources:
        then = reason(now.library.without(source)).origins
        for name in now.claims:
            found = now.without(name, source)
            assert (found.ends, found.denials) == (then[name].ends, then[name].denials)


@given(invented.cases)
def test_without_a_source_nothing_is_gained_but_what_was_taken_back(case: Case) -> None:
    now = reason(library(case))
    for source in now.library.sources:
        then = reason(now.library.without(source)).origins
        for name, found in now.origins.items():
            assert set(then[name].ends) <= {*found.ends, *found.retracted}
            assert set(then[name].denials) <= set(found.denials)

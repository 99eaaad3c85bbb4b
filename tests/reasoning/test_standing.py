"""Standing: the golden cases, and what holds of any claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import pytest
from hypothesis import given

import invented
from cases import Case, cases, key, made
from chronicle.reasoning import reason
from chronicle.reasoning.standing import Standing
from records import library

NOTHING = asdict(Standing("unsourced"))


def shown(found: Standing) -> Mapping[str, object]:
    """Return what a standing says; the order of denials and refusals means nothing."""
    said = {name: list(value) for name, value in asdict(found).items() if name != "name"}
    unordered = {"deniers", "denied_by", "declined_by"}
    return {
        "standing": found.name,
        **{name: sorted(said[name]) if name in unordered else said[name] for name in said},
    }


@pytest.mark.parametrize("case", cases("standing"))
def test_cases(case: Case) -> None:
    reasoned = reason(made(case))
    expect = {"it": case["expect"]} if "cite" in case else case["expect"]
    for name, values in expect.items():
        wanted = {"standing": values} if isinstance(values, str) else values
        if "." not in name:
            found = reasoned.standing(reasoned.library.events[name])
            if wanted == {"standing": "none"}:
                assert found is None
                continue
            assert found == reasoned.standings[key(name)]
        nothing = {field: [] for field in NOTHING if field != "name"}
        assert shown(reasoned.standings[key(name)]) == {**nothing, **wanted}, name


@given(invented.cases)
def test_every_standing_is_the_first_of_the_table_that_holds(case: Case) -> None:
    reasoned = reason(library(case))
    for name, (event, _) in reasoned.claims.items():
        found, origins = reasoned.standings[name], reasoned.origins[name]
        parties = {participant.id for participant in event.entities}
        table = {
            "withdrawn": bool(origins.retracted) and not origins.ends,
            "disputed": bool(origins.denials) or name in reasoned.rivalries,
            "confirmed": any(
                end.kind in {"named", "document"} and end.speaker in parties for end in origins.ends
            ),
            "corroborated": origins.least >= 2,
            "reported": origins.least == 1,
            "unsourced": True,
        }
        assert found.name == next(word for word, holds in table.items() if holds)
        assert bool(found.parties) == (found.name == "confirmed")
        assert bool(found.questions) <= (found.name == "disputed")
        assert set(found.deniers) & parties <= set(found.denied_by) <= parties


@given(invented.cases)
def test_rivalry_goes_both_ways_where_nothing_is_settled(case: Case) -> None:
    reasoned = reason(library(case))
    replies = reasoned.library.replies
    for question in reasoned.library.question_list:
        backed = [
            one
            for one in replies.get(question.id, ())
            if reasoned.origins[one.event.id, one.claim_id].least
        ]
        for one in replies.get(question.id, ()):
            rivals = [
                other
                for other in backed
                if other.answer != one.answer
                and (
                    one.claim.date is None
                    or other.claim.date is None
                    or not (
                        one.claim.date.latest < other.claim.date.earliest
                        or other.claim.date.latest < one.claim.date.earliest
                    )
                )
            ]
            disputed = question.id in reasoned.rivalries.get((one.event.id, one.claim_id), ())
            if question.state == "open":
                assert disputed or not rivals
            if question.state == "both-hold":
                assert not disputed

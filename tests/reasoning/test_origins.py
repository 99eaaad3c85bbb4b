"""Origins: the golden cases, a second definition, and chains that never seem to end."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
from cases import Case, cases, ends, made, said
from chronicle.library import Library
from chronicle.reasoning import reason
from chronicle.records import Citation, Claim, Source
from chronicle.records.record import Voice
from records import library


@pytest.mark.parametrize("case", cases("origins"))
def test_cases(case: Case) -> None:
    expect = case["expect"]
    found = reason(made(case)).origins["it", "c1"]
    assert {
        "origins": said(found),
        "ends": ends(found.ends),
        "denials": ends(found.denials),
        "loops": [" ".join(loop) for loop in found.loops],
    } == {
        "origins": expect["origins"],
        "ends": sorted(expect.get("ends", [])),
        "denials": sorted(expect.get("denials", [])),
        "loops": expect.get("loops", []),
    }


# The same once more, by going every way there is: exponential, and as the specification puts it ------

SUPPORT = {"says", "confirms"}
Found = Iterator[tuple[str, int, str]]
"""Ends in words, with the day on which they spoke and who could take them back ("": nobody else)."""


def speaker(source: Source, by: Voice | None) -> tuple[str, str]:
    if by and by.entity:
        return f"named {by.entity}", ""
    if by and by.document:
        return f"document {by.document} in {source.id}", source.publisher
    if by and by.people is not None:
        return f"unnamed in {source.id}", source.publisher
    if by is None and source.kind == "analysis":
        return f"analysis by {source.publisher}", source.publisher
    if by is None and source.kind not in {"report", "copy"}:
        return f"named {source.publisher}", ""
    return f"unstated in {source.id}", source.publisher


def ways(records: Library, claim: Claim, stances: set[str], loops: set[str]) -> Found:
    def passages(name: str, stances: set[str]) -> list[Citation]:
        return [one for one in claim.cite if one.source == name and one.stance in stances]

    # A voice that was only heard is taken over on the way, so such a way may pass a source twice.
    taking_back = stances == {"retracts"}

    def on(by: Voice | None, source: Source, relies_on: tuple[str, ...], path: tuple) -> Found:
        if not relies_on:
            end, publisher = speaker(source, by)
            yield end, source.published.latest, publisher
        carried = by if by and not by.unstated else None
        for name in relies_on:
            there = passages(name, stances)
            if (name, taking_back and not there and carried) in path:
                loops.add(name)
            else:
                if taking_back and carried is None:
                    there = there or passages(name, SUPPORT)
                yield from enter(name, there, carried, path)

    def enter(name: str, there: list[Citation], carried: Voice | None, path: tuple) -> Found:
        source = records.sources.get(name)
        here = (name, taking_back and not passages(name, stances) and carried)
        for one in there or [Citation(source=name, by=None)] if source else []:
            by = one.by if there else carried
            relies_on = source.relies_on if one.relies_on is None else one.relies_on
            yield from on(by, source, relies_on, (*path, here))

    for name in {one.source for one in claim.cite if one.stance in stances}:
        yield from enter(name, passages(name, stances), None, ())


@given(invented.cases)
def test_a_second_definition_finds_the_same(case: Case) -> None:
    records = library(case)
    for key, (_, claim) in reason(records).claims.items():
        found = reason(records).origins[key]
        loops: set[str] = set()
        support = list(ways(records, claim, SUPPORT, loops))
        back = list(ways(records, claim, {"retracts"}, set()))
        names = {f"named {one}": one for one in invented.ENTITIES}
        names |= {f"analysis by {one}": one for one in invented.ENTITIES}
        first = {end: min(day for other, day, _ in support if other == end) for end, *_ in support}
        retracted = {
            end
            for end, _, publisher in support
            for other, day, _ in back
            if day >= first[end] and (other == end or (publisher and names.get(other) == publisher))
        }
        assert ends(found.ends) == sorted({end for end, *_ in support} - retracted)
        assert ends(found.retracted) == sorted(retracted)
        denied = {end for end, *_ in ways(records, claim, {"denies"}, set())}
        assert ends(found.denials) == sorted(denied)
        kinds = Counter(end.partition(" ")[0] for end in ends(found.ends))
        stated = kinds["named"] + kinds["document"] + kinds["analysis"]
        assert found.least == (stated or min(kinds["unnamed"], 1))
        assert found.most == kinds.total()
        assert bool(found.loops) == bool(loops)
        assert {source for loop in found.loops for source in loop} <= set(records.sources)


# What holds of any claim -----------------------------------------------------------------------------


@given(invented.cases)
def test_the_least_is_never_more_than_the_most(case: Case) -> None:
    for found in reason(library(case)).origins.values():
        assert 0 <= found.least <= found.most
        assert not set(found.ends) & set(found.retracted)
        assert (found.least == 0) == all(end.kind == "unstated" for end in found.ends)


@given(invented.cases, st.randoms(use_true_random=False))
def test_the_order_of_whatever_is_written_does_not_matter(
    case: Case, chance: random.Random
) -> None:
    def shuffled(values: list) -> list:
        return chance.sample(values, len(values))

    other = copy.deepcopy(case)
    for shelf in ("sources", "events", "questions"):
        other[shelf] = dict(shuffled(list(other[shelf].items())))
    for source in other["sources"].values():
        source["relies_on"] = shuffled(source["relies_on"])
    for event in other["events"].values():
        for claim in event["claims"]:
            claim["cite"] = shuffled([*claim["cite"], *claim["cite"][:1]])
            claim["answers"] = shuffled(claim["answers"])
            for one in claim["cite"]:
                if "relies_on" in one:
                    one["relies_on"] = shuffled(one["relies_on"])
    before, after = reason(library(case)), reason(library(other))
    assert after.origins == before.origins
    assert after.loops == before.loops
    assert after.rivalries == before.rivalries
    assert {key: one.name for key, one in after.standings.items()} == {
        key: one.name for key, one in before.standings.items()
    }
    assert after.bearings == before.bearings


def changed(case: Case, citation: dict, source: dict) -> dict:
    """Cite one more source, which nothing relies on, for the first claim of the first event."""
    other = copy.deepcopy(case)
    other["sources"]["new"] = source
    for claim in other["events"]["e0"]["claims"][:1]:
        claim["cite"].append({**citation, "source": "new"})
    return other


@given(invented.cases, invented.citations, invented.sources)
def test_another_source_that_says_so_takes_no_origin_away(
    case: Case, citation: dict, source: dict
) -> None:
    # Of claims that were taken back this does not hold: an earlier word can make it later than that.
    # Nor of a source that others rely on: its citation then speaks for them all.
    before = reason(library(case)).origins
    after = reason(library(changed(case, {**citation, "stance": "says"}, source))).origins
    found = library(case).events["e0"].claims[:1]
    if found and all(one.stance != "retracts" for one in found[0].cite):
        assert set(before["e0", "c1"].ends) <= set(after["e0", "c1"].ends)
        assert before["e0", "c1"].least <= after["e0", "c1"].least
        assert before["e0", "c1"].most <= after["e0", "c1"].most


@given(invented.cases, st.data())
def test_a_copy_of_what_is_cited_adds_no_origin(case: Case, data: st.DataObject) -> None:
    found = library(case).events["e0"].claims[:1]
    cited = [one.source for one in found[0].cite if one.stance in SUPPORT] if found else []
    if cited:
        source = {"kind": "copy", "relies_on": [data.draw(st.sampled_from(cited))]}
        citation = {"stance": "confirms", "by": {"people": "some"}}
        other = library(changed(case, citation, source))
        before, after = reason(library(case)).origins, reason(other).origins
        assert after["e0", "c1"] == before["e0", "c1"]


# Chains that never seem to end -----------------------------------------------------------------------


def circle(length: int) -> dict[str, Case]:
    return {f"s{number}": {"relies_on": f"s{(number + 1) % length}"} for number in range(length)}


@pytest.mark.parametrize("length", [50, 10_000])
def test_a_loop_of_any_length_ends(length: int) -> None:
    found = reason(
        made({"sources": circle(length), "cite": {"source": "s0", "by": {"people": "3"}}})
    )
    ((*loop,),) = found.origins["it", "c1"].loops
    assert loop == [f"s{number}" for number in range(length)]
    assert said(found.origins["it", "c1"]) == "0 to 0"
    assert found.loops == (tuple(loop),)
    assert all(bearing.nothing for bearing in found.bearings.values())


def test_a_chain_of_any_length_ends() -> None:
    length = 5_000
    sources: dict[str, Case] = circle(length)
    sources[f"s{length - 1}"] = {"kind": "statement"}
    found = reason(made({"sources": sources, "cite": "s0"}))
    assert ends(found.origins["it", "c1"].ends) == ["named somebody"]
    assert all(bearing.load == 1 for bearing in found.bearings.values())


def test_a_claim_may_have_thousands_of_citations() -> None:
    names = [f"s{number}" for number in range(5_000)]
    found = reason(made({"sources": dict.fromkeys(names), "cite": names}))
    assert said(found.origins["it", "c1"]) == "0 to 5000"
    assert all(bearing.nothing for bearing in found.bearings.values())


def test_a_source_may_rely_on_thousands() -> None:
    names = [f"s{number}" for number in range(3_000)]
    sources = {**dict.fromkeys(names), "all": {"relies_on": names}}
    found = reason(made({"sources": sources, "cite": {"source": "all", "by": {"people": "some"}}}))
    assert said(found.origins["it", "c1"]) == "1 to 3000"
    assert {name for name, one in found.bearings.items() if not one.nothing} == {"all"}

"""The library: both ends of every reference, one order, whatever the order of what it is made of."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronicle.library import Library, Reference
from chronicle.reading.folder import Reading, read
from chronicle.records import KINDS, Event, Ref
from chronicle.records.references import citations, references
from folders import MakeSite, checked

SITES = Path(__file__).parent / "sites"
FULL = read(SITES / "full" / "events")
TIMELINE = FULL.timeline
assert TIMELINE is not None
LIBRARY = Library.of(TIMELINE, FULL.records)

LISTS = {
    "event": LIBRARY.event_list,
    "entity": LIBRARY.entity_list,
    "source": LIBRARY.source_list,
    "question": LIBRARY.question_list,
    "promise": LIBRARY.promise_list,
}


def views(library: Library) -> tuple[object, ...]:
    """Return everything that a library computes, in the order in which it gives it."""
    return (
        list(library.records),
        library.event_list,
        library.entity_list,
        library.source_list,
        library.question_list,
        library.promise_list,
        library.references,
        [*library.backlinks.items()],
        [*library.uses.items()],
        [*library.replies.items()],
        [*library.former.items()],
        [*library.tags.items()],
        [*library.lanes.items()],
        library.day,
    )


@given(seed=st.integers(0, 1000))
def test_the_order_of_records_does_not_matter(seed: int) -> None:
    records = list(FULL.records)
    random.Random(seed).shuffle(records)  # noqa: S311 - no secret
    other = Library.of(LIBRARY.timeline, records)
    assert other == LIBRARY
    assert views(other) == views(LIBRARY)


def test_both_ends_of_every_reference_agree() -> None:
    forth = {
        Reference(record.ref, path, target)
        for record in FULL.records
        if record.withdrawn is None
        for path, target in references(record)
    }
    back = {reference for found in LIBRARY.backlinks.values() for reference in found}
    assert forth == back
    assert all(one.target == ref for ref, found in LIBRARY.backlinks.items() for one in found)
    assert len(LIBRARY.references) == len(set(LIBRARY.references))


def test_every_reference_leads_to_a_record_and_is_written_where_it_says() -> None:
    for reference in LIBRARY.references:
        value: object = LIBRARY.get(reference.origin)
        for step in reference.path:
            value = value[step] if isinstance(value, tuple) else getattr(value, str(step))  # type: ignore[index]
        assert value == reference.target.id
        assert LIBRARY.get(reference.target) is not None


def test_every_relation_there_is_stands_in_the_full_site() -> None:
    assert {reference.relation for reference in LIBRARY.references} == {
        "because.cite.source",
        "because.event",
        "by",
        "claims.answers.question",
        "claims.cite.by.entity",
        "claims.cite.relies_on",
        "claims.cite.source",
        "entities.id",
        "expected.cite.by.entity",
        "expected.cite.source",
        "figures.cite.source",
        "follows",
        "made_by",
        "outcome.event",
        "part_of",
        "publisher",
        "relies_on",
        "see_also",
        "settled_by.event",
        "withdrawn.see",
    }


def test_former_ids_are_no_references() -> None:
    assert LIBRARY.former[Ref("entity", "dome")] == Ref("entity", "observatory")
    assert not any("former_ids" in reference.path for reference in LIBRARY.references)


@pytest.mark.parametrize("kind", KINDS)
def test_lists_hold_each_record_once_and_none_that_is_withdrawn(kind: str) -> None:
    standing = [one for one in FULL.records if one.kind_of_record == kind and one.withdrawn is None]
    listed = LISTS[kind]
    assert sorted(one.id for one in listed) == sorted(one.id for one in standing)
    assert len(standing) < sum(one.kind_of_record == kind for one in FULL.records)


def test_events_are_in_the_order_of_their_dates_and_then_of_their_ids() -> None:
    keys = [(event.date.earliest, event.date.latest, event.id) for event in LIBRARY.event_list]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


def test_sources_are_listed_the_newest_first() -> None:
    keys = [(source.published.key, source.id) for source in LIBRARY.source_list]
    assert keys == sorted(keys, reverse=True)


def test_open_questions_come_first() -> None:
    states = [question.state == "open" for question in LIBRARY.question_list]
    assert states == sorted(states, reverse=True)


def test_uses_are_the_citations_of_what_stands() -> None:
    expected = [
        (record.ref, path, citation)
        for record in LIBRARY.records
        if record.withdrawn is None
        for path, citation in citations(record)
    ]
    found = [(use.origin, use.path, use.citation) for uses in LIBRARY.uses.values() for use in uses]
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert all(
        use.citation.source == source for source, uses in LIBRARY.uses.items() for use in uses
    )


def test_replies_are_the_claims_that_answer_in_the_order_of_the_timeline() -> None:
    replies = LIBRARY.replies["why-late"]
    assert [(reply.event.id, reply.claim_id, reply.answer) for reply in replies] == [
        ("road", "c1", "There was no money"),
        ("mirror-cracks", "cracked", "The mirror cracked"),
        ("opening", "glass-cracked", "The mirror cracked"),
    ]


def test_lanes_and_tags_hold_the_events_that_name_them() -> None:
    assert list(LIBRARY.lanes) == list(LIBRARY.timeline.lanes)
    assert sum(map(len, LIBRARY.lanes.values())) == len(LIBRARY.event_list)
    for lane, events in LIBRARY.lanes.items():
        assert events == tuple(event for event in LIBRARY.event_list if event.lane == lane)
    for tag, events in LIBRARY.tags.items():
        assert events == tuple(event for event in LIBRARY.event_list if tag in event.tags)


def test_naming_gives_each_record_once_and_events_in_the_timelines_order() -> None:
    anna = Ref("source", "courier-1903")
    assert LIBRARY.naming(anna, "claims.cite.source") == (
        Ref("event", "mirror-cracks"),
        Ref("event", "road"),
    )
    events = LIBRARY.events_naming(Ref("source", "log"), "claims.cite.source")
    assert events == tuple(sorted(events, key=lambda event: (event.date.key, event.id)))
    assert LIBRARY.naming(Ref("event", "no-such-event"), "follows") == ()


def test_the_day_of_the_record_is_the_last_on_which_anything_was_published() -> None:
    standing = LIBRARY.source_list
    assert LIBRARY.day == max(source.published.latest for source in standing)


def test_what_withdrawn_records_name_does_not_count(site: MakeSite) -> None:
    event = "title: A\ndate: 2025\nlane: building\nentities: gazette\nclaims: {text: A, cite: gazette-1}\n"
    gone = event + "withdrawn: {on: 2025, reason: An error.}\n"
    library = checked(site({"stays.yml": event, "gone.yml": gone})).library
    assert library is not None
    assert library.naming(Ref("entity", "gazette"), "entities.id") == (Ref("event", "stays"),)
    assert {use.origin.id for use in library.uses["gazette-1"]} == {"stays", "opening"}
    assert library.get(Ref("event", "gone")) is not None


def test_a_library_of_nothing_has_everything_that_a_library_has() -> None:
    empty = Library.of(LIBRARY.timeline, ())
    assert views(empty)[0] == []
    assert not any(empty.lanes.values())


def test_a_reading_knows_where_every_part_of_every_record_stands() -> None:
    for record in FULL.records:
        paths = [path for path, _ in references(record)]
        lines = FULL.originals[record.ref].text.splitlines()
        for path, place in zip(paths, FULL.places(record.ref, paths), strict=True):
            value: object = record
            for step in path:
                value = value[step] if isinstance(value, tuple) else getattr(value, str(step))  # type: ignore[index]
            assert lines[place.line - 1][place.column - 1 :].startswith(str(value)), (
                record.ref,
                path,
            )


def test_events_know_their_claims_by_name() -> None:
    event = LIBRARY.events["mirror-cracks"]
    assert isinstance(event, Event)
    assert event.claim_ids() == ("cracked", "c2", "c3", "c4", "c5")
    assert isinstance(FULL, Reading)

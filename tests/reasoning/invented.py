"""Small libraries that nobody wrote: loops, gaps, rivals, retractions, everything that records allow."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Record = dict[str, Any]

SOURCES = [f"s{number}" for number in range(6)]
ENTITIES = ["alpha", "beta", "gamma"]
QUESTIONS = ["q0", "q1"]
EVENTS = ["e0", "e1", "e2", "e3"]
GONE = "gone"
"""A source, and a question, that are named and not there."""

days = st.sampled_from(["2025-01-01", "2025-01-02", "2025-01-03", "2025-01", "2025-02-01"])
withdrawals = st.sampled_from([None] * 9 + [{"on": "2025-03-01", "reason": "It was wrong."}])
voices = st.one_of(
    st.none(),
    st.sampled_from(ENTITIES).map(lambda name: {"entity": name}),
    st.sampled_from(["some", "3"]).map(lambda number: {"people": number}),
    st.sampled_from(["the filing", "the log"]).map(lambda name: {"document": name}),
    st.just({"unstated": "true"}),
)
names = st.sampled_from([*SOURCES, GONE])


def _without_none(values: Record) -> Record:
    return {name: value for name, value in values.items() if value is not None}


sources = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["report", "report", "statement", "analysis", "copy", "paper"]),
        "publisher": st.sampled_from(ENTITIES),
        "published": days,
        "relies_on": st.lists(names, max_size=2, unique=True),
    }
)
citations = st.fixed_dictionaries(
    {
        "source": names,
        "by": voices,
        "stance": st.sampled_from(
            ["says", "says", "says", "says", "confirms", "denies", "declines", "retracts"]
        ),
        "relies_on": st.none() | st.lists(names, max_size=2, unique=True),
    }
).map(_without_none)
cites = st.lists(citations, max_size=4)
answers = st.lists(
    st.fixed_dictionaries(
        {
            "question": st.sampled_from([*QUESTIONS, *QUESTIONS, *QUESTIONS, GONE]),
            "answer": st.sampled_from(["Yes", "No"]),
        }
    ),
    max_size=2,
)
claims = st.fixed_dictionaries(
    {
        "text": st.just("It was so."),
        "cite": cites,
        "answers": answers,
        "date": st.sampled_from([None, None, "2024", "2025", "2024/2025"]),
    }
).map(_without_none)
causes = st.fixed_dictionaries({"event": st.sampled_from(EVENTS), "cite": cites})
events = st.fixed_dictionaries(
    {
        "entities": st.lists(st.sampled_from(ENTITIES), max_size=2),
        "claims": st.lists(claims, max_size=3),
        "because": st.lists(causes, max_size=1),
        "withdrawn": withdrawals,
    }
).map(_without_none)
settlements = st.fixed_dictionaries(
    {"event": st.sampled_from(EVENTS), "claim": st.sampled_from([None, "c1", "c2"])}
).map(_without_none)
questions = st.fixed_dictionaries(
    {
        "state": st.sampled_from(["open", "settled", "settled", "both-hold"]),
        "settled_by": st.none() | settlements,
        "withdrawn": withdrawals,
    }
).map(_without_none)
promises = st.fixed_dictionaries(
    {
        "expected": st.lists(
            st.fixed_dictionaries({"date": st.just("2025-05"), "cite": cites}), max_size=2
        ),
        "withdrawn": withdrawals,
    }
).map(_without_none)


def shelf(ids: list[str], records: st.SearchStrategy[Record]) -> st.SearchStrategy[Record]:
    """Draw records for some of these ids, the first always among them."""
    return st.lists(records, min_size=1, max_size=len(ids)).map(
        lambda drawn: dict(zip(ids, drawn, strict=False))
    )


cases = st.fixed_dictionaries(
    {
        "sources": shelf(SOURCES, sources),
        "events": shelf(EVENTS, events),
        "questions": shelf(QUESTIONS, questions),
        "promises": shelf(["p0"], promises),
    }
)
"""Cases as `records.library` takes them."""

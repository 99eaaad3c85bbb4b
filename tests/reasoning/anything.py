"""Records of all kinds by chance, in their long forms, in which every text occurs but once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]

PUBLISHED = st.one_of(
    st.integers(1, 12).map(lambda day: f"2025-01-{day:02}"),
    st.sampled_from(["2025-01", "[..2025-01-05]", "2025-01-06~", "2025-02-10", "2025-01/.."]),
)
SOURCES = [f"s{number}" for number in range(5)]
EVENTS = [f"e{number}" for number in range(4)]
ENTITIES = [f"x{number}" for number in range(4)]
QUESTIONS = [f"q{number}" for number in range(2)]
STANCES = ["says", "says", "says", "confirms", "denies", "declines", "retracts"]


@dataclass
class Maker:
    """Makes records by drawing; numbers the texts."""

    draw: st.DrawFn
    number: int = 0

    def text(self, what: str = "text") -> str:
        self.number += 1
        return f"{what}-{self.number}."

    def one(self, names: list[str]) -> str:
        return self.draw(st.sampled_from(names))

    def some(self, names: list[str], most: int = 1) -> list[str]:
        return self.draw(st.lists(st.sampled_from(names), unique=True, max_size=most))

    def times(self, least: int, most: int) -> range:
        return range(self.draw(st.integers(least, most)))

    def maybe(self, key: str, make: Callable[[], object]) -> Plain:
        return {key: make()} if self.draw(st.booleans()) else {}

    def cite(self) -> list[Plain]:
        return [
            {
                "source": self.one(SOURCES),
                "stance": self.one(STANCES),
                "quote": self.text("quote"),
                **self.maybe("by", lambda: {"entity": self.one(ENTITIES)}),
                **self.maybe("relies_on", lambda: self.some(SOURCES, 2)),
            }
            for _ in self.times(0, 2)
        ]

    def corrections(self) -> list[Plain]:
        days = self.draw(st.lists(st.integers(1, 28), max_size=1))
        return [{"on": f"2025-01-{day:02}", "was": self.text(), "now": self.text()} for day in days]

    def source(self) -> Plain:
        return {
            "title": self.text("source"),
            "publisher": self.one(ENTITIES),
            "published": self.draw(PUBLISHED),
            "relies_on": self.some(SOURCES, 2),
            "corrections": self.corrections(),
        }

    def entity(self) -> Plain:
        return {
            "corrections": self.corrections(),
            **self.maybe("part_of", lambda: self.one(ENTITIES)),
        }

    def claim(self, place: int) -> Plain:
        return {
            "id": f"c{place}",
            "text": self.text("claim"),
            "cite": self.cite(),
            "answers": [
                {"question": name, "answer": self.one(["Yes", "No"])}
                for name in self.some(QUESTIONS)
            ],
        }

    def event(self) -> Plain:
        picture = {"file": "images/a.png", "alt": self.text(), "credit": "Us", "licence": "CC0"}
        return {
            "claims": [self.claim(place + 1) for place in self.times(0, 3)],
            "entities": [{"id": name} for name in self.some(ENTITIES)],
            "summary": self.text("summary"),
            "body": self.text("body"),
            "images": [picture],
            "because": [
                {"event": name, "note": self.text("note"), "cite": self.cite()}
                for name in self.some(EVENTS)
            ],
            "figures": [
                {
                    "title": self.text("figure"),
                    "note": self.text("note"),
                    "gap": self.text("gap"),
                    "cite": self.cite(),
                }
                for _ in self.times(0, 1)
            ],
            "follows": self.some(EVENTS),
            "see_also": self.some(EVENTS),
            **self.maybe("part_of", lambda: self.one(EVENTS)),
            "corrections": self.corrections(),
        }

    def question(self) -> Plain:
        settled = {"event": self.one(EVENTS), **self.maybe("claim", lambda: self.one(["c1", "c2"]))}
        state = self.one(["open", "settled", "both-hold"])
        return {
            "title": self.text("question"),
            "state": state,
            "assessment": self.text("assessment"),
            **({"settled_by": settled} if state == "settled" and self.draw(st.booleans()) else {}),
            "corrections": self.corrections(),
        }

    def promise(self) -> Plain:
        state = self.one(["kept", "late", "dropped", "pending"])
        return {
            "by": self.one(ENTITIES),
            "summary": self.text("summary"),
            "expected": [
                {
                    "date": self.one(["2025-01-03", "2025-01", "none"]),
                    "note": self.text("note"),
                    "cite": self.cite(),
                }
                for _ in self.times(0, 2)
            ],
            "outcome": {"event": self.one(EVENTS)}
            if self.draw(st.booleans())
            else {"state": state},
            "corrections": self.corrections(),
        }


@st.composite
def anything(draw: st.DrawFn) -> Plain:
    """Build records of all kinds."""
    make = Maker(draw)
    return {
        "sources": {name: make.source() for name in SOURCES},
        "events": {name: make.event() for name in EVENTS},
        "questions": {name: make.question() for name in QUESTIONS},
        "promises": {"p": make.promise()},
        "entities": {name: make.entity() for name in ENTITIES},
    }

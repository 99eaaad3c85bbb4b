"""A timeline of any size that nobody lived: the same records, byte for byte, for the same seed.

What a record holds follows the averages of real ones: 2.5 claims and five citations an event, two
links to earlier events, three entities, one tag. Nothing in it breaks a rule of time: sources are
published after what they report, and links lead to what was certainly earlier.

Over 400 lines, since one seed runs through all of it: what an event says depends on what came before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path as FilePath
from random import Random

import yaml

from benchmarks.words import AFT, FORE, PAPERS, TAGS, THINGS, VERBS, WORDS

Mapping = dict[str, object]

ROOT = FilePath(__file__).resolve().parents[2]
FIRST = date(2015, 1, 1)
DAYS = 3653
SEED = 20150101

LANES = ("models", "chips", "policy", "training", "reporting")
KINDS = ("event", "event", "event", "setback", "decision", "report")
ROLES = ("developer", "supplier", "investor", "publisher")
_ENTITY_KINDS = ("organisation", "person", "model", "chip", "software", "product", "government")
_STANCES = ("says",) * 17 + ("confirms", "denies", "declines")


@dataclass(frozen=True, slots=True)
class Size:
    """How many records of each kind there are."""

    events: int

    @property
    def sources(self) -> int:
        """Three for ten events."""
        return max(self.events * 3 // 10, 8)

    @property
    def entities(self) -> int:
        """One for ten events, publishers among them."""
        return max(self.events // 10, 10)

    @property
    def questions(self) -> int:
        """One for fifty events."""
        return max(self.events // 50, 1)

    @property
    def promises(self) -> int:
        """One for a hundred events."""
        return max(self.events // 100, 1)


@dataclass(frozen=True, slots=True)
class _Dated:
    """An event or a source: its id, and the first and last day that its date may mean."""

    id: str
    written: str
    first: int
    last: int


@dataclass
class _Maker:
    """Draws everything from one random number generator, in one order."""

    size: Size
    random: Random
    publishers: list[str] = field(default_factory=list)
    parties: list[tuple[str, str]] = field(default_factory=list)
    sources: list[_Dated] = field(default_factory=list)
    events: list[_Dated] = field(default_factory=list)
    answers: dict[int, list[tuple[str, str]]] = field(default_factory=dict)

    # Words ----------------------------------------------------------------------------------------

    def sentence(self, least: int = 9, most: int = 22) -> str:
        """Return so many words, the first with a capital, and a full stop."""
        start = self.random.randrange(len(WORDS))
        count = self.random.randint(least, most)
        words = [WORDS[(start + step) % len(WORDS)] for step in range(count)]
        return f"{' '.join(words).capitalize()}."

    def chance(self, share: float) -> bool:
        """Whether something happens that happens so often."""
        return self.random.random() < share

    # Records --------------------------------------------------------------------------------------

    def entities_made(self) -> Iterator[tuple[str, Mapping]]:
        """Make the entities; three in ten are publishers."""
        for number in range(self.size.entities):
            publisher = number % 10 < 3
            last = (PAPERS if publisher else AFT)[number // len(FORE) % 10]
            name = f"{FORE[number % len(FORE)]} {last}"
            if number >= 10 * len(FORE):
                name += f" {number // (10 * len(FORE)) + 1}"
            ident = name.lower().replace(" ", "-")
            kind = "publication" if publisher else _ENTITY_KINDS[number % len(_ENTITY_KINDS)]
            record: Mapping = {"name": name, "kind": kind, "summary": self.sentence(6, 12)}
            if self.parties and not publisher and self.chance(0.3):
                key = "made_by" if kind in {"model", "chip", "software", "product"} else "part_of"
                record[key] = self.random.choice(self.parties)[0]
            if self.chance(0.5):
                record["links"] = {"website": f"https://{ident}.example.org/"}
            yield f"entities/{ident}.yml", record
            if publisher:
                self.publishers.append(ident)
            else:
                self.parties.append((ident, name))

    def sources_made(self) -> Iterator[tuple[str, Mapping]]:
        """Make the sources, in the order in which they are published; a few after everything."""
        days = sorted(self.random.randrange(1, DAYS) for _ in range(self.size.sources - 4))
        for number, day in enumerate([*days, *range(DAYS + 10, DAYS + 50, 10)]):
            publisher = self.random.choice(self.publishers)
            written = _day(day).isoformat()
            ident = f"{publisher}-{written}-{number + 1}"
            kind = self.random.choice(("report", "report", "report", "statement", "document"))
            record: Mapping = {
                "title": f"{self.headline(self.party()[1])}, {self.sentence(4, 8)[:-1].lower()}",
                "publisher": publisher,
                "published": written,
                "kind": kind,
                "url": f"https://{publisher}.example.org/{day}/{number + 1}",
                "language": "en",
                "read": self.random.choice(("in full", "in part")),
            }
            if self.sources and self.chance(0.3):
                record["kind"] = "copy" if self.chance(0.5) else "report"
                record["relies_on"] = self.random.choice(self.sources[-12:]).id
            yield f"sources/{ident}.yml", record
            self.sources.append(_Dated(ident, written, day, day))

    def headline(self, name: str) -> str:
        """Return a title of what somebody does."""
        return f"{name} {self.random.choice(VERBS)} {self.random.choice(THINGS)}"

    def party(self) -> tuple[str, str]:
        """Choose who takes part: a few do often, most seldom."""
        return self.parties[int(len(self.parties) * self.random.random() ** 2)]

    def events_made(self) -> Iterator[tuple[str, Mapping]]:
        """Make the events in the order of their days."""
        days = sorted(self.random.randrange(DAYS) for _ in range(self.size.events))
        for number, day in enumerate(days):
            written, first, last = self.date(day)
            event = _Dated(f"event-{number + 1:05}", written, first, last)
            names: dict[str, str] = {}
            wanted = self.random.choice((2, 3, 3, 4))
            while len(names) < wanted:
                names.update((self.party(),))
            title = self.headline(next(iter(names.values())))
            record: Mapping = {
                "title": title,
                "date": written,
                "lane": self.random.choice(LANES),
                "kind": self.random.choice(KINDS),
                "summary": self.summary(names),
                "entities": [
                    {"id": one, "role": self.random.choice(ROLES)} if self.chance(0.3) else one
                    for one in names
                ],
                "tags": [self.random.choice(TAGS)],
                "claims": [self.claim(event, index) for index in range(self.random.randint(1, 4))],
            }
            if number % 33 == 0:
                record["highlight"] = "true"
            record.update(self.links(event))
            yield f"{_day(day).year}/{event.id}.yml", record
            self.events.append(event)

    def date(self, day: int) -> tuple[str, int, int]:
        """Write a day as precisely as it is known: its EDTF, its first and its last day."""
        when, luck = _day(day), self.random.random()
        month = when.replace(day=1)
        after = _next_month(month)
        if luck < 0.62:
            return when.isoformat(), day, day
        if luck < 0.78:
            return f"{month:%Y-%m}", _number(month), _number(after) - 1
        if luck < 0.84:
            return f"{when}~", day - 3, day + 3
        if luck < 0.92:
            last = day + self.random.randint(5, 90)
            return f"[{when}..{_day(last)}]", day, last
        if luck < 0.97:
            last = _number(_next_month(after)) - 1
            return f"{month:%Y-%m}/{after:%Y-%m}", _number(month), last
        if luck < 0.99:
            start = when.replace(month=(when.month - 1) // 3 * 3 + 1, day=1)
            end = _next_month(_next_month(_next_month(start)))
            return f"{when.year}-{33 + (when.month - 1) // 3}", _number(start), _number(end) - 1
        first = when.replace(month=1, day=1)
        return f"{when.year}", _number(first), _number(first.replace(year=when.year + 1)) - 1

    def summary(self, names: dict[str, str]) -> str:
        """Write a summary with a link to a record and, in every other, emphasis."""
        ident = next(iter(names))
        first = self.sentence()
        if self.chance(0.5):
            word = first.split()[2]
            first = first.replace(f" {word}", f" *{word}*", 1)
        link = f"[{names[ident]}](entity:{ident})"
        return f"{first} It involved {link}, and {self.sentence(6, 12).lower()}"

    def claim(self, event: _Dated, index: int) -> Mapping:
        """Write a claim with one to three citations; few answer a question."""
        count = self.random.choice((1, 1, 2, 2, 3))
        claim: Mapping = {
            "text": self.sentence(),
            "cite": [self.citation(event) for _ in range(count)],
        }
        if self.chance(0.04):
            question = self.random.randrange(self.size.questions)
            answer = f"About {self.random.choice(('a hundred', 'a thousand', 'ten thousand'))}"
            claim["answers"] = {"question": _question(question), "answer": answer}
            self.answers.setdefault(question, []).append((event.id, f"c{index + 1}"))
        return claim

    def citation(self, event: _Dated) -> str | Mapping:
        """Cite a source published soon after the event; three in ten in the short form."""
        at = bisect_left(self.sources, event.last, key=lambda source: source.first)
        near = self.sources[at : at + 8] or self.sources[-4:]
        source = self.random.choice(near).id
        if self.chance(0.3):
            return source
        stance = self.random.choice(_STANCES)
        cite: Mapping = {"source": source}
        luck = self.random.random()
        if stance != "says" or luck < 0.25:
            cite["by"] = {"entity": self.party()[0]}
        elif luck < 0.55:
            people = str(self.random.randint(1, 5))
            cite["by"] = {"people": people, "described": "people familiar with the plans"}
        elif luck < 0.65:
            cite["by"] = {"document": "the annual report"}
        elif luck < 0.8:
            cite["by"] = {"unstated": "true"}
        if stance != "says":
            cite["stance"] = stance
        if self.chance(0.3):
            cite["where"] = f"paragraph {self.random.randint(1, 20)}"
        if self.chance(0.15):
            cite["quote"] = self.sentence(6, 14)
        return cite

    def links(self, event: _Dated) -> Mapping:
        """Join an event to two others on average, all of them certainly earlier."""
        near = [other for other in self.events[-60:] if other.last < event.first]
        count = min(self.random.choice((0, 1, 2, 2, 2, 3, 4)), len(near))
        found: dict[str, list[object]] = {}
        for other in self.random.sample(near, count):
            key = self.random.choice(("because", "because", "follows", "follows", "see_also"))
            link: object = other.id
            if key == "because" and self.chance(0.5):
                link = {"event": other.id, "note": self.sentence(), "cite": self.citation(event)}
            found.setdefault(key, []).append(link)
        return dict(found)

    def questions_made(self) -> Iterator[tuple[str, Mapping]]:
        """Make the questions; one in four of those with answers is settled."""
        for number in range(self.size.questions):
            answers = self.answers.get(number, [])
            record: Mapping = {
                "title": f"How many parts did {self.party()[1]} order in round {number + 1}?",
                "assessment": f"{self.sentence()} {self.sentence()}",
            }
            if answers and number % 4 == 0:
                event, claim = answers[-1]
                record |= {"state": "settled", "settled_by": {"event": event, "claim": claim}}
            yield f"questions/{_question(number)}.yml", record

    def promises_made(self) -> Iterator[tuple[str, Mapping]]:
        """Make the promises: one to three dates each, given one after the other."""
        for number in range(self.size.promises):
            ident, name = self.party()
            count = self.random.randint(1, 3)
            given = sorted(self.random.sample(self.sources, count), key=lambda one: one.last)
            last = given[-1].last
            later = [event.id for event in self.events if event.first > last]
            kept = later and self.chance(0.5)
            yield (
                f"promises/promise-{number + 1:03}.yml",
                {
                    "title": self.headline(name),
                    "by": ident,
                    "summary": self.sentence(),
                    "expected": [
                        {
                            "date": f"{_day(one.last + 31 * self.random.randint(2, 12)):%Y-%m}",
                            "cite": {"source": one.id, "by": {"people": "2"}},
                        }
                        for one in given
                    ],
                    "outcome": {"event": self.random.choice(later)} if kept else "pending",
                },
            )

    def records(self) -> Iterator[tuple[str, Mapping]]:
        """Make all records, each with its path below the folder of records."""
        yield "timeline.yml", _TIMELINE
        yield from self.entities_made()
        yield from self.sources_made()
        yield from self.events_made()
        yield from self.questions_made()
        yield from self.promises_made()


_TIMELINE: Mapping = {
    "title": "A timeline of nothing",
    "question": "How long does it take to build?",
    "summary": "Records made up to be measured.",
    "lanes": {lane: lane.capitalize() for lane in LANES},
    "kinds": {kind: kind.capitalize() for kind in sorted(set(KINDS))},
    "tags": {tag: {"name": tag.capitalize(), "summary": f"What concerns {tag}."} for tag in TAGS},
    "roles": {role: role.capitalize() for role in ROLES},
}

FRONT = """\
# A timeline of nothing

Records made up to be measured: the [timeline](timeline/index.md), [who takes
part](entities/index.md) and the [sources](sources/index.md).
"""


def records(events: int, *, seed: int = SEED) -> Iterator[tuple[str, Mapping]]:
    """Make a library of so many events: paths below the folder of records, and their contents."""
    return _Maker(Size(events), Random(seed)).records()  # noqa: S311 - nothing is kept secret


def write(folder: FilePath, events: int, *, seed: int = SEED) -> int:
    """Write a site of so many events into an empty folder; return the number of records."""
    count = 0
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    for path, record in records(events, seed=seed):
        target = folder / "events" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(record, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
        target.write_text(text, "utf-8")
        count += 1
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text(FRONT, "utf-8")
    (folder / "mkdocs.yml").write_text(configuration("search", "chronicle"), "utf-8")
    return count


def configuration(*plugins: str, **more: object) -> str:
    """Return an mkdocs.yml with the Markdown extensions of the repository's own."""
    settings: Mapping = {
        "site_name": "A timeline of nothing",
        "site_url": "https://example.org/",
        "theme": {"name": "material", "font": False},
        "plugins": list(plugins),
        "markdown_extensions": _extensions(),
        "nav": [
            {"Front page": "index.md"},
            {"Timeline": "timeline/index.md"},
            {"Entities": "entities/index.md"},
            {"Sources": "sources/index.md"},
        ],
        **more,
    }
    return yaml.safe_dump(settings, sort_keys=False)


class _Loader(yaml.SafeLoader):
    """Reads an mkdocs.yml without the values of the tags that MkDocs adds."""


_Loader.add_multi_constructor("!", lambda *_: None)


def _extensions() -> object:
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    return yaml.load(text, Loader=_Loader)["markdown_extensions"]  # noqa: S506 - a safe loader


def _question(number: int) -> str:
    return f"question-{number + 1:03}"


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)


def _number(day: date) -> int:
    return (day - FIRST).days


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)

"""What is computed, said in sentences: one pattern of the catalogue each, filled with names and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.lists import format_list
from markupsafe import Markup, escape

from chronicle.dates import BEGINNING, END
from chronicle.library import Library
from chronicle.present import labels
from chronicle.present.words import Words
from chronicle.reasoning.causality import Link, Range
from chronicle.reasoning.origins import End, Origins, Step, Trail, follow
from chronicle.reasoning.promises import Slip
from chronicle.reasoning.standing import Standing
from chronicle.records import Citation, Ref
from chronicle.records.record import Voice

MOST_STEPS = 8
MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class Narrator:
    """Says things in the words of one language, with links as seen from one page."""

    library: Library
    words: Words
    root: str

    # Names ----------------------------------------------------------------------------------------

    def entity(self, name: str) -> Markup:
        """Name an entity, with a link to it."""
        found = self.library.entities.get(name)
        return self._link(Ref("entity", name), found.name if found else name)

    def source(self, name: str) -> Markup:
        """Name a source by its publisher, with a link to it."""
        return self._link(Ref("source", name), self._publisher(name))

    def event(self, name: str) -> Markup:
        """Name an event by its title, with a link to it."""
        found = self.library.events.get(name)
        return self._link(Ref("event", name), found.title if found else name)

    def _publisher(self, source: str) -> str:
        found = self.library.sources.get(source)
        publisher = self.library.entities.get(found.publisher) if found else None
        return publisher.name if publisher else source

    def _link(self, ref: Ref, name: str) -> Markup:
        if self.library.get(ref) is None:
            return escape(name)
        return Markup('<a href="{}{}">{}</a>').format(self.root, ref.address, name)

    def together(self, names: Iterable[Markup]) -> Markup:
        """Join names as the language does: a, b and c; beyond six, "and others"."""
        listed = list(names)
        if len(listed) > MOST_NAMES:
            rest = self.words("list.others", n=len(listed) - MOST_NAMES + 1)
            listed = [*listed[: MOST_NAMES - 1], escape(rest)]
        return Markup(format_list([str(one) for one in listed], locale=self.words.locale))  # noqa: S704 - all escaped

    # Dates ----------------------------------------------------------------------------------------

    def day(self, day: int) -> str:
        """Write out a day by its number."""
        return labels.day_label(day, self.words)

    def span(self, span: Range) -> str:
        """Write out a range of days; an open end is left open."""
        first, last = span
        if first == last:
            return self.day(first)
        if first == BEGINNING:
            return self.words("span.until", last=self.day(last)) if last != END else ""
        if last == END:
            return self.words("span.from", first=self.day(first))
        return self.words("span.between", first=self.day(first), last=self.day(last))

    # Origins --------------------------------------------------------------------------------------

    def origins(self, found: Origins) -> str:
        """Say how many independent origins there are: "1 to 2 independent origins"."""
        if found.most == 0:
            return self.words("origins.withdrawn" if found.retracted else "origins.none")
        if found.least == 0:
            return self.words("origins.unstated")
        if found.least == found.most:
            return self.words("origins.exactly", n=found.most)
        return self.words("origins.between", least=found.least, n=found.most)

    def ends(self, found: Origins, trail: Trail) -> tuple[Markup, ...]:
        """Say who each origin is, the certain ones first."""
        order = ("named", "document", "analysis", "unnamed", "unstated")
        ranked = sorted(found.ends, key=lambda end: (order.index(end.kind), end))
        return tuple(self._end(end, trail) for end in ranked)

    def _end(self, end: End, trail: Trail) -> Markup:
        say = self.words.html
        if end.kind == "named":
            return say("end.named", name=self.entity(end.name))
        if end.kind == "analysis":
            return say("end.analysis", name=self.entity(end.name))
        source = self.source(end.source)
        if end.kind == "document":
            return say("end.document", document=end.name, source=source)
        if end.kind == "unstated":
            return say("end.unstated", source=source)
        return say("end.unnamed", people=self.voice(trail.voices[end]), source=source)

    def voice(self, by: Voice) -> Markup:
        """Say who speaks."""
        say = self.words.html
        if by.entity is not None:
            return say("voice.entity", name=self.entity(by.entity))
        if by.document is not None:
            return say("voice.document", name=by.document)
        if by.unstated or by.people is None:
            return say("voice.unstated")
        key = "some" if by.people == 0 else "people"
        if by.described:
            return say(f"voice.{key}_described", n=by.people, described=by.described)
        return say(f"voice.{key}", n=by.people)

    def chain(self, source: str, trail: Trail) -> Markup:
        """Tell how something came into a source: "A, after B, which cites three people"."""
        return self.words.html("chain.sentence", chain=self._chain(Step(source), trail, ()))

    def _chain(self, step: Step, trail: Trail, path: tuple[Step, ...]) -> Markup:
        say, source = self.words.html, self.source(step.source)
        if step in path:
            return say("chain.circle", source=source)
        if len(path) == MOST_STEPS:
            return say("chain.further", source=source)
        onward = trail.onward.get(step, ())
        here = [self._last(source, end, step, trail) for end in trail.ends.get(step, ())]
        if onward:
            rest = [self._chain(one, trail, (*path, step)) for one in onward[:MOST_NAMES]]
            here.append(say("chain.after", source=source, rest=self.together(rest)))
        return self.together(here) if here else say("chain.gone", source=source)

    def _last(self, source: Markup, end: End, step: Step, trail: Trail) -> Markup:
        say = self.words.html
        if end.kind == "named":
            if end.name == self.library.sources[step.source].publisher:
                return say("chain.own", source=source)
            return say("chain.named", source=source, name=self.entity(end.name))
        if end.kind == "document":
            return say("chain.document", source=source, document=end.name)
        if end.kind == "unnamed":
            return say("chain.unnamed", source=source, people=self.voice(trail.voices[end]))
        return say(f"chain.{end.kind}", source=source)

    # Standing -------------------------------------------------------------------------------------

    def standing(self, found: Standing) -> Markup:
        """Say the standing with its ground: "confirmed by DeepSeek"."""
        say = self.words.html
        if found.parties:
            return say(
                "standing.confirmed_by", names=self.together(map(self.entity, found.parties))
            )
        if found.deniers:
            return say(
                "standing.denied_by",
                n=len(found.deniers),
                names=self.together(map(self.entity, found.deniers)),
            )
        if found.questions:
            asked = self.library.questions[found.questions[0]]
            return say("standing.rival", question=self._link(asked.ref, asked.title))
        if found.name == "disputed":
            return say("standing.denied")
        return say(f"standing.{found.name}")

    def denial(self, citation: Citation) -> Markup:
        """Say who denied, declined to comment on, or took back a claim, and where."""
        trail = follow((citation,), {citation.stance}, self.library.sources)
        who = [self._speaker(end, citation) for end in trail.all_ends()]
        source = self.library.sources[citation.source]
        return self.words.html(
            f"denial.{citation.stance}",
            names=self.together(who) if who else self.source(citation.source),
            source=self.source(citation.source),
            date=labels.label(source.published, self.words),
        )

    def _speaker(self, end: End, citation: Citation) -> Markup:
        if end.kind in {"named", "analysis"}:
            return self.entity(end.name)
        if end.kind == "document":
            return escape(end.name)
        if end.kind == "unnamed" and citation.by is not None:
            return self.voice(citation.by)
        return self.source(end.source)

    # Causes, promises -----------------------------------------------------------------------------

    def order(self, link: Link) -> str:
        """Say what the dates make of a link: nothing where the order is certain."""
        return "" if link.order == "certain" else self.words(f"order.{link.order}")

    def slip(self, slip: Slip | None) -> str:
        """Say how late or early something was: "between 12 days early and 3 days late"."""
        if slip is None:
            return ""
        low, high = slip.low, slip.high
        if slip.pending:
            return self._pending(low, high)
        if low is None and high is None:
            return self.words("slip.unknown")
        if low is None or high is None:
            return self._half_open(low, high)
        if low == high:
            return self._days("slip.on_time" if low == 0 else None, low)
        if low >= 0:
            return self.words("slip.between_late", low=low, n=high)
        if high <= 0:
            return self.words("slip.between_early", low=-high, n=-low)
        return self.words(
            "slip.either",
            early=self.words("slip.days", n=-low),
            late=self.words("slip.days", n=high),
        )

    def _days(self, same: str | None, days: int) -> str:
        if same:
            return self.words(same)
        return self.words("slip.late" if days > 0 else "slip.early", n=abs(days))

    def _pending(self, low: int | None, high: int | None) -> str:
        if low is not None and low > 0:
            return self.words("slip.overdue", n=low)
        if high is not None and high > 0:
            return self.words("slip.perhaps_overdue", n=high)
        return self.words("slip.not_due")

    def _half_open(self, low: int | None, high: int | None) -> str:
        if low is not None:
            return self.words("slip.at_least_late" if low > 0 else "slip.at_most_early", n=abs(low))
        days = high or 0
        return self.words("slip.at_most_late" if days >= 0 else "slip.at_least_early", n=abs(days))

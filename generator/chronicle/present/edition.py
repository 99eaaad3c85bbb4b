"""A library presented in one language on one site: templates filled, as seen from a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from markupsafe import Markup

from chronicle.checks import Accepted
from chronicle.dates import When, parse
from chronicle.history import History
from chronicle.knowledge import SUPPORT
from chronicle.library import Library
from chronicle.present import labels
from chronicle.present.markdown import Typesetter, plain, shorten
from chronicle.present.page import root_of
from chronicle.present.press import Press
from chronicle.present.sentences import Narrator
from chronicle.present.words import Words
from chronicle.reasoning import Reasoned, reason
from chronicle.reasoning.causality import Link
from chronicle.reasoning.origins import Trail, follow
from chronicle.records import AnyRecord, Citation, Event, Ref, Source
from chronicle.records.timeline import Term

DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Site:
    """What a site is called and where it is; addresses end with a slash or are empty.

    `edit` is the address under which the files of records can be edited, by their path.
    """

    name: str
    url: str = ""
    edit: str = ""


@dataclass(frozen=True)
class Edition:
    """A library ready to be presented."""

    reasoned: Reasoned
    press: Press
    site: Site
    paths: Mapping[Ref, str]
    """The path of each record's file below the folder of records."""
    history: History = field(default_factory=History)
    """When each of these files came and changed, where that is known."""
    accepted: tuple[Accepted, ...] = ()
    """The findings that editors let stand."""

    @property
    def library(self) -> Library:
        """The library that is presented."""
        return self.reasoned.library

    @property
    def words(self) -> Words:
        """The words it is presented in."""
        return self.press.words

    @cached_property
    def links(self) -> Mapping[tuple[str, str, str], Link]:
        """The links between events, by the earlier one, the later one and the relation."""
        return {
            (link.earlier.id, link.later.id, link.relation): link for link in self.reasoned.links
        }

    def as_known_on(self, day: int) -> Edition:
        """Make an edition of what was known on a day."""
        return replace(self, reasoned=reason(self.library.as_known_on(day)))

    # Templates ------------------------------------------------------------------------------------

    def render(self, template: str, address: str, **values: object) -> Markup:
        """Fill a template as seen from a page: links are relative to its address."""
        root = str(values.pop("root", root_of(address)))
        return self._fill(template, root, values)

    def _fill(self, template: str, root: str, values: Mapping[str, object]) -> Markup:
        # Markup: a template with autoescape made it.
        filled = self.press.templates.get_template(template).render(
            {**self._everywhere, **self._from(root), **values}
        )
        return Markup(filled)  # noqa: S704

    @cached_property
    def _everywhere(self) -> Mapping[str, object]:
        """What every template is given, wherever its page is."""
        return {
            "library": self.library,
            "timeline": self.library.timeline,
            "reasoned": self.reasoned,
            "site": self.site,
            "term": self.term,
            "words_of": lambda text: plain(text, self.press.markdown),
            "sibling": self._sibling,
            "trail_of": self._trail,
            "lane_number": {lane: n for n, lane in enumerate(self.library.timeline.lanes, 1)},
        }

    def _from(self, root: str) -> Mapping[str, object]:
        """Return what depends on where the page is: the same for all pages of one depth."""
        if root not in self._depths:
            typesetter = Typesetter(self.press.markdown, lambda ref: self._locate(ref, root))
            self._depths[root] = {
                "root": root,
                "say": Narrator(self.library, self.words, root),
                "block": typesetter.block,
                "inline": typesetter.inline,
                "row": partial(self._row, root),
                "reference": partial(self._reference, root),
            }
        return self._depths[root]

    @cached_property
    def _depths(self) -> dict[str, Mapping[str, object]]:
        return {}

    @cached_property
    def _pieces(self) -> dict[tuple[object, ...], Markup]:
        return {}

    def _row(
        self, root: str, event: Event, role: str | None = None, *, in_month: bool = False
    ) -> Markup:
        """Return an event's row in a list; each stands in several."""
        key = ("row", root, event.id, role, in_month)
        if key not in self._pieces:
            values = {"event": event, "role": role, "in_month": in_month}
            self._pieces[key] = self._fill("row.html.j2", root, values)
        return self._pieces[key]

    def _reference(self, root: str, source: Source) -> Markup:
        """Return a source as an entry of a bibliography; each stands in several."""
        key = ("reference", root, source.id)
        if key not in self._pieces:
            self._pieces[key] = self._fill("reference.html.j2", root, {"source": source})
        return self._pieces[key]

    def _locate(self, ref: Ref, root: str) -> str | None:
        now = self.library.former.get(ref, ref)
        return root + now.address if self.library.get(now) else None

    def _sibling(self, record: AnyRecord, name: str) -> AnyRecord | None:
        return self.library.get(Ref(record.kind_of_record, name))

    def _trail(self, citations: Iterable[Citation]) -> Trail:
        return follow(citations, SUPPORT, self.library.sources)

    # Words ----------------------------------------------------------------------------------------

    def plain(self, text: str) -> str:
        """Return the words of a Markdown text, for a description."""
        return shorten(plain(text, self.press.markdown), DESCRIPTION_LENGTH)

    def term(self, vocabulary: str, word: str) -> str:
        """Return what a word of a vocabulary is called in this language; free text as it stands."""
        known: Mapping[str, Term] = getattr(self.library.timeline, vocabulary)
        if word in known:
            return known[word].called(self.words.language)
        if vocabulary == "kinds" and word == "event":
            return self.words("event.kind")
        return word

    def date(self, when: When) -> str:
        """Return a date in words."""
        return self.press.long(when)

    def day(self, day: int) -> str:
        """Return a day in words, by its number."""
        return labels.day_label(day, self.words)

    def year(self, year: int) -> str:
        """Return a year in words: 44 BC for -43."""
        return self.date(parse(f"{year:05}" if year < 0 else f"{year:04}"))

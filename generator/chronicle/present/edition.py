"""What is presented and how: a library, the words of one language, the templates, the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup

from chronicle.checks import Accepted
from chronicle.dates import When, civil, parse
from chronicle.history import Recorded
from chronicle.knowledge import SUPPORT
from chronicle.library import Library
from chronicle.present import labels
from chronicle.present.markdown import Typesetter, plain, shorten
from chronicle.present.page import root_of
from chronicle.present.sentences import Narrator
from chronicle.present.words import Words
from chronicle.reasoning import Reasoned, reason
from chronicle.reasoning.causality import Link
from chronicle.reasoning.origins import follow
from chronicle.records import Ref
from chronicle.records.event import Figure
from chronicle.records.text import parser
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
    """A library ready to be presented in one language on one site."""

    reasoned: Reasoned
    words: Words
    site: Site
    paths: Mapping[Ref, str]
    """The path of each record's file below the folder of records."""
    history: Mapping[str, Recorded] = field(default_factory=dict)
    """When each of these files came and changed, where that is known."""

    accepted: tuple[Accepted, ...] = ()
    """The findings that editors let stand."""

    @property
    def library(self) -> Library:
        """The library that is presented."""
        return self.reasoned.library

    @cached_property
    def links(self) -> Mapping[tuple[str, str, str], Link]:
        """The links between events, by the earlier one, the later one and the relation."""
        return {
            (link.earlier.id, link.later.id, link.relation): link for link in self.reasoned.links
        }

    def as_known_on(self, day: int) -> Edition:
        """Make an edition of what was known on a day."""
        return replace(self, reasoned=reason(self.library.as_known_on(day)))

    @cached_property
    def _environment(self) -> ImmutableSandboxedEnvironment:
        environment = ImmutableSandboxedEnvironment(
            loader=PackageLoader("chronicle", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        environment.globals.update(
            library=self.library,
            timeline=self.library.timeline,
            site=self.site,
            t=self.words,
            th=self.words.html,
            term=self.term,
            reasoned=self.reasoned,
            lane_number={lane: n for n, lane in enumerate(self.library.timeline.lanes, 1)},
        )
        environment.filters.update(
            long=self._long,
            short=self._short,
            machine=labels.machine,
            host=_host,
            day=lambda when: civil(when.earliest)[2],
            number=lambda value: format_decimal(value, locale=self.words.locale),
            language=self._language,
            sibling=lambda record, name: self.library.get(Ref(record.kind_of_record, name)),
            bars=_bars,
            trail=lambda cites: follow(cites, SUPPORT, self.library.sources),
        )
        return environment

    @cached_property
    def _markdown(self) -> MarkdownIt:
        return parser()

    def render(self, template: str, address: str, **values: object) -> Markup:
        """Fill a template as seen from a page: links are relative to its address."""
        root = str(values.pop("root", root_of(address)))
        typesetter = Typesetter(self._markdown, lambda ref: self._locate(ref, root))
        html = self._environment.get_template(template).render(
            root=root,
            say=Narrator(self.library, self.words, root),
            block=typesetter.block,
            inline=typesetter.inline,
            **values,
        )
        return Markup(html)  # noqa: S704 - a template with autoescape made it

    def _locate(self, ref: Ref, root: str) -> str | None:
        now = self.library.former.get(ref, ref)
        return root + now.address if self.library.get(now) else None

    def plain(self, text: str) -> str:
        """Return the words of a Markdown text, for a description."""
        return shorten(plain(text, self._markdown), DESCRIPTION_LENGTH)

    def term(self, vocabulary: str, word: str) -> str:
        """Return what a word of a vocabulary is called in this language; free text as it stands."""
        known: Mapping[str, Term] = getattr(self.library.timeline, vocabulary)
        if word in known:
            return known[word].called(self.words.language)
        if vocabulary == "kinds" and word == "event":
            return self.words("event.kind")
        return word

    def _language(self, tag: str) -> str:
        """Return what a language is called in this one; its tag where that is not known."""
        try:
            called = Locale.parse(tag, sep="-").get_display_name(self.words.locale)
        except (UnknownLocaleError, ValueError):
            return tag
        return called or tag

    def date(self, when: When) -> str:
        """Return a date in words."""
        return labels.label(when, self.words)

    def day(self, day: int) -> str:
        """Return a day in words, by its number."""
        return labels.day_label(day, self.words)

    def year(self, year: int) -> str:
        """Return a year in words: 44 BC for -43."""
        return self.date(parse(f"{year:05}" if year < 0 else f"{year:04}"))

    def _long(self, when: When, label: str | None = None) -> str:
        return label or labels.label(when, self.words)

    def _short(self, when: When, label: str | None = None) -> str:
        return label or labels.short(when, self.words)


def _bars(figure: Figure) -> Iterator[tuple[str, Decimal, str]]:
    """Return the parts of a figure with the lengths of their bars, in hundredths of the longest."""
    longest = max(map(abs, figure.parts.values()), default=Decimal(0)) or Decimal(1)
    for name, value in figure.parts.items():
        yield name, value, f"{abs(value) / longest * 100:.4g}"


def _host(url: str) -> str:
    """Return the host of a web address, without the www that says nothing."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")

"""What stays the same whatever is presented: the words, the templates, and labels once made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt

from chronicle.dates import When, civil
from chronicle.present import labels
from chronicle.present.words import Words
from chronicle.records.event import Figure
from chronicle.records.text import parser


@dataclass(frozen=True, eq=False)
class Press:
    """The words of one language, and everything that is made of them once and used often."""

    words: Words
    _long: dict[When, str] = field(default_factory=dict, repr=False)
    _short: dict[When, str] = field(default_factory=dict, repr=False)

    @cached_property
    def templates(self) -> ImmutableSandboxedEnvironment:
        """The templates, with what they need of the language; the rest is given to each."""
        environment = _Sandbox(
            loader=PackageLoader("chronicle", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals.update(t=self.words, th=self.words.html)
        environment.filters.update(
            long=self.long,
            short=self.short,
            machine=labels.machine,
            host=_host,
            day=lambda when: civil(when.earliest)[2],
            number=lambda value: format_decimal(value, locale=self.words.locale),
            language=self._language,
            bars=_bars,
        )
        return environment

    @cached_property
    def markdown(self) -> MarkdownIt:
        """The parser of records' Markdown."""
        return parser()

    def long(self, when: When, label: str | None = None) -> str:
        """Return a date in words, or the label that an editor gave it."""
        return label or _remembered(self._long, when, labels.label, self.words)

    def short(self, when: When, label: str | None = None) -> str:
        """Return a date for a narrow column, or the label that an editor gave it."""
        return label or _remembered(self._short, when, labels.short, self.words)

    def _language(self, tag: str) -> str:
        """Return what a language is called in this one; its tag where that is not known."""
        try:
            called = Locale.parse(tag, sep="-").get_display_name(self.words.locale)
        except (UnknownLocaleError, ValueError):
            return tag
        return called or tag


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which asks of an attribute only its name and the type it belongs to.

    So it need not ask twice; in a site of ten thousand records it would ask many millions of times.
    """

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._judged: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may read an attribute."""
        key = (type(obj), attr)
        if key not in self._judged:
            self._judged[key] = super().is_safe_attribute(obj, attr, value)
        return self._judged[key]


def _remembered(
    memory: dict[When, str], when: When, make: Callable[[When, Words], str], words: Words
) -> str:
    if when not in memory:
        memory[when] = make(when, words)
    return memory[when]


def _bars(figure: Figure) -> Iterator[tuple[str, Decimal, str]]:
    """Return the parts of a figure with the lengths of their bars, in hundredths of the longest."""
    longest = max(map(abs, figure.parts.values()), default=Decimal(0)) or Decimal(1)
    for name, value in figure.parts.items():
        yield name, value, f"{abs(value) / longest * 100:.4g}"


def _host(url: str) -> str:
    """Return the host of a web address, without the www that says nothing."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")

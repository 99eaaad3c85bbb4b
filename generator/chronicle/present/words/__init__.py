"""All the words that readers see, one catalogue a language: `en.yml`, `zh.yml`.

An entry is a text with named places, `about: "about {date}"`, and is asked for by its
dotted key: `words("dates.about", date=...)`. An entry with a number in it has one text
for each plural category that CLDR gives the language: `{one: ..., other: ...}`.

A new language is a new file here and a line in `LOCALES`.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import yaml
from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Entry: TypeAlias = "str | Mapping[str, str]"

LOCALES: Final = MappingProxyType({"en": "en_GB", "zh": "zh_Hans_CN"})

_SMALL: Final = 1000

_CATEGORIES: Final = frozenset({"zero", "one", "two", "few", "many", "other"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The catalogue of one language; called with a key it gives the text."""

    language: str
    locale: Locale
    entries: Mapping[str, Entry]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `key` with `values` in their places.

        `n` chooses among plural forms and is written as the locale writes numbers.
        Raises `KeyError` for a key, or a place in its text, that nobody filled.
        """
        text, filled = self._chosen(key, values)
        return self._filled(key, text, filled)

    def html(self, key: str, /, **values: object) -> Markup:
        """Do the same for HTML: all is escaped, except values that are `Markup`."""
        text, filled = self._chosen(key, values)
        safe = {name: escape(value) for name, value in filled.items()}
        return Markup(self._filled(key, str(escape(text)), safe))  # noqa: S704 - all escaped

    def _filled(self, key: str, text: str, values: Mapping[str, object]) -> str:
        try:
            return text.format_map(values)
        except KeyError as error:
            message = f"words {key!r} in language {self.language!r} need {error.args[0]!r}"
            raise KeyError(message) from None

    def _number(self, n: float) -> str:
        # Small whole numbers are written alike in all locales with the digits 0 to 9, and are most.
        if (
            isinstance(n, int)
            and 0 <= n < _SMALL
            and self.locale.default_numbering_system == "latn"
        ):
            return str(n)
        return format_decimal(n, locale=self.locale)

    def _chosen(self, key: str, values: dict[str, object]) -> tuple[str, dict[str, object]]:
        entry = self.entries.get(key)
        if entry is None:
            message = f"no words {key!r} in language {self.language!r}"
            raise KeyError(message)
        if isinstance(entry, str):
            text, filled = entry, values
        else:
            n = values.get("n")
            if isinstance(n, bool) or not isinstance(n, int | float):
                message = f"words {key!r} need a number n, not {n!r}"
                raise TypeError(message)
            text = entry.get(self.locale.plural_form(n), entry["other"])
            filled = {**values, "n": self._number(n)}
        return text, filled


def load(language: str) -> Words:
    """Load the catalogue of a language, else of its base language, else English.

    `language` is a tag such as `zh`, `zh-TW` or `zh_Hant`.
    """
    base = language.replace("_", "-").partition("-")[0].lower()
    known = base if base in LOCALES else "en"
    text = resources.files(__name__).joinpath(f"{known}.yml").read_text("utf-8")
    return Words(known, Locale.parse(LOCALES[known]), read(text))


def languages() -> tuple[str, ...]:
    """Return the languages that have a catalogue, in alphabetical order."""
    return tuple(sorted(LOCALES))


def read(text: str) -> Mapping[str, Entry]:
    """Read a catalogue: YAML mappings within mappings, with texts at their ends.

    Raises `ValueError`, naming the key, for anything else, and for a place in a text
    that is more than a name.
    """
    entries = dict(_flat((), yaml.safe_load(text)))
    for key, entry in entries.items():
        for form in [entry] if isinstance(entry, str) else entry.values():
            try:
                places(form)
            except ValueError as error:
                message = f"{key}: {error}"
                raise ValueError(message) from None
    return MappingProxyType(entries)


def places(text: str) -> frozenset[str]:
    """Return the names of the places in a text: `about {date}` has `date`."""
    found = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if form or conversion or not name.isidentifier():
            message = f"a place holds a name and nothing else: {text!r}"
            raise ValueError(message)
        found.add(name)
    return frozenset(found)


def _flat(path: tuple[str, ...], node: object) -> Iterator[tuple[str, Entry]]:
    key = ".".join(path)
    if isinstance(node, str):
        yield key, node
    elif not isinstance(node, dict) or not node:
        message = f"{key or 'the catalogue'}: not a text: {node!r}"
        raise ValueError(message)
    elif "other" in node and node.keys() <= _CATEGORIES:
        forms = {name: form for name, form in node.items() if isinstance(form, str)}
        if len(forms) < len(node):
            message = f"{key}: a plural form is not a text"
            raise ValueError(message)
        yield key, MappingProxyType(forms)
    else:
        for name, child in node.items():
            if not isinstance(name, str) or "." in name:
                message = f"{key}: not a name of words: {name!r}"
                raise ValueError(message)
            yield from _flat((*path, name), child)

"""A page as a value: what it is called, where it is, and its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

# Written by one macro only; the HTML of records has no level 2 and no ids.
_HEADING = re.compile(r'^<h2 id="(?P<anchor>[^"]+)">(?P<title>.*)</h2>$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level: its anchor, and its text as HTML."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    `address` is relative to the site's root and ends with a slash (or is empty: the front page).
    `title` and `description` are plain text. `source` is the path of the record's file below the
    folder of records. `listed` pages repeat what stands elsewhere and are left out of the search.
    """

    address: str
    title: str
    description: str
    html: Markup
    source: str | None = None
    listed: bool = False

    def pieces(self) -> Iterator[Heading | str]:
        """Take the page apart at its headings: HTML and headings in turn."""
        at = 0
        for found in _HEADING.finditer(self.html):
            yield str(self.html[at : found.start()])
            yield Heading(found["anchor"], found["title"])
            at = found.end()
        yield str(self.html[at:])

    def headings(self) -> Iterator[Heading]:
        """Return the headings in order."""
        return (piece for piece in self.pieces() if isinstance(piece, Heading))


def root_of(address: str) -> str:
    """Return the way from a page to the site's root: `../` for each step of its address."""
    return "../" * address.count("/")

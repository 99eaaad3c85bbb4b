"""The Markdown of records: CommonMark without HTML, images or foreign schemes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from chronicle.records.fields import bad_url
from chronicle.records.ref import KINDS, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_SCHEMES = {f"{kind}:": kind for kind in KINDS}


def parser() -> MarkdownIt:
    """Make a parser of the Markdown that records may hold.

    CommonMark with tables. Raw HTML is text (`html` is off), and so are images, which belong into
    `images:`. Links are let through whatever their scheme: the check names the bad ones, and who
    renders them decides by `target` and `bad_url`.
    """
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


def target(href: str) -> Ref | None:
    """Return the record that a link of a record scheme names, as `event:r1-release`."""
    scheme, colon, name = href.partition(":")
    kind = _SCHEMES.get(scheme + colon)
    return Ref(kind, name.partition("#")[0]) if kind else None


def hrefs(tokens: Sequence[Token]) -> Iterator[str]:
    """Find the targets of all links among tokens and their children."""
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrGet("href") or "")
        if token.children:
            yield from hrefs(token.children)


def links(text: str, markdown: MarkdownIt) -> Iterator[str]:
    """Find the targets of all links in a text."""
    # Nothing without one of these can be a link, and most texts have neither.
    if "](" in text or "]:" in text or "<" in text:
        yield from hrefs(markdown.parse(text))


def is_linkable(href: str) -> bool:
    """Whether a link's target is a record or a web address."""
    return target(href) is not None or not bad_url(href)

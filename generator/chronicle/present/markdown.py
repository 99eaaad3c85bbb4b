"""The Markdown of records becomes HTML that can do nothing, or plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from chronicle.records.text import is_linkable, target

if TYPE_CHECKING:
    from chronicle.records import Ref

Locate = Callable[["Ref"], str | None]
"""Gives the address of a record as seen from the page, or nothing where there is no such record."""

# What CommonMark without HTML and images can produce, and tables; nothing else passes.
_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title", "class"}, "ol": {"start"}}

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&|~\n]|^[ \t]|^[#+-]|^\d+[.)]|\t| {2}|://")
"""What may mean anything in CommonMark; a text without it is a paragraph as it stands."""

_FIRST_HEADING = 3
_LAST_HEADING = 6


class Typesetter:
    """Renders texts for one page; `locate` knows where records are, seen from there."""

    def __init__(self, markdown: MarkdownIt, locate: Locate) -> None:
        self._markdown = markdown
        self._locate = locate

    def block(self, text: str, first: int = _FIRST_HEADING) -> Markup:
        """Render a text of any number of paragraphs; its highest heading becomes of level `first`."""
        if not text:
            return Markup()
        if not _SPECIAL.search(text):
            return Markup("<p>{}</p>").format(text)
        tokens = self._markdown.parse(text)
        self._adapt(tokens, first)
        return self._clean(tokens)

    def inline(self, text: str) -> Markup:
        """Render a text as the inside of a paragraph; what makes blocks of it is left as typed."""
        if not _SPECIAL.search(text):
            return escape(text)
        tokens = self._markdown.parseInline(" ".join(text.split()))
        self._adapt(tokens)
        return self._clean(tokens)

    def _clean(self, tokens: Sequence[Token]) -> Markup:
        html = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return Markup(  # noqa: S704 - what the sanitiser lets through is what this class is for
            nh3.clean(
                html,
                tags=_TAGS,
                attributes=_ATTRIBUTES,
                url_schemes={"http", "https"},
                link_rel="noopener",
            ).strip()
        )

    def _adapt(self, tokens: Sequence[Token], first: int = _FIRST_HEADING) -> None:
        """Send links where they lead, and put headings below those of the page."""
        levels = [int(token.tag[1:]) for token in tokens if token.type == "heading_open"]
        shift = first - min(levels, default=first)
        for token in tokens:
            if token.type in {"heading_open", "heading_close"}:
                token.tag = f"h{min(int(token.tag[1:]) + shift, _LAST_HEADING)}"
            if token.children:
                token.children = list(self._linked(token.children))

    def _linked(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """Replace record links by addresses, and drop links that may not or cannot be followed."""
        dropped = False
        for token in tokens:
            if token.type == "link_open":
                href = str(token.attrGet("href") or "")
                ref = target(href)
                address = self._locate(ref) if ref else href
                dropped = address is None or not is_linkable(href)
                if dropped or address is None:
                    continue
                token.attrSet("href", address + _anchor(href) if ref else address)
                if ref is None:
                    token.attrSet("class", "external")
            elif token.type == "link_close" and dropped:
                dropped = False
                continue
            yield token


def _anchor(href: str) -> str:
    _, mark, anchor = href.partition("#")
    return mark + anchor


def plain(text: str, markdown: MarkdownIt) -> str:
    """Return the words of a text without its markup, on one line."""
    if _SPECIAL.search(text):
        text = " ".join(_words(markdown.parse(text)))
    return " ".join(text.split())


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children:
            yield "".join(
                " " if child.type in {"softbreak", "hardbreak"} else child.content
                for child in token.children
            )
        elif token.type in {"fence", "code_block"}:
            yield token.content


def shorten(text: str, most: int) -> str:
    """Cut a line after the last whole word that fits, with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return f"{cut[:space] if space > most // 2 else cut}…"


_SIGNS = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]()#+-.!<>&|~:"}


def literally(text: str) -> str:
    """Write a text so that Markdown takes none of its signs for its own."""
    return text.translate(_SIGNS)

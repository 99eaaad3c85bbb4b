"""A page put into the frame of an engine: as HTML with headings, as Markdown, as a theme's template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from markupsafe import Markup, escape

from chronicle.present.documents import one_line
from chronicle.present.markdown import literally
from chronicle.present.page import Heading, Page


@dataclass(frozen=True, slots=True)
class Permalink:
    """How Python-Markdown's `toc` marks headings: the sign, its class and its title."""

    sign: str
    css: str
    title: str

    @classmethod
    def of(cls, settings: Mapping[str, object]) -> Permalink | None:
        """Read the settings of `toc`; nothing where they ask for no marks."""
        sign = settings.get("permalink", False)
        if sign in {False, None}:
            return None
        return cls(
            "&para;" if sign is True else str(escape(str(sign))),
            str(settings.get("permalink_class", "headerlink")),
            str(settings.get("permalink_title", "Permanent link")),
        )

    def after(self, heading: Heading) -> Markup:
        """Return the mark behind a heading, as `toc` writes it."""
        return Markup('<a class="{}" href="#{}" title="{}">{}</a>').format(
            self.css,
            heading.anchor,
            self.title,
            Markup(self.sign),  # noqa: S704 - escaped above
        )


def html(page: Page, permalink: Permalink | None) -> str:
    """Return a page's HTML with its headings marked as the site's other headings are."""
    # Line by line as Python-Markdown leaves it, so that both doors give the same bytes.
    return "\n".join(
        f'<h2 id="{piece.anchor}">{piece.title}{permalink.after(piece) if permalink else ""}</h2>'
        if isinstance(piece, Heading)
        else f"{_part(piece)}\n"
        for piece in page.pieces()
        if isinstance(piece, Heading) or piece.strip()
    ).strip()


def front_matter(page: Page) -> dict[str, object]:
    """Return what engines are told of a page beside its content."""
    meta: dict[str, object] = {
        # Themes print these two as they are, into an element and into an attribute.
        "title": str(escape(page.title)),
        "description": str(escape(page.description)),
        # The tabs lead everywhere; a column with the page's own name in it leads nowhere.
        "hide": ["navigation"],
    }
    if page.listed:
        meta["search"] = {"exclude": True}
    return meta


def markdown(page: Page) -> str:
    """Return a page as Markdown: front matter, headings, and each stretch of HTML on a line."""
    meta = front_matter(page)
    parts = [f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)}---"]
    for piece in page.pieces():
        if isinstance(piece, Heading):
            plain = Markup(piece.title).unescape()  # noqa: S704 - taken for markup to be made plain
            parts.append(f"## {literally(plain)} {{#{piece.anchor}}}")
        elif piece.strip():
            parts.append(_part(piece))
    return "\n\n".join(parts) + "\n"


def _part(html: str) -> str:
    """Put a stretch of HTML into one element on one line, which Markdown passes on untouched."""
    return f'<div class="ch-part">{one_line(html)}</div>'


def template(content: str) -> str:
    """Return a template of the theme that shows HTML; nothing in it is a template's own sign."""
    inert = content.replace("{", "&#123;").replace("}", "&#125;")
    return '{% extends "main.html" %}{% block content %}' + inert + "{% endblock %}"

"""The tags: a list of them, and a page for each."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.present.edition import Edition
from chronicle.present.page import Page


def pages(edition: Edition) -> Iterator[Page]:
    """Make the list of tags in use and a page for each of them; nothing where there are none."""
    words, known = edition.words, edition.library.timeline.tags
    tags = edition.library.tags
    if not tags:
        return
    rows = [(tag, known[tag].summary if tag in known else "", len(tags[tag])) for tag in tags]
    yield Page(
        "tags/",
        words("nav.tags"),
        words("tags.description", title=edition.library.timeline.title),
        edition.render("tags.html.j2", "tags/", tags=rows),
        listed=True,
    )
    for tag, summary, _ in rows:
        name, address = edition.term("tags", tag), f"tags/{tag}/"
        html = edition.render(
            "tag.html.j2", address, tag=tag, name=name, summary=summary, events=tags[tag]
        )
        description = edition.plain(summary) or words("tag.description", name=name)
        yield Page(address, name, description, html, listed=True)

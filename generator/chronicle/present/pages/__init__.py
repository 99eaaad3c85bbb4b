"""The pages of a site, one module per kind; `PAGES` lists them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.present.pages import (
    entity,
    event,
    known,
    lists,
    promise,
    question,
    source,
    tags,
    timeline,
)

PAGES: tuple[Callable[[Edition], Iterator[Page]], ...] = (
    timeline.pages,
    event.pages,
    entity.pages,
    source.pages,
    question.pages,
    promise.pages,
    lists.pages,
    tags.pages,
    known.pages,
)


def pages(edition: Edition) -> Iterator[Page]:
    """Make every page of the site but those under docs/."""
    for make in PAGES:
        yield from make(edition)

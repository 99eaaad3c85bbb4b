"""What a build leaves, measured, so that it can be judged how like the two sides are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path as FilePath
from statistics import median

_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Written:
    """Pages, bytes of the whole site, and medians of what stands in the articles."""

    pages: int
    total: int
    article: int
    text: int
    headings: int
    links: int
    items: int


def written(site: FilePath) -> Written:
    """Measure a site that has been built; the page for addresses that do not exist is no page."""
    pages = sorted(path for path in site.rglob("*.html") if path != site / "404.html")
    articles = [
        found[0]
        for path in pages
        if (found := _ARTICLE.search(path.read_text("utf-8"))) is not None
    ]
    total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())

    def middle(measure: Callable[[str], int]) -> int:
        return round(median(map(measure, articles)))

    return Written(
        len(pages),
        total,
        middle(lambda article: len(article.encode())),
        middle(lambda article: len(" ".join(_TAG.sub(" ", article).split()))),
        middle(lambda article: article.count("<h2")),
        middle(lambda article: article.count("<a ")),
        middle(lambda article: article.count("<li")),
    )

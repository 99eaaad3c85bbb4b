"""The page of a promise."""

from __future__ import annotations

from collections.abc import Iterator

from chronicle.dates import END
from chronicle.present.charts.slips import slips
from chronicle.present.edition import Edition
from chronicle.present.page import Page
from chronicle.records import Promise


def pages(edition: Edition) -> Iterator[Page]:
    """Make a page for each promise, withdrawn ones too."""
    for promise in edition.library.promises.values():
        yield page(edition, promise)


def page(edition: Edition, promise: Promise) -> Page:
    """Make the page of one promise: what was expected, by whom, and what came."""
    library, address, path = edition.library, promise.ref.address, edition.paths[promise.ref]
    event = promise.outcome.event
    html = edition.render(
        "promise.html.j2",
        address,
        **chain_of(edition, promise),
        by=library.entities[promise.by],
        outcome=library.events[event] if event else None,
        source=path,
    )
    return Page(address, promise.title, edition.plain(promise.summary) or promise.title, html, path)


def chain_of(edition: Edition, promise: Promise) -> dict[str, object]:
    """Return what the expectations' template wants: the promise's account, and its picture."""
    account = edition.reasoned.accounts[promise.id]
    return {
        "promise": promise,
        "account": account,
        "picture": slips(edition, account),
        "never": END,
    }

"""A library becomes the files of a site: the one list that both doors work off."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path as FilePath

from markupsafe import Markup

from chronicle.checks import Checked, check
from chronicle.history import History
from chronicle.library import Library
from chronicle.present.edition import Edition, Site
from chronicle.present.page import Page, root_of
from chronicle.present.pages import pages
from chronicle.present.pages.timeline import front
from chronicle.present.press import Press
from chronicle.present.words import load
from chronicle.problems import Problem
from chronicle.reading.documents import Document, read_documents
from chronicle.reading.folder import Reading, read
from chronicle.reasoning import reason
from chronicle.records import AnyRecord, Timeline

STYLE = "assets/chronicle.css"
ASSETS = (STYLE,)


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site.

    `path` is relative to the site's root. The content is a page (its path is then `index.md`, to be
    set in the site's frame), a text, or the file on disk that is to be copied.
    """

    path: str
    content: Page | str | FilePath


@dataclass(frozen=True)
class Draft:
    """What a folder of records and the pages under docs/ amount to, before anything is written."""

    reading: Reading
    documents: tuple[Document, ...]
    checked: Checked

    def edition(self, site: Site, language: str, recorded: History | None = None) -> Edition:
        """Make an edition of what was read; an empty one where it cannot be published.

        `recorded` is the history of the files; without it the third clock is left out.
        """
        reasoned = self.checked.reasoned
        if reasoned is None or self.checked.report.failed:
            return empty(site, language)
        paths = {ref: original.path for ref, original in self.reading.originals.items() if ref}
        return Edition(
            reasoned,
            Press(load(language)),
            site,
            paths,
            history=recorded or History(),
            accepted=self.checked.accepted,
        )


def draft(events: FilePath, docs: FilePath | None) -> Draft:
    """Read and check a folder of records, and the pages under docs/ if there are any."""
    # Records stay for as long as anything is made of them. That the collector of cycles goes over all
    # of them again and again costs more than the reasoning itself, at ten thousand events.
    gc.unfreeze()
    reading = read(events, shown=_shown(events))
    gc.freeze()
    documents = read_documents(docs, shown=_shown(docs)) if docs and docs.is_dir() else ()
    return Draft(reading, documents, check(reading, documents))


def _shown(folder: FilePath) -> str:
    """Return how a folder is called in reports: as seen from where the command was given."""
    try:
        return folder.resolve().relative_to(FilePath.cwd().resolve()).as_posix()
    except ValueError:
        return folder.as_posix()


def empty(site: Site, language: str) -> Edition:
    """Make an edition of nothing: what there is to show before the records can first be read."""
    timeline = Timeline.model_validate({"title": site.name, "lanes": {"all": site.name}})
    records: tuple[AnyRecord, ...] = ()
    return Edition(reason(Library.of(timeline, records)), Press(load(language)), site, {})


def publish(edition: Edition, folder: FilePath, written: Container[str]) -> Iterator[Output]:
    """Make every file of the site but the pages under docs/.

    `folder` is where the images are. `written` are the addresses that those pages have taken: a site
    with a front page of its own needs no other.
    """
    if "" not in written:
        yield _output(front(edition))
    for page in pages(edition):
        if page.address not in written:
            yield _output(page)
    for old, now in edition.library.former.items():
        record = edition.library.get(now)
        link = Markup('<a href="{}{}">{}</a>').format(
            root_of(old.address), now.address, record.heading if record else now.id
        )
        html = edition.render("redirect.html.j2", old.address, record=record, link=link)
        yield Output(f"{old.address}index.html", str(html))
    for asset in ASSETS:
        yield Output(asset, files("chronicle").joinpath(asset).read_text("utf-8"))
    pictures = {
        picture.file for event in edition.library.events.values() for picture in event.images
    }
    for path in sorted(pictures):
        yield Output(path, folder / path)


def _output(page: Page) -> Output:
    return Output(f"{page.address}index.md", page)


def not_found(edition: Edition) -> str:
    """Render the page for addresses that do not exist; it may be shown at any depth."""
    root = "/" + edition.site.url.partition("//")[2].partition("/")[2]
    return str(edition.render("not_found.html.j2", "", root=root))


def bar(edition: Edition, problems: tuple[Problem, ...]) -> str:
    """Render the bar that lists findings while a site is being written."""
    return str(edition.render("bar.html.j2", "", problems=problems))

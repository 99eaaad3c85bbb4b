"""HTML pages as tests see them: elements with attributes, text and what they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_HEADINGS = {f"h{level}" for level in range(1, 7)}


@dataclass
class Element:
    """An element: its attributes, the elements it stands in, and all text inside it."""

    tag: str
    attributes: dict[str, str]
    within: tuple[Element, ...] = field(repr=False)
    line: int
    pieces: list[str] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        """Its text, with white space as readers see it, and without the sign of a permanent link."""
        return " ".join("".join(self.pieces).replace("¶", "").split())

    @property
    def classes(self) -> set[str]:
        """Its classes."""
        return set(self.attributes.get("class", "").split())

    def inside(self, *, tag: str = "", css: str = "") -> bool:
        """Whether it stands in an element of that name or class."""
        return any((one.tag == tag) or (css in one.classes) for one in self.within)


class Page(HTMLParser):
    """A page that has been parsed: all its elements in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element."""
        element = self._take(tag, attrs)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that has no inside, as SVG writes it."""
        self._take(tag, attrs)

    def _take(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        attributes: dict[str, str] = {}
        for name, value in attrs:
            # Of two attributes of one name, browsers take the first.
            attributes.setdefault(name, value or "")
        element = Element(tag, attributes, tuple(self._open), self.getpos()[0])
        self.elements.append(element)
        return element

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those in it that need no end tag of their own."""
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].tag == tag:
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        for element in self._open:
            element.pieces.append(data)

    def all(self, *tags: str, css: str = "") -> list[Element]:
        """Return the elements of these names, or all, that have a class."""
        return [
            one
            for one in self.elements
            if (not tags or one.tag in tags) and (not css or css in one.classes)
        ]

    @property
    def text(self) -> str:
        """The text of the page's body that readers see."""
        return next(one.text for one in self.elements if one.tag == "body")

    @property
    def title(self) -> str:
        """The title, letter by letter."""
        found = [one for one in self.all("title") if not one.inside(tag="svg")]
        return "".join(found[0].pieces) if len(found) == 1 else ""

    def meta(self, name: str) -> str | None:
        """Return what a `meta` says; nothing where there is not exactly one."""
        found = [one for one in self.all("meta") if one.attributes.get("name") == name]
        return found[0].attributes.get("content") if len(found) == 1 else None

    @property
    def canonical(self) -> str | None:
        """The page's own address; nothing where there is not exactly one."""
        found = [one for one in self.all("link") if one.attributes.get("rel") == "canonical"]
        return found[0].attributes.get("href") if len(found) == 1 else None

    @property
    def ids(self) -> list[str]:
        """All ids in order, repeated ones too."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def headings(self) -> list[Element]:
        """The headings of the article, in order."""
        return [one for one in self.elements if one.tag in _HEADINGS and one.inside(tag="article")]

    @property
    def refresh(self) -> str | None:
        """Where the page sends its readers on."""
        for one in self.all("meta"):
            if one.attributes.get("http-equiv") == "refresh":
                return one.attributes["content"].partition("url=")[2]
        return None

    def targets(self) -> Iterator[tuple[Element, str]]:
        """Return everything that the page points at or loads."""
        for one in self.elements:
            for name in ("href", "src", "xlink:href", "poster", "action", "data"):
                if name in one.attributes:
                    yield one, one.attributes[name]
            for candidate in one.attributes.get("srcset", "").split(","):
                if candidate.strip():
                    yield one, candidate.split()[0]
        if self.refresh is not None:
            yield self.elements[0], self.refresh


@dataclass(frozen=True)
class Folder:
    """A built site: its folder, and the path of its root in the address."""

    path: Path
    root: str
    pages: dict[str, Page]
    """Every page by its file's path."""

    @classmethod
    def of(cls, path: Path, root: str) -> Folder:
        """Parse every page of a site."""
        found = sorted(path.rglob("*.html"))
        pages = {one.relative_to(path).as_posix(): Page(one.read_text("utf-8")) for one in found}
        return cls(path, root, pages)

    def full(self) -> dict[str, Page]:
        """Return the pages but those that only send their readers on."""
        return {path: page for path, page in self.pages.items() if page.refresh is None}

    def resolve(self, page: str, target: str) -> tuple[str, str] | None:
        """Return the file that a target leads to, and its fragment; nothing for another host."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return None
        base = f"http://site{self.root}{page.removesuffix('index.html')}"
        at = unquote(urlsplit(urljoin(base, target)).path)
        inside = at.removeprefix(self.root) if at.startswith(self.root) else f"outside:{at}"
        file = f"{inside}index.html" if inside == "" or inside.endswith("/") else inside
        return file, unquote(parts.fragment)

    def leads_to(self, page: str) -> set[str]:
        """Return the files of the site that the article of a page links to."""
        found = set()
        for element, target in self.pages[page].targets():
            resolved = self.resolve(page, target)
            if element.tag == "a" and element.inside(tag="article") and resolved:
                found.add(resolved[0])
        return found - {page}


def file_of(address: str) -> str:
    """Return the file of an address relative to the site's root."""
    return f"{address}index.html"

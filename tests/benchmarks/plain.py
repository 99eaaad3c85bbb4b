"""The same site without us: its pages as ordinary Markdown, for MkDocs and Material alone to build.

Every page keeps its address, title, description, headings, lists, links and words; what only our
templates add, classes and other elements around them, is left out. So both sides hold as much, and
the Markdown is what somebody might have written by hand, if anything a little plainer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path as FilePath
from shutil import copyfile

import yaml

from benchmarks.library import configuration
from chronicle.present.edition import Site
from chronicle.present.page import Page
from chronicle.publish import draft, publish

_VOID = {"br", "hr", "img", "input", "wbr"}
_LISTS = {"ul", "ol"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_GROUPS = {
    "article", "aside", "blockquote", "details", "div", "dl", "figcaption", "figure", "footer",
    "form", "header", "main", "nav", "p", "pre", "section", "summary", "table", "tbody", "thead",
    "tr", "li", "dd", "dt", *_LISTS, *_HEADINGS,
}  # fmt: skip
_SILENT = {"svg", "script", "style", "template", "button"}
_SIGNS = re.compile(r"[\\`*_\[\]<]")
_OPENING = re.compile(r"^(\d+(?=\.)|(?=[#>+-]))")


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Element | str] = field(default_factory=list)


class _Parser(HTMLParser):
    """Makes a tree of our own HTML, which is well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = _Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(_Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def markdown(html: str) -> str:
    """Write HTML as Markdown: headings, paragraphs, lists, links, emphasis and words."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return "\n\n".join(_blocks(parser.root.children)) + "\n"


def _blocks(children: Iterable[_Element | str]) -> Iterator[str]:
    """Write what stands in an element as blocks of Markdown."""
    run: list[_Element | str] = []
    for child in children:
        if isinstance(child, str) or child.tag not in _GROUPS:
            run.append(child)
            continue
        yield from _paragraph(run)
        run = []
        if child.tag in _HEADINGS:
            anchor = child.attributes.get("id")
            mark = f" {{ #{anchor} }}" if anchor else ""
            yield f"{'#' * int(child.tag[1])} {_line(child.children)}{mark}"
        elif child.tag in _LISTS:
            yield "\n".join(_items(child))
        elif child.tag == "dt":
            yield f"**{_line(child.children)}**"
        else:
            yield from _blocks(child.children)
    yield from _paragraph(run)


def _paragraph(run: Iterable[_Element | str]) -> Iterator[str]:
    text = _line(run)
    if text:
        yield _OPENING.sub(r"\1\\", text, count=1)


def _items(element: _Element) -> Iterator[str]:
    """Write a list: one line an item, lists in it below."""
    mark = "1." if element.tag == "ol" else "-"
    for item in element.children:
        if isinstance(item, str):
            continue
        blocks = list(_blocks(item.children))
        words = [block for block in blocks if not block.startswith(("- ", "1. "))]
        yield f"{mark} {' · '.join(words) or '…'}"
        for block in blocks:
            if block.startswith(("- ", "1. ")):
                yield from (f"    {line}" for line in block.split("\n"))


def _line(run: Iterable[_Element | str]) -> str:
    """Write what stands in a line of text."""
    return " ".join("".join(_inline(child) for child in run).split())


def _inline(child: _Element | str) -> str:
    if isinstance(child, str):
        return _SIGNS.sub(r"\\\g<0>", child)
    if child.tag in _SILENT or child.tag in _VOID:
        return " "
    text = "".join(map(_inline, child.children))
    if not text.strip():
        return text
    if child.tag == "a":
        return f"[{' '.join(text.split())}]({_href(child.attributes.get('href', ''))})"
    if child.tag in {"em", "strong", "del", "ins"}:
        sign = "**" if child.tag == "strong" else "*"
        return f"{sign}{text.strip()}{sign}"
    if child.tag == "code":
        return f"`{''.join(one for one in child.children if isinstance(one, str))}`"
    return f"“{text}”" if child.tag == "q" else text


def _href(address: str) -> str:
    """Lead to the Markdown of a page, as authors do; to its top, for it has fewer anchors."""
    if address.startswith(("http://", "https://")):
        return address
    page, _, anchor = address.partition("#")
    if not page:
        return "#claims" if anchor.startswith("claim-") else f"#{anchor}"
    return f"{page}index.md" if page.endswith("/") else page


def write(project: FilePath, folder: FilePath) -> int:
    """Write the site of a project as plain Markdown; return the number of pages."""
    edition = draft(project / "events", project / "docs").edition(
        Site("A timeline of nothing", "https://example.org/"), "en"
    )
    (folder / "docs").mkdir(parents=True)
    copyfile(project / "docs/index.md", folder / "docs/index.md")
    (folder / "mkdocs.yml").write_text(configuration("search", not_in_nav="*"), "utf-8")
    count = 1
    for output in publish(edition, project / "events", {""}):
        if not isinstance(output.content, Page):
            continue
        page, target = output.content, folder / "docs" / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        meta: dict[str, object] = {"title": page.title, "description": page.description}
        if page.listed:
            # Pages that repeat others are out of the search on both sides.
            meta["search"] = {"exclude": True}
        front = yaml.safe_dump(meta, sort_keys=False, allow_unicode=True, width=10_000)
        target.write_text(f"---\n{front}---\n\n{markdown(page.html)}", "utf-8")
        count += 1
    return count

"""What strangers write is shown as it was typed, and does nothing.

Over 400 lines, since every fence is tried with the same built sites, and building them costs most.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog

import hostile
import sites
from chronicle.present.markdown import Typesetter
from chronicle.problems import Severity
from chronicle.records import FOLDERS, MODELS, Ref
from chronicle.records.text import parser
from hostile import Payload, Written
from pages import Folder, Page, file_of
from sites import ADMISSIBLE, Built, chronicle, differing, tree

DANGEROUS = {
    "script", "img", "iframe", "frame", "object", "embed", "applet", "style", "link", "meta", "base",
    "form", "input", "button", "textarea", "select", "svg", "math", "template", "video", "audio",
    "source", "noscript", "dialog", "title", "body", "html", "head", "label", "details",
}  # fmt: skip
MARKDOWN = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""The elements that CommonMark can make without HTML and images."""

SHOWN_NOWHERE: dict[str, str] = {
    "event.accept.reason": "not yet on any page, although editors are told that readers see it",
    "entity.accept.reason": "the same",
    "source.accept.reason": "the same",
    "question.accept.reason": "the same",
    "promise.accept.reason": "the same",
    "timeline.licence": "not yet on any page",
    "timeline.lanes.summary": "not yet on any page",
    "timeline.lanes.names.key": "a language",
    "timeline.kinds.summary": "not yet on any page",
    "timeline.roles.summary": "not yet on any page",
}
"""Fields that no page shows, with the reason; one that is shown after all fails the test."""


@pytest.fixture(scope="module")
def written(cellar: Path) -> dict[str, Written]:
    """The hostile site and its harmless twin, as written for this worker."""
    base = cellar.with_name(f"records-{id(cellar)}")
    base.mkdir()
    return {
        "hostile": hostile.write(base / "hostile", hostile.PAYLOADS),
        "harmless": hostile.write(base / "harmless", hostile.HARMLESS),
    }


@pytest.fixture(scope="module")
def nasty(cellar: Path, written: dict[str, Written]) -> Built:
    """The hostile site, built through both doors."""
    folder = written["hostile"].folder
    return sites.build("hostile", folder, cellar / "hostile", strict=False)


@pytest.fixture(scope="module", params=["plugin", "plain"])
def door(request: pytest.FixtureRequest) -> str:
    """Each door."""
    return str(request.param)


@pytest.fixture(scope="module")
def nasty_pages(nasty: Built, door: str) -> Folder:
    """The hostile site through a door, parsed."""
    return Folder.of(getattr(nasty, door), "/a/b/")


@pytest.fixture(scope="module")
def tame_pages(cellar: Path, written: dict[str, Written]) -> Folder:
    """Its harmless twin, parsed."""
    folder, target = written["harmless"].folder, cellar / "harmless"
    return Folder.of(sites.build_once(folder, target), "/a/b/")


def test_every_kind_of_record_is_full_of_it(written: dict[str, Written]) -> None:
    authors = written["hostile"].authors
    assert {kind for kind, _ in authors} == set(MODELS)
    for kind, model in MODELS.items():
        author = authors[kind, "p00"]
        typed = {path.removeprefix(f"{kind}.").partition(".")[0] for path in author.lines}
        typed |= {path.removeprefix(f"{kind}.").partition(".")[0] for path in author.proses}
        assert typed <= model.model_fields.keys()
        assert len(typed) >= 2


def test_the_check_lets_hostile_text_in(written: dict[str, Written]) -> None:
    """It is text like any other; only links that nobody should follow are refused."""
    report = sites.check(written["hostile"].folder)
    assert not report.failed, [str(one) for one in report if one.severity is Severity.ERROR][:5]


@pytest.mark.parametrize("payload", [one for one in hostile.PAYLOADS if one.refused])
def test_the_check_refuses_hostile_links(small: Path, payload: Payload) -> None:
    path = small / "events/first.yml"
    record = json.loads(path.read_text("utf-8"))
    for name in ("summary", "body"):
        sites.write_record(path, {**record, name: payload.text})
        report = sites.check(small)
        assert report.failed
        assert "bad-url" in {one.code for one in report}


def test_both_doors_make_the_same_bytes_of_it(nasty: Built) -> None:
    assert set(differing(tree(nasty.plugin), tree(nasty.plain))) <= ADMISSIBLE.keys()


def test_the_same_pages_exist_as_without_it(nasty_pages: Folder, tame_pages: Folder) -> None:
    assert nasty_pages.pages.keys() == tame_pages.pages.keys()


def test_no_element_comes_from_it(nasty_pages: Folder, tame_pages: Folder) -> None:
    for path, page in nasty_pages.pages.items():
        tame = tame_pages.pages[path]
        found = Counter(one.tag for one in page.elements)
        usual = Counter(one.tag for one in tame.elements)
        for tag in DANGEROUS:
            assert found[tag] == usual[tag], f"{path}: {tag}"
        assert found.keys() <= usual.keys() | MARKDOWN, path


def test_no_attribute_comes_from_it(nasty_pages: Folder, tame_pages: Folder) -> None:
    for path, page in nasty_pages.pages.items():
        usual = {name for one in tame_pages.pages[path].elements for name in one.attributes}
        found = {name for one in page.elements for name in one.attributes}
        assert found <= usual | {"start"}, path
        assert not [name for name in found if name.startswith("on")], path
        assert "hijacked" not in page.ids, path
        assert not page.all(css="hijacked"), path


def test_ids_are_those_of_harmless_text(nasty_pages: Folder, tame_pages: Folder) -> None:
    for path, page in nasty_pages.pages.items():
        assert page.ids == tame_pages.pages[path].ids, path


def test_no_address_comes_from_it(nasty_pages: Folder) -> None:
    for path, page in nasty_pages.pages.items():
        for element, target in page.targets():
            parts = urlsplit(target)
            assert parts.scheme in {"", "http", "https"}, f"{path}: {target}"
            assert parts.hostname is None or element.tag in {"a", "link"}, f"{path}: {target}"


def test_plain_text_is_shown_as_it_was_typed(
    nasty_pages: Folder, written: dict[str, Written]
) -> None:
    site = written["hostile"]
    seen = shown(nasty_pages)
    lost = [
        f"{kind} {name}: {path}"
        for (kind, name), author in site.authors.items()
        for path, text in author.lines.items()
        if " ".join(text.split()) not in seen and path not in SHOWN_NOWHERE
    ]
    assert lost == []


def shown(folder: Folder) -> str:
    """Return all text of all pages that readers see or hear."""
    parts = []
    for page in folder.full().values():
        parts += [page.text, page.title, page.meta("description") or ""]
        for one in page.elements:
            parts += [
                one.attributes.get(name, "") for name in ("alt", "title", "aria-label", "lang")
            ]
    return "\n".join(parts)


def test_markdown_shows_what_is_no_markdown_as_it_was_typed(
    nasty_pages: Folder, written: dict[str, Written]
) -> None:
    seen = shown(nasty_pages)
    lost = [
        f"{kind} {name}: {path}"
        for (kind, name), author in written["hostile"].authors.items()
        for path, text in author.proses.items()
        if (text if author.payload.literal else author.mark(path)) not in seen
        and path not in SHOWN_NOWHERE
    ]
    assert lost == []


def test_what_is_shown_nowhere_is_shown_nowhere(
    tame_pages: Folder, written: dict[str, Written]
) -> None:
    site = written["harmless"]
    seen = shown(tame_pages)
    for author in (*site.authors.values(), site.timeline):
        for path, text in {**author.lines, **author.proses}.items():
            if path in SHOWN_NOWHERE:
                assert text not in seen, f"{path} is shown after all: take it out of the list"


def test_the_timeline_itself_is_shown_as_it_was_typed(
    nasty_pages: Folder, written: dict[str, Written]
) -> None:
    author = written["hostile"].timeline
    front = nasty_pages.pages["index.html"]
    for path in ("timeline.title", "timeline.question"):
        typed = " ".join(author.lines[path].split())
        assert typed in f"{front.text}\n{front.title}"


def test_nothing_is_ever_computed(nasty_pages: Folder) -> None:
    index = (nasty_pages.path / "search/search_index.json").read_text("utf-8")
    assert "{{ 7*7 }}" in shown(nasty_pages)
    for text in (shown(nasty_pages), index):
        assert not re.search(r"\b49\b", text)
        assert "site_name: Hostile" not in text, "a file was included"
        assert "class 'object'" not in text


def test_titles_and_descriptions_are_as_typed(
    nasty_pages: Folder, written: dict[str, Written]
) -> None:
    for (kind, name), author in written["hostile"].authors.items():
        page = nasty_pages.pages[f"{FOLDERS[kind]}/{name}/index.html"]
        heading = author.lines[f"{kind}.{'name' if kind == 'entity' else 'title'}"]
        assert page.headings[0].text == heading
        assert " ".join(page.title.split()).startswith(heading)
        if author.payload.literal and kind == "event" and not author.payload.refused:
            described = " ".join((page.meta("description") or "").split())
            assert described.startswith(author.payload.text[:100])


def test_the_search_finds_titles_as_typed(
    nasty: Built, written: dict[str, Written], door: str
) -> None:
    text = (getattr(nasty, door) / "search/search_index.json").read_text("utf-8")
    titles = {one["location"]: one["title"] for one in json.loads(text)["docs"]}
    for (kind, name), author in written["hostile"].authors.items():
        if name.startswith("w"):
            continue  # what was withdrawn need not be found
        heading = author.lines[f"{kind}.{'name' if kind == 'entity' else 'title'}"]
        assert html.unescape(titles[f"{FOLDERS[kind]}/{name}/"]) == heading
        assert "<" not in titles[f"{FOLDERS[kind]}/{name}/"]


def test_embeds_are_what_the_pages_of_records_hold(nasty_pages: Folder) -> None:
    """No extension of Markdown looks into an embed: not even into abbreviations."""
    page = nasty_pages.pages["embeds/index.html"]
    outside = [one for one in page.all("abbr") if not one.inside(css="ch-embed")]
    inside = [one for one in page.elements if one.inside(css="ch-embed")]
    assert outside, "the extension is at work"
    assert len(inside) > 500
    assert not [one for one in inside if one.tag in {"abbr", "sup", "sub", "mark", "ins"}]
    assert not [one for one in inside if one.classes & {"admonition", "footnote", "twemoji", "toc"}]


def test_an_embed_is_the_same_through_both_doors_and_whatever_extensions(nasty: Built) -> None:
    one, other = (
        Page((door / "embeds/index.html").read_text("utf-8"))
        for door in (nasty.plugin, nasty.plain)
    )
    assert [one.text for one in one.all("div", css="ch-embed")] == [
        one.text for one in other.all("div", css="ch-embed")
    ]


@pytest.mark.parametrize("payload", hostile.PAYLOADS)
def test_refused_links_would_do_nothing_even_if_they_got_in(payload: Payload) -> None:
    """The second fence behind the check: what renders a text takes nothing on trust."""
    typesetter = Typesetter(parser(), lambda ref: f"../{ref.address}")
    rendered = typesetter.block(payload.text) + typesetter.inline(payload.text)
    made = Page(f"<body>{rendered}</body>")
    assert not {one.tag for one in made.elements} & DANGEROUS - {"body"}
    for element, target in made.targets():
        assert element.tag == "a"
        assert urlsplit(target).scheme in {"", "http", "https"}


# Where files may be --------------------------------------------------------------------------------


def test_nothing_is_written_outside(cellar: Path, nasty: Built) -> None:
    assert {path.name for path in nasty.plugin.parent.iterdir()} == {
        "plugin", "project", "plain", "lock", "done",
    }  # fmt: skip
    for folder in (nasty.plugin, nasty.project, nasty.plain):
        for path in folder.rglob("*"):
            assert path.resolve().is_relative_to(folder.resolve())
            assert re.fullmatch(r"[A-Za-z0-9_.-]+", path.name), path
    assert not list(cellar.parent.glob("*evil*"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("former_ids", ["../../evil"]),
        ("former_ids", ["/evil"]),
        ("former_ids", ["evil/../../x"]),
        ("former_ids", [".."]),
        ("former_ids", [""]),
        ("tags", ["../evil"]),
        ("lane", "../evil"),
        ("claims", [{"id": "../evil", "text": "x", "cite": "report"}]),
        ("claims", [{"id": 'x" onclick="', "text": "x", "cite": "report"}]),
        *(
            ("images", [{"file": file, "alt": "a", "credit": "b", "licence": "c"}])
            for file in (
                "images/../timeline.yml",
                "../mkdocs.yml",
                "/etc/passwd",
                "images/../../docs/evil.png",
                "images//x.png",
                "images/./x.png",
                "images/x.svg",
                "images/x.html",
                "https://evil.example/x.png",
                "images/missing.png",
                'images/x".png',
            )
        ),
    ],
)
def test_no_record_names_a_place_outside(small: Path, key: str, value: object) -> None:
    """What fails the check is not published, see test_doors."""
    path = small / "events/first.yml"
    sites.write_record(path, {**json.loads(path.read_text("utf-8")), key: value})
    assert sites.check(small).failed


@pytest.mark.parametrize("name", ["..", "%2e%2e", "a b", "A", "a--b", "a_b", "-a", "a.b", "é"])
def test_no_file_name_makes_a_strange_address(small: Path, name: str) -> None:
    text = (small / "events/first.yml").read_text("utf-8")
    (small / f"events/{name}.yml").write_text(text, "utf-8")
    hidden = name.startswith(".")  # a hidden file is nobody's record
    assert sites.check(small).failed is not hidden


def test_a_link_out_of_the_folder_is_not_followed(small: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(hostile.PICTURE)
    (small / "events/images").mkdir()
    (small / "events/images/x.png").symlink_to(secret)
    done = chronicle("build", tmp_path / "out", cwd=small)
    assert done.returncode == 1
    assert "bad-link" in done.stderr


# In a browser ---------------------------------------------------------------------------------------


@pytest.mark.browser
def test_no_page_runs_anything(nasty: Built, context: BrowserContext) -> None:
    dialogs: list[str] = []
    page = context.new_page()

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    with sites.shown(nasty.plugin, "/a/b/") as url:
        addresses = ["", "timeline/", "entities/", "sources/", "tags/", "embeds/", "missing/"]
        running = [n for n, one in enumerate(hostile.PAYLOADS) if hostile.RUN in one.text]
        addresses += [f"events/p{number:02}/" for number in running]
        for address in addresses:
            page.goto(url + address, wait_until="domcontentloaded")
            assert page.evaluate("window.__pwned") is None, address
    assert dialogs == []


@pytest.mark.browser
def test_searching_for_it_runs_nothing_and_shows_it(
    nasty: Built, context: BrowserContext, written: dict[str, Written]
) -> None:
    dialogs: list[str] = []
    page = context.new_page()

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    with sites.shown(nasty.plugin, "/a/b/") as url:
        page.goto(url)
        for number in range(len(hostile.PAYLOADS)):
            typed = written["hostile"].authors["event", f"p{number:02}"].lines["event.title"]
            query = page.locator("[data-md-component=search-query]")
            query.fill(f"probe{number:02}")
            query.press("End")  # the theme searches when a key has been pressed
            page.wait_for_function(
                "typed => [...document.querySelectorAll('.md-search-result__item h1')]"
                ".some(one => one.textContent.replace(/\\s+/g, ' ').trim() === typed)",
                arg=" ".join(typed.split()),
            )
            assert page.evaluate("window.__pwned") is None
            added = page.locator(
                ".md-search-result__list :is(script, img, iframe, svg:not(.md-icon svg), style)"
            )
            assert added.count() == 0
    assert dialogs == []


def test_an_address_is_a_page_of_ours(nasty_pages: Folder, written: dict[str, Written]) -> None:
    for kind, name in written["hostile"].authors:
        assert file_of(Ref(kind, name).address) in nasty_pages.pages

"""Every address leads somewhere, from both ends, and nothing comes from elsewhere."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import sites
from chronicle.library import Library
from chronicle.reading.documents import read_documents
from chronicle.reading.project import read_project
from chronicle.records import Ref
from pages import Folder, file_of
from sites import Built

NO_FILE = {"#", ""}
_URL = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")


def test_everything_that_a_page_points_at_is_there(folder: Folder) -> None:
    missing = []
    for path, page in folder.pages.items():
        for element, target in page.targets():
            resolved = folder.resolve(path, target)
            if resolved is not None and not (folder.path / resolved[0]).is_file():
                missing.append(f"{path}:{element.line}: {target}")
    assert missing == []


def test_every_fragment_is_the_id_of_an_element(folder: Folder) -> None:
    missing = []
    for path, page in folder.pages.items():
        for element, target in page.targets():
            resolved = folder.resolve(path, target)
            if resolved is None or not resolved[1]:
                continue
            there = folder.pages.get(resolved[0])
            if there is None or resolved[1] not in there.ids:
                missing.append(f"{path}:{element.line}: {target}")
    assert missing == []


def test_no_link_of_an_article_is_empty(folder: Folder) -> None:
    empty = [
        f"{path}:{element.line}"
        for path, page in folder.pages.items()
        for element, target in page.targets()
        if element.tag == "a" and target in NO_FILE
    ]
    assert empty == []


def test_every_link_has_words(folder: Folder) -> None:
    wordless = [
        f"{path}:{one.line}"
        for path, page in folder.pages.items()
        for one in page.all("a")
        if not (one.text or one.attributes.get("aria-label") or one.attributes.get("title"))
    ]
    assert wordless == []


def test_addresses_end_with_a_slash_or_a_file(folder: Folder) -> None:
    """A link that needs a redirect of the web server works on some servers only."""
    loose = [
        f"{path}: {target}"
        for path, page in folder.pages.items()
        for element, target in page.targets()
        if element.tag == "a" and element.inside(tag="article")
        if (resolved := folder.resolve(path, target)) and (folder.path / resolved[0]).is_dir()
    ]
    assert loose == []


def test_ids_are_unique(folder: Folder) -> None:
    for path, page in folder.pages.items():
        repeated = [name for name, count in Counter(page.ids).items() if count > 1]
        assert repeated == [], path


def test_headings_are_in_order(folder: Folder) -> None:
    for path, page in folder.full().items():
        levels = [int(one.tag[1]) for one in page.headings]
        assert levels[:1] == [1], path
        assert levels.count(1) == 1, path
        skipped = [
            page.headings[index + 1].text
            for index, (one, after) in enumerate(itertools.pairwise(levels))
            if after > one + 1
        ]
        assert skipped == [], path
        assert all(one.text for one in page.headings), path


def test_every_page_says_what_it_is(folder: Folder, site: Built) -> None:
    for path, page in folder.full().items():
        assert page.title.strip(), path
        if path not in {"404.html", "index.html"}:  # these two have the title of the whole site
            assert page.title.startswith(page.headings[0].text), path
        assert page.elements[0].tag == "html"
        assert page.elements[0].attributes.get("lang") == language(site), path
        assert (page.meta("viewport") or "").startswith("width=device-width"), path


def language(site: Built) -> str:
    return read_project(site.source / "mkdocs.yml").language


def written_by_hand(site: Built) -> set[str]:
    """Return the pages under docs/ of sites other than our own: theirs to describe."""
    if site.name == "own":
        return set()
    docs = read_project(site.source / "mkdocs.yml").docs
    return {file_of(document.address) for document in read_documents(docs)}


def test_every_page_has_a_description_of_its_own(folder: Folder, site: Built) -> None:
    for path, page in folder.full().items():
        if path != "404.html" and path not in written_by_hand(site):
            description = page.meta("description")
            assert description, path
            assert len(description) <= 300, path
            assert "\n" not in description.strip(), path


def test_every_page_names_its_address(folder: Folder, site: Built) -> None:
    url = read_project(site.source / "mkdocs.yml").url
    for path, page in folder.full().items():
        if path != "404.html":
            expected = url + path.removesuffix("index.html") if url else None
            assert page.canonical == expected, path


def test_a_former_address_sends_readers_on(folder: Folder, site: Built) -> None:
    url = read_project(site.source / "mkdocs.yml").url
    sending = {path for path, page in folder.pages.items() if page.refresh is not None}
    assert sending == {file_of(old.address) for old in site.library.former}
    for old, now in site.library.former.items():
        page = folder.pages[file_of(old.address)]
        there = file_of(now.address)
        targets = [target for _, target in page.targets() if not urlsplit(target).scheme]
        assert {folder.resolve(file_of(old.address), one) for one in targets} == {(there, "")}
        assert page.canonical == (url + now.address if url else None)
        assert page.meta("robots") == "noindex"
        assert page.title


def test_former_addresses_are_in_no_list_of_pages(folder: Folder, site: Built) -> None:
    sitemap = (folder.path / "sitemap.xml").read_text("utf-8")
    index = (folder.path / "search/search_index.json").read_text("utf-8")
    for old in site.library.former:
        assert f"/{old.address}<" not in sitemap
        assert f'"{old.address}' not in index


def test_nothing_is_loaded_from_another_host(folder: Folder) -> None:
    foreign = [
        f"{path}:{element.line}: {target}"
        for path, page in folder.pages.items()
        for element, target in page.targets()
        if folder.resolve(path, target) is None
        and not (element.tag == "a" or element.attributes.get("rel") == "canonical")
        and not target.startswith("data:")
    ]
    assert foreign == []


def test_no_style_loads_anything_from_another_host(folder: Folder) -> None:
    styles = {
        path.relative_to(folder.path).as_posix(): path.read_text("utf-8")
        for path in folder.path.rglob("*.css")
    }
    for path, page in folder.pages.items():
        inline = [one.attributes.get("style", "") for one in page.elements]
        inline += ["".join(one.pieces) for one in page.all("style")]
        styles[path] = " ".join(inline)
    for path, text in styles.items():
        for target in _URL.findall(text):
            assert not target.startswith(("http:", "https:", "//")), f"{path}: {target}"


def test_links_to_other_hosts_are_web_addresses(folder: Folder) -> None:
    for path, page in folder.pages.items():
        for element, target in page.targets():
            if element.tag == "a" and (scheme := urlsplit(target).scheme):
                assert scheme in {"http", "https", "mailto"}, f"{path}: {target}"


# Both ends -----------------------------------------------------------------------------------------


def test_every_record_has_its_page(folder: Folder, site: Built) -> None:
    records = list(site.library.records)
    assert len(records) >= 3
    for record in records:
        page = folder.pages[file_of(record.ref.address)]
        assert page.headings[0].text == " ".join(record.heading.split())


def test_every_page_of_a_record_has_a_record(folder: Folder, site: Built) -> None:
    known = {file_of(record.ref.address) for record in site.library.records}
    known |= {file_of(old.address) for old in site.library.former}
    for shelf in ("events", "entities", "sources", "questions", "promises"):
        made = {path for path in folder.pages if re.fullmatch(rf"{shelf}/[^/]+/index\.html", path)}
        assert made <= known


def standing(library: Library, path: str) -> Ref | None:
    """Return the record of a page, unless it was withdrawn."""
    for record in library.records:
        if file_of(record.ref.address) == path and record.withdrawn is None:
            return record.ref
    return None


def test_what_an_event_names_leads_back_to_it(folder: Folder, site: Built) -> None:
    library = site.library
    for event in library.event_list:
        here = file_of(event.ref.address)
        for reference in library.references:
            if reference.origin != event.ref or library.get(reference.target) is None:
                continue
            there = file_of(reference.target.address)
            assert there in folder.leads_to(here), f"{here} does not lead to {there}"
            if reference.relation.endswith(("cite.relies_on", "withdrawn.see")):
                continue  # the source that relies on it leads to it, and leads on to the event
            assert here in folder.leads_to(there), f"{there} does not lead back to {here}"


def test_an_entity_that_an_event_leads_to_leads_back(folder: Folder, site: Built) -> None:
    """By itself, or as the publisher of a source that the event cites."""
    for event in site.library.event_list:
        here = file_of(event.ref.address)
        for there in folder.leads_to(here):
            ref = standing(site.library, there)
            if ref and ref.kind in {"entity", "question"}:
                back = folder.leads_to(there)
                sources = {one for one in back if one.startswith("sources/")}
                further = {one for one in sources if here in folder.leads_to(one)}
                assert here in back or further, f"{there} does not lead back to {here}"


def test_a_source_that_an_event_leads_to_leads_back(folder: Folder, site: Built) -> None:
    """By itself, or through the source that takes the matter from it."""
    for event in site.library.event_list:
        here = file_of(event.ref.address)
        for there in folder.leads_to(here):
            ref = standing(site.library, there)
            if ref and ref.kind == "source":
                back = folder.leads_to(there)
                further = {one for one in back if here in folder.leads_to(one)}
                assert here in back or further, f"{there} does not lead back to {here}"


def test_every_page_can_be_reached_from_the_front(folder: Folder, site: Built) -> None:
    """All but redirects, what was withdrawn, and lists that the navigation leaves out."""
    lists = ("entities", "sources", "questions", "promises", "timeline", "known", "tags", "chart")
    out = {f"{name}/index.html" for name in lists} & folder.pages.keys()
    reached, waiting = set(), ["index.html", *(out if site.name != "own" else ())]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        page = folder.pages[path]
        for element, target in page.targets():
            resolved = folder.resolve(path, target)
            if element.tag == "a" and resolved and resolved[0] in folder.pages:
                waiting.append(resolved[0])
    withdrawn = {file_of(one.ref.address) for one in site.library.records if one.withdrawn}
    unreached = folder.full().keys() - reached - withdrawn - {"404.html"}
    assert unreached == set()


def test_the_page_for_missing_addresses_can_be_shown_at_any_depth(folder: Folder) -> None:
    for _, target in folder.pages["404.html"].targets():
        parts = urlsplit(target)
        assert parts.scheme or parts.path.startswith("/") or not parts.path, target


def test_a_site_may_lie_below_the_root_of_its_host(small: Path, tmp_path: Path) -> None:
    """A site at the root hides links that forget where the site is."""
    sites.build_by_plugin(small, tmp_path / "built")
    built = Folder.of(tmp_path / "built", "/small/")
    for path, page in built.pages.items():
        for _, target in page.targets():
            resolved = built.resolve(path, target)
            assert resolved is None or (built.path / resolved[0]).is_file(), f"{path}: {target}"

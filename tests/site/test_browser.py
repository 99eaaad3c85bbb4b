"""The site in a browser: nothing from elsewhere, no script needed, no width too narrow."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

import sites
from sites import Built

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1440)

OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('.md-content *, .md-footer *')]
    .filter(one => one.getBoundingClientRect().right > width + 0.5)
    .map(one => `${one.tagName}.${one.className}`);
  return [`${document.documentElement.scrollWidth} px`, ...wide.slice(0, 5)];
}"""

OUTLINE = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return {
    event: one.closest('.md-content') !== null && /\\/events\\//.test(one.href || ''),
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      || style.boxShadow !== 'none',
    inView: one.getBoundingClientRect().bottom > 0
      && one.getBoundingClientRect().top < innerHeight,
  };
}"""


def addresses(site: Built) -> list[str]:
    """Return an address of every kind of page, of the longest of its kind."""
    library = site.library
    found = ["", "timeline/", "entities/", "sources/", "questions/", "promises/"]
    for records in (
        library.events, library.entities, library.sources, library.questions, library.promises,
    ):  # fmt: skip
        pages = [site.plugin / record.ref.address / "index.html" for record in records.values()]
        longest = max(pages, key=lambda path: (path.stat().st_size, path), default=None)
        if longest is not None:
            found.append(f"{longest.parent.relative_to(site.plugin).as_posix()}/")
    found += [
        f"{path.parent.relative_to(site.plugin).as_posix()}/"
        for name in ("tags", "about", "known", "chart", "story")
        for path in sorted((site.plugin / name).glob("**/index.html"))[:2]
    ]
    return [*found, "not/there/"]


@pytest.fixture
def url(site: Built) -> Iterator[str]:
    """The address at which a site is shown."""
    with sites.shown(site.plugin, site.root) as address:
        yield address


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of a window."""
    return context.new_page()


def test_no_page_asks_another_host(site: Built, url: str, page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    for address in addresses(site):
        page.goto(url + address, wait_until="networkidle")
    assert len(asked) > 10
    own = urlsplit(url).netloc
    assert {urlsplit(one).netloc for one in asked if not one.startswith("data:")} == {own}


def test_no_page_complains(site: Built, url: str, page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    for address in addresses(site)[:-1]:
        page.goto(url + address, wait_until="load")
    assert said == []


def test_everything_can_be_read_and_followed_without_scripts(
    site: Built, url: str, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in addresses(site):
        page.goto(url + address)
        assert page.locator("article h1").first.is_visible(), address
        hidden = page.locator("article :is(p, li, dd, h2)").all()
        assert hidden, address
        assert page.locator("article").inner_text().strip(), address
    page.goto(url + "timeline/")
    link = page.locator(".ch-row__title a").first
    title = link.inner_text()
    link.click()
    page.wait_for_url("**/events/*/")
    assert page.locator("h1").inner_text() == title
    page.locator("article a[href*='/sources/']:visible").first.click()
    page.wait_for_url("**/sources/*/")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_wider_than_the_window(site: Built, url: str, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    wide = []
    for address in addresses(site):
        page.goto(url + address, wait_until="load")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(OVERFLOW)
            if found:
                wide.append((address, width, found))
    assert wide == []


def test_the_tabulator_reaches_an_event_and_shows_where_it_is(
    site: Built, url: str, page: Page
) -> None:
    del site
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(url + "timeline/", wait_until="load")
        for _ in range(80):
            page.keyboard.press("Tab")
            state = page.evaluate(OUTLINE)
            if state["event"]:
                break
        assert state == {"event": True, "outline": True, "inView": True}
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/*/")


def test_a_former_address_leads_to_the_new_one(site: Built, url: str, page: Page) -> None:
    for old, now in site.library.former.items():
        page.goto(url + old.address)
        page.wait_for_url(url + now.address)
        assert page.locator("h1").count() == 1


def test_a_missing_address_leads_back(site: Built, url: str, page: Page) -> None:
    del site
    answer = page.goto(url + "events/no-such-event/at/all/")
    assert answer is not None
    assert answer.status == 404
    page.locator("article a[href$='timeline/']").first.click()
    page.wait_for_url(url + "timeline/")
    assert page.locator(".ch-row").count() > 0


def test_the_two_palettes_differ(site: Built, url: str, page: Page) -> None:
    del site
    colours = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(url, wait_until="load")
        colours.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    # A site without a palette has one.
    toggles = page.locator("[data-md-component=palette]").count()
    assert len(colours) == (2 if toggles else 1)

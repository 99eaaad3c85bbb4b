"""While somebody writes: `mkdocs serve`, a browser, and faults that come and go."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import sites

pytestmark = pytest.mark.browser

PATIENCE = 90  # seconds; a slow machine takes long, a good one never waits
expect.set_options(timeout=PATIENCE * 1000)

BAR = "aside.ch-findings"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(site: Path, log: Path) -> Iterator[str]:
    """Run `mkdocs serve` on a site, and return its address as soon as it answers."""
    port = free_port()
    with log.open("w+", encoding="utf-8") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=site,
            env=sites.environment(PYTHONUNBUFFERED="1"),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            yield address(server, log)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def address(server: subprocess.Popen[bytes], log: Path) -> str:
    """Wait for the line that says where the site is."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = re.search(r"Serving on (http://\S+)", log.read_text("utf-8"))
        if found:
            return found[1]
        assert server.poll() is None, log.read_text("utf-8")
        time.sleep(0.1)
    pytest.fail(f"mkdocs serve did not begin: {log.read_text('utf-8')}")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a window."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def copied(name: str, target: Path) -> Path:
    """Copy a site, so that a test may change it."""
    for part in ("mkdocs.yml", "events", "docs"):
        source = sites.FOLDERS[name] / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        else:
            target.mkdir()
            shutil.copyfile(source, target / part)
    return target


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_page_follows_its_record(small: Path, tmp_path: Path, page: Page) -> None:
    record = small / "events/first.yml"
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "events/first/")
        expect(page.locator("h1")).to_have_text("The first event")
        edit(record, "The first event", "The first event, mended")
        expect(page.locator("h1")).to_have_text("The first event, mended")
        assert page.locator(BAR).count() == 0


def test_a_fault_shows_on_every_page_until_it_is_mended(
    small: Path, tmp_path: Path, page: Page
) -> None:
    record = small / "events/first.yml"
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "events/first/")
        edit(record, '"lane": "main"', '"lane": "mian"')
        bar = page.locator(BAR)
        expect(bar).to_be_visible()
        expect(bar).to_contain_text("first.yml:4:")
        expect(bar).to_contain_text("unknown-lane")
        expect(bar).to_contain_text("did you mean main?")
        expect(page.locator("h1")).to_have_text("The first event")
        for address in ("", "page/", "timeline/", "sources/report/", "entities/"):
            page.goto(url + address)
            expect(page.locator(BAR)).to_contain_text("unknown-lane")
            assert page.locator("h1").count() == 1
        edit(record, '"lane": "mian"', '"lane": "main"')
        expect(page.locator(BAR)).to_have_count(0)


def test_broken_yaml_leaves_the_last_good_site_standing(
    small: Path, tmp_path: Path, page: Page
) -> None:
    record = small / "events/first.yml"
    before = record.read_text("utf-8")
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "page/")
        record.write_text("title: [\n", "utf-8")
        expect(page.locator(BAR)).to_contain_text("events/first.yml:")
        expect(page.locator(BAR)).to_contain_text("not-yaml")
        page.goto(url + "events/first/")
        expect(page.locator("h1")).to_have_text("The first event")
        expect(page.locator(BAR)).to_be_visible()
        record.write_text(before.replace("The first event", "Back again"), "utf-8")
        expect(page.locator("h1")).to_have_text("Back again")
        expect(page.locator(BAR)).to_have_count(0)


def test_a_fault_from_the_outset_does_not_keep_the_site_down(
    small: Path, tmp_path: Path, page: Page
) -> None:
    record = small / "events/first.yml"
    edit(record, "2025-01-01", "2025-01-41")
    (small / "docs/page.md").write_text("# A page\n\nA text.\n", "utf-8")
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "page/")
        expect(page.locator(BAR)).to_contain_text("first.yml:3:")
        expect(page.locator(BAR)).to_contain_text("bad-date")
        expect(page.locator("article")).to_contain_text("A text.")
        edit(record, "2025-01-41", "2025-01-01")
        expect(page.locator(BAR)).to_have_count(0)
        page.goto(url + "events/first/")
        expect(page.locator("h1")).to_have_text("The first event")


def test_a_fault_in_a_page_shows_too(small: Path, tmp_path: Path, page: Page) -> None:
    document = small / "docs/page.md"
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "events/first/")
        edit(document, "event:first", "event:frist")
        expect(page.locator(BAR)).to_contain_text("page.md:7:")
        expect(page.locator(BAR)).to_contain_text("did you mean first?")
        edit(document, "event:frist", "event:first")
        expect(page.locator(BAR)).to_have_count(0)


def test_the_bar_shows_what_strangers_wrote_as_text(
    small: Path, tmp_path: Path, page: Page
) -> None:
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "page/")
        edit(
            small / "events/first.yml",
            "2025-01-01",
            "<img src=x onerror=window.__pwned=1>{{ 7*7 }}",
        )
        expect(page.locator(BAR)).to_contain_text("<img src=x onerror=window.__pwned=1>{{ 7*7 }}")
        assert page.locator(f"{BAR} img").count() == 0
        assert page.evaluate("window.__pwned") is None


def test_events_come_and_go_with_their_files(small: Path, tmp_path: Path, page: Page) -> None:
    record = json.loads((small / "events/first.yml").read_text("utf-8"))
    third = small / "events/2025/third.yml"
    with serving(small, tmp_path / "log") as url:
        page.goto(url + "timeline/")
        expect(page.locator(".ch-row")).to_have_count(2)
        sites.write_record(third, {**record, "title": "The third event", "date": "2025-01-03"})
        expect(page.locator(".ch-row")).to_have_count(3)
        answer = page.goto(url + "events/third/")
        assert answer is not None
        assert answer.status == 200
        page.goto(url + "timeline/")
        third.unlink()
        expect(page.locator(".ch-row")).to_have_count(2)
        answer = page.goto(url + "events/third/")
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize("name", [name for name in sites.NAMES if name != "own"])
def test_the_fixture_sites_can_be_served(name: str, tmp_path: Path, page: Page) -> None:
    site = copied(name, tmp_path / name)
    path = min(
        path
        for path in (site / "events").rglob("*.yml")
        if re.search(r"^title: \w", path.read_text("utf-8"), re.MULTILINE)
        and path.relative_to(site / "events").parts[0]
        not in {"entities", "sources", "questions", "promises", "timeline.yml"}
        and "withdrawn:" not in path.read_text("utf-8")
    )
    with serving(site, tmp_path / "log") as url:
        page.goto(f"{url}events/{path.stem}/")
        assert page.locator(BAR).count() == 0
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^title: .*$", "title: Another", text, flags=re.MULTILINE), "utf-8")
        expect(page.locator("h1")).to_have_text("Another")


def test_serving_writes_nothing_into_the_folder(small: Path, tmp_path: Path) -> None:
    before = sites.tree(small)
    with serving(small, tmp_path / "log"):
        pass
    assert sites.tree(small) == before

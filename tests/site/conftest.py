"""Sites, built once for all tests of a run, and a browser to look at them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

import sites
from pages import Folder

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def cellar(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "sites"


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this worker; `master` where there is only one."""
    workerinput = getattr(request.config, "workerinput", {})
    return str(workerinput.get("workerid", "master"))


@pytest.fixture(scope="session", params=sites.NAMES)
def site(request: pytest.FixtureRequest, cellar: Path) -> sites.Built:
    """Each site, built through both doors."""
    return sites.build(request.param, sites.FOLDERS[request.param], cellar / request.param)


@pytest.fixture(scope="session")
def folder(site: sites.Built) -> Folder:
    """Each site as the plugin built it, parsed."""
    return Folder.of(site.plugin, site.root)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site that a test may change."""
    return sites.write_small_site(tmp_path / "small")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    program = shutil.which("chromium") or CHROMIUM
    if not Path(program).is_file():
        pytest.fail("chromium is missing: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own for each test."""
    made = browser.new_context()
    made.set_default_timeout(60_000)
    yield made
    made.close()

"""The same records give the same bytes: on any machine, in any order, at any hour."""

from __future__ import annotations

import datetime
import os
import random
import re
import shutil
from pathlib import Path

import pytest

import sites
from chronicle.dates import day_number, iso
from chronicle.reading.project import read_project
from sites import Built, differing, tree

# What another machine may be like. Python is kept from turning the locale C into UTF-8 by itself.
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONUTF8": "0",
    # MkDocs takes this for its clock.
    "SOURCE_DATE_EPOCH": "946684800",
}

# Imported by Python before everything else: a clock that is three years ahead.
CLOCK = """
import time
_time = time.time
time.time = lambda: _time() + 1e8
"""


def moved(source: Path, target: Path, seed: int) -> Path:
    """Copy a site out of its repository, writing its files in some order and dating them otherwise.

    When files were recorded is for git to say, and its history is not among the records.
    """
    wanted = [source / "mkdocs.yml"]
    project = read_project(source / "mkdocs.yml")
    for folder in (project.events, project.docs, *source.glob("overrides")):
        wanted += sorted(path for path in folder.rglob("*") if path.is_file())
    random.Random(seed).shuffle(wanted)  # noqa: S311 - any order will do
    for number, path in enumerate(wanted):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1e9 + number, 1e9 - number))
    return target


@pytest.fixture(scope="module")
def here(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site, outside its repository."""
    base = tmp_path_factory.mktemp(f"here-{site.name}")
    return sites.build(site.name, moved(site.source, base / "folder", 1), base / "built")


@pytest.fixture(scope="module")
def elsewhere(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site once more: elsewhere, in another order, at another hour."""
    base = tmp_path_factory.mktemp(f"elsewhere-{site.name}")
    (base / "clock").mkdir()
    (base / "clock/sitecustomize.py").write_text(CLOCK, "utf-8")
    env = {**sites.environment(), **ELSEWHERE}
    env["PYTHONPATH"] = os.pathsep.join(filter(None, (str(base / "clock"), env.get("PYTHONPATH"))))
    source = moved(site.source, base / "another" / "folder", 7)
    return sites.build(site.name, source, base / "built", env=env)


def test_the_plugin_builds_the_same_bytes_everywhere(here: Built, elsewhere: Built) -> None:
    assert differing(tree(here.plugin), tree(elsewhere.plugin)) == []


def test_chronicle_build_writes_the_same_bytes_everywhere(here: Built, elsewhere: Built) -> None:
    assert differing(tree(here.project), tree(elsewhere.project)) == []


def test_plain_mkdocs_builds_the_same_pages_everywhere(here: Built, elsewhere: Built) -> None:
    one, other = tree(here.plain), tree(elsewhere.plain)
    dated = {"sitemap.xml", "sitemap.xml.gz"}  # by the clock of plain MkDocs, see test_doors
    assert set(differing(one, other)) <= dated


def test_no_place_of_the_machine_is_in_a_site(site: Built) -> None:
    places = {str(sites.ROOT), str(Path.home()), str(site.plugin.parent)} - {"/", "/root"}
    for folder in (site.plugin, site.project):
        for path, content in tree(folder).items():
            assert not [place for place in places if place.encode() in content], path


def test_pages_are_dated_by_the_records(site: Built) -> None:
    text = (site.plugin / "sitemap.xml").read_text("utf-8")
    listed = bool(read_project(site.source / "mkdocs.yml").url)  # else MkDocs lists no page
    day = max(site.library.day, day_number(1970, 1, 1))  # no earlier one fits the sitemap's archive
    days = {iso(day)} if listed else set()
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == days


def test_today_is_in_no_page(site: Built) -> None:
    now = datetime.datetime.now(datetime.UTC)
    days = {(now + datetime.timedelta(days=one)).date().isoformat() for one in (-1, 0, 1)}
    recorded = " ".join(
        path.read_text("utf-8")
        for folder in (site.source / "events", site.source / "docs")
        for path in folder.rglob("*")
        if path.suffix in {".yml", ".md"}
    )
    days = {day for day in days if day not in recorded}
    for path, content in tree(site.plugin).items():
        assert not [day for day in days if day.encode() in content], path

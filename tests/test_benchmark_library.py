"""What the benchmarks build is sound, the same every time, and as much on both sides."""

from __future__ import annotations

from pathlib import Path as FilePath

import pytest

from benchmarks import library, plain
from benchmarks.processes import BUILD, run
from benchmarks.sites import written
from chronicle.publish import draft

EVENTS = 30


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> FilePath:
    """Write the two projects of a small size."""
    folder = tmp_path_factory.mktemp("benchmark")
    (folder / "ours").mkdir()
    library.write(folder / "ours", EVENTS)
    plain.write(folder / "ours", folder / "plain")
    return folder


def contents(folder: FilePath) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_checks(projects: FilePath) -> None:
    """The rules find nothing wrong, and there are as many records as there should be."""
    found = draft(projects / "ours/events", projects / "ours/docs")
    assert not found.checked.report.failed
    size = library.Size(EVENTS)
    everything = size.events + size.entities + size.sources + size.questions + size.promises
    assert len(found.reading.records) == everything


def test_links_lead_back(projects: FilePath) -> None:
    """Every link of an event leads to one that was certainly earlier."""
    found = draft(projects / "ours/events", None).checked.library
    assert found is not None
    for event in found.events.values():
        for other in (*(one.event for one in event.because), *event.follows, *event.see_also):
            assert found.events[other].date.latest < event.date.earliest


def test_same_seed_same_bytes(tmp_path: FilePath) -> None:
    """Two libraries of one seed are equal; another seed makes another."""
    for name, seed in (("one", 1), ("two", 1), ("other", 2)):
        (tmp_path / name).mkdir()
        library.write(tmp_path / name, EVENTS, seed=seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_markdown() -> None:
    """HTML of ours becomes what an author would write."""
    html = (
        '<h1>A * b</h1><p>One <a href="../e/">two</a> <em>three</em></p>\n<h2 id="claims">C</h2>\n'
        '<ol><li id="claim-c1"><div><p>1. So</p></div><ul><li><a href="https://a.example/">A</a>'
        '</li></ul><p><a href="#claim-c1">#c1</a></p></li></ol>'
    )
    assert plain.markdown(html) == (
        "# A \\* b\n\nOne [two](../e/index.md) *three*\n\n## C { #claims }\n\n"
        "1. 1\\. So · [#c1](#claims)\n    - [A](https://a.example/)\n"
    )


def test_as_many_pages(projects: FilePath) -> None:
    """Both sides have as many pages, with about as much on them."""
    for side in ("ours", "plain"):
        run(projects / side, *BUILD)
    ours, other = (written(projects / side / "site") for side in ("ours", "plain"))
    assert ours.pages == other.pages
    assert ours.headings == other.headings
    assert ours.items == pytest.approx(other.items, rel=0.1)
    assert ours.links == pytest.approx(other.links, rel=0.15)
    assert ours.text == pytest.approx(other.text, rel=0.1)

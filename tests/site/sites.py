"""The sites under test, and the programs that build and show them."""

from __future__ import annotations

import fcntl
import functools
import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

import yaml

from chronicle.library import Library
from chronicle.problems import Report
from chronicle.publish import draft
from chronicle.reading.project import read_project

ROOT = Path(__file__).parents[2]

FOLDERS = {
    "own": ROOT,
    "full": ROOT / "tests" / "sites" / "full",
    "minimal": ROOT / "tests" / "sites" / "minimal",
}
"""Every site by name: the repository's own, and the fixtures."""

NAMES = [name for name, folder in FOLDERS.items() if (folder / "mkdocs.yml").is_file()]

ADMISSIBLE = {
    "sitemap.xml": "MkDocs dates pages by its clock; the plugin dates them by the records; "
    "the pages stand in the order in which MkDocs came upon their files",
    "sitemap.xml.gz": "the same, compressed",
    "search/search_index.json": "pages stand in the order in which MkDocs came upon their files",
}
"""Files that need not be the same byte for byte, each with the reason; they are compared by meaning."""

# A test decides what a program is told; what the machine says of itself stays outside.
_KEPT = ("PATH", "HOME", "VIRTUAL_ENV", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")

# `chronicle` cannot be imported in a program that begins like this.
_BLOCKED = "import sys; sys.modules['chronicle'] = None; "
_MKDOCS = "from mkdocs.__main__ import cli; cli(prog_name='mkdocs')"


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a program: little, and the same everywhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "LC_ALL": "C.UTF-8", **more}


def run(
    *command: str, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program and catch all that it says."""
    return subprocess.run(
        command,
        cwd=cwd,
        env=dict(env) if env is not None else environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def chronicle(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `chronicle`."""
    return run(sys.executable, "-m", "chronicle", *map(str, arguments), cwd=cwd, env=env)


def check(site: Path) -> Report:
    """Check a site as every command does, without the cost of a program of its own."""
    return draft(site / "events", site / "docs").checked.report


def mkdocs(
    *arguments: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    blocked: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run `mkdocs`; with `blocked`, where `chronicle` does not exist."""
    program = (_BLOCKED if blocked else "") + _MKDOCS
    return run(sys.executable, "-c", program, *map(str, arguments), cwd=cwd, env=env)


def succeeded(done: subprocess.CompletedProcess[str]) -> None:
    """Insist that a program did what it was asked for."""
    assert done.returncode == 0, f"{done.args}\n{done.stdout}\n{done.stderr}"


def build_by_plugin(
    source: Path, target: Path, *, strict: bool = True, env: Mapping[str, str] | None = None
) -> None:
    """Build a site through the plugin."""
    options = ["--strict"] if strict else []
    succeeded(mkdocs("build", "-q", *options, "-d", target, cwd=source, env=env))


def build_project(source: Path, target: Path, *, env: Mapping[str, str] | None = None) -> None:
    """Write a site as a project of plain Markdown."""
    succeeded(chronicle("build", target, cwd=source, env=env))


def build_plainly(
    project: Path, target: Path, *, strict: bool = True, env: Mapping[str, str] | None = None
) -> None:
    """Build a project of plain Markdown by an MkDocs that cannot import `chronicle`."""
    options = ["--strict"] if strict else []
    done = mkdocs("build", "-q", *options, "-d", target, cwd=project, env=env, blocked=True)
    succeeded(done)


@dataclass(frozen=True)
class Built:
    """A site built through both doors.

    `source` holds mkdocs.yml; `plugin` is what the plugin built; `project` is what `chronicle build`
    wrote, and `plain` what MkDocs alone made of that.
    """

    name: str
    source: Path
    plugin: Path
    project: Path
    plain: Path

    @functools.cached_property
    def library(self) -> Library:
        """What the records of the site say."""
        project = read_project(self.source / "mkdocs.yml")
        library = draft(project.events, project.docs).checked.library
        assert library is not None
        return library

    @functools.cached_property
    def root(self) -> str:
        """The path of the site's root in its address, as in /timeline/."""
        url = read_project(self.source / "mkdocs.yml").url
        return urlsplit(url).path or "/"


def build(
    name: str,
    source: Path,
    target: Path,
    *,
    strict: bool = True,
    env: Mapping[str, str] | None = None,
) -> Built:
    """Build a site through both doors, unless that has been done in this run of the tests."""
    built = Built(name, source, target / "plugin", target / "project", target / "plain")
    with _once(target) as first:
        if first:
            build_by_plugin(source, built.plugin, strict=strict, env=env)
            build_project(source, built.project, env=env)
            build_plainly(built.project, built.plain, strict=strict, env=env)
    return built


def build_once(source: Path, target: Path) -> Path:
    """Build a site through the plugin alone, unless that has been done in this run of the tests."""
    with _once(target) as first:
        if first:
            build_by_plugin(source, target / "plugin", strict=False)
    return target / "plugin"


@contextmanager
def _once(target: Path) -> Iterator[bool]:
    """Tell whether a folder has yet to be filled; other workers wait until it is."""
    target.mkdir(parents=True, exist_ok=True)
    with (target / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not (target / "done").exists()
        (target / "done").touch()


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder: path and content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the paths at which two trees are not the same, a file missing from one among them."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def write_record(path: Path, record: object) -> None:
    """Write a record; JSON is YAML, and quotes whatever needs quotes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_small_site(folder: Path) -> Path:
    """Write a site of two events, as small as a site can be that has everything to break."""
    config = {
        "site_name": "Small",
        "site_url": "https://example.org/small/",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"chronicle": {}}],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("---\ndescription: Small.\n---\n\n# Front\n", "utf-8")
    (folder / "docs" / "page.md").write_text(
        "---\ndescription: A page.\n---\n\n# A page\n\n[First](event:first)\n", "utf-8"
    )
    events = folder / "events"
    write_record(events / "timeline.yml", {"title": "Small", "lanes": {"main": "Main"}})
    write_record(events / "entities" / "press.yml", {"name": "Press", "kind": "publication"})
    write_record(events / "entities" / "paper.yml", {"name": "Paper", "kind": "publication"})
    for name, publisher in (("report", "press"), ("other", "paper")):
        source = {"title": name.title(), "publisher": publisher, "published": "2025-02-01"}
        write_record(events / "sources" / f"{name}.yml", source)
    for name, day in (("first", "2025-01-01"), ("second", "2025-01-02")):
        write_record(
            events / f"{name}.yml",
            {
                "title": f"The {name} event",
                "date": day,
                "lane": "main",
                "claims": [
                    {
                        "text": f"It was the {name}.",
                        "cite": [
                            {"source": "report", "by": {"entity": "press"}},
                            {"source": "other", "by": {"entity": "paper"}},
                        ],
                    }
                ],
            },
        )
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Shows a site as a plain web server does: with its page for addresses that do not exist."""

    root: ClassVar[str] = "/"
    protocol_version = "HTTP/1.0"

    def translate_path(self, path: str) -> str:
        """Find the file below the site's root."""
        steps = unquote(urlsplit(path).path)
        inside = steps.removeprefix(self.root) if steps.startswith(self.root) else "not/there"
        return super().translate_path("/" + inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def shown(folder: Path, root: str = "/") -> Iterator[str]:
    """Show a built site at an address of this machine, as long as it is needed."""
    handler = type("Handler", (_Quiet,), {"root": root})
    serving = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serving) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{root}"
        finally:
            server.shutdown()
            thread.join()

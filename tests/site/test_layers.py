"""Imports point downwards, and only the plugin knows MkDocs."""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sites

PACKAGE = sites.ROOT / "generator" / "chronicle"

LAYERS: tuple[set[str], ...] = (
    {"problems", "dates"},
    {"records"},
    {"knowledge"},
    {"reading", "library"},
    {"reasoning"},
    {"checks", "review", "history"},
    {"present"},
    {"exports"},
    {"publish"},
    {"plain"},
    {"schema", "cli", "plugin"},
    {"__init__", "__main__"},
)
"""From the bottom to the top; the parts of one layer do not know one another."""

ALSO: dict[str, set[str]] = {
    "cli": {"plain", "schema"},
    "__main__": {"cli"},
}
"""What a part may import of its own layer."""

ONLY: dict[str, set[str]] = {"schema": {"records"}}
"""Parts that may import these alone."""

FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "common",
    "misc",
    "tools",
    "core",
    "base",
}
LONG = 400
PLUGIN = 250

MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if not any(step.startswith(".") for step in path.parts)
)


def name_of(path: Path) -> str:
    steps = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(steps[:-1] if steps[-1] == "__init__" else steps)


def part_of(name: str) -> str:
    """Return the part of the package that a module belongs to."""
    steps = name.split(".")
    return steps[1] if len(steps) > 1 else "__init__"


def imported(path: Path) -> Iterator[str]:
    """Find everything that a module imports, wherever in it."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            relative = "." * node.level + (node.module or "")
            module = importlib.util.resolve_name(relative, package) if node.level else relative
            # `from chronicle import plain` names a module, `from chronicle.plain import x` a value.
            yield from (f"{module}.{alias.name}" for alias in node.names)


def layer(part: str) -> int:
    found = [number for number, parts in enumerate(LAYERS) if part in parts]
    assert found, f"{part} is in no layer: architecture.md says where a new part belongs"
    return found[0]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_downwards(path: Path) -> None:
    here = part_of(name_of(path))
    for name in imported(path):
        if name.split(".")[0] != "chronicle":
            continue
        there = part_of(name)
        if there == here:
            continue
        lower = layer(there) < layer(here) or there in ALSO.get(here, set())
        assert lower, f"{name_of(path)} imports {name}"
        if here in ONLY:
            assert there in ONLY[here], f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_plugin_names_mkdocs(path: Path) -> None:
    engines = {"mkdocs", "material", "properdocs", "zensical", "markdown"}
    found = {name.split(".")[0] for name in imported(path)} & engines
    assert not found or path.name == "plugin.py", found


def test_everything_but_the_plugin_works_without_mkdocs() -> None:
    names = [name_of(path) for path in MODULES if path.name not in {"plugin.py", "__main__.py"}]
    program = (
        "import importlib, sys\n"
        "for name in ('mkdocs', 'material', 'markdown', 'pymdownx'):\n"
        "    sys.modules[name] = None\n"
        f"for name in {names!r}:\n"
        "    importlib.import_module(name)\n"
    )
    sites.succeeded(sites.run(sys.executable, "-W", "error", "-c", program))
    assert len(names) > 30


def test_a_site_is_written_without_mkdocs(small: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['mkdocs'] = sys.modules['material'] = None\n"
        "from chronicle.cli import main; main(['build', sys.argv[1]])"
    )
    done = sites.run(sys.executable, "-c", program, str(tmp_path / "out"), cwd=small)
    sites.succeeded(done)


def test_the_plugin_is_small_enough_to_lose() -> None:
    assert len((PACKAGE / "plugin.py").read_text("utf-8").splitlines()) <= PLUGIN


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_long_modules_say_why(path: Path) -> None:
    text = path.read_text("utf-8")
    if len(text.splitlines()) > LONG:
        assert "long" in (ast.get_docstring(ast.parse(text)) or "")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_modules_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    if text.strip():
        parsed = ast.parse(text)
        assert ast.get_docstring(parsed)
        assert len(parsed.body) == 1 or "from __future__ import annotations" in text
    assert not set(path.relative_to(PACKAGE).with_suffix("").parts) & FORBIDDEN


def test_the_layers_name_what_exists() -> None:
    parts = {part_of(name_of(path)) for path in MODULES}
    planned = {"reasoning", "review", "history", "exports"}
    assert parts <= set().union(*LAYERS)
    assert set().union(*LAYERS) - parts <= planned

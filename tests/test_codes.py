"""The registry of findings: complete, without anything superfluous, and each example shows its code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import chronicle
from chronicle.checks.registry import CODES, Code
from chronicle.problems import Severity
from chronicle.records import KINDS
from folders import BASE, MakeSite, checked, write

# Codes that cannot come alone, and which they bring with them.
COMPANIONS = {"unknown-key": {"missing-key"}}  # the key that was meant


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_example_shows_its_code_and_no_other(
    code: Code, site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(code, site, monkeypatch)
    where = code.file if code.file.startswith("docs/") else f"events/{code.file}"
    found = {
        (problem.code, problem.place.file)
        for problem in checked(root).report
        # What is told for information is true of nearly every small record.
        if problem.severity is not Severity.INFORMATION
        or (problem.code == code.name and problem.place.file == where)
    }
    expected = {code.name, *COMPANIONS.get(code.name, ())}
    assert found == {(name, where) for name in expected}


def make(code: Code, site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a site with the code's example in it."""
    root = site({**code.beside})
    file = root / code.file if code.file.startswith("docs/") else root / "events" / code.file
    text = code.example
    if code.make == "link":
        (root / text.strip().removeprefix("../../")).write_text("title: Nobody's business\n")
        file.symlink_to(text.strip())
    elif code.make == "missing":
        file.unlink()
    elif code.make == "unreadable":
        refuse(file, monkeypatch)
    elif code.make == "latin-1":
        file.write_bytes(text.encode("latin-1"))
    elif code.make == "long":
        write(root, {code.file: f"{text.rstrip()} {'x' * 10_000}\n"})
    elif code.make == "large":
        write(root, {code.file: f"{text}#{'x' * 1_000_000}\n"})
    else:
        write(root, {code.file: text})
    return root


def refuse(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a file that may not be opened, even by those who may open everything."""
    file.write_text("title: Nobody sees this\n")
    read_bytes = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path == file:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refused)


def test_the_base_of_all_examples_is_valid(site: MakeSite) -> None:
    found = checked(site()).report
    assert all(problem.severity is Severity.INFORMATION for problem in found)
    assert len(BASE) == 4


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.name)
def test_every_code_says_why_in_whole_sentences(code: Code) -> None:
    assert code.why == " ".join(code.why.split())
    assert code.why.endswith(".")
    assert code.example.strip()


def test_every_code_in_the_source_is_in_the_registry_and_the_other_way_round() -> None:
    package = Path(chronicle.__file__ or "").parent
    used = {
        code
        for folder in ("reading", "checks", "records")
        for file in sorted((package / folder).glob("*.py"))
        for code in codes_in(ast.parse(file.read_text("utf-8")))
    }
    assert used == set(CODES)


CALLS = ("Problem", "Finding", "fault", "_problem", "_warn")
"""What is called with a code."""

FILLED = {
    "unknown-{ref.kind}": [f"unknown-{kind}" for kind in KINDS],
    "unknown-{reference.target.kind}": [f"unknown-{kind}" for kind in KINDS],
    "unknown-{what}": ["unknown-lane", "unknown-kind", "unknown-tag"],
}
"""What codes with a place-holder become."""

CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+|alias|anchor|cycle|tag")


def codes_in(tree: ast.Module) -> Iterator[str]:
    """Find the codes with which problems are made."""
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in CALLS
        named = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code"
        values = node.args[:2] if called else [node.value] if named else []
        for value in values:
            if isinstance(value, ast.JoinedStr):
                yield from FILLED.get(ast.unparse(value)[2:-1], ())
            elif isinstance(value, ast.Constant) and CODE.fullmatch(str(value.value)):
                yield str(value.value)

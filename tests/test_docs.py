"""The documentation fails here when it lags behind the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

import chronicle
from chronicle.cli import main
from chronicle.problems import Severity
from chronicle.publish import draft
from chronicle.reading.compose import compose
from chronicle.reading.project import read_project
from chronicle.records import MODELS, Timeline
from chronicle.records.embed import VIEWS, Embed
from chronicle.records.entity import ENTITY_KINDS, Links
from chronicle.records.event import Answer, Cause, Claim, Figure, Participant, Picture
from chronicle.records.promise import Expectation, Outcome
from chronicle.records.question import Settlement
from chronicle.records.record import Acceptance, Citation, Correction, Voice, Withdrawal
from chronicle.records.source import SOURCE_KINDS
from chronicle.records.timeline import Term

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "contribute"
PARTS = (
    Timeline, Term, Participant, Answer, Claim, Cause, Figure, Picture, Citation, Voice,
    Withdrawal, Correction, Acceptance, Links, Settlement, Expectation, Outcome,
    *MODELS.values(),
)  # fmt: skip


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def test_the_examples_of_the_format_are_valid_together(tmp_path: Path) -> None:
    events = tmp_path / "events"
    written = {}
    for block in blocks(DOCS / "records.md", "yaml"):
        path = re.match(r"# (events/\S+\.yml)\n", block)
        assert path, f"an example does not say which file it is: {block[:60]}"
        written[path[1]] = block
    beside = {
        "events/entities/harbour-council.yml": "name: Harbour council\nkind: government",
        "events/entities/courier.yml": "name: The Courier\nkind: publication",
        "events/sources/minutes-2024-03.yml": (
            "title: Minutes\npublisher: harbour-council\npublished: 2024-03-12\nkind: document"
        ),
        "events/sources/ministry-2025-06.yml": (
            "title: Statement\npublisher: harbour-council\npublished: 2025-06-12\nkind: statement"
        ),
    }
    for path, text in {**beside, **written}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (events / "images").mkdir()
    (events / "images" / "slip.png").write_bytes(b"")
    report = draft(events, None).checked.report
    assert not report.failed
    # The example that shows every key is withdrawn, and takes what only it speaks of with it.
    warnings = {one.code for one in report if one.severity is Severity.WARNING}
    assert warnings <= {"withdrawn-target", "stale-acceptance", "unlinked-record"}
    assert {path.split("/")[1] for path in written} >= {
        "entities",
        "sources",
        "questions",
        "promises",
    }


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_every_key_is_in_the_format(model: type[BaseModel]) -> None:
    text = (DOCS / "records.md").read_text("utf-8")
    for name, field in model.model_fields.items():
        if not field.exclude:
            assert (
                re.search(rf"\b{name}\b[`:]|\b{name}:", text)
                or f"wikidata, {name}" in text
                or (model is Links and name in text)
            ), f"{model.__name__}.{name} is not explained"


@pytest.mark.parametrize("words", [ENTITY_KINDS, SOURCE_KINDS])
def test_every_kind_is_in_the_format(words: tuple[str, ...]) -> None:
    text = (DOCS / "records.md").read_text("utf-8")
    assert all(re.search(rf"\b{word}\b", text) for word in words)


def test_every_key_has_a_description() -> None:
    for model in (*PARTS, Embed):
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"


def test_every_view_and_option_of_embeds_is_explained() -> None:
    text = (DOCS / "generator.md").read_text("utf-8")
    table = re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE)
    assert [view for view in table if view in VIEWS] == list(VIEWS)
    for name in Embed.model_fields:
        assert f"`{name}" in text or f"{name}:" in text, name


def test_every_command_is_explained() -> None:
    text = (DOCS / "generator.md").read_text("utf-8")
    for name, command in main.commands.items():
        assert f"| `chronicle {name}" in text, name
        assert command.help
        for option in command.params:
            assert getattr(option, "help", "") or option.param_type_name == "argument", option.name


@pytest.mark.parametrize(
    "page",
    sorted((ROOT / "docs").rglob("*.md")),
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_page_has_a_title_and_a_description(page: Path) -> None:
    # MkDocs prints front matter that is not YAML as the text of the page.
    front = re.match(r"---\n(.*?)\n---\n", page.read_text("utf-8"), re.DOTALL)
    assert front
    meta = yaml.safe_load(front[1])
    assert meta["title"]
    assert 40 <= len(meta["description"]) <= 200


def test_the_readme_is_short_and_its_record_is_the_short_form() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 60
    (record,) = blocks(ROOT / "README.md", "yaml")
    node, problems = compose(record, "README.md")
    assert node is not None
    assert not problems
    values = node.plain()
    assert isinstance(values, dict)
    MODELS["event"].model_validate({**values, "id": "r1-release"})


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for goal in re.findall(r"`?make ([a-z]+)", text):
        assert re.search(rf"^{goal}:", makefile, re.MULTILINE), goal


def test_the_plan_of_the_code_names_every_room_and_dependency() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    package = ROOT / "generator" / "chronicle"
    for path in package.iterdir():
        if path.name.startswith(("_", ".")):
            continue
        name = f"{path.name}/" if path.is_dir() else path.name
        assert f"`{name}`" in text, name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]["dev"]
    pinned = (ROOT / "constraints.txt").read_text("utf-8").lower().replace("_", "-")
    for requirement in (*project["dependencies"], *extras):
        name = re.match(r"[A-Za-z0-9_.-]+", requirement)
        assert name
        assert re.search(rf"^{name[0]}==", pinned, re.MULTILINE), f"{name[0]} is not pinned"
        if name[0] not in {"markupsafe", "types-pyyaml"}:
            assert f"`{name[0]}`" in text, f"nothing says why {name[0]} is there"


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## Unreleased$", text, re.MULTILINE)


def test_the_two_licences_are_said_in_both_places() -> None:
    for name in ("README.md", "LICENSE"):
        text = (ROOT / name).read_text("utf-8")
        assert "MIT" in text
        assert "CC BY 4.0" in text


def test_the_public_api_is_what_it_says() -> None:
    assert chronicle.__all__ == sorted(chronicle.__all__)
    for name in chronicle.__all__:
        assert getattr(chronicle, name) is not None
    public = {name for name in vars(chronicle) if not name.startswith("_")}
    modules = {name for name in public if type(getattr(chronicle, name)).__name__ == "module"}
    assert public - modules - {"annotations"} == set(chronicle.__all__)


def test_the_repositorys_own_records_have_no_findings() -> None:
    project = read_project(ROOT / "mkdocs.yml")
    report = draft(project.events, project.docs).checked.report
    worth_a_look = [one for one in report if one.severity is not Severity.INFORMATION]
    assert worth_a_look == []

"""The command `chronicle`, as somebody uses it."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

import sites
from chronicle.cli import main
from chronicle.cli.report import as_json, github, text
from chronicle.problems import Place, Problem, Report, Severity
from chronicle.records import FOLDERS
from chronicle.schema import DIALECT, schemas
from sites import chronicle

SCHEMA = sites.ROOT / "docs" / "schema"
COMMANDS = ("check", "build", "schema")


def invoke(*arguments: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, [*map(str, arguments)], prog_name="chronicle")


@pytest.fixture
def here(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small site, in which commands are given."""
    monkeypatch.chdir(small)
    return small


def break_records(site: Path) -> None:
    for name in ("first", "second"):
        path = site / f"events/{name}.yml"
        broken = path.read_text("utf-8").replace('"source": "report"', '"source": "reprot"')
        path.write_text(broken.replace('"lane": "main"', '"lane": "mian"'), "utf-8")
    (site / "events/stray.bin").write_bytes(b"")


def test_help_names_every_command() -> None:
    done = chronicle("--help")
    assert done.returncode == 0
    assert done.stderr == ""
    for command in COMMANDS:
        assert re.search(rf"^  {command}\s+\S", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_helps(command: str, option: str) -> None:
    done = invoke(command, option)
    assert done.exit_code == 0
    assert done.output.startswith(f"Usage: chronicle {command}")


def test_the_version_is_told() -> None:
    done = invoke("--version")
    assert done.exit_code == 0
    assert re.search(r"\d+\.\d+\.\d+", done.output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["chekc"],
        ["check", "--format", "xml"],
        ["check", "--events", "nowhere"],
        ["check", "-f", "docs"],
        ["check", "more"],
        ["build"],
        ["schema"],
        ["schema", "--out", "mkdocs.yml"],
    ],
)
def test_misuse_ends_with_2(here: Path, arguments: list[str]) -> None:
    before = sites.tree(here)
    done = invoke(*arguments)
    assert done.exit_code == 2, done.output
    assert sites.tree(here) == before


def test_a_configuration_that_is_no_yaml_ends_with_2(here: Path) -> None:
    (here / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    done = invoke("check")
    assert done.exit_code == 2
    assert "mkdocs.yml" in done.output


def test_a_configuration_that_was_named_and_is_not_there_ends_with_2(here: Path) -> None:
    assert invoke("check", "-f", here / "mkdosc.yml").exit_code == 2


# check ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "printed"), [("text", "No findings.\n"), ("github", "")])
@pytest.mark.usefixtures("here")
def test_no_findings_end_with_0(form: str, printed: str) -> None:
    done = invoke("check", "--format", form)
    assert (done.exit_code, done.output) == (0, printed)


@pytest.mark.usefixtures("here")
def test_no_findings_are_a_list_too() -> None:
    done = invoke("check", "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"findings": [], "failed": False}


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_errors_end_with_1(here: Path, form: str) -> None:
    break_records(here)
    done = invoke("check", "--format", form)
    assert done.exit_code == 1
    assert "unknown-source" in done.stdout


def test_a_warning_ends_with_0(here: Path) -> None:
    (here / "events/stray.bin").write_bytes(b"")
    done = invoke("check")
    assert done.exit_code == 0
    assert done.output.startswith("warning: events/stray.bin:1:1: stray-file: ")
    assert done.output.endswith("0 errors, 1 warning.\n")


def test_findings_say_where_and_what_to_write_instead(here: Path) -> None:
    break_records(here)
    done = invoke("check")
    lines = done.output.splitlines()
    assert "events/first.yml:4:" in lines[0]
    assert "(did you mean main?)" in lines[0]
    assert any("(did you mean report?)" in line for line in lines)
    assert lines[-1] == "4 errors, 1 warning."


def test_findings_are_sorted_by_place(here: Path) -> None:
    break_records(here)
    findings = json.loads(invoke("check", "--format", "json").stdout)["findings"]
    keys = [(one["file"], one["line"], one["column"], one["code"]) for one in findings]
    assert len(keys) == 5
    assert keys == sorted(keys)
    places = [line.rpartition(": ")[0] for line in invoke("check").output.splitlines()]
    assert len(places) == 6


def test_findings_are_the_same_in_every_form(here: Path) -> None:
    break_records(here)
    findings = json.loads(invoke("check", "--format", "json").stdout)["findings"]
    words = invoke("check", "--format", "text").output
    annotations = invoke("check", "--format", "github").output.splitlines()
    assert len(annotations) == len(findings)
    for one, annotation in zip(findings, annotations, strict=True):
        assert f"{one['file']}:{one['line']}:{one['column']}: {one['code']}: " in words
        assert f"file={one['file']},line={one['line']},col={one['column']}," in annotation
        assert annotation.startswith(f"::{one['severity']} ")


def test_findings_are_printed_where_the_terminal_knows_only_ascii(here: Path) -> None:
    path = here / "events/first.yml"
    path.write_text(path.read_text("utf-8").replace('"main"', '"深度求索"'), "utf-8")
    env = {**sites.environment(), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for form in ("text", "json", "github"):
        done = chronicle("check", "--format", form, cwd=here, env=env)
        assert done.returncode == 1, done.stderr
        assert "Traceback" not in done.stderr


def test_other_folders_can_be_named(here: Path, tmp_path: Path) -> None:
    break_records(here)
    good = sites.write_small_site(tmp_path / "good")
    assert invoke("check").exit_code == 1
    assert invoke("check", "--events", good / "events").exit_code == 0
    assert invoke("check", "-f", good / "mkdocs.yml").exit_code == 0
    assert invoke("check", "--config-file", good / "mkdocs.yml").exit_code == 0


def test_another_folder_of_pages_can_be_named(here: Path, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "index.md").write_text("# Front\n\n[Nothing](event:nothing)\n", "utf-8")
    assert invoke("check").exit_code == 0
    done = invoke("check", "--docs", pages)
    assert done.exit_code == 1
    assert "index.md:3:" in done.output
    (here / "docs/index.md").write_text("[Nothing](event:nothing)\n", "utf-8")
    assert invoke("check").exit_code == 1


def test_places_are_as_seen_from_where_the_command_was_given(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_records(here)
    monkeypatch.chdir(here.parent)
    assert "small/events/first.yml:" in invoke("check", "-f", "small/mkdocs.yml").output
    monkeypatch.chdir(here / "events")
    assert "first.yml:" in invoke("check", "-f", "../mkdocs.yml").output


NASTY = Problem(
    "bad-id",
    "100% wrong:\r\n::error::injected, or %0A not",
    Place("events/a,b:c%d.yml", 3, 4),
    "first\nsecond",
    Severity.WARNING,
)


def test_annotations_cannot_be_forged() -> None:
    written = github(Report.of([NASTY]))
    assert written == (
        "::warning file=events/a%2Cb%3Ac%25d.yml,line=3,col=4,title=bad-id"
        "::100%25 wrong:%0D%0A::error::injected, or %250A not (first%0Asecond)"
    )


def test_json_keeps_every_word() -> None:
    found = json.loads(as_json(Report.of([NASTY])))
    assert found == {
        "failed": False,
        "findings": [
            {
                "code": "bad-id",
                "severity": "warning",
                "message": NASTY.message,
                "hint": NASTY.hint,
                "file": NASTY.place.file,
                "line": 3,
                "column": 4,
            }
        ],
    }


def test_findings_are_counted_in_words() -> None:
    errors = [Problem("x", "y", Place("a", line)) for line in (1, 2)]
    less = [Problem("x", "y", Place("a"), severity=Severity.WARNING)]
    less.append(Problem("x", "y", Place("a"), severity=Severity.INFORMATION))
    assert text(Report.of()) == "No findings."
    assert text(Report.of(errors[:1])).endswith("\n1 error, 0 warnings.")
    assert "\n2 errors, 1 warning, 1 for information" in text(Report.of(errors, less))


def test_a_finding_about_several_lines_is_one_line_of_text(here: Path) -> None:
    path = here / "events/first.yml"
    record = json.loads(path.read_text("utf-8"))
    forged = "x\nevents/second.yml:1:1: bad-id: forged"
    for key in ("date", "lane", "highlight", "title", "entities", "former_ids", forged):
        sites.write_record(path, {**record, key: forged})
        lines = invoke("check").output.splitlines()
        assert not [line for line in lines if line.startswith("events/second.yml")], key


# schema ---------------------------------------------------------------------------------------------


def test_the_committed_schema_is_current(tmp_path: Path) -> None:
    done = invoke("schema", "--out", tmp_path / "new")
    assert done.exit_code == 0
    assert sites.tree(tmp_path / "new") == sites.tree(SCHEMA), (
        "run: chronicle schema --out docs/schema"
    )
    assert sites.tree(SCHEMA).keys() == {name for name, _ in schemas()}


@pytest.mark.parametrize("path", sorted(SCHEMA.glob("*.json")), ids=lambda path: path.stem)
def test_every_schema_is_a_schema(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    assert schema["$schema"] == DIALECT
    Draft202012Validator.check_schema(schema)
    assert "id" not in schema["properties"]
    for name, described in schema["properties"].items():
        assert described.get("description"), f"{name} has no description for those who type it"


def loaded(path: Path) -> Any:
    """Load a record as an editor's YAML plug-in does: by the core schema of YAML 1.2."""
    value = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return json.loads(json.dumps(value, default=str))


def kind_of(path: Path, events: Path) -> str:
    first = path.relative_to(events).parts[0]
    if first == "timeline.yml":
        return "timeline"
    shelves = {folder: kind for kind, folder in FOLDERS.items() if kind != "event"}
    return str(shelves.get(first, "event"))


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((SCHEMA / f"{kind}.json").read_text("utf-8")))


@pytest.mark.parametrize("name", sites.NAMES)
def test_every_record_is_valid_by_its_schema(name: str) -> None:
    events = sites.FOLDERS[name] / "events"
    faults = [
        f"{path.relative_to(events)}: {error.json_path}: {error.message[:200]}"
        for path in sorted(events.rglob("*.yml"))
        for error in validator(kind_of(path, events)).iter_errors(loaded(path))
    ]
    assert faults == []


GOOD: dict[str, dict[str, Any]] = {
    "event": {
        "title": "T",
        "date": "2025-01-01",
        "lane": "main",
        "claims": [{"text": "C.", "cite": "s"}],
    },
    "entity": {"name": "N", "kind": "person"},
    "source": {"title": "T", "publisher": "p", "published": 2025},
    "question": {"title": "Q?"},
    "promise": {"title": "T", "by": "p", "expected": [{"date": "none", "cite": "s"}]},
    "timeline": {"title": "T", "lanes": {"main": "Main"}},
}


@pytest.mark.parametrize("kind", GOOD)
def test_the_short_form_is_valid_by_its_schema(kind: str) -> None:
    assert list(validator(kind).iter_errors(GOOD[kind])) == []


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("event", {"title": None}),
        ("event", {"titel": "T"}),
        ("event", {"title": ""}),
        ("event", {"title": ["T"]}),
        ("event", {"date": None}),
        ("event", {"date": ["2025"]}),
        ("event", {"lane": "Main Lane"}),
        ("event", {"lane": "x" * 81}),
        ("event", {"id": "first"}),
        ("event", {"highlight": "yes"}),
        ("event", {"claims": [{"cite": "s"}]}),
        ("event", {"claims": [{"text": "C.", "cite": {"source": "s", "stance": "doubts"}}]}),
        ("event", {"claims": [{"text": "C.", "cite": {"by": {"entity": "e"}}}]}),
        ("event", {"because": [{"event": "e", "through": "rumour"}]}),
        ("event", {"images": [{"file": "/etc/passwd", "alt": "a", "credit": "c", "licence": "l"}]}),
        ("event", {"figures": [{"title": "F", "total": ["1"]}]}),
        ("entity", {"kind": "robot"}),
        ("entity", {"links": {"website": "javascript:alert(1)"}}),
        ("entity", {"links": {"myspace": "https://example.org/"}}),
        ("entity", {"names": {"Chinese!": "x"}}),
        ("source", {"publisher": None}),
        ("source", {"url": "ftp://example.org/"}),
        ("source", {"language": "English, mostly"}),
        ("source", {"read": "twice"}),
        ("question", {"state": "closed"}),
        ("question", {"settled_by": {"claim": "c1"}}),
        ("promise", {"expected": [{"cite": "s"}]}),
        ("promise", {"outcome": "broken"}),
        ("timeline", {"lanes": None}),
        ("timeline", {"lanes": {"Main Lane": "Main"}}),
        ("timeline", {"lanes": ["main"]}),
    ],
)
def test_faulty_records_are_not_valid_by_their_schema(kind: str, changed: dict[str, Any]) -> None:
    record = {**copy.deepcopy(GOOD[kind]), **changed}
    record = {key: value for key, value in record.items() if value is not None}
    assert list(validator(kind).iter_errors(record)) != []

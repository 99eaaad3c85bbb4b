"""The third clock: small repositories with known days, and what is told of their files."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronicle.dates import iso
from chronicle.history import History, Recorded, history

TEXT = "title: The bridge opens\n" + "".join(f"line {number}\n" for number in range(20))


class Repository:
    """A repository in which every commit has the day that it is given."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "events"
        self.folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, day: str = "2025-01-01") -> str:
        stamp = day if "T" in day else f"{day}T12:00:00+0000"
        env = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": "1999-12-31T12:00:00+0000",
            "GIT_COMMITTER_DATE": stamp,
            **{
                f"GIT_{who}_{what}": "a@b.example"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        ran = subprocess.run(
            ["git", *arguments], cwd=self.root, env=env, check=True, capture_output=True
        )
        return ran.stdout.decode().strip()

    def write(self, path: str, content: str = TEXT) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")

    def commit(self, day: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change", day=day)
        return self.git("rev-parse", "HEAD")

    @property
    def told(self) -> History:
        return history(self.folder)


@pytest.fixture(autouse=True)
def _no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "site")


def said(one: Recorded) -> str:
    """Say what is known: `2025-01-01 2025-02-01 recorded`."""
    return " ".join(
        [*("?" if day is None else iso(day) for day in (one.added, one.changed)), one.state]
    )


def files(told: History) -> dict[str, str]:
    return {path: said(one) for path, one in told.files.items()}


def steps(told: History, path: str) -> list[str]:
    return [" ".join(filter(None, [iso(one.day), one.kind, one.was])) for one in told.changes[path]]


def test_added_and_changed(repository: Repository) -> None:
    repository.write("a.yml")
    repository.write("2025/b.yml", "b\n")
    first = repository.commit("2025-01-20")
    repository.write("a.yml", TEXT + "more\n")
    second = repository.commit("2025-02-03")
    told = repository.told
    assert files(told) == {
        "2025/b.yml": "2025-01-20 2025-01-20 recorded",
        "a.yml": "2025-01-20 2025-02-03 recorded",
    }
    assert [told.files[path].commit for path in ("2025/b.yml", "a.yml")] == [first, second]
    assert steps(told, "a.yml") == ["2025-01-20 added", "2025-02-03 changed"]
    assert [one.commit for one in told.changes["a.yml"]] == [first, second]
    assert told.get("a.yml") == told.files["a.yml"]
    assert told.get("c.yml") is None
    assert told.reason == ""


def test_days_are_those_of_the_committer_in_utc(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-20T23:30:00-0200")
    repository.write("b.yml", "b\n")
    repository.commit("2025-01-20T00:30:00+0200")
    repository.write("c.yml", "c\n")
    repository.commit("1970-01-01T00:00:01+0000")
    assert files(repository.told) == {
        "a.yml": "2025-01-21 2025-01-21 recorded",
        "b.yml": "2025-01-19 2025-01-19 recorded",
        "c.yml": "1970-01-01 1970-01-01 recorded",
    }


def test_a_renamed_file_keeps_its_history(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.write("a.yml", TEXT + "more\n")
    repository.commit("2025-01-02")
    repository.git("mv", "events/a.yml", "events/b.yml")
    repository.commit("2025-01-03")
    assert files(repository.told) == {"b.yml": "2025-01-01 2025-01-03 recorded"}
    assert steps(repository.told, "b.yml") == [
        "2025-01-01 added",
        "2025-01-02 changed",
        "2025-01-03 renamed a.yml",
    ]


def test_renamed_and_changed_in_one_commit_and_renamed_again(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("mv", "events/a.yml", "events/b.yml")
    repository.write("b.yml", TEXT + "more\n")
    repository.commit("2025-01-02")
    repository.write("2025/c.yml", "")
    repository.git("mv", "--force", "events/b.yml", "events/2025/c.yml")
    repository.commit("2025-01-03")
    assert files(repository.told) == {"2025/c.yml": "2025-01-01 2025-01-03 recorded"}
    assert steps(repository.told, "2025/c.yml") == [
        "2025-01-01 added",
        "2025-01-02 renamed a.yml",
        "2025-01-03 renamed b.yml",
    ]


def test_a_new_file_under_a_name_that_was_given_up_has_its_own_history(
    repository: Repository,
) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("mv", "events/a.yml", "events/b.yml")
    repository.commit("2025-01-02")
    repository.write("a.yml", "quite another thing\n")
    repository.commit("2025-01-03")
    assert files(repository.told) == {
        "a.yml": "2025-01-03 2025-01-03 recorded",
        "b.yml": "2025-01-01 2025-01-02 recorded",
    }


def test_a_short_lived_file_under_a_name_that_was_given_up_leaves_nothing(
    repository: Repository,
) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("mv", "events/a.yml", "events/b.yml")
    repository.commit("2025-01-02")
    repository.write("a.yml", "quite another thing\n")
    repository.commit("2025-01-03")
    repository.git("rm", "--quiet", "events/a.yml")
    repository.commit("2025-01-04")
    assert files(repository.told) == {"b.yml": "2025-01-01 2025-01-02 recorded"}
    assert steps(repository.told, "b.yml") == ["2025-01-01 added", "2025-01-02 renamed a.yml"]


def test_deleted_and_added_again(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("rm", "--quiet", "events/a.yml")
    repository.commit("2025-01-02")
    repository.write("a.yml", "another\n")
    last = repository.commit("2025-01-03")
    told = repository.told
    assert files(told) == {"a.yml": "2025-01-01 2025-01-03 recorded"}
    assert steps(told, "a.yml") == ["2025-01-01 added", "2025-01-02 removed", "2025-01-03 added"]
    assert told.files["a.yml"].commit == last


def test_deleted_files_are_not_there(repository: Repository) -> None:
    repository.write("a.yml")
    repository.write("b.yml", "b\n")
    repository.commit("2025-01-01")
    repository.git("rm", "--quiet", "events/a.yml")
    repository.commit("2025-01-02")
    (repository.folder / "b.yml").unlink()
    assert repository.told == History()


def test_changes_on_both_sides_of_a_merge(repository: Repository) -> None:
    repository.write("a.yml")
    repository.write("b.yml", "b\n")
    repository.commit("2025-01-01")
    repository.git("switch", "--quiet", "--create", "side")
    repository.write("a.yml", TEXT + "from the side\n")
    repository.write("side.yml", "side\n")
    repository.commit("2025-01-02")
    repository.git("switch", "--quiet", "main")
    repository.write("a.yml", "from the main line\n" + TEXT)
    repository.write("main.yml", "main\n")
    repository.commit("2025-01-03")
    repository.git("merge", "--quiet", "--no-edit", "side", day="2025-01-04")
    merge = repository.git("rev-parse", "HEAD")
    told = repository.told
    assert files(told) == {
        "a.yml": "2025-01-01 2025-01-04 recorded",
        "b.yml": "2025-01-01 2025-01-01 recorded",
        "main.yml": "2025-01-03 2025-01-03 recorded",
        "side.yml": "2025-01-02 2025-01-02 recorded",
    }
    assert told.files["a.yml"].commit == merge
    assert sorted(steps(told, "a.yml")) == [
        "2025-01-01 added",
        "2025-01-02 changed",
        "2025-01-03 changed",
        "2025-01-04 changed",
    ]


@pytest.mark.parametrize(("kept", "day"), [("ours", "2025-01-03"), ("theirs", "2025-01-02")])
def test_a_merge_that_keeps_one_side_is_no_change(
    repository: Repository, kept: str, day: str
) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("switch", "--quiet", "--create", "side")
    repository.write("a.yml", "side\n")
    repository.write("other.yml", "other\n")
    repository.commit("2025-01-02")
    repository.git("switch", "--quiet", "main")
    repository.write("a.yml", "main\n")
    repository.commit("2025-01-03")
    repository.git(
        "merge", "--quiet", "--no-edit", "--strategy-option", kept, "side", day="2025-01-04"
    )
    assert files(repository.told) == {
        "a.yml": f"2025-01-01 {day} recorded",
        "other.yml": "2025-01-02 2025-01-02 recorded",
    }


@pytest.mark.parametrize("renamed_first", [True, False])
def test_renamed_on_one_side_and_changed_on_the_other(
    repository: Repository, *, renamed_first: bool
) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("switch", "--quiet", "--create", "side")
    repository.write("a.yml", TEXT + "from the side\n")
    repository.commit("2025-01-03" if renamed_first else "2025-01-02")
    repository.git("switch", "--quiet", "main")
    repository.git("mv", "events/a.yml", "events/b.yml")
    repository.write("b.yml", "from the main line\n" + TEXT)
    repository.commit("2025-01-02" if renamed_first else "2025-01-03")
    repository.git("merge", "--quiet", "--no-edit", "side", day="2025-01-04")
    told = repository.told
    assert files(told) == {"b.yml": "2025-01-01 2025-01-04 recorded"}
    assert {step.split(" ", 1)[1] for step in steps(told, "b.yml")} == {
        "added",
        "changed",
        "renamed a.yml",
    }
    assert len(told.changes["b.yml"]) == 4


def test_a_file_that_only_a_merge_added(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("switch", "--quiet", "--create", "side")
    repository.write("side.yml", "side\n")
    repository.commit("2025-01-02")
    repository.git("switch", "--quiet", "main")
    repository.write("main.yml", "main\n")
    repository.commit("2025-01-03")
    repository.git("merge", "--quiet", "--no-commit", "side")
    repository.write("extra.yml", "extra\n")
    repository.commit("2025-01-04")
    assert files(repository.told)["extra.yml"] == "2025-01-04 2025-01-04 recorded"


def test_what_is_not_committed_is_said(repository: Repository) -> None:
    for name in ("clean", "dirty", "staged"):
        repository.write(f"{name}.yml", f"{name}\n")
    repository.commit("2025-01-01")
    repository.write("dirty.yml", "dirtier\n")
    repository.write("staged.yml", "changed\n")
    repository.write("new.yml", "new\n")
    repository.git("add", "events/staged.yml", "events/new.yml")
    repository.write("untracked.yml", "untracked\n")
    assert files(repository.told) == {
        "clean.yml": "2025-01-01 2025-01-01 recorded",
        "dirty.yml": "2025-01-01 2025-01-01 uncommitted",
        "new.yml": "? ? uncommitted",
        "staged.yml": "2025-01-01 2025-01-01 uncommitted",
        "untracked.yml": "? ? uncommitted",
    }


def test_other_ends_of_lines_are_no_change(repository: Repository) -> None:
    repository.write("a.yml", "a\nb\n")
    repository.commit("2025-01-01")
    (repository.folder / "a.yml").write_bytes(b"a\r\nb\r\n")
    assert files(repository.told) == {"a.yml": "2025-01-01 2025-01-01 recorded"}


def test_a_repository_without_commits(repository: Repository) -> None:
    repository.write("a.yml")
    assert files(repository.told) == {"a.yml": "? ? uncommitted"}


def shallow(repository: Repository, depth: int) -> History:
    clone = repository.root.with_name("clone")
    repository.git("clone", "--quiet", f"--depth={depth}", f"file://{repository.root}", str(clone))
    return history(clone / "events")


def test_before_the_first_commit_of_a_shallow_clone_nothing_is_known(
    repository: Repository,
) -> None:
    repository.write("a.yml")
    repository.write("b.yml", "b\n")
    repository.commit("2025-01-01")
    repository.write("b.yml", "bb\n")
    repository.commit("2025-01-02")
    repository.write("b.yml", "bbb\n")
    repository.write("c.yml", "c\n")
    last = repository.commit("2025-01-03")
    assert files(shallow(repository, 1)) == dict.fromkeys(
        ["a.yml", "b.yml", "c.yml"], "? ? shallow"
    )
    shutil.rmtree(repository.root.with_name("clone"))
    told = shallow(repository, 2)
    assert files(told) == {
        "a.yml": "? ? shallow",
        "b.yml": "? 2025-01-03 shallow",
        "c.yml": "2025-01-03 2025-01-03 recorded",
    }
    assert [told.files[path].commit for path in told.files] == ["", last, last]
    assert told.changes["a.yml"] == ()
    assert steps(told, "b.yml") == ["2025-01-03 changed"]


def test_a_branch_called_grafted_makes_no_clone_shallow(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    repository.git("branch", "grafted")
    repository.git("tag", "commit")
    assert files(repository.told) == {"a.yml": "2025-01-01 2025-01-01 recorded"}


def test_outside_a_repository(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(TEXT)
    told = history(tmp_path)
    assert files(told) == {"a.yml": "? ? no-git"}
    assert told.reason == "this is no repository"


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    monkeypatch.setenv("PATH", "")
    told = repository.told
    assert files(told) == {"a.yml": "? ? no-git"}
    assert told.reason == "there is no git"


def test_a_repository_that_git_refuses(repository: Repository) -> None:
    repository.write("a.yml")
    repository.commit("2025-01-01")
    (repository.root / ".git" / "HEAD").write_text("nonsense")
    told = repository.told
    assert files(told) == {"a.yml": "? ? no-git"}
    assert told.reason.startswith("fatal: ")


def test_no_folder(tmp_path: Path) -> None:
    assert history(tmp_path / "nowhere").files == {}


HOSTILE = [
    " leading and trailing ",
    "--output=oops.yml",
    "-c",
    ":(exclude)*.yml",
    ":100644 100644 a b M",
    "commit 0123 99",
    'quo"te.yml',
    "back\\slash.yml",
    "new\nline.yml",
    "tab\there.yml",
    "*.yml",
    "[a-z].yml",
    "$(touch oops).yml",
    "über.yml",
    "事件.yml",
    "a\tb/c => d/{e => f}.yml",
]


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Repository]:
    """A repository whose folder, too, has a name that git or a shell could misread."""
    repository = Repository(tmp_path / "si te")
    for number, name in enumerate(HOSTILE):
        repository.write(name, f"{number}\n")
    repository.commit("2025-01-01")
    repository.write(HOSTILE[0], "changed\n")
    repository.commit("2025-01-02")
    yield repository
    assert not list(tmp_path.rglob("oops*"))


def test_any_name_of_a_file_is_read_as_it_is(hostile: Repository) -> None:
    (hostile.folder / "rest").mkdir()
    for name in HOSTILE[1:]:
        new = hostile.folder / "rest" / name
        new.parent.mkdir(parents=True, exist_ok=True)
        (hostile.folder / name).rename(new)
    hostile.commit("2025-01-03")
    told = hostile.told
    assert files(told) == {
        HOSTILE[0]: "2025-01-01 2025-01-02 recorded",
        **{f"rest/{name}": "2025-01-01 2025-01-03 recorded" for name in sorted(HOSTILE[1:])},
    }
    for name in HOSTILE[1:]:
        assert told.changes[f"rest/{name}"][-1].was == name


@pytest.mark.skipif(os.name != "posix", reason="only here are names of files bytes")
def test_a_name_that_is_no_text(repository: Repository) -> None:
    name = os.fsdecode(b"\xff.yml")
    repository.write(name, "a\n")
    repository.commit("2025-01-01")
    assert files(repository.told) == {name: "2025-01-01 2025-01-01 recorded"}


@pytest.mark.parametrize("name", ["-events", ":(top)", "*", "[e]", ":!x", "a b"])
def test_any_name_of_the_folder_is_taken_literally(tmp_path: Path, name: str) -> None:
    repository = Repository(tmp_path / "site")
    repository.folder = repository.root / name
    repository.write("a.yml", "a\n")
    repository.write("../other/b.yml", "b\n")
    repository.commit("2025-01-01")
    assert files(repository.told) == {"a.yml": "2025-01-01 2025-01-01 recorded"}
    assert list(repository.told.changes) == ["a.yml"]


def test_the_folder_may_be_the_whole_repository(repository: Repository) -> None:
    repository.write("a.yml", "a\n")
    repository.write("../mkdocs.yml", "b\n")
    repository.commit("2025-01-01")
    assert files(history(repository.root)) == {
        "events/a.yml": "2025-01-01 2025-01-01 recorded",
        "mkdocs.yml": "2025-01-01 2025-01-01 recorded",
    }


def test_a_file_from_outside_the_folder_begins_in_it(repository: Repository) -> None:
    repository.write("../a.yml")
    repository.commit("2025-01-01")
    repository.git("mv", "a.yml", "events/a.yml")
    repository.commit("2025-01-02")
    assert files(repository.told) == {"a.yml": "2025-01-02 2025-01-02 recorded"}


def test_no_program_that_a_configuration_names_is_run(
    repository: Repository, tmp_path: Path
) -> None:
    marker = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    repository.write("a.yml", "a\n")
    repository.write("../.gitattributes", "*.yml diff=evil filter=evil merge=evil\n")
    repository.commit("2025-01-01")
    for key in (
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "gpg.program",
        "core.sshCommand",
        "core.alternateRefsCommand",
    ):
        repository.git("config", key, str(program))
    for key, value in {
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.decorate": "short",
        "log.follow": "true",
        "log.diffMerges": "first-parent",
        "log.date": "human",
        "format.pretty": "short",
        "diff.orderFile": "nowhere",
        "diff.renames": "false",
        "diff.noprefix": "true",
        "diff.relative": "true",
        "color.ui": "always",
    }.items():
        repository.git("config", key, value)
    repository.write("a.yml", "dirty\n")
    assert repository.told.reason == ""
    assert files(repository.told) == {"a.yml": "2025-01-01 2025-01-01 uncommitted"}
    assert not marker.exists()


def test_nothing_of_a_running_hook_is_taken_over(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.write("a.yml", "a\n")
    repository.commit("2025-01-01")
    other = Repository(tmp_path / "other")
    other.write("a.yml", "other\n")
    other.commit("2024-01-01")
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    assert files(repository.told) == {"a.yml": "2025-01-01 2025-01-01 recorded"}


def test_the_order_of_files_is_total(repository: Repository) -> None:
    for name in ("b", "a", "a/c", "B", "é", "a-b"):
        repository.write(f"{name}.yml", f"{name}\n")
    repository.commit("2025-01-01")
    assert list(repository.told.files) == sorted(repository.told.files)
    assert list(repository.told.changes) == sorted(repository.told.changes)


def test_many_files_and_commits(repository: Repository) -> None:
    for number in range(1000):
        repository.write(f"{number % 10}/{number}.yml", f"title: {number}\n")
    repository.commit("2025-01-01")
    repository.git("mv", "events/0", "events/zero")
    repository.commit("2025-01-02")
    told = repository.told
    assert sum(one.changed != one.added for one in told.files.values()) == 100
    assert {one.state for one in told.files.values()} == {"recorded"}
    assert steps(told, "zero/990.yml") == ["2025-01-01 added", "2025-01-02 renamed 0/990.yml"]

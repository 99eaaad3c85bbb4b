"""When each file of records came and changed: the third clock, read from git.

One `git log` tells all changes below a folder, one `git ls-tree` what is committed there now. Neither
reads the working tree, asks the network or runs a program that some configuration names. Days are those
of the committer, in UTC, numbered as in `chronicle.dates`.

A file that was renamed below the folder keeps its history; one that came from outside begins there. What
git cannot tell is said in the state and never guessed: there is no history outside a repository, none
of what is not committed, and none before the first commit of a shallow clone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from chronicle.dates import day_number

State = Literal["recorded", "uncommitted", "shallow", "no-git"]
Kind = Literal["added", "changed", "renamed", "removed"]

_EPOCH: Final = day_number(1970, 1, 1)
_SAFE: Final = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor="),
    *("-c", "diff.external="),
    *("-c", "log.showSignature=false"),
    *("-c", "log.showRoot=true"),
    *("-c", "diff.orderFile=/dev/null"),
)
_LOG: Final = (
    *("log", "-z", "--raw", "--no-abbrev", "--topo-order", "-M", "-l2000"),
    "-c",  # of a merge, what it made that neither side had
    *(
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--no-color",
        "--no-notes",
        "--no-mailmap",
    ),
    *("--decorate=full", "--format=commit %H %ct %D"),
)
# What git would take from the process that runs us, a hook perhaps, instead of from the folder.
_OURS: Final = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"}


@dataclass(frozen=True, slots=True)
class Change:
    """One commit that changed a file."""

    day: int
    commit: str
    kind: Kind
    was: str = ""
    """Renamed: its path before."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """When a file came into the record, and how that is known.

    `uncommitted`: the file, or what it says now, is in no commit; the days are those of what is.
    `shallow`: it was there before the first commit of a shallow clone, and nobody can tell since when.
    `no-git`: nothing is known, see `History.reason`.
    """

    added: int | None
    """The day of the commit that brought it in, under whatever name."""
    changed: int | None
    """The day of the commit that made it what it is."""
    commit: str
    """That commit; "" if there is none."""
    state: State


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the files below a folder, by their paths with forward slashes."""

    files: Mapping[str, Recorded] = field(default_factory=dict)
    """Every file that is there now."""
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """The changes of each, oldest first; of a merge only what neither side had."""
    reason: str = ""
    """Why nothing is known, in git's words or ours; "" if something is."""

    def get(self, path: str) -> Recorded | None:
        """Return what is known of a file."""
        return self.files.get(path)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the log: a commit, what it did to which path, and what stood there afterwards."""

    change: Change
    path: str
    blob: str
    boundary: bool
    """Whether the clone begins here, so that nothing can be said of what was before."""


def history(folder: Path) -> History:
    """Ask git when the files below a folder were added and changed."""
    folder = folder.resolve()
    present = dict(_files(folder))
    root = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    git = shutil.which("git")
    if git is None or root is None:
        return _unknown(present, "there is no git" if git is None else "this is no repository")
    below = folder.relative_to(root).as_posix()
    logged, fault = _ask(git, root, *_LOG, "--", below)
    if "does not have any commits yet" in fault:
        return History({path: Recorded(None, None, "", "uncommitted") for path in present})
    listed, fault_of_list = _ask(git, root, "ls-tree", "-r", "-z", "HEAD", "--", f"{below}/")
    if fault or fault_of_list:
        return _unknown(present, fault or fault_of_list)
    prefix = "" if below == "." else f"{below}/"
    committed = dict(_listed(listed, prefix))
    found = _followed(_entries(logged, prefix), committed)
    return History(
        {
            path: _recorded(file, committed.get(path), found.get(path, []))
            for path, file in sorted(present.items())
        },
        {path: _changes(found[path]) for path in sorted(present) if path in found},
    )


def _unknown(present: Mapping[str, Path], reason: str) -> History:
    nothing = Recorded(None, None, "", "no-git")
    return History(dict.fromkeys(sorted(present), nothing), {}, reason)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(files):
            file = Path(parent, name)
            if name != ".git" and file.is_file() and not file.is_symlink():
                yield file.relative_to(folder).as_posix(), file


def _ask(git: str, root: Path, *arguments: str) -> tuple[str, str]:
    """Run git, and return what it says and why it failed."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _OURS or not name.startswith("GIT_")
    }
    ours = {"LC_ALL": "C", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0"}
    ran = subprocess.run(  # noqa: S603 - no shell; all arguments are ours but the folder's own name
        [git, *_SAFE, *arguments],
        cwd=root,
        env={**kept, **ours},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = ran.stderr.decode("utf-8", "replace").strip()
    return os.fsdecode(ran.stdout), said or "git failed" if ran.returncode else ""


def _listed(tree: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Read the committed files below the folder and what each holds."""
    for line in tree.split("\0"):
        about, _, path = line.partition("\t")
        if path.startswith(prefix) and path:
            yield path.removeprefix(prefix), about.split(" ")[2]


def _entries(log: str, prefix: str) -> Iterator[_Entry]:
    """Read the log, the newest commit first.

    A commit is `commit HASH TIME NAMES`. What it did follows: `:MODES HASHES LETTER`, with a colon, a
    mode, a hash and a letter for each parent, then the path, and after that of a rename the new one.
    """
    fields = iter(log.split("\0"))
    commit, day, boundary = "", 0, False
    for text in fields:
        words = text.strip("\n").split(" ")
        if words[0] == "commit":
            commit, day = words[1], _EPOCH + int(words[2]) // 86400
            boundary = "grafted" in " ".join(words[3:]).split(", ")
        elif words[0].startswith(":"):
            letters = words[-1].rstrip("0123456789")
            path = next(fields).removeprefix(prefix)
            was = ""
            if letters == "R":
                was, path = path, next(fields).removeprefix(prefix)
            yield _Entry(Change(day, commit, _kind(letters), was), path, words[-2], boundary)


def _kind(letters: str) -> Kind:
    """Say what a commit did; a merge only adds or removes what it does to all its parents."""
    kinds: Mapping[str, Kind] = {"A": "added", "D": "removed"}
    return "renamed" if letters == "R" else kinds.get("".join(set(letters)), "changed")


def _followed(
    entries: Iterator[_Entry], committed: Mapping[str, str]
) -> Mapping[str, list[_Entry]]:
    """Give each committed file its entries, the newest first, those under former names too.

    Going back in time, a rename hands the former name to the file. What happened under that name
    further down the log is the file's; and so is what stood before, if it was on the other side of a
    merge, that is, if the name was not given anew in between.
    """
    found: dict[str, list[_Entry]] = {path: [] for path in committed}
    owner: dict[str, str] = {path: path for path in committed}
    waiting: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        file = owner.get(entry.path)
        if file is not None:
            found[file].append(entry)
        elif entry.change.kind == "added":
            waiting.pop(entry.path, None)
        else:
            waiting[entry.path].append(entry)
        if entry.change.was and file is not None:
            owner[entry.change.was] = file
            found[file] += waiting.pop(entry.change.was, [])
    return found


def _changes(entries: list[_Entry]) -> tuple[Change, ...]:
    return tuple(entry.change for entry in reversed(entries) if not entry.boundary)


def _recorded(file: Path, blob: str | None, entries: list[_Entry]) -> Recorded:
    if blob is None:
        return Recorded(None, None, "", "uncommitted")
    added = next((one for one in reversed(entries) if one.change.kind == "added"), None)
    # Of two sides of a merge, the one whose content was kept.
    changed = next((one for one in entries if one.blob == blob), next(iter(entries), None))
    shallow = any(entry.boundary for entry in entries)
    first = added.change.day if added and not shallow else None
    last = changed.change if changed and not changed.boundary else None
    state: State = "recorded" if first is not None else "shallow"
    if not _holds(file, blob):
        state = "uncommitted"
    return Recorded(first, last.day if last else None, last.commit if last else "", state)


def _holds(file: Path, blob: str) -> bool:
    """Whether a file is what was committed; Windows may have given it other ends of lines."""
    try:
        content = file.read_bytes()
    except OSError:
        return False
    return any(_blob(text, blob) == blob for text in (content, content.replace(b"\r\n", b"\n")))


def _blob(content: bytes, like: str) -> str:
    """Hash as git does: by SHA-1, or in newer repositories, whose hashes are longer, by SHA-256."""
    kind = "sha1" if len(like) == 40 else "sha256"
    header = b"blob %d\0" % len(content)
    return hashlib.new(kind, header + content, usedforsecurity=False).hexdigest()
